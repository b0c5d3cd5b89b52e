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


def pad(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
    """Return rows of unequal length as one tensor."""
    padded = np.full((len(rows), max(len(row) for row in rows)), fill, np.int64)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
    return torch.from_numpy(padded)


def pad_shares(rows: Sequence[np.ndarray]) -> Tensor:
    """Return shares [tokens, classes] of unequal length as one tensor, 0 in the padding."""
    padded = np.zeros((len(rows), max(len(row) for row in rows), rows[0].shape[1]), np.float32)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
    return torch.from_numpy(padded)


def tensors(rows: Sequence[Row], device: torch.device | str = "cpu") -> tuple[Tensor, ...]:
    """Return ids, mask and focus of a batch."""
    ids = pad([row.ids for row in rows], 0)
    mask = pad([[1] * len(row.ids) for row in rows], 0)
    focus = pad([row.focus for row in rows], 0)
    return ids.to(device), mask.to(device), focus.to(device)


class Losses:
    """The loss of a batch of each task."""

    def __init__(self, network: ReaderNetwork, smoothing: float) -> None:
        self.network, self.smoothing = network, smoothing
        self.device = next(network.parameters()).device
        self.trigger_weights = TRIGGER_WEIGHTS.to(self.device)

    def of(self, task: str, batch: Sequence[Row]) -> Tensor:
        """Return the loss of a batch of a task."""
        out = self.network(*tensors(batch, self.device))
        loss: Tensor = getattr(self, task)(batch, out)
        return loss

    def find(self, batch: Sequence[Row], out: dict[str, Tensor]) -> Tensor:
        """Triggers of plain sentences, and the type of each trigger token."""
        begins = self._labels(batch, "trigger")
        types = self._labels(batch, "token_type")
        loss = functional.cross_entropy(
            out["trigger"].flatten(0, 1).float(), begins.flatten(), weight=self.trigger_weights
        )
        if any(label != IGNORED for row in batch for label in row.labels["token_type"]):
            loss = loss + 0.5 * _tokens(out["token_type"], types)
        return loss

    def read(self, batch: Sequence[Row], out: dict[str, Tensor]) -> Tensor:
        """Type, status, doubt and roles for a marked trigger."""
        types = self._numbers(batch, "event_type")
        loss = self._type(out["event_type"], types)
        acts = [i for i, row in enumerate(batch) if "status" in row.labels]
        if not acts:
            return loss
        real = [batch[i] for i in acts]
        statuses = self._numbers(real, "status")
        flags = self._numbers(real, "flags")
        roles = self._labels(real, "role")
        role_logits = out["role"][acts][:, : roles.shape[1]]
        return (
            loss
            + 0.5 * self._type(out["link_type"][acts], types[acts])
            + 0.5 * functional.cross_entropy(out["status"][acts].float(), statuses)
            + 0.3 * functional.binary_cross_entropy_with_logits(out["flags"][acts].float(), flags)
            + 2.0 * _tokens(role_logits, roles)
        )

    def pair(self, batch: Sequence[Row], out: dict[str, Tensor]) -> Tensor:
        """Type of what passes between two marked parties."""
        return self._type(out["pair_type"], self._numbers(batch, "pair_type"))

    def speech(self, batch: Sequence[Row], out: dict[str, Tensor]) -> Tensor:
        """Source, cue and content of what is said in a passage."""
        return _tokens(out["speech"], self._labels(batch, "speech"))

    def grade(self, batch: Sequence[Row], out: dict[str, Tensor]) -> Tensor:
        """How far the text commits to some words: mean absolute error of their mean grade."""
        grades = out["grade"].float()
        weights = torch.zeros(sum(len(row.labels["grade"]) for row in batch), grades.numel())
        values, width = [], grades.shape[1]
        for number, row in enumerate(batch):
            for tokens, value in row.labels["grade"]:
                places = torch.tensor(tokens) + number * width
                weights[len(values), places] = 1 / len(tokens)
                values.append(value)
        means = weights.to(self.device) @ grades.flatten()
        return (means - torch.tensor(values, device=self.device)).abs().mean()

    def hear(self, batch: Sequence[Row], out: dict[str, Tensor]) -> Tensor:
        """What the teachers hear in plain sentences: triggers, speech, grades."""
        grades = self._shares(batch, "grade")[..., 0]
        mask = self._shares(batch, "trigger").sum(-1)
        error = ((out["grade"].float() - grades).abs() * mask).sum() / mask.sum()
        return self.echoed(batch, out, "trigger") + self.echoed(batch, out, "speech") + 0.3 * error

    def echo(self, batch: Sequence[Row], out: dict[str, Tensor]) -> Tensor:
        """What the teachers read off a marked trigger: type, status, doubt, roles."""
        flags = torch.tensor(np.stack([row.labels["flags"] for row in batch])).to(self.device)
        doubt = functional.binary_cross_entropy_with_logits(out["flags"].float(), flags.float())
        return (
            self.echoed(batch, out, "event_type")
            + 0.5 * self.echoed(batch, out, "link_type")
            + 0.5 * self.echoed(batch, out, "status")
            + 0.3 * doubt
            + 2.0 * self.echoed(batch, out, "role")
        )

    def echoed(self, batch: Sequence[Row], out: dict[str, Tensor], head: str) -> Tensor:
        """Return the cross entropy of a head with the shares that the teachers give."""
        logs = functional.log_softmax(out[head].float(), dim=-1)
        if head in WHOLE_HEADS:
            shares = torch.tensor(np.stack([row.labels[head] for row in batch])).to(self.device)
            return -(shares.float() * logs).sum(-1).mean()
        shares = self._shares(batch, head)
        return -(shares * logs).sum() / shares.sum()

    def _shares(self, batch: Sequence[Row], head: str) -> Tensor:
        return pad_shares([row.labels[head] for row in batch]).to(self.device)

    def _labels(self, batch: Sequence[Row], head: str) -> Tensor:
        return pad([row.labels[head] for row in batch], IGNORED).to(self.device)

    def _numbers(self, batch: Sequence[Row], head: str) -> Tensor:
        return torch.tensor([row.labels[head] for row in batch], device=self.device)

    def _type(self, logits: Tensor, types: Tensor) -> Tensor:
        return functional.cross_entropy(logits.float(), types, label_smoothing=self.smoothing)


def _tokens(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the mean loss of the tokens that have a label."""
    return functional.cross_entropy(logits.flatten(0, 1).float(), labels.flatten())
