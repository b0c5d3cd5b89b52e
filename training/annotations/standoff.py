"""What an annotator writes, and the standoff file it becomes.

An annotator reads a numbered story and writes one line an event:

    12 | CONSULT/visit !future | arrived | A: Minister X @RUS.GOV | R: the Iranians @IRN | V: ...

number of the sentence, type with mode and status (`!future !hypothetical !negated
!historical`), trigger, then roles: A actor, R recipient, G against whom, V voice, C cue,
H hedge, T time, P place, each as often as needed. Words are copied from the sentence; `words#2`
is their second occurrence in it, `words^11` stands in sentence 11. `@IRN.MIL` at the end says
who the words are, as in `training/corpus/markup.py`. Lines with # in front are comments.

A standoff file holds offsets into the text of a story, its digest, and no word of it.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.errors import MalformedInput
from dragoman.model import Sentence, Span
from training.annotations.texts import Story, read_story
from training.corpus.markup import (
    ROLE_OF,
    STATUSES,
    WHO,
    MarkedEvent,
    MarkedSentence,
    Who,
    check_codes,
)

STORIES = Path(__file__).with_name("stories.jsonl")
HEAD = re.compile(r"([A-Z]+)(?:/([\w-]+))?((?:\s+!\w+)*)")
WORDS = re.compile(r"(?P<words>.*?)(?:#(?P<order>\d))?(?:\^(?P<sentence>\d+))?")


@dataclass(slots=True)
class Annotation:
    """The events of a story; spans are offsets into its text."""

    story: str
    text_sha256: str
    events: list[MarkedEvent] = field(default_factory=list)
    who: dict[Span, Who] = field(default_factory=dict)


def parse_annotation(story: Story, lines: str, place: str) -> Annotation:
    """Return what an annotator wrote about a story.

    Raises:
        MalformedInput: a line breaks the format, or its words are not in the sentence.
    """
    annotation = Annotation(story.id, story.sha256)
    sentences = story.sentences()
    for number, line in enumerate(lines.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            _add_event(annotation, sentences, line, f"{place}:{number}")
    return annotation


def _add_event(
    annotation: Annotation, sentences: Sequence[Sentence], line: str, place: str
) -> None:
    fields = [part.strip() for part in line.split(" | ")]
    head = HEAD.fullmatch(fields[1]) if len(fields) > 2 else None
    if head is None or not fields[0].isdigit():
        raise MalformedInput(f"{place}: want 'N | TYPE/mode !status | trigger | ...', got {line!r}")
    number = int(fields[0])
    flags = head.group(3).split()
    check_codes(head.group(1), head.group(2), place)
    event = MarkedEvent(_find(sentences, number, fields[2], place), head.group(1), head.group(2))
    for flag in flags:
        if flag == "!historical":
            event.historical = True
        elif flag[1:] in STATUSES:
            event.status = flag[1:]
        else:
            raise MalformedInput(f"{place}: the flag {flag!r} is not known")
    for part in fields[3:]:
        key, _, words = part.partition(":")
        if key not in ROLE_OF:
            raise MalformedInput(f"{place}: the role {key!r} is not one of {'/'.join(ROLE_OF)}")
        words, _, who = words.strip().partition(" @")
        span = _find(sentences, number, words.strip(), place)
        event.roles.append((span, ROLE_OF[key]))
        if who:
            code = WHO.fullmatch(f"@{who.strip()}")
            if code is None:
                raise MalformedInput(f"{place}: @{who} is no country and sector; write @IRN.MIL")
            country = None if code.group(1) == "?" else code.group(1)
            annotation.who[span] = Who(country, code.group(2))
    annotation.events.append(event)


def _find(sentences: Sequence[Sentence], number: int, given: str, place: str) -> Span:
    """Return where words stand in the text of the story."""
    match = WORDS.fullmatch(given)
    assert match is not None, given
    number = int(match.group("sentence") or number)
    words, order = match.group("words").strip(), int(match.group("order") or 1)
    if not 1 <= number <= len(sentences):
        raise MalformedInput(f"{place}: there is no sentence {number}")
    sentence = sentences[number - 1]
    whole = rf"(?<!\w){re.escape(words)}(?!\w)"
    found = [m.start() for m in re.finditer(whole, sentence.text)]
    found = found or [m.start() for m in re.finditer(re.escape(words), sentence.text)]
    if not words or len(found) < order:
        raise MalformedInput(f"{place}: {given!r} is not in sentence {number}: {sentence.text!r}")
    start = sentence.start + found[order - 1]
    return Span(start, start + len(words))


def to_json(annotation: Annotation) -> dict[str, Any]:
    """Return an annotation as a row of a standoff file."""
    return {
        "story": annotation.story,
        "text_sha256": annotation.text_sha256,
        "events": [
            {
                "trigger": [event.trigger.start, event.trigger.end],
                "event_type": event.event_type,
                "mode": event.mode,
                "status": event.status,
                "historical": event.historical,
                "roles": [[role, span.start, span.end] for span, role in event.roles],
            }
            for event in annotation.events
        ],
        "who": [
            [span.start, span.end, who.country, who.sector] for span, who in annotation.who.items()
        ],
    }


def from_json(row: dict[str, Any]) -> Annotation:
    """Return the annotation of a row."""
    annotation = Annotation(row["story"], row["text_sha256"])
    for given in row["events"]:
        event = MarkedEvent(
            Span(*given["trigger"]),
            given["event_type"],
            given["mode"],
            given["status"],
            given["historical"],
            [(Span(start, end), role) for role, start, end in given["roles"]],
        )
        annotation.events.append(event)
    annotation.who = {
        Span(start, end): Who(country, sector) for start, end, country, sector in row["who"]
    }
    return annotation


def read_annotations(path: Path = STORIES) -> list[Annotation]:
    """Return the annotations of a standoff file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [from_json(json.loads(line)) for line in lines if line.strip()]


def write_annotations(annotations: Iterable[Annotation], path: Path = STORIES) -> None:
    """Write a standoff file, stories in the order of their names."""
    rows = sorted((to_json(annotation) for annotation in annotations), key=lambda r: r["story"])
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


# One story in eight is held out: thresholds and confidence are fitted on what no weights saw.
HELD_ONE_IN = 8


def is_held(story: str) -> bool:
    """Tell whether a story is held out of training, by the digest of its name."""
    return int(hashlib.sha256(story.encode()).hexdigest(), 16) % HELD_ONE_IN == 0


def annotated_sentences(data: Path, path: Path = STORIES) -> Iterator[MarkedSentence]:
    """Yield every sentence of the stories that train, those without an event too.

    A role whose words stand in another sentence is left out: the reader sees one sentence.

    Raises:
        MalformedInput: a text is not the one that was annotated.
    """
    for annotation in read_annotations(path):
        if not is_held(annotation.story):
            yield from _sentences(annotation, data)


def held_sentences(data: Path, path: Path = STORIES) -> Iterator[MarkedSentence]:
    """Yield every sentence of the stories that are held out of training."""
    for annotation in read_annotations(path):
        if is_held(annotation.story):
            yield from _sentences(annotation, data)


def _sentences(annotation: Annotation, data: Path) -> Iterator[MarkedSentence]:
    story = read_story(data, annotation.story)
    if story.sha256 != annotation.text_sha256:
        raise MalformedInput(f"{story.id}: the text changed since it was annotated")
    for number, sentence in enumerate(story.sentences(), 1):
        yield _marked(annotation, sentence, f"{story.id}:{number}")


def _marked(annotation: Annotation, sentence: Sentence, place: str) -> MarkedSentence:
    marked = MarkedSentence(text=sentence.text, place=place)
    base = sentence.start

    def inside(span: Span) -> bool:
        return sentence.start <= span.start and span.end <= sentence.end

    def moved(span: Span) -> Span:
        return Span(span.start - base, span.end - base)

    for event in annotation.events:
        if inside(event.trigger):
            roles = [(moved(span), role) for span, role in event.roles if inside(span)]
            marked.events[str(len(marked.events) + 1)] = MarkedEvent(
                moved(event.trigger),
                event.event_type,
                event.mode,
                event.status,
                event.historical,
                roles,
            )
    marked.who = {moved(span): who for span, who in annotation.who.items() if inside(span)}
    return marked
