"""Secrets: from a variable of the environment or from a file that one names, nowhere else."""

import os
from pathlib import Path

from dragoman.errors import InputError, MissingInput

# What the name of a variable ends with that names a file.
IN_FILE = "_FILE"


def secret_of(name: str) -> str | None:
    """Return a secret, None where nobody gave it.

    Args:
        name: the variable that holds it; with `_FILE` behind, the one that names its file.

    Raises:
        InputError: both are given.
        MissingInput: the file cannot be read.
    """
    said, file = os.environ.get(name), os.environ.get(name + IN_FILE)
    if said and file:
        raise InputError(f"{name} and {name + IN_FILE} are both set; unset one of them")
    if not file:
        return said or None
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise MissingInput(f"{name + IN_FILE}: cannot read {file}: {error}") from error
