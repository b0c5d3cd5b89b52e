"""The loss of a batch of each task, and how a batch becomes tensors."""

from collections.abc import Iterable, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from dragoman.coding.marking import TRIGGER, Marked, load_tokenizer, mark, pair_marks
from dragoman.model import Span
from dragoman.ontology import plover
from training.reader.attributions import KINDS, Speech
from training.reader.examples import ROLES, STATUSES, Find, Pair, Read
from training.reader.factuality import Graded
from training.reader.network import ENCODER, ReaderNetwork

TYPES = tuple(event_type.code for event_type in plover.EVENT_TYPES)
NONE = len(TYPES)
IGNORED = -100
TOKENIZER = load_tokenizer(str(ENCODER / "tokenizer.json"))
# Weights of a class of tokens: triggers are one token in thirty.
TRIGGER_WEIGHTS = torch.tensor([1.0, 3.0, 2.0])


def new_network(dropout: float = 0.1, attention: str = "sdpa") -> ReaderNetwork:
    """Return a network with a head of the right width for every label.

    Args:
        dropout: share of the states that is dropped in training.
        attention: how the encoder computes it: `sdpa` trains a tenth faster, `eager` exports.
    """
    return ReaderNetwork(
        types=len(TYPES),
        roles=len(ROLES),
        statuses=len(STATUSES),
        kinds=len(KINDS),
        dropout=dropout,
        attention=attention,
    )


def pad(rows: Sequence[Sequence[float]], fill: float) -> Tensor:
    """Return rows of unequal length as one tensor."""
    width = max(len(row) for row in rows)
    return torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows])


def tensors(marked: Sequence[Marked]) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, mask and focus of a batch."""
    ids = pad([m.ids for m in marked], 0)
    mask = pad([[1] * len(m.ids) for m in marked], 0)
    focus = pad([m.focus for m in marked], 0)
    return ids, mask, focus


def bio(marked: Marked, spans: Iterable[tuple[Span, int]]) -> list[int]:
    """Return for each token 0 or, for the k-th kind, 1+2k (begins) or 2+2k (continues)."""
    labels = [IGNORED if offset is None else 0 for offset in marked.offsets]
    for span, kind in spans:
        for order, position in enumerate(marked.tokens_in(span)):
            labels[position] = 1 + 2 * kind + (1 if order else 0)
    return labels


def mark_pair(example: Pair) -> Marked:
    """Return a pair as the reader sees it."""
    return mark(TOKENIZER, example.text, pair_marks(example.actor, example.recipient))


def type_index(code: str) -> int:
    """Return the index of a type, or of `none`."""
    return NONE if code == "none" else TYPES.index(code)


class Losses:
    """The loss of a batch of each task."""

    def __init__(self, network: ReaderNetwork, smoothing: float) -> None:
        self.network, self.smoothing = network, smoothing

    def of(self, task: str, batch: Sequence[Any]) -> Tensor:
        """Return the loss of a batch of a task."""
        loss: Tensor = getattr(self, task)(batch)
        return loss

    def find(self, batch: Sequence[Find]) -> Tensor:
        """Triggers of plain sentences, and the type of each trigger token."""
        marked = [mark(TOKENIZER, example.text) for example in batch]
        out = self.network(*tensors(marked))
        rows = zip(marked, batch, strict=True)
        begins = pad([bio(m, [(s, 0) for s, _ in e.triggers]) for m, e in rows], IGNORED)
        types = pad([_token_types(m, e) for m, e in zip(marked, batch, strict=True)], IGNORED)
        loss = functional.cross_entropy(
            out["trigger"].flatten(0, 1), begins.flatten(), weight=TRIGGER_WEIGHTS
        )
        if (types != IGNORED).any():
            loss = loss + 0.5 * _tokens(out["token_type"], types)
        return loss

    def read(self, batch: Sequence[Read]) -> Tensor:
        """Type, status, doubt and roles for a marked trigger."""
        marked = [mark(TOKENIZER, e.text, [(e.trigger, TRIGGER)]) for e in batch]
        out = self.network(*tensors(marked))
        types = torch.tensor([type_index(e.event_type) for e in batch])
        loss = self._type(out["event_type"], types)
        real = [i for i, e in enumerate(batch) if e.status is not None]
        if not real:
            return loss
        statuses = torch.tensor([STATUSES.index(batch[i].status or "") for i in real])
        flags = torch.tensor(
            [[float(bool(batch[i].hedged)), float(bool(batch[i].historical))] for i in real]
        )
        roles = pad([_role_labels(marked[i], batch[i]) for i in real], IGNORED)
        role_logits = out["role"][real][:, : roles.shape[1]]
        return (
            loss
            + 0.5 * self._type(out["link_type"][real], types[real])
            + 0.5 * functional.cross_entropy(out["status"][real], statuses)
            + 0.3 * functional.binary_cross_entropy_with_logits(out["flags"][real], flags)
            + 2.0 * _tokens(role_logits, roles)
        )

    def pair(self, batch: Sequence[Pair]) -> Tensor:
        """Type of what passes between two marked parties."""
        out = self.network(*tensors([mark_pair(e) for e in batch]))
        chosen = torch.tensor([type_index(e.event_types[0]) for e in batch])
        return self._type(out["pair_type"], chosen)

    def speech(self, batch: Sequence[Speech]) -> Tensor:
        """Source, cue and content of what is said in a passage."""
        marked = [mark(TOKENIZER, e.text) for e in batch]
        out = self.network(*tensors(marked))
        labels = [
            bio(m, [(span, KINDS.index(kind)) for span, kind in e.spans])
            for m, e in zip(marked, batch, strict=True)
        ]
        return _tokens(out["speech"], pad(labels, IGNORED))

    def grade(self, batch: Sequence[Graded]) -> Tensor:
        """How far the text commits to some words: mean absolute error of their mean grade."""
        marked = [mark(TOKENIZER, e.text) for e in batch]
        grades = self.network(*tensors(marked))["grade"]
        errors = [
            (grades[row, m.tokens_in(span)].mean() - value).abs()
            for row, (m, e) in enumerate(zip(marked, batch, strict=True))
            for span, value in e.grades
            if m.tokens_in(span)
        ]
        return torch.stack(errors).mean() if errors else grades.sum() * 0.0

    def _type(self, logits: Tensor, types: Tensor) -> Tensor:
        return functional.cross_entropy(logits, types, label_smoothing=self.smoothing)


def _tokens(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the mean loss of the tokens that have a label."""
    return functional.cross_entropy(logits.flatten(0, 1), labels.flatten())


def _token_types(marked: Marked, example: Find) -> list[int]:
    labels = [IGNORED] * len(marked.ids)
    for span, code in example.triggers:
        for position in marked.tokens_in(span):
            labels[position] = TYPES.index(code)
    return labels


def _role_labels(marked: Marked, example: Read) -> list[int]:
    """Return the role of each token; of nested words the inner ones keep theirs."""
    spans = [(span, ROLES.index(role)) for span, role in example.roles or []]
    return bio(marked, sorted(spans, key=lambda row: -(row[0].end - row[0].start)))
