"""Cross-validate the pair view on the plv benchmark: `python -m eval plv PATH --folds 5`."""

import json
import random
from collections.abc import Sequence
from pathlib import Path

import torch

from eval.plv import root_of, score
from training.reader.examples import Examples, Pair, read_pairs
from training.reader.losses import NONE, TYPES, mark_pair, tensors
from training.reader.network import ReaderNetwork
from training.reader.train import Settings, fit

# Pairs to a batch when guessing; no figure depends on it.
BATCH = 32
# Plain fine-tuning, as the benchmark's baseline is.
ALONE = Settings(tasks=("pair",), epochs=10, batch=16)


def predict_pairs(network: ReaderNetwork, pairs: Sequence[Pair]) -> list[str]:
    """Return the likeliest type of each pair, `none` not allowed: a relation is given."""
    codes: list[str] = []
    with torch.no_grad():
        for start in range(0, len(pairs), BATCH):
            marked = [mark_pair(p) for p in pairs[start : start + BATCH]]
            best = network(*tensors(marked))["pair_type"][:, :NONE].argmax(-1)
            codes += [TYPES[int(i)] for i in best]
    return codes


def cross_validate(
    pairs: Sequence[Pair], extra: Examples, settings: Settings, folds: int
) -> list[str]:
    """Return the root guessed for each pair by the network that did not see it."""
    order = list(range(len(pairs)))
    random.Random(settings.seed).shuffle(order)
    guessed = [""] * len(pairs)
    for fold in range(folds):
        held = order[fold::folds]
        hidden = set(held)
        seen = [pair for i, pair in enumerate(pairs) if i not in hidden]
        network = fit(extra + Examples(pair=seen), settings)
        for i, code in zip(held, predict_pairs(network, [pairs[i] for i in held]), strict=True):
            guessed[i] = root_of(code)
        figures = score([pairs[i].key for i in held], [guessed[i] for i in held])
        print(json.dumps({"fold": fold} | figures), flush=True)
    return guessed


def cross_validate_file(path: Path, folds: int, settings: Settings = ALONE) -> list[str]:
    """Return the guessed roots of a PLV file in its order, from nothing but that file."""
    return cross_validate(list(read_pairs(path)), Examples(), settings, folds)
