"""The reader: the small model that looks at a sentence in three ways.

find   the plain sentence: which words could state an act; `hear` reads off the same view how far
       the text commits to each word and, by a branch with top layers of its own, who says what
read   for one such trigger: the act's type (or none) in two views, status, doubt, and who plays
       which role
pair   for two given parties: the type of what passes between them

The weights are int8 ONNX in `weights/`; training/reader is their recipe. One
sentence is one run with batch size 1: dynamic quantisation makes results depend on
the batch, and a digest must not.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.confidence import Calibration
from dragoman.coding.gate import Gate
from dragoman.coding.marking import TRIGGER, Marked, load_tokenizer, mark, pair_marks
from dragoman.coding.steps import Steps
from dragoman.errors import CoderError
from dragoman.model import Span

WEIGHTS = Path(str(files("dragoman.coding"))) / "weights"

# onnxruntime 1.32 reads this when it is imported; without it, a session writes an id of the
# machine into the home folder and looks up a host of its maker.
SILENCE = "ORT_DISABLE_TELEMETRY"
# Processors without instructions for products of bytes (VNNI) cut their sums at 16 bits, and read
# otherwise: detection_f1 .660 for .667 (`python -m eval events PATH`). With this they do not, for
# 6 % more time of theirs; on others it changes nothing.
WIDE_SUMS = ("session.x64quantprecision", "1")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What each output of the model stands for; written beside the weights by the recipe."""

    types: tuple[str, ...]
    roles: tuple[str, ...]
    statuses: tuple[str, ...]
    kinds: tuple[str, ...]
    version: str
    trigger_threshold: float
    none_threshold: float
    gate_threshold: int
    calibration: Calibration
    speech_steps: Steps

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the labels of a folder of weights."""
        row = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            types=tuple(row["types"]),
            roles=tuple(row["roles"]),
            statuses=tuple(row["statuses"]),
            kinds=tuple(row["kinds"]),
            version=row["version"],
            trigger_threshold=row["trigger_threshold"],
            none_threshold=row["none_threshold"],
            gate_threshold=row["gate_threshold"],
            calibration=Calibration(
                weights=tuple(row["calibration"]["weights"]),
                constant=row["calibration"]["constant"],
            ),
            speech_steps=Steps.read(row["speech_steps"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Words that may state an act, with how likely that is at first sight."""

    span: Span
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Words that play a role for a trigger, or a part in what somebody says."""

    role: str
    span: Span
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What the model hears in a plain sentence; spans are in the sentence.

    `speech` are the words of sources, cues and contents. `grades` say for each token how far the
    text commits to it, from -3 (it did not happen) over 0 (nobody says) to 3 (it happened).
    """

    speech: tuple[Role, ...]
    grades: tuple[tuple[Span, float], ...]

    def grade(self, span: Span) -> float | None:
        """Return the mean grade of the tokens of some words, None beyond what was read."""
        inside = [grade for token, grade in self.grades if token.overlaps(span)]
        return sum(inside) / len(inside) if inside else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerReading:
    """What the model reads off a sentence for one trigger; spans are in the sentence.

    `types` are read off the trigger, `linked` off the words it takes for actor and recipient.
    """

    types: Mapping[str, float]
    none: float
    linked: Mapping[str, float]
    statuses: Mapping[str, float]
    hedged: float
    historical: float
    roles: tuple[Role, ...]

    def of_role(self, role: str) -> tuple[Role, ...]:
        """Return the words that play one role, in the order of the sentence."""
        return tuple(found for found in self.roles if found.role == role)


class Reader:
    """The model with its tokenizer; one thread, safe to share by no one."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self.folder = folder
        try:
            self.labels = Labels.read(folder / "labels.json")
        except FileNotFoundError as error:
            raise CoderError(
                f"no reader weights in {folder}; run `python -m training.reader.export`"
            ) from error
        self.tokenizer = load_tokenizer(str(folder / "tokenizer.json"))

    @cached_property
    def session(self) -> Any:
        """What runs the encoder and its heads."""
        return _session(self.folder / "reader.onnx")

    @cached_property
    def listener(self) -> Any:
        """What runs the branch that hears who says what, over the encoder's lower layers."""
        return _session(self.folder / "speech.onnx")

    @cached_property
    def gate(self) -> Gate:
        """The cheap first pass."""
        return Gate.read(self.folder / "gate.npy", self.labels.gate_threshold)

    def may_act(self, text: str) -> bool:
        """Tell whether a sentence holds words that could state an act; the model is not asked."""
        return self.gate.opens(mark(self.tokenizer, text).ids)

    def find(self, text: str) -> tuple[Proposal, ...]:
        """Return the words of a sentence that may state an act, in order."""
        marked = mark(self.tokenizer, text)
        shares = _softmax(self._run(marked, ("trigger",))[0])
        return grown(text, _proposals(marked, shares, self.labels.trigger_threshold))

    def hear(self, text: str) -> Hearing:
        """Return who says what in a sentence, and how far the text commits to its words."""
        marked = mark(self.tokenizer, text)
        below, grade = self._run(marked, ("below", "grade"))
        speech = self.listener.run(["speech"], {"below": below[None]})[0][0]
        labels = np.zeros(len(speech), np.int64)
        # The first and the last token are no words.
        labels[1:-1] = self.labels.speech_steps.best(speech[1:-1])
        return Hearing(
            speech=grown(text, _spans(marked, _softmax(speech), labels, self.labels.kinds)),
            grades=tuple(
                (offset, float(value))
                for offset, value in zip(marked.offsets, grade, strict=True)
                if offset is not None
            ),
        )

    def read(self, text: str, trigger: Span) -> TriggerReading:
        """Return type, status, doubt and roles for one trigger of a sentence."""
        marked = mark(self.tokenizer, text, [(trigger, TRIGGER)])
        event_type, link_type, status, flags, role = self._run(
            marked, ("event_type", "link_type", "status", "flags", "role")
        )
        types = _softmax(event_type)
        hedged, historical = 1 / (1 + np.exp(-flags))
        shares = _softmax(role)
        return TriggerReading(
            types=self._by_type(types),
            none=float(types[-1]),
            linked=self._by_type(_softmax(link_type)),
            statuses=dict(zip(self.labels.statuses, map(float, _softmax(status)), strict=True)),
            hedged=float(hedged),
            historical=float(historical),
            roles=grown(text, _spans(marked, shares, _eager(shares), self.labels.roles)),
        )

    def pair(
        self, text: str, actor: Span | None, recipient: Span | None
    ) -> tuple[Mapping[str, float], float]:
        """Return the shares of the types between two given parties, and the share of none."""
        marked = mark(self.tokenizer, text, pair_marks(actor, recipient))
        shares = _softmax(self._run(marked, ("pair_type",))[0])
        return self._by_type(shares), float(shares[-1])

    def _by_type(self, shares: Floats) -> Mapping[str, float]:
        """Return shares by the code of their type; a last share of none is left out."""
        return {code: float(share) for code, share in zip(self.labels.types, shares, strict=False)}

    def _run(self, marked: Marked, outputs: Sequence[str]) -> list[Floats]:
        ids = np.array([marked.ids], np.int64)
        focus = np.array([marked.focus], np.int64)
        feeds = {"ids": ids, "mask": np.ones_like(ids), "focus": focus}
        return [output[0] for output in self.session.run(list(outputs), feeds)]


def _session(path: Path) -> Any:
    """Return an onnxruntime session, made at first use: importing must stay quick."""
    os.environ[SILENCE] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry(*WIDE_SUMS)
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    shares: Floats = shifted / shifted.sum(-1, keepdims=True)
    return shares


def _proposals(marked: Marked, shares: Floats, threshold: float) -> Iterator[Proposal]:
    """Yield runs of trigger tokens; a begin ends the run before it."""
    run: list[int] = []
    best = 0.0
    for position, offset in enumerate(marked.offsets):
        inside = 1.0 - float(shares[position, 0])
        starts = float(shares[position, 1]) >= float(shares[position, 2])
        taken = offset is not None and inside >= threshold
        continues = taken and run and not (starts and not _same_word(marked, run[-1], position))
        if run and not continues:
            yield Proposal(span=_cover(marked, run), probability=best)
            run, best = [], 0.0
        if taken:
            run.append(position)
            best = max(best, inside)
    if run:
        yield Proposal(span=_cover(marked, run), probability=best)


def _same_word(marked: Marked, left: int, right: int) -> bool:
    one, two = marked.offsets[left], marked.offsets[right]
    return one is not None and two is not None and one.end == two.start


Found = TypeVar("Found", Proposal, Role)


def grown(text: str, found: Iterable[Found]) -> tuple[Found, ...]:
    """Return what was found grown to whole words; of pieces of one word the surer one stands."""
    kept: list[Found] = []
    for each in found:
        whole = replace(each, span=whole_words(each.span, text))
        last = kept[-1] if kept else None
        if last is None or not last.span.overlaps(whole.span):
            kept.append(whole)
        elif whole.probability > last.probability:
            kept[-1] = whole
    return tuple(kept)


def whole_words(span: Span, text: str) -> Span:
    """Return a span grown to the words that it cuts: a word may be several pieces to the model.

    >>> whole_words(Span(4, 11), "withholding").cut("withholding")
    'withholding'
    """
    words = span.cut(text)
    before = re.search(r"[\w’'-]*$" if words[:1] == "-" else r"\w*$", text[: span.start])
    behind = re.match(r"\w*", text[span.end :])
    start = span.start - (len(before.group()) if before and _cuts(words[:1]) else 0)
    end = span.end + (len(behind.group()) if behind and _cuts(words[-1:]) else 0)
    return Span(start, end)


def _cuts(character: str) -> bool:
    return character.isalnum() or character == "-"


def _cover(marked: Marked, positions: Sequence[int]) -> Span:
    spans = [offset for p in positions if (offset := marked.offsets[p]) is not None]
    return Span(spans[0].start, spans[-1].end)


# Roles are many and short, and a party that is missed costs more than a word too many: the share of
# "none" counts half. On the held-out stories .3 to .7 find more dyads than 1.
NONE_WEIGHT = 0.5


def _eager(shares: Floats) -> NDArray[np.int64]:
    """Return the likeliest role of each token, none counted less."""
    weighed = shares.copy()
    weighed[:, 0] *= NONE_WEIGHT
    best: NDArray[np.int64] = weighed.argmax(-1)
    return best


def _spans(
    marked: Marked, shares: Floats, labels: NDArray[np.int64], names: Sequence[str]
) -> Iterator[Role]:
    """Yield runs of tokens of one role; a begin of the same role starts a new run."""
    run: list[int] = []
    kind = -1
    for position, offset in enumerate(marked.offsets):
        label = int(labels[position]) if offset is not None else 0
        role = (label - 1) // 2 if label else -1
        begins = label % 2 == 1 and not (run and _same_word(marked, run[-1], position))
        if run and (role != kind or begins):
            yield _role(marked, run, shares, names[kind])
            run = []
        if role >= 0:
            run.append(position)
            kind = role
    if run:
        yield _role(marked, run, shares, names[kind])


def _role(marked: Marked, run: Sequence[int], shares: Floats, name: str) -> Role:
    return Role(
        role=name,
        span=_cover(marked, run),
        probability=float(np.mean([1.0 - shares[p, 0] for p in run])),
    )
