"""Values in the words of a page; what prints on a terminal and on a page is one wording."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from dragoman.faces.asking import PATH
from dragoman.faces.question import BETWEEN
from dragoman.faces.texts import words
from dragoman.faces.texts.review_text import changes_named
from dragoman.faces.texts.shift_text import certainty_of, rule_of
from dragoman.faces.web.marks import shown

FEED = f"{PATH}.atom"


def day(value: date | str | None) -> str:
    """Return a day as prose has it: "3 October 2020"."""
    if value is None:
        return "undated"
    return words.day_named(date.fromisoformat(value[:10]) if isinstance(value, str) else value)


def number(value: float) -> str:
    """Return a number with its thousands apart; parts of a whole to two places."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def counted(count: int, noun: str) -> str:
    """Return a count with its noun: "1 event", "3 events"."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


def feed(asked: Mapping[str, str]) -> str:
    """Return the address of the feed of a question about claims; of nothing, that of all."""
    return f"{FEED}?{urlencode(asked, safe=BETWEEN)}" if asked else FEED


FILTERS: dict[str, Callable[..., Any]] = {
    "act": words.act_of,
    "changes": changes_named,
    "counted": counted,
    "day": day,
    "feed": feed,
    "name": words.name_of,
    "named": words.named,
    "number": number,
    "rule": rule_of,
    "certainty": certainty_of,
    "shown": shown,
}
