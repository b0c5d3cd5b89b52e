"""Where: the places a sentence names, and which of them an act happened at."""

import re
from collections.abc import Sequence

from dragoman.model import Passage, Place, Sentence, Span
from dragoman.ontology import places

# Words that put an act at a place, and what may stand between them and its name.
AT = re.compile(
    r"\b(?P<word>(?i:in|at|near|on|off|inside|outside|around|across|along|over|within|throughout))\s+"
    r"(?:(?:[Tt]he|[Aa]|both|parts\s+of|much\s+of|[Nn]orth\w*|[Ss]outh\w*|[Ee]ast\w*|[Ww]est\w*|"
    r"[Cc]entral|upper|lower|downtown|nearby|neighbou?ring|capital|port|coastal|border|holy|historic|"
    r"(?:[A-Z]\w+(?:ian|ese|ish|i|an)\b)|\w+['’]s|city|town|village|province|region|district|state|"
    r"island|area|cities|towns|of|and|[A-Z]\w+,)\s+){0,6}$"
)
# Of these only the coast and the water lie "on" or "over", a country is talked "over".
ON_TOP = frozenset({"on", "over", "off", "along"})
WATER = re.compile(
    r"\b(?:Sea|Gulf|Ocean|River|Strait|Bay|Lake|Island|Islands|Peninsula|Heights|Strip|Bank|border|"
    r"coast)\b"
)
# Behind a name these make it a describer: "Israel's consulate", "the Kenya-Somalia border".
DESCRIBES = re.compile(
    r"['’](?!s?\s+(?:[\w-]+\s+){0,2}(?:cit|town|village|province|region|state|district|capital|coast|"
    r"border|north|south|east|west|desert|mountain|interior|waters))"
    r"|-[A-Za-z]|\s+(?:president|government|officials?|minister|port|embassy|consulate|talks)\b"
)
# A place in front of the sentence is where all of it happens.
OPENING = re.compile(
    r"\W*(?:And\s+|But\s+|Also\s+)?(?:In|At|Across|Near|Outside)\s+(?:[\w’'-]+\s+){0,4}"
)
# Where a visitor goes is where the visit happens.
TO = re.compile(r"\b(?:to|visit(?:ed|s|ing)?|toured?|arriv\w+\s+in|reached)\s+(?:the\s+)?$")
# Acts done by speaking seldom happen anywhere: 18 of 362 on the train stories.
SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "SANCTION"})
# Characters between an act and the place of its clause; on the train stories 40 loses places
# and 80 takes more of other acts for as much F1.
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
    sentence: Sentence,
    trigger: Span,
    found: Sequence[Place],
    said: Sequence[Span] = (),
    event_type: str = "",
) -> tuple[Place, ...]:
    """Return where an act happened: the places the reader gave it, else those "in" its clause.

    Args:
        sentence: the sentence of the act.
        trigger: the words of the act, in article offsets.
        found: the places of the sentence.
        said: what the reader took for the place of this act, in article offsets.
        event_type: the act's type; a visit happens where it goes, words happen nowhere.
    """
    told = [p for p in found if any(span.overlaps(p.passage.span) for span in said)]
    if told:
        return tuple(told)
    if event_type in SPOKEN:
        return ()
    near = [
        place
        for place in found
        if (_gap(place.passage.span, trigger) <= REACH or _opens(sentence, place))
        and (_located(sentence, place) or (event_type == "CONSULT" and _visited(sentence, place)))
    ]
    near.sort(key=lambda place: _gap(place.passage.span, trigger))
    return _with_listed(sentence, near[0], found) if near else ()


def _gap(place: Span, trigger: Span) -> int:
    return max(place.start - trigger.end, trigger.start - place.end, 0)


def _opens(sentence: Sentence, place: Place) -> bool:
    """Tell whether a sentence begins with a place and a comma: "In Malawi, ..."."""
    start, end = place.passage.start - sentence.start, place.passage.end - sentence.start
    return OPENING.fullmatch(sentence.text[:start]) is not None and sentence.text[end:][:1] == ","


def _located(sentence: Sentence, place: Place) -> bool:
    """Tell whether a preposition of place leads to the words, and they describe nothing else."""
    start, end = place.passage.start - sentence.start, place.passage.end - sentence.start
    leads = AT.search(sentence.text[:start])
    if leads is None or DESCRIBES.match(sentence.text, end):
        return False
    return leads["word"].lower() not in ON_TOP or WATER.search(place.passage.exact) is not None


def _visited(sentence: Sentence, place: Place) -> bool:
    """Tell whether somebody goes to a place: "came to Moscow"."""
    start, end = place.passage.start - sentence.start, place.passage.end - sentence.start
    return TO.search(sentence.text[:start]) is not None and not DESCRIBES.match(sentence.text, end)


def _with_listed(sentence: Sentence, first: Place, found: Sequence[Place]) -> tuple[Place, ...]:
    """Return a place with those listed right behind it: "in Niger, Mali and Chad"."""
    listed = [first]
    for place in found:
        between = sentence.text[
            listed[-1].passage.end - sentence.start : max(place.passage.start - sentence.start, 0)
        ]
        if place.passage.start >= listed[-1].passage.end and LIST.fullmatch(between):
            listed.append(place)
    return tuple(listed)


LIST = re.compile(r",?\s+(?:and\s+)?|,\s+(?:and\s+)?(?:the\s+)?")
