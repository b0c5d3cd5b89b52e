"""The loss of a batch of each task, and how a batch becomes tensors."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.reader.attributions import KINDS
from training.reader.examples import ROLES, STATUSES
from training.reader.network import SMALL, Encoder, ReaderNetwork, Widths
from training.reader.rows import IGNORED, TYPES, Row

# Weights of a class of tokens: triggers are one token in thirty.
TRIGGER_WEIGHTS = torch.tensor([1.0, 3.0, 2.0])
# A head that answers per token, and one that answers per sentence, as a teacher labels them.
TOKEN_HEADS = ("trigger", "speech", "role")
WHOLE_HEADS = ("event_type", "link_type", "pair_type", "status")

# A batch: ids, mask and focus, and what is known of each head, by its name.
Batch = dict[str, Tensor]


def new_network(
    dropout: float = 0.1, attention: str = "sdpa", encoder: Encoder = SMALL, blank: bool = False
) -> ReaderNetwork:
    """Return a network with a head of the right width for every label.

    Args:
        dropout: share of the states that is dropped in training.
        attention: how the encoder computes it: `sdpa` trains a tenth faster, `eager` exports.
        encoder: which one it stands on.
        blank: leave the encoder as chance made it, since weights are loaded over it.
    """
    return ReaderNetwork(
        Widths(len(TYPES), len(ROLES), len(STATUSES), len(KINDS)),
        dropout=dropout,
        attention=attention,
        encoder=encoder,
        blank=blank,
    )


def pad(rows: Sequence[Sequence[int]], fill: int, width: int = 0) -> Tensor:
    """Return rows of unequal length as one tensor, at least so wide."""
    wide = max(width, *(len(row) for row in rows))
    padded = np.full((len(rows), wide), fill, np.int64)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
    return torch.from_numpy(padded)


def pad_shares(rows: Sequence[np.ndarray], width: int = 0) -> Tensor:
    """Return shares [tokens, classes] of unequal length as one tensor, 0 in the padding."""
    wide = max(width, *(len(row) for row in rows))
    padded = np.zeros((len(rows), wide, rows[0].shape[1]), rows[0].dtype)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
    return torch.from_numpy(padded)


def tensors(
    rows: Sequence[Row], device: torch.device | str = "cpu", width: int = 0
) -> tuple[Tensor, ...]:
    """Return ids, mask and focus of a batch."""
    ids = pad([row.ids for row in rows], 0, width)
    mask = pad([[1] * len(row.ids) for row in rows], 0, width)
    focus = pad([row.focus for row in rows], 0, width)
    return ids.to(device), mask.to(device), focus.to(device)


def collate(rows: Sequence[Row], device: torch.device | str = "cpu", width: int = 0) -> Batch:
    """Return rows of one task as tensors; a row without a label of a head is ignored there."""
    batch = dict(zip(("ids", "mask", "focus"), tensors(rows, width=width), strict=True))
    wide = batch["ids"].shape[1]
    heads = dict.fromkeys(name for row in rows for name in row.labels)
    for head in heads:
        known = [row.labels.get(head) for row in rows]
        if head == "grade" and isinstance(known[0], list):
            batch |= _grades(known, wide)
        else:
            batch[head] = _stack(head, known, wide)
    return {name: tensor.to(device) for name, tensor in batch.items()}


def _stack(head: str, known: Sequence[object], width: int) -> Tensor:
    some = next(label for label in known if label is not None)
    if isinstance(some, np.ndarray):
        return torch.from_numpy(np.stack(known)) if some.ndim == 1 else pad_shares(known, width)
    if isinstance(some, int):
        return torch.tensor([IGNORED if label is None else label for label in known])
    if head == "flags":
        return torch.tensor([[0.0] * len(some) if label is None else label for label in known])
    return pad([[] if label is None else label for label in known], IGNORED, width)


def _grades(known: Sequence[list[tuple[list[int], float]]], width: int) -> Batch:
    """Return for each graded run of words how much each token is of it, and its grade."""
    most = max(len(grades) for grades in known)
    shares, values = torch.zeros(len(known), most, width), torch.zeros(len(known), most)
    for row, grades in enumerate(known):
        for number, (tokens, value) in enumerate(grades):
            shares[row, number, torch.tensor(tokens)] = 1 / len(tokens)
            values[row, number] = value
    return {"graded": shares, "value": values}


class Losses:
    """The loss of a batch of each task."""

    def __init__(self, network: ReaderNetwork, smoothing: float) -> None:
        self.network, self.smoothing = network, smoothing
        self.device = next(network.parameters()).device
        self.trigger_weights = TRIGGER_WEIGHTS.to(self.device)

    def of(self, task: str, batch: Batch) -> Tensor:
        """Return the loss of a batch of a task."""
        out = self.network(batch["ids"], batch["mask"], batch["focus"])
        loss: Tensor = getattr(self, task)(batch, out)
        return loss

    def find(self, batch: Batch, out: dict[str, Tensor]) -> Tensor:
        """Triggers of plain sentences, and the type of each trigger token."""
        loss = functional.cross_entropy(
            out["trigger"].flatten(0, 1).float(),
            batch["trigger"].flatten(),
            weight=self.trigger_weights,
        )
        return loss + 0.5 * _mean(out["token_type"], batch["token_type"])

    def read(self, batch: Batch, out: dict[str, Tensor]) -> Tensor:
        """Type, status, doubt and roles for a marked trigger."""
        types = batch["event_type"]
        loss = self._type(out["event_type"], types)
        if "status" not in batch:
            return loss
        acts = batch["status"] != IGNORED
        doubt = functional.binary_cross_entropy_with_logits(
            out["flags"].float(), batch["flags"], reduction="none"
        )
        return (
            loss
            + 0.5 * self._type(out["link_type"], types.masked_fill(~acts, IGNORED))
            + 0.5 * _mean(out["status"], batch["status"])
            + 0.3 * (doubt.mean(-1) * acts).sum() / acts.sum().clamp(min=1)
            + 2.0 * _mean(out["role"], batch["role"])
        )

    def pair(self, batch: Batch, out: dict[str, Tensor]) -> Tensor:
        """Type of what passes between two marked parties."""
        return self._type(out["pair_type"], batch["pair_type"])

    def speech(self, batch: Batch, out: dict[str, Tensor]) -> Tensor:
        """Source, cue and content of what is said in a passage."""
        return _mean(out["speech"], batch["speech"])

    def grade(self, batch: Batch, out: dict[str, Tensor]) -> Tensor:
        """How far the text commits to some words: mean absolute error of their mean grade."""
        means = (batch["graded"] * out["grade"].float().unsqueeze(1)).sum(-1)
        there = batch["graded"].sum(-1) > 0
        return ((means - batch["value"]).abs() * there).sum() / there.sum().clamp(min=1)

    def hear(self, batch: Batch, out: dict[str, Tensor]) -> Tensor:
        """What the teachers hear in plain sentences: triggers, speech, grades."""
        mask = batch["mask"]
        error = (out["grade"].float() - batch["grade"][..., 0].float()).abs() * mask
        return (
            self.echoed(batch, out, "trigger")
            + self.echoed(batch, out, "speech")
            + 0.3 * error.sum() / mask.sum()
        )

    def echo(self, batch: Batch, out: dict[str, Tensor]) -> Tensor:
        """What the teachers read off a marked trigger: type, status, doubt, roles."""
        doubt = functional.binary_cross_entropy_with_logits(
            out["flags"].float(), batch["flags"].float()
        )
        return (
            self.echoed(batch, out, "event_type")
            + 0.5 * self.echoed(batch, out, "link_type")
            + 0.5 * self.echoed(batch, out, "status")
            + 0.3 * doubt
            + 2.0 * self.echoed(batch, out, "role")
        )

    def echoed(self, batch: Batch, out: dict[str, Tensor], head: str) -> Tensor:
        """Return the cross entropy of a head with the shares that the teachers give."""
        logs = functional.log_softmax(out[head].float(), dim=-1)
        shares = batch[head].float()
        if head in WHOLE_HEADS:
            return -(shares * logs).sum(-1).mean()
        return -(shares * logs).sum() / shares.sum()

    def _type(self, logits: Tensor, types: Tensor) -> Tensor:
        return _mean(logits, types, self.smoothing)


def _mean(logits: Tensor, labels: Tensor, smoothing: float = 0.0) -> Tensor:
    """Return the mean loss of what has a label, 0 where nothing has."""
    flat, labels = logits.float().reshape(-1, logits.shape[-1]), labels.flatten()
    summed = functional.cross_entropy(flat, labels, label_smoothing=smoothing, reduction="sum")
    return summed / (labels != IGNORED).sum().clamp(min=1)
