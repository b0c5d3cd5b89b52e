"""The program starts so that Arrow gives back the memory that it no longer needs."""

import os
import subprocess
import sys

import pytest

SAYS_WHOSE = """from dragoman.faces.start import take_memory_of_the_system as take
take()
import pyarrow
print(pyarrow.default_memory_pool().backend_name)
"""


@pytest.mark.parametrize(("said", "found"), [(None, "system"), ("mimalloc", "mimalloc")])
def test_memory_of_arrow_is_the_systems_unless_the_environment_says_another(
    said: str | None, found: str
) -> None:
    there = {name: word for name, word in os.environ.items() if not name.startswith("ARROW_")}
    done = subprocess.run(
        [sys.executable, "-c", SAYS_WHOSE],
        env=there | ({"ARROW_DEFAULT_MEMORY_POOL": said} if said else {}),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == found
