"""Phrases that tell what kind of page a page is: `data/verdicts.toml`, read once."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files


@cache
def lexicon() -> Mapping[str, Sequence[str]]:
    """Return the phrases by the name of their list."""
    raw = files("dragoman.articles").joinpath("data/verdicts.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)


def error_titles(words: str) -> list[str]:
    """Return the titles of error pages that stand in some words.

    >>> error_titles("404 - Page not found")
    ['404', 'not found', 'page not found']
    """
    return [
        phrase
        for phrase in lexicon()["error_titles"]
        if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", words.lower())
    ]
