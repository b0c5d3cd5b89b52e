"""Train the line model: `python -m training.lines.train --data ../shared/data`.

First by folds of domains, pages of one house never on both sides, with three seeds; the figures
are those of `python -m eval pages` for flattened pages, rules and model together. Then on all
pages; the trees go to articles/data/lines.npz, the figures to training/logs/lines.md.
"""

import argparse
import random
import subprocess
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from dragoman.articles.line_features import Numbers
from dragoman.articles.line_model import MODEL, walk
from dragoman.articles.plain import CONTENT, label_pieces
from eval.pages import score
from training.lines.examples import SETS, Example, read_examples

SEEDS = (7, 8, 9)
FOLDS = 5
THRESHOLDS = (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
LOG = Path(__file__).parents[1] / "logs" / "lines.md"
# Small trees, many rows a leaf, a third of the features a split: the figures of the training
# pages and of unseen domains stay within a few hundredths of each other.
TREES, LEAVES, LEAST_ROWS, RATE, PULL, FEATURES = 120, 10, 40, 0.1, 5.0, 0.3
KINDS: dict[str, Callable[[Example], bool]] = {
    f"{SETS[0]}, whole pages": lambda e: e.collection == SETS[0] and not e.is_cut,
    f"{SETS[1]}, whole pages": lambda e: e.collection == SETS[1] and not e.is_cut,
    "cuts of both": lambda e: e.is_cut,
}
# The mean of three is steadier than one: the figures of single ones differ by up to .015.
MEMBERS = 3
# So that a leaf's least Hessian means rows, not shares of a page.
SCALE = 1000.0
Trees = dict[str, np.ndarray]


def fit(examples: Sequence[Example], seed: int) -> Trees:
    """Return the trees of some models of the same examples, as one of their mean."""
    models = [flat(_model(examples, seed + member)) for member in range(MEMBERS)]
    sizes = np.cumsum([0, *(len(model["feature"]) for model in models)])
    joined = {name: np.concatenate([m[name] for m in models]) for name in ("feature", "threshold")}
    for name in ("roots", "left", "right"):
        moved = [m[name] + by for m, by in zip(models, sizes, strict=False)]
        joined[name] = np.concatenate(moved).astype(np.int32)
    joined["value"] = np.concatenate([m["value"] for m in models]) / MEMBERS
    joined["baseline"] = np.mean([m["baseline"] for m in models])
    return joined


def _model(examples: Sequence[Example], seed: int) -> HistGradientBoostingClassifier:
    """Return a fitted model."""
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST_ROWS,
        l2_regularization=PULL,
        max_features=FEATURES,
        max_bins=63,
        early_stopping=False,
        random_state=seed,
    )
    # One thread: with two, busy cores make it twenty times slower.
    with threadpool_limits(1):
        model.fit(
            np.vstack([example.rows for example in examples]),
            np.hstack([example.labels for example in examples]),
            sample_weight=SCALE * np.hstack([example.weights for example in examples]),
        )
    return model


def flat(model: HistGradientBoostingClassifier) -> Trees:
    """Return the nodes of all trees one after the other, children by their place among them."""
    trees = [tree.nodes for (tree,) in model._predictors]  # noqa: SLF001 - there is no other way
    roots = np.cumsum([0, *map(len, trees)])[:-1]
    nodes = np.concatenate(trees)
    shift = np.repeat(roots, [len(tree) for tree in trees])
    leaf = nodes["is_leaf"].astype(bool)
    return {
        "roots": roots.astype(np.int32),
        "feature": np.where(leaf, -1, nodes["feature_idx"]).astype(np.int16),
        "threshold": nodes["num_threshold"].astype(np.float64),
        "left": (nodes["left"] + shift).astype(np.int32),
        "right": (nodes["right"] + shift).astype(np.int32),
        "value": np.where(leaf, nodes["value"], 0.0).astype(np.float32),
        "baseline": np.float64(model._baseline_prediction.item()),  # noqa: SLF001 - the same
    }


def unseen_chances(examples: Sequence[Example], seed: int) -> list[Numbers]:
    """Return the chances of each example's pieces by a model that saw no page of its domain."""
    domains = sorted({example.domain for example in examples})
    random.Random(seed).shuffle(domains)
    fold = {domain: order % FOLDS for order, domain in enumerate(domains)}
    chances: list[Numbers] = [np.zeros(0)] * len(examples)
    for number in range(FOLDS):
        trees = fit([e for e in examples if fold[e.domain] != number], seed)
        for row, example in enumerate(examples):
            if fold[example.domain] == number:
                chances[row] = walk(trees, example.rows)
    return chances


def figures(
    examples: Sequence[Example],
    chances: Sequence[Numbers],
    wanted: Callable[[Example], bool],
    content: float,
) -> tuple[float, float, float]:
    """Return f1, precision and recall over some examples, rules and model together."""
    pairs = [
        (
            example.truth,
            "\n".join(
                span.span.cut(example.text)
                for span in label_pieces(example.pieces, example.reasons, chance, content)
                if span.is_content
            ),
        )
        for example, chance in zip(examples, chances, strict=True)
        if wanted(example)
    ]
    found = score(pairs)
    return found["f1"], found["precision"], found["recall"]


def _rows(examples: Sequence[Example], chances: Sequence[Numbers], name: str) -> list[str]:
    """Return the log's rows for one way of getting chances."""
    rows = []
    for kind, wanted in KINDS.items():
        f1, precision, recall = figures(examples, chances, wanted, CONTENT)
        rows.append(f"| {name} | {kind} | {f1:.4f} | {precision:.4f} | {recall:.4f} |")
    return rows


def _sweep(
    examples: Sequence[Example], chances: Sequence[Numbers], wanted: Callable[[Example], bool]
) -> str:
    """Return the f1 that other thresholds would give."""
    tried = ((at, figures(examples, chances, wanted, at)) for at in THRESHOLDS)
    return ", ".join(f"{at}: {f1:.4f}" for at, (f1, _, _) in tried)


def main() -> None:
    """Run the recipe."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--no-write", action="store_true", help="print the figures alone")
    given = parser.parse_args()
    examples = read_examples(given.data, SEEDS[0])
    lines = ["| model | texts | f1 | precision | recall |", "|---|---|---|---|---|"]
    sweeps = []
    for seed in SEEDS:
        chances = unseen_chances(examples, seed)
        lines += _rows(examples, chances, f"unseen domains, seed {seed}")
        sweeps += [
            f"- seed {seed}, {kind}: {_sweep(examples, chances, wanted)}"
            for kind, wanted in list(KINDS.items())[:2]
        ]
    trees = fit(examples, SEEDS[0])
    lines += _rows(examples, [walk(trees, e.rows) for e in examples], "shipped, its own pages")
    lines += ["", f"f1 of unseen whole pages by threshold (CONTENT is {CONTENT}):", *sweeps]
    print("\n".join(lines), flush=True)
    if not given.no_write:
        with Path(str(files("dragoman.articles").joinpath(MODEL))).open("wb") as file:
            np.savez_compressed(file, **trees)
        _log(lines)


def _log(lines: Sequence[str]) -> None:
    """Write the figures with the commit and the command that made them."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.strip()
    head = [
        "# The line model",
        "",
        f"`python -m training.lines.train --data ../shared/data`, on top of commit {commit}; "
        f"seeds {SEEDS}, {FOLDS} folds of domains, "
        f"{MEMBERS} times {TREES} trees of {LEAVES} leaves.",
        "F1 of 4-token shingles, precision and recall averaged over pages, as in "
        "`python -m eval pages`; rules and model together.",
        "",
    ]
    LOG.parent.mkdir(parents=True, exist_ok=True)
    LOG.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
