"""The reader: the small model that looks at a sentence in three ways.

find   which words could state an act
read   for one such trigger: the act's type (or none), status, doubt, and who plays which role
pair   for two parties: the type of what passes between them, as a second view

The weights are int8 ONNX in `weights/`; training/reader is their recipe. One
sentence is one run with batch size 1: dynamic quantisation makes results depend on
the batch, and a digest must not.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.marking import TRIGGER, Marked, load_tokenizer, mark, pair_marks
from dragoman.errors import CoderError
from dragoman.model import Span

WEIGHTS = Path(str(files("dragoman.coding"))) / "weights"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What each output of the model stands for; written beside the weights by the recipe."""

    types: tuple[str, ...]
    roles: tuple[str, ...]
    statuses: tuple[str, ...]
    version: str
    trigger_threshold: float
    none_threshold: float
    temperature: float

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the labels of a folder of weights."""
        row = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            types=tuple(row["types"]),
            roles=tuple(row["roles"]),
            statuses=tuple(row["statuses"]),
            version=row["version"],
            trigger_threshold=row["trigger_threshold"],
            none_threshold=row["none_threshold"],
            temperature=row["temperature"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Words that may state an act, with how likely that is at first sight."""

    span: Span
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Words that play a role for a trigger."""

    role: str
    span: Span
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerReading:
    """What the model reads off a sentence for one trigger; spans are in the sentence."""

    types: Mapping[str, float]
    none: float
    statuses: Mapping[str, float]
    hedged: float
    historical: float
    roles: tuple[Role, ...]

    def of_role(self, role: str) -> tuple[Role, ...]:
        """Return the words that play one role, in the order of the sentence."""
        return tuple(found for found in self.roles if found.role == role)


class Reader:
    """The model with its tokenizer; one session, one thread, safe to share by no one."""

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
        """The onnxruntime session, made at first use: importing must stay quick."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self.folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def find(self, text: str) -> tuple[Proposal, ...]:
        """Return the words of a sentence that may state an act, in order."""
        marked = mark(self.tokenizer, text)
        shares = _softmax(self._run(marked, "trigger"))
        return tuple(_proposals(marked, shares, self.labels.trigger_threshold))

    def read(self, text: str, trigger: Span) -> TriggerReading:
        """Return type, status, doubt and roles for one trigger of a sentence."""
        marked = mark(self.tokenizer, text, [(trigger, TRIGGER)])
        event_type, status, flags, role = self._run_many(
            marked, ("event_type", "status", "flags", "role")
        )
        types = _softmax(event_type / self.labels.temperature)
        hedged, historical = 1 / (1 + np.exp(-flags))
        return TriggerReading(
            types=dict(zip(self.labels.types, map(float, types[:-1]), strict=True)),
            none=float(types[-1]),
            statuses=dict(zip(self.labels.statuses, map(float, _softmax(status)), strict=True)),
            hedged=float(hedged),
            historical=float(historical),
            roles=tuple(_roles(marked, _softmax(role), self.labels.roles)),
        )

    def pair(
        self, text: str, actor: Span | None, recipient: Span | None
    ) -> tuple[Mapping[str, float], float]:
        """Return the shares of the types between two parties, and the share of none."""
        marked = mark(self.tokenizer, text, pair_marks(actor, recipient))
        shares = _softmax(self._run(marked, "pair_type"))
        return dict(zip(self.labels.types, map(float, shares[:-1]), strict=True)), float(shares[-1])

    def _run(self, marked: Marked, output: str) -> Floats:
        return self._run_many(marked, (output,))[0]

    def _run_many(self, marked: Marked, outputs: Sequence[str]) -> list[Floats]:
        focus = np.zeros((1, len(marked.ids)), np.int64)
        focus[0, list(marked.focus)] = 1
        ids = np.array([marked.ids], np.int64)
        feeds = {"ids": ids, "mask": np.ones_like(ids), "focus": focus}
        return [output[0] for output in self.session.run(list(outputs), feeds)]


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


def _cover(marked: Marked, positions: Sequence[int]) -> Span:
    spans = [offset for p in positions if (offset := marked.offsets[p]) is not None]
    return Span(spans[0].start, spans[-1].end)


def _roles(marked: Marked, shares: Floats, names: Sequence[str]) -> Iterator[Role]:
    """Yield runs of tokens of one role; a begin of the same role starts a new run."""
    best = shares.argmax(-1)
    run: list[int] = []
    kind = -1
    for position, offset in enumerate(marked.offsets):
        label = int(best[position]) if offset is not None else 0
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
