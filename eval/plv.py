"""plv: the type between a given, marked source and target, as 15 PLOVER roots.

PATH is a TSV with the columns marked_sentence, gold_root and, if there, gold_penta.
Without `--folds` the shipped weights are measured (trained on data/plv/train.tsv: on
that file the figure is no measurement). With `--folds 5` the recipe trains once per
fold, on the file alone; that needs the [train] extra and about ten minutes.
"""

import argparse
import csv
import json
from collections.abc import Sequence
from pathlib import Path

from dragoman.model import Span
from eval.report import BadPath, print_report

YIELD = "YIELD"
# The second column of the published files: PLV counts YIELD as material cooperation.
PENTA_QUADS = {
    "1": "verbal cooperation",
    "2": "material cooperation",
    "3": "verbal conflict",
    "4": "material conflict",
}


def root_of(event_type: str) -> str:
    """Return a type as PLV names it: CONCEDE and RETREAT are one root.

    >>> root_of("RETREAT")
    'YIELD'
    """
    return YIELD if event_type in {"CONCEDE", "RETREAT"} else event_type


def quad_of(root: str) -> str:
    """Return the quad of a root."""
    from dragoman.ontology import plover

    return PENTA_QUADS["2"] if root == YIELD else plover.event_type(root).quad


def macro_f1(gold: Sequence[str], guessed: Sequence[str]) -> float:
    """Return the mean of F1 over the classes that gold or guesses hold."""
    scores = []
    for label in sorted({*gold, *guessed}):
        right = sum(g == p == label for g, p in zip(gold, guessed, strict=True))
        scores.append(2 * right / (gold.count(label) + guessed.count(label)))
    return sum(scores) / len(scores)


def score(gold: Sequence[str], guessed: Sequence[str]) -> dict[str, float]:
    """Return the benchmark's metrics for gold roots and guessed roots."""
    quads = [quad_of(root) for root in gold], [quad_of(root) for root in guessed]
    sides = [[quad.split()[1] for quad in side] for side in quads]
    right = sum(g == p for g, p in zip(gold, guessed, strict=True))
    return {
        "root_macro_f1": round(macro_f1(gold, guessed), 4),
        "quad_macro_f1": round(macro_f1(*quads), 4),
        "binary_macro_f1": round(macro_f1(*sides), 4),
        "root_accuracy": round(right / len(gold), 4),
    }


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a PLV file.

    Raises:
        BadPath: the file is absent or lacks a column.
    """
    if not path.is_file():
        raise BadPath(f"{path} is not a file; give the TSV of the plv benchmark")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    missing = {"marked_sentence", "gold_root"} - set(rows[0] if rows else {})
    if missing:
        raise BadPath(f"{path} lacks the columns {sorted(missing)}")
    return rows


def unmark(marked: str) -> tuple[str, Span | None, Span | None]:
    """Return the text without its tags, and where source and target stand.

    Some published sentences mark only one of the two; the other is None.

    >>> unmark("<s>Iran</s> met <t>Iraq</t>.")
    ('Iran met Iraq.', Span(start=0, end=4), Span(start=9, end=13))
    """
    text = ""
    opened: dict[str, int] = {}
    spans: dict[str, Span] = {}
    rest = marked
    while rest:
        tag = next((t for t in ("<s>", "</s>", "<t>", "</t>") if rest.startswith(t)), None)
        if tag is None:
            text, rest = text + rest[0], rest[1:]
            continue
        rest = rest[len(tag) :]
        letter = tag.strip("</>")
        if tag.startswith("</"):
            spans.setdefault(letter, Span(opened[letter], len(text)))
        else:
            opened[letter] = len(text)
    return text, spans.get("s"), spans.get("t")


def predict(rows: Sequence[dict[str, str]]) -> list[str]:
    """Return the root that the shipped reader gives each marked pair."""
    from dragoman.coding.reader import Reader

    reader = Reader()
    guesses = []
    for row in rows:
        text, source, target = unmark(row["marked_sentence"])
        shares, _ = reader.pair(text, source, target)
        guesses.append(root_of(max(shares, key=shares.__getitem__)))
    return guesses


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval plv", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--folds", type=int, default=0)
    given = parser.parse_args(argv)
    rows = read_rows(given.path)[: given.limit]
    gold = [row["gold_root"] for row in rows]
    if given.folds:
        from training.reader.plv import cross_validate_file

        guessed = cross_validate_file(given.path, given.folds)
    else:
        guessed = predict(rows)
    if given.predictions:
        lines = [json.dumps({"gold": g, "root": p}) for g, p in zip(gold, guessed, strict=True)]
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    protocol = f"{given.folds}-fold cross-validation" if given.folds else "shipped weights"
    print_report(
        "plv",
        score(gold, guessed),
        protocol=f"{len(gold)} marked pairs of {given.path}; {protocol}",
    )
    return 0
