"""Where something happened."""

from dataclasses import dataclass

from dragoman.model.span import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place at its words.

    `kind` is one of `dragoman.ontology.places.KINDS`. A country
    never has coordinates: it is not a point. `reason` says why this place of the
    name is meant and which others may be; it begins with "guess" where it is one.
    """

    passage: Passage
    name: str
    kind: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    reason: str = ""
