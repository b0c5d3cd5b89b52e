"""What it is worth for a label to follow another, learned: a chain of labels (Lafferty 2001).

`dragoman.coding.steps` reads with what is learned here; the order of begins and continues is the
same in both.
"""

import torch
from torch import Tensor, nn

from dragoman.coding.steps import barrier

# Stands for minus infinity, whose gradient would be no number.
FORBIDDEN = -1e4


class Transitions(nn.Module):
    """Scores of opening a row with a label, of a step from label to label, of ending with one."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.first = nn.Parameter(torch.zeros(labels))
        self.between = nn.Parameter(torch.zeros(labels, labels))
        self.last = nn.Parameter(torch.zeros(labels))
        order = torch.from_numpy(barrier(labels))
        self.register_buffer("refused", order < 0, persistent=False)

    def forward(self, scores: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Return for each row how unlikely its labels are among all rows of labels.

        Args:
            scores: of each label for each token [batch, tokens, labels].
            labels: the right ones [batch, tokens].
            mask: which tokens there are [batch, tokens]; the first of each row is one.
        """
        between = self.between.masked_fill(self.refused, FORBIDDEN)
        first = self.first.masked_fill(self.refused[0], FORBIDDEN)
        rows = torch.arange(len(scores), device=scores.device)
        there = mask[:, 1:]
        steps = between[labels[:, :-1], labels[:, 1:]]
        steps = steps + scores[:, 1:].gather(2, labels[:, 1:, None]).squeeze(2)
        path = first[labels[:, 0]] + scores[rows, 0, labels[:, 0]] + (steps * there).sum(1)
        path = path + self.last[labels[rows, mask.long().sum(1) - 1]]
        opened = (first + scores[:, 0]).unsqueeze(1)
        through = _joined(between + scores[:, 1:].unsqueeze(2), there)
        all_paths = torch.logsumexp(opened.unsqueeze(3) + through.unsqueeze(1), dim=2).squeeze(1)
        return torch.logsumexp(all_paths + self.last, dim=1) - path


def _joined(moves: Tensor, there: Tensor) -> Tensor:
    """Return what it is worth to go from label to label over all moves, in whatever way.

    Neighbours are joined two by two: seven rounds for a hundred moves, which a GPU likes better
    than a hundred moves one by one.

    Args:
        moves: from label to label at each place [batch, places, labels, labels].
        there: which places there are [batch, places]; over the others a label stays as it is.
    """
    labels = moves.shape[-1]
    stay = torch.full((labels, labels), FORBIDDEN, device=moves.device).fill_diagonal_(0.0)
    moves = torch.where(there[..., None, None], moves, stay)
    if not moves.shape[1]:
        return stay.expand(len(moves), labels, labels)
    while moves.shape[1] > 1:
        if moves.shape[1] % 2:
            moves = torch.cat([moves, stay.expand(len(moves), 1, labels, labels)], dim=1)
        left, right = moves[:, 0::2], moves[:, 1::2]
        moves = torch.logsumexp(left.unsqueeze(4) + right.unsqueeze(2), dim=3)
    return moves[:, 0]
