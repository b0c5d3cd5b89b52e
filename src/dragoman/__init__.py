"""Dragoman reads the news and keeps the record.

>>> import dragoman
>>> dragoman.Claim.__name__
'Claim'

`code(page)` reads one page; `open(folder)` opens a record, and the answers (`brief`, `dyad`,
`voices`, `agenda`, `overshadowed`) read `open(folder).view()`. `Client(url)` asks a record
that `dragoman serve` answers from.
"""

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.answers import agenda, brief, dyad, overshadowed, voices
    from dragoman.errors import DragomanError
    from dragoman.faces.client import Client
    from dragoman.faces.python import code, open  # noqa: A004 - read as `dragoman.open`
    from dragoman.model import (
        AgendaItem,
        Article,
        Claim,
        Event,
        Outlet,
        Page,
        Reading,
        Rejection,
        Sentence,
    )
    from dragoman.record import Record, View

__all__ = [
    "AgendaItem",
    "Article",
    "Claim",
    "Client",
    "DragomanError",
    "Event",
    "Outlet",
    "Page",
    "Reading",
    "Record",
    "Rejection",
    "Sentence",
    "View",
    "agenda",
    "brief",
    "code",
    "dyad",
    "open",
    "overshadowed",
    "voices",
]

# Who configures no log hears nothing of ours, as is the custom of libraries.
logging.getLogger(__name__).addHandler(logging.NullHandler())

# Where the names live. A name is imported when it is asked for: `dragoman --version` imports
# this package and must not wait for models and databases.
_PLACES = {
    "dragoman.answers": ("agenda", "brief", "dyad", "overshadowed", "voices"),
    "dragoman.errors": ("DragomanError",),
    "dragoman.faces.client": ("Client",),
    "dragoman.faces.python": ("code", "open"),
    "dragoman.record": ("Record", "View"),
}


def __getattr__(name: str) -> Any:
    """Import a name of `__all__` on first use; the nouns are in `dragoman.model`."""
    if name not in __all__:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    places = (place for place, names in _PLACES.items() if name in names)
    return getattr(import_module(next(places, "dragoman.model")), name)


def __dir__() -> list[str]:
    return __all__
