"""Write what trains the reader as rows of numbers: `python -m training.reader.prepare`.

Four files below `--out`: `rows.pickle` (labelled), `plain.pickle` (sentences for the teachers),
`said.pickle` (who says what, for the branch) and `held.pickle` (of the stories held out of
training). A machine that trains needs these alone:
no text, no research data.
"""

import argparse
import json
import random
from pathlib import Path

from training.annotations.standoff import held_sentences
from training.reader.attributions import read_documents
from training.reader.examples import read_all, read_marked, read_open, read_real
from training.reader.rows import plain_row, rows_of, said_rows, save
from training.reader.unlabelled import unlabelled

READ = {"all": read_all, "real": read_real, "open": read_open}


def main() -> None:
    """Read the research data and our own, write the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("training/runs/rows"))
    parser.add_argument("--seed", type=int, default=7, help="chooses decoys and variations")
    parser.add_argument("--what", choices=READ, default="all", help="which examples")
    given = parser.parse_args()
    rng = random.Random(given.seed)
    rows = rows_of(READ[given.what](given.data, rng))
    plain = [plain_row(text) for text in unlabelled(given.data)]
    held = rows_of(read_marked(held_sentences(given.data), rng))
    said = said_rows(read_documents(given.data / "polnear/train"))
    for name, kept in (("rows", rows), ("plain", plain), ("said", said), ("held", held)):
        save(kept, given.out / f"{name}.pickle")
    counts = {task: len(found) for task, found in rows.items()}
    print(json.dumps(counts | {"plain": len(plain), "held": len(held["find"])}))


if __name__ == "__main__":
    main()
