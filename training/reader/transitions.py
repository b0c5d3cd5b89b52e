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
        all_paths = first + scores[:, 0]
        path = all_paths[rows, labels[:, 0]]
        for place in range(1, scores.shape[1]):
            before, now = labels[:, place - 1], labels[:, place]
            here, there = scores[:, place], mask[:, place]
            longer = torch.logsumexp(all_paths.unsqueeze(2) + between, dim=1) + here
            all_paths = torch.where(there.unsqueeze(1), longer, all_paths)
            step = between[before, now] + here[rows, now]
            path = path + torch.where(there, step, torch.zeros_like(step))
        end = labels[rows, mask.long().sum(1) - 1]
        return torch.logsumexp(all_paths + self.last, dim=1) - path - self.last[end]
