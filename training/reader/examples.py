"""Training examples of the reader, made from the research data at run time.

Three views of a sentence, one encoder:
  find   the plain sentence; each token is outside, begins or continues a trigger
  read   the sentence with one trigger marked: its type (or none), status, doubt,
         and for each token the role it plays for that trigger
  pair   the sentence with actor and recipient marked: the type of what passes
         between them (or none)
Two more tasks look at the plain view: `speech` (attributions.py) says for each token whether it
is source, cue or content of what somebody says, `grade` (factuality.py) how far the text commits
to a word.
"""

import csv
import hashlib
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.model import Article, LabelledSpan, Span, Verdict, text_digest
from dragoman.sentences import split
from eval.plv import unmark
from training.annotations.standoff import annotated_sentences
from training.corpus.check import read_corpus as marked_sentences
from training.corpus.markup import MarkedSentence
from training.corpus.variations import vary
from training.reader.attributions import Speech, read_attributions
from training.reader.factuality import Graded, read_grades

# Actor and recipient come first: the network pools the tokens of these two (network.py).
ROLES = ("actor", "recipient", "voice", "cue", "time", "place", "hedge", "against")
STATUSES = ("actual", "future", "hypothetical", "negated")
LABELS = Path(__file__).parents[1] / "labels"

# A word that could be taken for a trigger by its looks alone.
MIN_DECOY_LETTERS = 4


@dataclass(slots=True)
class Find:
    """A sentence with the spans of its triggers and their types."""

    text: str
    triggers: list[tuple[Span, str]]


@dataclass(slots=True)
class Read:
    """A sentence, one trigger in it, and what is to be read off it."""

    text: str
    trigger: Span
    event_type: str
    status: str | None = None
    hedged: bool | None = None
    historical: bool | None = None
    roles: list[tuple[Span, str]] | None = None


@dataclass(slots=True)
class Pair:
    """A sentence with two parties marked; `event_types` are the types allowed as right."""

    text: str
    actor: Span | None
    recipient: Span | None
    event_types: tuple[str, ...]
    key: str = ""


@dataclass(slots=True)
class Examples:
    """All examples of a run."""

    find: list[Find] = field(default_factory=list)
    read: list[Read] = field(default_factory=list)
    pair: list[Pair] = field(default_factory=list)
    speech: list[Speech] = field(default_factory=list)
    grade: list[Graded] = field(default_factory=list)

    def __add__(self, other: "Examples") -> "Examples":
        """Return the examples of both."""
        return Examples(
            self.find + other.find,
            self.read + other.read,
            self.pair + other.pair,
            self.speech + other.speech,
            self.grade + other.grade,
        )


def locate(text: str, words: str, near: int = 0) -> Span | None:
    """Return the occurrence of words in a text that lies nearest to a place."""
    best: Span | None = None
    start = text.find(words) if words else -1
    while start >= 0:
        if best is None or abs(start - near) < abs(best.start - near):
            best = Span(start, start + len(words))
        start = text.find(words, start + 1)
    return best


def story_sentences(story: dict[str, Any]) -> list[str]:
    """Return the sentences of a gold story as our own splitter cuts them."""
    text = story["text"]
    article = Article(
        id=str(story["id"]),
        page_sha256="",
        origin="gold",
        text=text,
        text_sha256=text_digest(text),
        verdict=Verdict.ARTICLE,
        spans=(LabelledSpan(span=Span(0, len(text))),),
    )
    return [sentence.text for sentence in split(article).sentences]


def _roles(event: dict[str, Any], text: str, trigger: Span) -> list[tuple[Span, str]]:
    named = [(party["text"], "actor") for party in event["actors"]]
    named += [(party["text"], "recipient") for party in event["recipients"]]
    if event["source"]:
        named += [(event["source"]["text"], "voice"), (event["source"]["cue"] or "", "cue")]
    named += [
        (event[key]["text"], role)
        for key, role in (("date", "time"), ("place", "place"))
        if event[key]
    ]
    spans = [(locate(text, words, trigger.start), role) for words, role in named]
    return [(span, role) for span, role in spans if span is not None]


def read_stories(path: Path, rng: random.Random) -> Examples:
    """Return the find and read examples of a file of gold stories."""
    examples = Examples()
    for line in path.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        by_sentence: dict[str, list[dict[str, Any]]] = {}
        for event in story["events"]:
            by_sentence.setdefault(" ".join(event["sentence"].split()), []).append(event)
        texts = story_sentences(story)
        missing = set(by_sentence) - {" ".join(text.split()) for text in texts}
        for text in [*texts, *sorted(missing)]:
            _add_sentence(examples, text, by_sentence.get(" ".join(text.split()), []), rng)
    return examples


def _add_sentence(
    examples: Examples, text: str, events: list[dict[str, Any]], rng: random.Random
) -> None:
    found = [(locate(text, event["trigger"]), event) for event in events]
    triggers = [(span, event) for span, event in found if span is not None]
    examples.find.append(Find(text, [(span, event["event_type"]) for span, event in triggers]))
    for span, event in triggers:
        roles = _roles(event, text, span)
        examples.read.append(
            Read(
                text,
                span,
                event["event_type"],
                event["status"],
                event["hedged"],
                event["historical"],
                roles,
            )
        )
    examples.read += [
        Read(text, span, "none") for span in decoys(text, [span for span, _ in triggers], rng)
    ]


def read_marked(sentences: Iterable[MarkedSentence], rng: random.Random) -> Examples:
    """Return the examples of sentences that bear our markup, with nothing left unmarked."""
    examples = Examples()
    for sentence in sentences:
        events = list(sentence.events.values())
        triggers = [event.trigger for event in events]
        examples.find.append(Find(sentence.text, [(e.trigger, e.event_type) for e in events]))
        for event in events:
            examples.read.append(
                Read(
                    sentence.text,
                    event.trigger,
                    event.event_type,
                    event.status,
                    event.hedged,
                    event.historical,
                    event.roles,
                )
            )
        examples.read += [
            Read(sentence.text, span, "none") for span in decoys(sentence.text, triggers, rng)
        ]
    return examples


# Part of the graded sentences of web texts that trains beside those of news, which are fewer.
WEB_SHARE = 0.1


def read_all(data: Path, rng: random.Random) -> Examples:
    """Return the examples that `make weights` trains on.

    Args:
        data: the folder of the research data.
        rng: chooses decoys and variations.
    """
    ours = marked_sentences()
    invented = read_marked(ours, rng) + read_marked(vary(ours, rng), rng)
    return invented + read_real(data, rng)


def read_real(data: Path, rng: random.Random) -> Examples:
    """Return the examples out of texts that are not ours, for a last and gentle leg of training.

    Invented sentences are most of the acts; what stands last in memory should be news.
    """
    news = list(read_grades(data / "factuality/UW/train.jsonl"))
    web = list(read_grades(data / "factuality/UDS_IH2/train.jsonl"))
    return (
        read_stories(data / "gold/train.jsonl", rng)
        + read_marked(annotated_sentences(data), rng)
        + Examples(
            pair=list(read_pairs(data / "plv/train.tsv")),
            speech=list(read_attributions(data / "polnear/train")),
            grade=[*news, *rng.sample(web, round(WEB_SHARE * len(web)))],
        )
    )


# Parts of the research data whose licences are open: Wikinews, public agencies, our stories.
OPEN_STORIES = ("re3d/", "gum/")
CLOSED_STORIES = ("re3d/BBC",)


def read_open(data: Path, rng: random.Random) -> Examples:
    """Return the examples of texts under open licences and of our own, for the model card.

    UDS-IH2 grades factuality; nothing open says who speaks, or what passes between a pair.
    """
    ours = marked_sentences()
    web = list(read_grades(data / "factuality/UDS_IH2/train.jsonl"))
    real = (s for s in annotated_sentences(data) if _is_open(s.place))
    return (
        read_marked(ours, rng)
        + read_marked(vary(ours, rng), rng)
        + read_marked(real, rng)
        + read_stories(data / "gold/train.jsonl", rng)
        + Examples(grade=rng.sample(web, round(WEB_SHARE * len(web))))
    )


def _is_open(story: str) -> bool:
    return story.startswith(OPEN_STORIES) and not story.startswith(CLOSED_STORIES)


# False triggers shown per sentence and run. With 3,000 sentences more than two made the reader
# shy (dev, 3 runs); with 10,000 one keeps their number.
DECOYS_PER_SENTENCE = 1


def decoys(text: str, triggers: list[Span], rng: random.Random) -> list[Span]:
    """Return words of a sentence that are no trigger, to be read as none."""
    words: list[Span] = []
    start = 0
    for word in text.split(" "):
        bare = word.strip(".,;:!?\"'()“”’‘")
        offset = start + (word.find(bare) if bare else 0)
        start += len(word) + 1
        if len(bare) < MIN_DECOY_LETTERS or not bare[0].islower():
            continue
        span = Span(offset, offset + len(bare))
        if not any(span.overlaps(trigger) for trigger in triggers):
            words.append(span)
    rng.shuffle(words)
    return words[:DECOYS_PER_SENTENCE]


def yield_halves() -> dict[str, str]:
    """Return which half of YIELD each PLV sentence is, by its digest."""
    lines = (LABELS / "plv_yield.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return dict(rows[1:])  # type: ignore[arg-type]


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the marked pairs of a PLV file, YIELD told apart by our own labels."""
    halves = yield_halves()
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            marked = row["marked_sentence"]
            text, actor, recipient = unmark(marked)
            root = row["gold_root"]
            if root == "YIELD":
                digest = hashlib.sha256(marked.encode()).hexdigest()[:16]
                half = halves.get(digest)
                types = (half,) if half else ("CONCEDE", "RETREAT")
            else:
                types = (root,)
            yield Pair(text, actor, recipient, types, key=root)
