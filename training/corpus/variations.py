"""Variations of our own sentences made by program, counted apart from those we wrote.

Another tense ("had seized"), the passive, an attribution around it, a denial, a doubt; and other
countries, which `eval bias` uses and training does not, for the reader sees no countries. Each
keeps or changes the markup as the words demand: a denied act is negated and has the denier for
its voice. Only sentences whose form a rule is sure of are varied; the rest yield nothing.

`python -m training.corpus.variations` prints how many of each kind the corpus gives.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache

from dragoman.model import Span
from dragoman.ontology.countries import Country, countries
from training.corpus.check import read_corpus
from training.corpus.markup import MarkedEvent, MarkedSentence, Who

# Who says so, in front of a sentence; the words between the bars are voice and cue.
SPEAKERS = (
    ("a senior official", "said"),
    ("two diplomats", "said"),
    ("the interior ministry", "announced"),
    ("a government spokeswoman", "confirmed"),
    ("local media", "reported"),
    ("a lawmaker", "told reporters"),
)
DENIERS = ("The government", "A military spokesman", "The ministry", "Officials", "The presidency")
DOUBTS = ("Reportedly, ", "Apparently, ", "According to unconfirmed reports, ")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Words put in the place of some characters; none of them where start is end."""

    start: int
    end: int
    words: str

    def moves(self, offset: int, *, is_end: bool) -> bool:
        """Tell whether a place of the text, the end of a span or its start, lies behind."""
        is_insertion = self.start == self.end
        return self.end < offset or (self.end == offset and not (is_insertion and is_end))


def edited(sentence: MarkedSentence, edits: Sequence[Edit]) -> MarkedSentence:
    """Return a sentence with some words replaced, every span moved along.

    A span grows or shrinks with what is replaced inside it; insertions at its edge stay outside.
    """
    ordered = sorted(edits)

    def place(offset: int, *, is_end: bool) -> int:
        return offset + sum(
            len(edit.words) - (edit.end - edit.start)
            for edit in ordered
            if edit.moves(offset, is_end=is_end)
        )

    def move(span: Span) -> Span:
        return Span(place(span.start, is_end=False), place(span.end, is_end=True))

    text = sentence.text
    for edit in reversed(ordered):
        text = text[: edit.start] + edit.words + text[edit.end :]
    new = deepcopy(sentence)
    new.text = text
    for event in new.events.values():
        event.trigger = move(event.trigger)
        event.roles = [(move(span), role) for span, role in event.roles]
    new.who = {move(span): who for span, who in sentence.who.items()}
    return new


def other_countries(sentence: MarkedSentence, rng: random.Random) -> MarkedSentence | None:
    """Return a sentence with every state in it exchanged for another, names and demonyms alike."""
    swap: dict[str, Country] = {}
    edits = []
    for match in _names().finditer(sentence.text):
        code, kind = _known()[match.group()]
        if code not in swap:
            swap[code] = rng.choice(_swappable())
        other = swap[code]
        words = other.name if kind == "name" else other.demonyms[0]
        edits.append(Edit(*match.span(), words))
    if not edits or len({c.code for c in swap.values()}) < len(swap):
        return None
    new = edited(sentence, edits)
    new.who = {
        span: Who(swap[who.country].code, who.sector) if who.country in swap else who
        for span, who in new.who.items()
    }
    return new


@cache
def _swappable() -> tuple[Country, ...]:
    """Return the states whose name and demonym are words of their own and need no article."""
    plain = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?")
    return tuple(
        country
        for country in countries()
        if country.demonyms
        and plain.fullmatch(country.name)
        and plain.fullmatch(country.demonyms[0])
    )


@cache
def _known() -> dict[str, tuple[str, str]]:
    known = {country.demonyms[0]: (country.code, "demonym") for country in _swappable()}
    return known | {country.name: (country.code, "name") for country in _swappable()}


@cache
def _names() -> re.Pattern[str]:
    names = sorted(_known(), key=len, reverse=True)
    return re.compile(rf"(?<![Tt]he )(?<!['’\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


def perfect(sentence: MarkedSentence, rng: random.Random) -> MarkedSentence | None:
    """Return a sentence whose regular past verbs are in the perfect: "seized", "had seized"."""
    auxiliary = rng.choice(("has ", "had "))
    if len(sentence.events) != 1:
        return None
    edits = [
        Edit(event.trigger.start, event.trigger.start, auxiliary)
        for event in sentence.events.values()
        if _is_past(sentence, event) and (auxiliary == "had " or _is_single(sentence, event))
    ]
    return edited(sentence, edits) if edits else None


def passive(sentence: MarkedSentence, _: random.Random) -> MarkedSentence | None:
    """Return "A was seized by B" for a sentence that opens with "B seized A"."""
    if len(sentence.events) != 1:
        return None
    (event,) = sentence.events.values()
    actors, recipients = event.of("actor"), event.of("recipient")
    if not _is_past(sentence, event) or len(actors) != 1 or len(recipients) != 1:
        return None
    actor, recipient = actors[0], recipients[0]
    text = sentence.text
    if actor.start != 0 or event.trigger.end + 1 != recipient.start or "," in actor.cut(text):
        return None
    first, last = recipient.cut(text), _lowered(actor.cut(text))
    verb = event.trigger.cut(text)
    be = "were" if first.endswith("s") or " and " in first else "was"
    opening = first[0].upper() + first[1:]
    new = deepcopy(sentence)
    new.text = f"{opening} {be} {verb} by {last}{text[recipient.end :]}"
    shift = len(new.text) - len(text)
    start = len(opening) + len(be) + 2
    agent = start + len(verb) + len(" by ")
    moved = {recipient: Span(0, len(opening)), actor: Span(agent, agent + len(last))}

    def move(span: Span) -> Span:
        return moved.get(span, Span(span.start + shift, span.end + shift))

    (made,) = new.events.values()
    made.trigger = Span(start, start + len(verb))
    inner = [s for s, _ in event.roles if s not in moved and s.start < recipient.end]
    if inner:
        return None
    made.roles = [(move(span), role) for span, role in event.roles]
    new.who = {
        move(s): w for s, w in sentence.who.items() if s in moved or s.start >= recipient.end
    }
    return new


def told(sentence: MarkedSentence, rng: random.Random) -> MarkedSentence | None:
    """Return a sentence with somebody who says so behind it."""
    if not _is_bare(sentence):
        return None
    who, cue = rng.choice(SPEAKERS)
    end = len(sentence.text) - 1
    new = edited(sentence, [Edit(end, end, f", {who} {cue}")])
    voice = Span(end + 2, end + 2 + len(who))
    spoken = Span(voice.end + 1, voice.end + 1 + len(cue.split()[0]))
    for event in new.events.values():
        event.roles += [(voice, "voice"), (spoken, "cue")]
    new.who[voice] = Who(None, None)
    return new


def denied(sentence: MarkedSentence, rng: random.Random) -> MarkedSentence | None:
    """Return a sentence that somebody denies; its acts are negated."""
    if not _is_bare(sentence) or not _is_one_plain_act(sentence):
        return None
    who = rng.choice(DENIERS)
    new = _opened(sentence, f"{who} denied that ")
    voice, cue = Span(0, len(who)), Span(len(who) + 1, len(who) + len(" denied"))
    for event in new.events.values():
        event.status = "negated"
        event.roles += [(voice, "voice"), (cue, "cue")]
    return new


def doubted(sentence: MarkedSentence, rng: random.Random) -> MarkedSentence | None:
    """Return a sentence that opens with a word of doubt."""
    if not _is_bare(sentence) or not _is_one_plain_act(sentence):
        return None
    opening = rng.choice(DOUBTS)
    new = _opened(sentence, opening)
    doubt = re.search(r"Reportedly|Apparently|unconfirmed reports", opening)
    assert doubt is not None
    for event in new.events.values():
        event.roles.append((Span(*doubt.span()), "hedge"))
    return new


def _opened(sentence: MarkedSentence, opening: str) -> MarkedSentence:
    """Return a sentence behind an opening, its first word in small letters where it may be."""
    text = sentence.text
    return edited(sentence, [Edit(0, 0, opening), Edit(0, 1, _lowered(text)[0])])


def _is_bare(sentence: MarkedSentence) -> bool:
    """Tell whether a plain statement with acts and without voice, quote or clause before it."""
    said = any(event.of("voice") for event in sentence.events.values())
    plain = sentence.text.endswith(".") and not re.search(r"[\"“”?;:]", sentence.text)
    opens = re.match(r"(?:[A-Z]\w*|The|A|An)\b", sentence.text) and not OPENINGS.match(
        sentence.text
    )
    return bool(sentence.events) and not said and plain and bool(opens)


def _is_one_plain_act(sentence: MarkedSentence) -> bool:
    """Tell whether a sentence states one act, done and sure; a second may be taken as known."""
    return [(e.status, e.hedged) for e in sentence.events.values()] == [("actual", False)]


# A denial or a doubt in front of these makes no sentence.
OPENINGS = re.compile(
    r"(?:But|And|Yet|Still|Although|While|When|If|After|Before|As|No|Neither|Not)\b"
)


def _is_past(sentence: MarkedSentence, event: MarkedEvent) -> bool:
    """Tell whether an actor stands right before a regular verb in the past."""
    verb = event.trigger.cut(sentence.text)
    ends = {actor.end + 1 for actor in event.of("actor")}
    return bool(re.fullmatch(r"[a-z]+ed", verb)) and event.trigger.start in ends


def _is_single(sentence: MarkedSentence, event: MarkedEvent) -> bool:
    words = [actor.cut(sentence.text) for actor in event.of("actor")]
    return len(words) == 1 and not words[0].endswith("s") and " and " not in words[0]


@cache
def _small() -> frozenset[str]:
    """Return the words that the corpus writes in small letters within a sentence."""
    text = " ".join(sentence.text for sentence in read_corpus())
    return frozenset(re.findall(r"(?<=[a-z,] )[a-z]+\b", text))


def _lowered(words: str) -> str:
    """Return words with a small first letter, where the first one is no name."""
    first = re.match(r"\w+", words)
    if first is None or first.group().lower() not in _small():
        return words
    is_name = re.match(r"\w+ [A-Z]", words) and first.group() not in {"The", "A", "An"}
    return words if is_name else words[0].lower() + words[1:]


Rule = Callable[[MarkedSentence, random.Random], MarkedSentence | None]
RULES: dict[str, Rule] = {
    "perfect": perfect,
    "passive": passive,
    "told": told,
    "denied": denied,
    "doubted": doubted,
}


def vary(sentences: Sequence[MarkedSentence], rng: random.Random) -> Iterator[MarkedSentence]:
    """Yield one variation of each sentence that a rule drawn by chance can vary."""
    names = list(RULES)
    for sentence in sentences:
        name = rng.choice(names)
        varied = RULES[name](sentence, rng)
        if varied is not None:
            varied.place = f"{sentence.place} {name}"
            yield varied


def main() -> None:
    """Print how many variations of each kind one pass gives."""
    found = vary(read_corpus(), random.Random(7))
    print(json.dumps(Counter(sentence.place.split()[-1] for sentence in found)))


if __name__ == "__main__":
    main()
