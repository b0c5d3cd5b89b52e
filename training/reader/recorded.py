"""Steps of training that a GPU replays: its small kernels took less time than launching them.

The rows of a task lie on the GPU in shelves of about equal length. For each shelf one whole step
(gather a batch, loss, gradients, optimiser) is recorded once as a CUDA graph; a step of training
then is a choice of rows and one replay. Same losses, same optimiser as the live steps of
`training.reader.train`; two to six times as many in a second (training/logs/reader7.log).
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from training.reader.losses import Batch, Losses, collate
from training.reader.rows import Row, Rows

# More shelves pad less and take longer to record.
MOST_SHELVES = 8
# A shelf holds at least so many batches, or it would show the same rows together.
LEAST_BATCHES = 8
# Widths of shelves are multiples of it, as the kernels like them.
STEP = 8
# Gradients longer than this are cut.
MAX_NORM = 1.0

Step = tuple[str, Callable[[], None]]


@dataclass(slots=True)
class Shelf:
    """Rows of one task of about one length, and the places of those that the next step takes."""

    task: str
    rows: Batch
    places: Tensor

    @property
    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.rows["ids"])

    def batch(self) -> Batch:
        """Return the rows at the places."""
        return {name: rows[self.places] for name, rows in self.rows.items()}


def shelves(task: str, rows: Sequence[Row], size: int, device: str) -> Iterator[Shelf]:
    """Yield the rows of a task by length, in shelves that hold about as many each."""
    ordered = sorted(rows, key=lambda row: len(row.ids))
    number = max(1, min(MOST_SHELVES, len(rows) // (LEAST_BATCHES * size)))
    for shelf in range(number):
        part = ordered[shelf * len(rows) // number : (shelf + 1) * len(rows) // number]
        width = -(-len(part[-1].ids) // STEP) * STEP
        places = torch.zeros(min(size, len(part)), dtype=torch.long, device=device)
        yield Shelf(task, collate(part, device, width), places)


class Recorded:
    """One recorded step for every shelf."""

    def __init__(
        self, asked: Losses, optimiser: torch.optim.Optimizer, rows: Rows, size: int
    ) -> None:
        self.asked, self.optimiser = asked, optimiser
        device = str(asked.device)
        self.shelves = [shelf for task in rows for shelf in shelves(task, rows[task], size, device)]
        self.totals = {task: torch.zeros((), device=device) for task in rows}
        self.pool = torch.cuda.graph_pool_handle()
        begin(optimiser)
        self.graphs = [self._record(shelf) for shelf in self.shelves]

    def _loss(self, shelf: Shelf) -> Tensor:
        with torch.autocast("cuda", dtype=torch.bfloat16):
            return self.asked.of(shelf.task, shelf.batch())

    def _record(self, shelf: Shelf) -> torch.cuda.CUDAGraph:
        """Return the graph of a step; a first pass, outside of it, loads what kernels need."""
        aside = torch.cuda.Stream()
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            self._loss(shelf).backward()
        torch.cuda.current_stream().wait_stream(aside)
        self.optimiser.zero_grad()
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, pool=self.pool, capture_error_mode="thread_local"):
            loss = self._loss(shelf)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.asked.network.parameters(), MAX_NORM)
            self.optimiser.step()
            self.totals[shelf.task] += loss.detach()
        self.optimiser.zero_grad()
        return graph

    def epoch(self, rng: random.Random, shares: Mapping[str, float]) -> list[Step]:
        """Return the steps of one epoch of all shelves, in random order."""
        steps: list[Step] = []
        for shelf, graph in zip(self.shelves, self.graphs, strict=True):
            size = len(shelf.places)
            order = torch.randperm(shelf.count, device=shelf.places.device)
            count = shelf.count * shares.get(shelf.task, 1.0) / size
            whole = min(int(count) + (rng.random() < count % 1), shelf.count // size)
            for number in range(whole):
                chosen = order[number * size : (number + 1) * size]
                steps.append((shelf.task, _replay(shelf, graph, chosen)))
        rng.shuffle(steps)
        return steps


def _replay(shelf: Shelf, graph: torch.cuda.CUDAGraph, chosen: Tensor) -> Callable[[], None]:
    def step() -> None:
        shelf.places.copy_(chosen)
        graph.replay()

    return step


def begin(optimiser: torch.optim.Optimizer) -> None:
    """Let an optimiser make its memory, which must not be made within a recording."""
    for group in optimiser.param_groups:
        group["lr"].zero_()
        for parameter in group["params"]:
            parameter.grad = torch.zeros_like(parameter)
    optimiser.step()
    optimiser.zero_grad()
    for state in optimiser.state.values():
        state["step"].zero_()
