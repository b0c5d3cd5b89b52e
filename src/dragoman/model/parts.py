"""The parts that nouns are made of, each equal one made once: the claims of a record share most.

A million claims name some thousands of actors and places on some thousands of days.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from dragoman.model.actor import Actor
from dragoman.model.place import Place
from dragoman.model.span import Passage, Span
from dragoman.model.when import Basis, Precision, When

# Parts of each kind that are held to be used again, those used last, some 300 bytes each while
# claims are read: so many hold nearly all that a dataset uses again. `python -m bench pages`.
PARTS_HELD = 2**16


class Parts:
    """Makes the parts of what is read together; of what is equal it returns the same one.

    A value is equal only where it has the same type too: 7 and 7.0 are written differently.
    """

    def __init__(self, held: int = PARTS_HELD) -> None:
        """Hold so many of each kind; with none held, everything is made anew."""
        # What is held goes with this: the functions refer to each other and never to `self`.
        kept = lru_cache(held, typed=True)
        text, span, day = kept(_itself), kept(Span), kept(date.fromisoformat)

        @kept
        def passage(start: int, end: int, exact: str) -> Passage:
            return Passage(span=span(start, end), exact=text(exact))

        @kept
        def actor(name: str, country: str | None, sector: str | None) -> Actor:
            return Actor(name=text(name), country=text(country), sector=text(sector))

        @kept
        def when(start: str, end: str, precision: str, basis: str, *words: Any) -> When:
            return When(
                start=day(start),
                end=day(end),
                precision=Precision(precision),
                basis=Basis(basis),
                passage=passage(*words) if words else None,
            )

        @kept
        def place(words: tuple[int, int, str], name: str, kind: str, *known: Any) -> Place:
            country, lat, lon, geonames, reason = known
            return Place(
                passage=passage(*words),
                name=text(name),
                kind=text(kind),
                country=text(country),
                lat=lat,
                lon=lon,
                geonames=geonames,
                reason=text(reason),
            )

        self.text, self.texts = text, kept(_together)
        self.passage, self.actor, self.when, self.place = passage, actor, when, place


def _itself(value: Any) -> Any:
    return value


def _together(*values: Any) -> tuple[Any, ...]:
    return values
