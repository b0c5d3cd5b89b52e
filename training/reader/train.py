"""Train the reader: `python -m training.reader.train --out training/runs/reader`.

Everything is logged with commit and seed; a checkpoint is written after every epoch.
"""

import argparse
import json
import random
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from training.reader.examples import Examples, read_all, read_real
from training.reader.losses import Losses, new_network
from training.reader.network import ReaderNetwork

# Batches are cut from so many shuffled examples sorted by length: half the padding.
POOL = 256
TASKS = ("find", "read", "pair", "speech", "grade")
# Part of a task's examples that one epoch sees, where not all: these sets are large beside ours.
SHARES = {"speech": 0.5}
# An epoch takes minutes; so many batches take about one.
TELL_EVERY = 200
# Gradients longer than this are cut.
MAX_NORM = 1.0


@dataclass(slots=True)
class Settings:
    """What a run may vary; the defaults are those of `make weights`."""

    epochs: int = 5
    batch: int = 32
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    warmup: float = 0.1
    dropout: float = 0.1
    smoothing: float = 0.05
    seed: int = 7
    tasks: tuple[str, ...] = TASKS
    shares: Mapping[str, float] = field(default_factory=lambda: dict(SHARES))


Batches = list[tuple[str, list[Any]]]


def plan(examples: Examples, settings: Settings, rng: random.Random) -> Batches:
    """Return the batches of one epoch, of all tasks, in random order."""
    batches: Batches = []
    for task in settings.tasks:
        rows = list(getattr(examples, task))
        rng.shuffle(rows)
        rows = rows[: round(len(rows) * settings.shares.get(task, 1.0))]
        for start in range(0, len(rows), POOL):
            pool = sorted(rows[start : start + POOL], key=lambda row: len(row.text))
            batches += [
                (task, pool[i : i + settings.batch]) for i in range(0, len(pool), settings.batch)
            ]
    rng.shuffle(batches)
    return batches


def fit(
    examples: Examples, settings: Settings, out: Path | None = None, start: Path | None = None
) -> ReaderNetwork:
    """Return a network trained on the examples; batches of the tasks take turns.

    Args:
        examples: what to learn from.
        settings: how.
        out: a folder for the network after every epoch; None keeps none.
        start: a network to go on from; None starts from the encoder as it is published.
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    network = new_network(settings.dropout)
    if start is not None:
        network.load_state_dict(torch.load(start))
    optimiser = _optimiser(network, settings)
    steps = settings.epochs * len(plan(examples, settings, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(
            (step + 1) / max(1.0, settings.warmup * steps),
            max(0.0, (steps - step) / max(1.0, (1 - settings.warmup) * steps)),
        ),
    )
    losses = Losses(network, settings.smoothing)
    for epoch in range(settings.epochs):
        network.train()
        started, totals = time.time(), dict.fromkeys(settings.tasks, 0.0)
        batches = plan(examples, settings, rng)
        for number, (task, batch) in enumerate(batches, 1):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = losses.of(task, batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), MAX_NORM)
            optimiser.step()
            schedule.step()
            totals[task] += float(loss.detach())
            if number % TELL_EVERY == 0:
                print(f"{number}/{len(batches)} batches, {time.time() - started:.0f} s", flush=True)
        means = dict(_means(totals, batches))
        spent = round(time.time() - started)
        print(json.dumps({"epoch": epoch + 1, "seconds": spent} | means), flush=True)
        if out is not None:
            torch.save(network.state_dict(), out / "network.pt")
    return network.eval()


def _means(totals: Mapping[str, float], batches: Batches) -> Iterator[tuple[str, float]]:
    """Yield the mean loss of a batch of each task."""
    for task, total in totals.items():
        yield task, round(total / max(1, sum(name == task for name, _ in batches)), 4)


def _optimiser(network: ReaderNetwork, settings: Settings) -> torch.optim.Optimizer:
    """Return the optimiser of the encoder and, ten times as fast, of the heads.

    Word vectors stay as they came: half the parameters, and words we never train on must
    keep their place beside those we do.
    """
    network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    known = {id(parameter) for parameter in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in known]
    return torch.optim.AdamW(
        [
            {"params": encoder, "lr": settings.encoder_rate},
            {"params": heads, "lr": settings.head_rate},
        ],
        weight_decay=0.01,
    )


def main() -> None:
    """Read the arguments, train, save."""
    defaults = Settings()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("training/runs/reader"))
    parser.add_argument("--tasks", default=",".join(TASKS))
    parser.add_argument("--epochs", type=int, default=defaults.epochs)
    parser.add_argument("--seed", type=int, default=defaults.seed)
    parser.add_argument("--encoder-rate", type=float, default=defaults.encoder_rate)
    parser.add_argument("--head-rate", type=float, default=defaults.head_rate)
    parser.add_argument("--warmup", type=float, default=defaults.warmup)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--speech", type=float, default=SHARES["speech"], help="share an epoch")
    parser.add_argument("--real", action="store_true", help="acts of real texts alone")
    given = parser.parse_args()
    torch.set_num_threads(2)
    settings = Settings(
        epochs=given.epochs,
        seed=given.seed,
        encoder_rate=given.encoder_rate,
        head_rate=given.head_rate,
        warmup=given.warmup,
        tasks=tuple(given.tasks.split(",")),
        shares={"speech": given.speech},
    )
    read = read_real if given.real else read_all
    examples = read(given.data, random.Random(settings.seed))
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
    )
    counts = {task: len(getattr(examples, task)) for task in TASKS}
    start = {"start": str(given.start), "settings": repr(settings)}
    print(json.dumps({"commit": commit.stdout.strip()} | start | counts), flush=True)
    given.out.mkdir(parents=True, exist_ok=True)
    fit(examples, settings, given.out, given.start)


if __name__ == "__main__":
    main()
