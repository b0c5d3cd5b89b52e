"""What a network reaches on rows held out of training: `python -m training.reader.judge --run RUN`.

Quick figures of the bare heads, on float weights, for choosing among runs. What counts is measured
on the exported weights by `python -m eval`.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from training.reader.network import ENCODERS, ReaderNetwork
from training.reader.rows import IGNORED, NONE, Row, Rows, load
from training.reader.teach import label, load_network

# Classes of the role head for the first and further tokens of actor, then recipient.
PARTIES = ((1, 2), (3, 4))


def f1(pairs: Iterable[tuple[set[int], set[int]]]) -> float:
    """Return the F1 of what is said against what is so, over all pairs (so, said)."""
    right = stated = said = 0
    for so, guessed in pairs:
        right, stated, said = right + len(so & guessed), stated + len(so), said + len(guessed)
    return 2 * right / max(1, stated + said)


def _places(labels: Sequence[int] | np.ndarray, wanted: Sequence[int]) -> set[int]:
    return {place for place, label in enumerate(labels) if label in wanted}


def judge(networks: Sequence[ReaderNetwork], held: Rows) -> dict[str, float]:
    """Return F1 of triggers and parties, accuracy of type and status, F1 of acts among marked."""
    found = list(label(networks, held["find"], ("trigger",)))
    read = list(label(networks, held["read"], ("event_type", "status", "role")))
    acts = [(row, said) for row, said in read if row.labels["event_type"] != NONE]
    triggers = f1(
        (_places(row.labels["trigger"], (1,)), _places(said["trigger"].argmax(-1), (1,)))
        for row, said in found
    )
    parties = {
        name: f1(
            (_places(row.labels["role"], wanted), _guessed(row, said["role"], wanted))
            for row, said in acts
        )
        for name, wanted in zip(("actor", "recipient"), PARTIES, strict=True)
    }
    types = np.mean(
        [row.labels["event_type"] == said["event_type"][:NONE].argmax() for row, said in acts]
    )
    statuses = np.mean([row.labels["status"] == said["status"].argmax() for row, said in acts])
    figures = {"trigger_f1": triggers} | parties | {"type": types, "status": statuses}
    return {name: round(float(value), 4) for name, value in figures.items()}


def _guessed(row: Row, role: np.ndarray, wanted: Sequence[int]) -> set[int]:
    """Return the tokens that the network takes for a party, among those that have a label."""
    places = _places(role.argmax(-1), wanted)
    return {place for place in places if row.labels["role"][place] != IGNORED}


def main() -> None:
    """Load the networks of one kind, print the figures of their mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, action="append", required=True)
    parser.add_argument("--encoder", choices=ENCODERS, default="small")
    parser.add_argument("--held", type=Path, default=Path("training/runs/rows/held.pickle"))
    parser.add_argument("--device", default="cpu")
    given = parser.parse_args()
    networks = [load_network(run, given.encoder, given.device) for run in given.run]
    figures = judge(networks, load(given.held))
    print(json.dumps({"runs": [str(run) for run in given.run]} | figures))


if __name__ == "__main__":
    main()
