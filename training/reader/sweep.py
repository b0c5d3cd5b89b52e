"""Choose the thresholds: `python -m training.reader.sweep`, on the held-out stories.

Prints detection_f1 of the reader alone (type and sentence) for every setting, best last. The best
two go into `training/reader/export.py`.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from dragoman.coding.reader import WEIGHTS, Reader
from eval.events import Tally
from training.annotations.standoff import held_sentences

TRIGGERS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85)
NONES = (0.3, 0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposal as the model sees it: trigger share, share of no act, likeliest type."""

    trigger: float
    none: float
    event_type: str


# The types that a sentence states, and what the model proposes in it at the lowest threshold.
Seen = tuple[tuple[str, ...], tuple[Guess, ...]]


def see(reader: Reader, data: Path) -> Iterator[Seen]:
    """Yield what the held-out sentences state and what the model says of them."""
    reader.labels = replace(reader.labels, trigger_threshold=min(TRIGGERS))
    for sentence in held_sentences(data):
        guesses = []
        for proposal in reader.find(sentence.text):
            reading = reader.read(sentence.text, proposal.span)
            likeliest = max(reading.types, key=lambda code: reading.types[code])
            guesses.append(Guess(proposal.probability, reading.none, likeliest))
        yield tuple(e.event_type for e in sentence.events.values()), tuple(guesses)


def tally(seen: Sequence[Seen], trigger: float, none: float) -> Tally:
    """Return how many types are found at a setting."""
    counted = Tally()
    for stated, guesses in seen:
        said = [g.event_type for g in guesses if g.trigger >= trigger and g.none < none]
        left = list(stated)
        for code in said:
            if code in left:
                left.remove(code)
        counted.add(right=len(stated) - len(left), said=len(said), gold=len(stated))
    return counted


def main() -> None:
    """Read the held-out stories once, try every setting."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    seen = list(see(Reader(given.weights), given.data))
    found = [(pair, tally(seen, *pair)) for pair in product(TRIGGERS, NONES)]
    for (trigger, none), counted in sorted(found, key=lambda row: row[1].f1):
        figures = {"f1": counted.f1, "p": counted.precision, "r": counted.recall}
        rounded = {name: round(value, 4) for name, value in figures.items()}
        print(json.dumps({"trigger": trigger, "none": none} | rounded))


if __name__ == "__main__":
    main()
