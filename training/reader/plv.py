"""Cross-validate the pair view on the plv benchmark: `python -m eval plv PATH --folds 5`.

In each fold a large network learns the pairs of the fold, says of pairs in our own sentences what
passes between them, and the small network learns from both. No label but those of the file is
used: of our own sentences only the text and where the parties stand.
"""

import argparse
import json
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import torch
from torch import Tensor

from eval.plv import root_of, score
from training.annotations.standoff import annotated_sentences
from training.corpus.check import read_corpus
from training.reader.examples import Pair, Read, read_marked, read_pairs, read_stories
from training.reader.losses import Batch, Losses, tensors
from training.reader.network import ReaderNetwork
from training.reader.rows import NONE, TYPES, Row, load, pair_row, save
from training.reader.teach import label
from training.reader.train import Settings, fit

# Pairs to a batch when guessing; no figure depends on it.
BATCH = 32
# Plain fine-tuning, as the benchmark's baseline is.
ALONE = Settings(tasks=("pair",), epochs=10, batch=16)
TEACHER = Settings(
    tasks=("pair",), epochs=10, batch=16, encoder="large", encoder_rate=5e-5, head_rate=5e-4
)
# The pairs of the file are few beside those that the teacher labels.
PUPIL = Settings(tasks=("pair", "between"), epochs=8, batch=16, shares={})
TEACHERS = 4


class PairLosses(Losses):
    """The losses with one more: the shipped reader has no teacher of pairs."""

    def between(self, batch: Batch, out: dict[str, Tensor]) -> Tensor:
        """What the teachers say passes between two marked parties."""
        return self.echoed(batch, out, "pair_type")


def guesses(network: ReaderNetwork, rows: Sequence[Row]) -> list[str]:
    """Return the root of the likeliest type of each pair, `none` not allowed: one is given."""
    device = next(network.parameters()).device
    codes: list[str] = []
    with torch.no_grad():
        for start in range(0, len(rows), BATCH):
            out = network(*tensors(rows[start : start + BATCH], device))
            codes += [root_of(TYPES[int(i)]) for i in out["pair_type"][:, :NONE].argmax(-1)]
    return codes


def unlabelled_pairs(data: Path) -> list[Row]:
    """Return pairs of parties in our sentences and stories, without what passes between them."""
    rng = random.Random(0)
    found = (
        read_marked(read_corpus(), rng)
        + read_marked(annotated_sentences(data), rng)
        + read_stories(data / "gold/train.jsonl", rng)
    )
    pairs = [_pair(read) for read in found.read if read.roles]
    return [pair_row(pair) for pair in pairs if pair.actor and pair.recipient]


def _pair(read: Read) -> Pair:
    roles = {role: span for span, role in reversed(read.roles or [])}
    return Pair(read.text, roles.get("actor"), roles.get("recipient"), ("none",))


def pupil(seen: Sequence[Row], asked: Sequence[Row], device: str) -> ReaderNetwork:
    """Return a small network taught by large ones what passes between the pairs asked."""
    teachers = [fit({"pair": list(seen)}, _on(device, TEACHER, seed)) for seed in range(TEACHERS)]
    taught = [
        Row(row.ids, row.focus, {"pair_type": said["pair_type"]})
        for row, said in label(teachers, asked, ("pair_type",))
    ]
    settings = _on(device, PUPIL, PUPIL.seed)
    return fit({"pair": list(seen), "between": taught}, settings, losses=PairLosses)


def alone(seen: Sequence[Row], device: str) -> ReaderNetwork:
    """Return a small network that learned the pairs of the file and nothing else."""
    return fit({"pair": list(seen)}, _on(device, ALONE, ALONE.seed))


def _on(device: str, settings: Settings, seed: int) -> Settings:
    return Settings(
        epochs=settings.epochs,
        batch=settings.batch,
        encoder=settings.encoder,
        encoder_rate=settings.encoder_rate,
        head_rate=settings.head_rate,
        tasks=settings.tasks,
        shares=settings.shares,
        seed=seed,
        device=device,
    )


Train = Callable[[list[Row]], ReaderNetwork]


def cross_validate(rows: Sequence[Row], folds: int, train: Train, jobs: int = 1) -> list[str]:
    """Return the root guessed for each pair by the network that did not see it."""
    order = list(range(len(rows)))
    random.Random(ALONE.seed).shuffle(order)
    helds = [order[fold::folds] for fold in range(folds)]
    guessed = [""] * len(rows)
    work = partial(_fold, rows, train)
    if jobs == 1:
        found = list(map(work, helds))
    else:
        with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
            found = list(pool.map(work, helds))
    for held, roots in zip(helds, found, strict=True):
        for i, root in zip(held, roots, strict=True):
            guessed[i] = root
    return guessed


def _fold(rows: Sequence[Row], train: Train, held: Sequence[int]) -> list[str]:
    """Return the roots guessed for the rows held out."""
    hidden = set(held)
    network = train([row for i, row in enumerate(rows) if i not in hidden])
    roots = guesses(network, [rows[i] for i in held])
    print(
        json.dumps({"held": len(held)} | score([_root(rows[i]) for i in held], roots)), flush=True
    )
    return roots


def _root(row: Row) -> str:
    return root_of(TYPES[row.labels["pair_type"]])


def cross_validate_file(path: Path, folds: int) -> list[str]:
    """Return the guessed roots of a PLV file in its order, from nothing but that file."""
    rows = [pair_row(pair) for pair in read_pairs(path)]
    return cross_validate(rows, folds, partial(alone, device="cpu"))


def main() -> None:
    """Write the rows (`--data`), or cross-validate with teachers over rows that are written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="write the rows of this research data and end")
    parser.add_argument("--rows", type=Path, default=Path("training/runs/rows/plv.pickle"))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--jobs", type=int, default=1, help="folds at a time")
    given = parser.parse_args()
    if given.data:
        rows = [pair_row(pair) for pair in read_pairs(given.data / "plv/train.tsv")]
        save((rows, unlabelled_pairs(given.data)), given.rows)
        return
    rows, asked = load(given.rows)
    train = partial(pupil, asked=asked, device=given.device)
    guessed = cross_validate(rows, given.folds, train, given.jobs)
    print(json.dumps({"folds": given.folds} | score([_root(row) for row in rows], guessed)))


if __name__ == "__main__":
    main()
