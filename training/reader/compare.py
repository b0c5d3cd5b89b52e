"""Tell whether two folders of weights say the same: `python -m training.reader.compare OLD NEW`.

Every head that both have is asked about the sentences of the held-out rows, plain and with a
trigger marked; `differs` names each head that said anything else, and by how much at most.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from training.reader.rows import Row, load


def differences(old: Path, new: Path, rows: Sequence[Row]) -> dict[str, float]:
    """Return for each head that both readers have how far they lie apart at most."""
    sessions = [onnxruntime.InferenceSession(str(folder / "reader.onnx")) for folder in (old, new)]
    named = [{output.name for output in session.get_outputs()} for session in sessions]
    heads = sorted(named[0] & named[1])
    apart = dict.fromkeys(heads, 0.0)
    for row in rows:
        ids, focus = np.array([row.ids], np.int64), np.array([row.focus], np.int64)
        feeds = {"ids": ids, "mask": np.ones_like(ids), "focus": focus}
        said = [session.run(heads, feeds) for session in sessions]
        for head, one, other in zip(heads, *said, strict=True):
            apart[head] = max(apart[head], float(np.abs(one - other).max()))
    return apart


def main() -> None:
    """Ask both about the same sentences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--rows", type=Path, default=Path("training/runs/rows/held.pickle"))
    parser.add_argument("--count", type=int, default=200, help="of plain and of marked sentences")
    given = parser.parse_args()
    held = load(given.rows)
    rows = [*held["find"][: given.count], *held["read"][: given.count]]
    apart = differences(given.old, given.new, rows)
    differs = {head: most for head, most in apart.items() if most}
    print(json.dumps({"rows": len(rows), "heads": list(apart), "differs": differs}))


if __name__ == "__main__":
    main()
