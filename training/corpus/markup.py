"""The inline markup of our own training sentences: one sentence a line.

    [Iran's navy|1A @IRN.MIL] [reportedly|1H] [seized|1=COERCE/seize] [a tanker|1R @KOR.BUS] ...

A bracket holds words and, after a bar, tags; brackets nest. Tags, where 1 is any event number:
  1=TYPE or 1=TYPE/mode   the words are the trigger of event 1
  !future !hypothetical !negated !historical   on a trigger: status and background
  1A 1R 1G                actor, recipient, against whom
  1V 1C                   the voice that tells event 1, and its cue
  1H                      a hedge of event 1 ("reportedly"); event 1 is then hedged
  1T 1P                   when and where event 1 was
  @IRN.MIL or @IRN        who the words are: country (or IGO code) and sector; @?.REB no country
A voice within another stands with its own bracket: `1V` twice. A line with no bracket states
no event. Lines that start with # are comments; blank lines count for nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import MalformedInput
from dragoman.model import Span
from dragoman.ontology import plover

STATUSES = frozenset({"future", "hypothetical", "negated"})
ROLE_OF = {
    "A": "actor",
    "R": "recipient",
    "G": "against",
    "V": "voice",
    "C": "cue",
    "H": "hedge",
    "T": "time",
    "P": "place",
}
TRIGGER = re.compile(r"(\d)=([A-Z]+)(?:/([\w-]+))?")
ROLE = re.compile(r"(\d)([ARGVCHTP])")
WHO = re.compile(r"@([A-Z]{3}|\?)(?:\.([A-Z]{3}))?")


@dataclass(frozen=True, slots=True)
class Who:
    """Who some words are; None where nobody could tell."""

    country: str | None
    sector: str | None


@dataclass(slots=True)
class MarkedEvent:
    """One event of a sentence; roles are spans with the name of the role."""

    trigger: Span
    event_type: str
    mode: str | None
    status: str = "actual"
    historical: bool = False
    roles: list[tuple[Span, str]] = field(default_factory=list)

    @property
    def hedged(self) -> bool:
        """Tell whether words of the sentence mark doubt."""
        return any(role == "hedge" for _, role in self.roles)

    def of(self, role: str) -> list[Span]:
        """Return the spans that play a role, in order."""
        return sorted(span for span, name in self.roles if name == role)


@dataclass(slots=True)
class MarkedSentence:
    """A sentence without its markup, with what the markup says."""

    text: str
    place: str
    events: dict[str, MarkedEvent] = field(default_factory=dict)
    who: dict[Span, Who] = field(default_factory=dict)


def read_file(path: Path) -> Iterator[MarkedSentence]:
    """Yield the sentences of a file.

    Raises:
        MalformedInput: a line breaks the markup; the message gives file and line.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield parse(line.strip(), f"{path.name}:{number}")


def parse(line: str, place: str = "-") -> MarkedSentence:
    """Return one marked sentence.

    >>> parse("[Iran|1A @IRN.GOV] [freed|1=RETREAT] [a ship|1R @KOR.BUS].").text
    'Iran freed a ship.'

    Raises:
        MalformedInput: brackets, tags or codes are wrong.
    """
    text, brackets = _unbracket(line, place)
    sentence = MarkedSentence(text=text, place=place)
    roles: list[tuple[str, Span, str]] = []
    for span, tags in brackets:
        _read_tags(sentence, span, tags.split(), roles)
    for number, span, role in roles:
        if number not in sentence.events:
            raise MalformedInput(f"{place}: event {number} has a {role} but no trigger")
        sentence.events[number].roles.append((span, role))
    return sentence


def _unbracket(line: str, place: str) -> tuple[str, list[tuple[Span, str]]]:
    """Return the words of a line, and each bracket's span in them with its tags."""
    text = ""
    opened: list[int] = []
    found: list[tuple[Span, str]] = []
    position = 0
    while position < len(line):
        mark = line[position]
        if mark == "[":
            opened.append(len(text))
        elif mark == "|":
            end = line.find("]", position)
            if not opened or end < 0 or opened[-1] == len(text):
                raise MalformedInput(f"{place}: a bar outside a bracket, or an empty one")
            found.append((Span(opened.pop(), len(text)), line[position + 1 : end]))
            position = end
        elif mark == "]":
            raise MalformedInput(f"{place}: a bracket without tags ends at character {position}")
        else:
            text += mark
        position += 1
    if opened:
        raise MalformedInput(f"{place}: a bracket is not closed")
    return text, found


def _read_tags(
    sentence: MarkedSentence, span: Span, tags: list[str], roles: list[tuple[str, Span, str]]
) -> None:
    """Add what the tags of one bracket say."""
    trigger: MarkedEvent | None = None
    for tag in tags:
        if match := TRIGGER.fullmatch(tag):
            number, event_type, mode = match.groups()
            check_codes(event_type, mode, sentence.place)
            trigger = MarkedEvent(span, event_type, mode)
            if sentence.events.setdefault(number, trigger) is not trigger:
                raise MalformedInput(f"{sentence.place}: event {number} has two triggers")
        elif match := ROLE.fullmatch(tag):
            roles.append((match.group(1), span, ROLE_OF[match.group(2)]))
        elif match := WHO.fullmatch(tag):
            country = None if match.group(1) == "?" else match.group(1)
            sentence.who[span] = Who(country, match.group(2))
        elif tag[1:] in STATUSES and tag[0] == "!" and trigger is not None:
            trigger.status = tag[1:]
        elif tag == "!historical" and trigger is not None:
            trigger.historical = True
        else:
            raise MalformedInput(f"{sentence.place}: the tag {tag!r} is not known here")


def check_codes(event_type: str, mode: str | None, place: str) -> None:
    """Raise MalformedInput where the codebook has no such type or mode."""
    try:
        plover.event_type(event_type)
        if mode is not None:
            plover.mode(event_type, mode)
    except LookupError as error:
        raise MalformedInput(f"{place}: {error}") from error
