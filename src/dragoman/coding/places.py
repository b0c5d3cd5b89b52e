"""Where: the places a sentence names, and which of them an act happened at."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from dragoman.coding.place_nominals import nominal_places
from dragoman.model import Passage, Place, Sentence, Span
from dragoman.ontology import places
from dragoman.ontology.places import PlaceHit

# Words that put an act at a place, and what may stand between them and its name.
AT = re.compile(
    r"\b(?P<word>(?i:in|at|near|on|off|inside|outside|around|across|along|over|within|throughout|"
    r"through|enter(?:ed|ing|s)?|invad(?:ed|es?|ing)|encircl(?:ed|es?|ing)|depart(?:ed|ing|s)|"
    r"storm(?:ed|ing|s)|shell(?:ed|ing|s)|bomb(?:ed|ing|s)|captur(?:ed|es?|ing)))\s+"
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
# Before "in" these put somebody there, and not the act.
ELSEWHERE = re.compile(
    r"\b(?:based|born|located|headquartered|liv(?:e|es|ed|ing)|"
    r"sa(?:id|ys)|told|tells|added|reporters)\s+$"
)
# Behind a name these make it who acts: "Moscow said".
ACTS = re.compile(
    r"\s+(?:(?:has|had|have|also|later|now)\s+)?(?:said|says|warn|accus|den(?:y|ied)|condemn|demand|"
    r"announc|agree|reject|insist|vow|threaten|urg|order|impos|want|fear|call)",
)
# A place in front of the sentence is where all of it happens.
OPENING = re.compile(
    r"\W*(?:And\s+|But\s+|Also\s+)?(?:In|At|Across|Near|Outside)\s+(?:[\w’'-]+\s+){0,4}"
)
# Where a visitor goes is where the visit happens.
TO = re.compile(r"\b(?:to|visit(?:ed|s|ing)?|toured?|arriv\w+\s+in|reached)\s+(?:the\s+)?$")
# Acts whose words say that somebody goes to a place.
GOING = re.compile(r"\b(?:visit|travel|trip|tour|return|arriv)", re.IGNORECASE)
# Acts done by speaking seldom happen anywhere: 18 of 362 on the train stories.
SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "SANCTION"})
# Characters between an act and the place of its clause; on the train stories 40 loses places
# and 80 takes more of other acts for as much F1.
REACH = 60


def find_places(sentence: Sentence) -> tuple[Place, ...]:
    """Return the places a sentence names, left to right, read without its article."""
    return tuple(_place(sentence.text, hit, sentence.start) for hit in _hits(sentence.text))


def places_by_sentence(text: str, sentences: Sequence[Sentence]) -> list[tuple[Place, ...]]:
    """Return the places of each sentence of an article, left to right.

    The article is read as a whole: what it names elsewhere tells which town of a name is
    meant, and "the country" is the state before it. A country has no coordinates.
    """
    hits = _hits(text)
    starts = [hit.start for hit in hits]
    found = []
    for sentence in sentences:
        inside = hits[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        found.append(tuple(_place(text, hit) for hit in inside if hit.end <= sentence.end))
    return found


def _hits(text: str) -> list[PlaceHit]:
    """Return the places of a text that are named, and those that common nouns stand for."""
    named = places.find(text)
    nominal = (hit for hit in nominal_places(text, named) if not _is_taken(hit, named))
    return sorted((*named, *nominal), key=lambda hit: hit.start)


def _is_taken(hit: PlaceHit, named: Sequence[PlaceHit]) -> bool:
    """Tell whether a name stands in the words of a common noun."""
    return any(hit.start < other.end and other.start < hit.end for other in named)


def _place(text: str, hit: PlaceHit, shift: int = 0) -> Place:
    span = Span(hit.start, hit.end)
    return Place(
        passage=Passage(span=span.shift(shift), exact=span.cut(text)),
        name=hit.name,
        kind=hit.kind,
        country=hit.country,
        lat=hit.lat,
        lon=hit.lon,
        geonames=hit.geonames,
        reason=hit.reason,
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
    told = [
        place
        for place in found
        if any(span.overlaps(place.passage.span) for span in said) and not _acts(sentence, place)
    ]
    if told:
        return tuple(told)
    if event_type in SPOKEN:
        return ()
    words = sentence.text[trigger.start - sentence.start : trigger.end - sentence.start]
    goes = event_type == "CONSULT" or GOING.search(words) is not None
    near = [
        place
        for place in found
        if (_gap(place.passage.span, trigger) <= REACH or _opens(sentence, place))
        and (_located(sentence, place) or (goes and _visited(sentence, place)))
    ]
    near.sort(key=lambda place: _gap(place.passage.span, trigger))
    return _with_listed(sentence, near[0], found) if near else ()


def _gap(place: Span, trigger: Span) -> int:
    return max(place.start - trigger.end, trigger.start - place.end, 0)


def _acts(sentence: Sentence, place: Place) -> bool:
    """Tell whether a place stands for its government: "Moscow said"."""
    return ACTS.match(sentence.text, place.passage.end - sentence.start) is not None


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
    if ELSEWHERE.search(sentence.text[: leads.start()]):
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
