"""Where: the places a sentence names, and which of them an act happened at."""

import re
from collections.abc import Sequence

from dragoman.model import Passage, Place, Sentence, Span
from dragoman.ontology import places

# Words that put an act at a place; "to" and "from" move it there.
AT = re.compile(
    r"\b(?:in|at|near|on|off|inside|outside|around|across|along|over|within)\s+"
    r"(?:the\s+)?(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
# Characters between an act and the place of its clause; swept on the train stories.
REACH = 60


def find_places(sentence: Sentence) -> tuple[Place, ...]:
    """Return the places a sentence names, left to right; a country has no coordinates."""
    return tuple(
        Place(
            passage=Passage(
                span=Span(hit.start, hit.end).shift(sentence.start),
                exact=sentence.text[hit.start : hit.end],
            ),
            name=hit.name,
            kind=hit.kind,
            country=hit.country,
            lat=hit.lat,
            lon=hit.lon,
            geonames=hit.geonames,
        )
        for hit in places.find(sentence.text)
    )


def where_of(
    sentence: Sentence, trigger: Span, found: Sequence[Place], said: Sequence[Span] = ()
) -> tuple[Place, ...]:
    """Return where an act happened: the places the reader gave it, else those "in" its clause.

    Args:
        sentence: the sentence of the act.
        trigger: the words of the act, in article offsets.
        found: the places of the sentence.
        said: what the reader took for the place of this act, in article offsets.
    """
    told = [p for p in found if any(span.overlaps(p.passage.span) for span in said)]
    if told:
        return tuple(told)
    near = [p for p in found if _gap(p.passage.span, trigger) <= REACH and _located(sentence, p)]
    near.sort(key=lambda place: _gap(place.passage.span, trigger))
    return tuple(near[:1])


def _gap(place: Span, trigger: Span) -> int:
    return max(place.start - trigger.end, trigger.start - place.end, 0)


def _located(sentence: Sentence, place: Place) -> bool:
    """Tell whether a preposition of place leads to the words."""
    return AT.search(sentence.text[: place.passage.start - sentence.start]) is not None
