"""Let teachers label sentences that nobody has: `python -m training.reader.teach`.

A teacher is a network of `training.reader.train --encoder large`, five times the size of the one
that is shipped. What several of them say on average is what the small one learns, beside the
labels of people (Hinton, Vinyals, Dean 2015; on text without labels: Turc et al. 2019).
"""

import argparse
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from dragoman.coding.marking import MAX_TOKENS, TRIGGER
from training.reader.losses import TOKEN_HEADS, new_network, tensors
from training.reader.network import ENCODERS, ReaderNetwork
from training.reader.rows import Row, Rows, load, save

BATCH = 256
# Tokens that open a trigger with at least this share are read, right or not: the small network
# must learn to say `none` of what it will propose itself.
PROPOSED = 0.1
# One sentence in so many also has a word at random read, as in the labelled examples.
DECOY_ONE_IN = 3
HEARD = ("trigger", "speech", "grade")


def shares(
    networks: Sequence[ReaderNetwork], rows: Sequence[Row], heads: Sequence[str]
) -> dict[str, Tensor]:
    """Return the mean shares of some heads for a batch [batch, (tokens,) classes]."""
    device = next(networks[0].parameters()).device
    inputs = tensors(rows, device)
    sums: dict[str, Tensor] = {}
    for network in networks:
        with torch.no_grad(), torch.autocast(device.type, dtype=torch.bfloat16):
            out = network(*inputs)
        for head in heads:
            share = _share(head, out[head].float()) / len(networks)
            sums[head] = sums.get(head, 0.0) + share
    return sums


def _share(head: str, logits: Tensor) -> Tensor:
    if head == "grade":
        return logits.unsqueeze(-1)
    return logits.sigmoid() if head == "flags" else logits.softmax(-1)


def label(
    networks: Sequence[ReaderNetwork], rows: Sequence[Row], heads: Sequence[str]
) -> Iterator[tuple[Row, dict[str, np.ndarray]]]:
    """Yield each row with what the networks say of it, longest first."""
    order = sorted(rows, key=lambda row: -len(row.ids))
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        said = {
            head: found.half().cpu().numpy()
            for head, found in shares(networks, batch, heads).items()
        }
        for number, row in enumerate(batch):
            yield row, {head: _cut(head, found[number], row) for head, found in said.items()}


def _cut(head: str, found: np.ndarray, row: Row) -> np.ndarray:
    """Return the shares of the tokens of a row without its padding."""
    return found[: len(row.ids)].copy() if head in (*TOKEN_HEADS, "grade") else found.copy()


def marked(row: Row, start: int, end: int) -> Row:
    """Return a plain row with the tokens from start to end (excluded) marked as trigger."""
    ids = list(row.ids)
    inner = [TRIGGER.opening, *ids[start:end], TRIGGER.closing]
    focus = [0] * start + [TRIGGER.focus] * len(inner) + [0] * (len(ids) - end)
    return Row([*ids[:start], *inner, *ids[end:]], focus, {})


def proposals(row: Row, trigger: np.ndarray, rng: random.Random) -> Iterator[tuple[int, int]]:
    """Yield the tokens that could be a trigger, by the shares [tokens, 3] of the teachers."""
    best = trigger.argmax(-1)
    words = range(1, len(row.ids) - 1)
    for start in words:
        if trigger[start, 1] >= PROPOSED:
            end = start + 1
            while end < len(row.ids) - 1 and best[end] == 2:
                end += 1
            yield start, end
    if words and rng.randrange(DECOY_ONE_IN) == 0:
        place = rng.choice(words)
        yield place, place + 1


def teach(
    networks: Sequence[ReaderNetwork],
    plain: Sequence[Row],
    rng: random.Random,
    tell: Callable[[str], None] = print,
) -> Rows:
    """Return plain rows with what the networks hear (`hear`) and read (`echo`)."""
    hear = [Row(row.ids, row.focus, said) for row, said in label(networks, plain, HEARD)]
    tell(json.dumps({"hear": len(hear)}))
    asked = [
        marked(row, *place)
        for row in hear
        if len(row.ids) + 2 <= MAX_TOKENS
        for place in proposals(row, row.labels["trigger"], rng)
    ]
    heads = ("event_type", "link_type", "status", "flags", "role")
    echo = [Row(row.ids, row.focus, said) for row, said in label(networks, asked, heads)]
    tell(json.dumps({"echo": len(echo)}))
    return {"hear": hear, "echo": echo}


def load_network(run: Path, encoder: str, device: str) -> ReaderNetwork:
    """Return the network of a run."""
    network = new_network(encoder=ENCODERS[encoder], blank=True)
    network.load_state_dict(torch.load(run / "network.pt", map_location=device))
    return network.to(device).eval()


def main() -> None:
    """Load the teachers, label, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, action="append", required=True, help="of a teacher")
    parser.add_argument("--encoder", choices=ENCODERS, default="large")
    parser.add_argument("--plain", type=Path, default=Path("training/runs/rows/plain.pickle"))
    parser.add_argument("--out", type=Path, default=Path("training/runs/rows/taught.pickle"))
    parser.add_argument("--device", default="cpu")
    given = parser.parse_args()
    networks = [load_network(run, given.encoder, given.device) for run in given.run]
    rows = teach(networks, load(given.plain), random.Random(7))
    save(rows, given.out)


if __name__ == "__main__":
    main()
