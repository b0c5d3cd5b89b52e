"""Reads the word lists of the coding rules: TOML that a person can diff."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

NEVER = re.compile(r"(?!)")


@cache
def lexicon(name: str) -> Mapping[str, Any]:
    """Return a word list of this stage by its file's stem."""
    raw = files("dragoman.coding").joinpath(f"data/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches one of the words whole, the longest first.

    A final `*` stands for any ending.
    """
    ranked = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(_word(word) for word in ranked) + ")"


def _word(words: str) -> str:
    ending = r"\w*" if words.endswith("*") else ""
    plain = re.escape(words.removesuffix("*")).replace(r"\ ", r"\s+").replace("'", "['’]")
    return plain + ending


def found_by(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds one of the words in any case."""
    listed = list(words)
    return re.compile(rf"(?<![\w’'-]){any_of(listed)}(?!\w)", re.IGNORECASE) if listed else NEVER
