"""Choose thresholds and shares: `python -m training.reader.sweep`, on the held-out stories.

Prints detection_f1 of the reader alone (type and sentence) for every setting, best last. The
best trigger and none thresholds go into `training/reader/export.py`, the shares into
`coding/coder.py`.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from dragoman.coding.reader import WEIGHTS, PlainReading, Proposal, Reader, TriggerReading
from eval.events import Tally
from training.annotations.standoff import held_sentences

TRIGGERS = (0.4, 0.5, 0.6, 0.7, 0.8)
NONES = (0.3, 0.4, 0.5, 0.6, 0.7)
SHARES = ((0.0, 0.0), (0.2, 0.0), (0.0, 0.2), (0.2, 0.2), (0.4, 0.2), (0.2, 0.4))


@dataclass(frozen=True, slots=True)
class Seen:
    """A held-out sentence as the model reads it at the lowest threshold."""

    types: tuple[str, ...]
    plain: PlainReading
    readings: tuple[tuple[Proposal, TriggerReading], ...]


def see(reader: Reader, data: Path) -> Iterator[Seen]:
    """Yield what the model says of every held-out sentence."""
    for sentence in held_sentences(data):
        plain = reader.find(sentence.text)
        readings = tuple((p, reader.read(sentence.text, p.span)) for p in plain.proposals)
        yield Seen(tuple(e.event_type for e in sentence.events.values()), plain, readings)


def f1(seen: Sequence[Seen], trigger: float, none: float, shares: tuple[float, float]) -> Tally:
    """Return how many types are found at a setting."""
    tally = Tally()
    plain, linked = shares
    for sentence in seen:
        said = []
        for proposal, reading in sentence.readings:
            if proposal.probability < trigger or reading.none >= none:
                continue
            views = ((reading.types, 1 - plain - linked), (proposal.types, plain))
            views += ((reading.linked, linked),)
            totals = {c: sum(view[c] * part for view, part in views) for c in reading.types}
            said.append(max(totals, key=totals.__getitem__))
        left = list(sentence.types)
        for code in said:
            if code in left:
                left.remove(code)
        tally.add(right=len(sentence.types) - len(left), said=len(said), gold=len(sentence.types))
    return tally


def main() -> None:
    """Read the held-out stories once, try every setting."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    seen = list(see(Reader(given.weights, trigger_threshold=min(TRIGGERS)), given.data))
    rows = []
    for trigger, none, shares in product(TRIGGERS, NONES, SHARES):
        tally = f1(seen, trigger, none, shares)
        row = {"trigger": trigger, "none": none, "shares": shares}
        figures = {"f1": tally.f1, "p": tally.precision, "r": tally.recall}
        rows.append(row | {name: round(value, 4) for name, value in figures.items()})
    for row in sorted(rows, key=lambda row: float(str(row["f1"]))):
        print(json.dumps(row))


if __name__ == "__main__":
    main()
