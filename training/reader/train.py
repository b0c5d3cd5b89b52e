"""Train a reader on rows: `python -m training.reader.train --rows training/runs/rows/rows.pickle`.

Everything is logged with commit and seed; a checkpoint is written after every epoch.
"""

import argparse
import json
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch

from training.reader.losses import Losses, collate, new_network
from training.reader.network import ENCODERS, ReaderNetwork
from training.reader.recorded import MAX_NORM, Recorded, Step
from training.reader.rows import Row, Rows, load

# Batches are cut from so many shuffled examples sorted by length: half the padding.
POOL = 256
TASKS = ("find", "read", "pair", "speech", "grade")
# What teachers say of sentences without a label (training/reader/teach.py).
TAUGHT = ("hear", "echo")
# Part of a task's examples that one epoch sees, where not all: these sets are large beside ours.
SHARES = {"speech": 0.5, "hear": 0.5, "echo": 0.5}
# An epoch takes minutes; so many batches take about one.
TELL_EVERY = 200
# A GPU's queue runs ahead of the clock: it is waited for after so many steps.
WAIT_EVERY = 25


@dataclass(slots=True)
class Settings:
    """What a run may vary; the Makefile says what `weights` varies."""

    epochs: int = 5
    batch: int = 32
    encoder: str = "small"
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    warmup: float = 0.1
    dropout: float = 0.1
    smoothing: float = 0.05
    seed: int = 7
    device: str = "cpu"
    seconds: float | None = None
    tasks: tuple[str, ...] = TASKS
    shares: Mapping[str, float] = field(default_factory=lambda: dict(SHARES))


Batches = list[tuple[str, list[Row]]]


def plan(rows: Rows, settings: Settings, rng: random.Random) -> Batches:
    """Return the batches of one epoch, of all tasks, in random order."""
    batches: Batches = []
    for task in settings.tasks:
        chosen = list(rows.get(task, []))
        rng.shuffle(chosen)
        chosen = chosen[: round(len(chosen) * settings.shares.get(task, 1.0))]
        for start in range(0, len(chosen), POOL):
            pool = sorted(chosen[start : start + POOL], key=lambda row: len(row.ids))
            batches += [
                (task, pool[i : i + settings.batch]) for i in range(0, len(pool), settings.batch)
            ]
    rng.shuffle(batches)
    return batches


def fit(
    rows: Rows,
    settings: Settings,
    out: Path | None = None,
    start: Path | None = None,
    losses: type[Losses] = Losses,
) -> ReaderNetwork:
    """Return a network trained on the rows; batches of the tasks take turns.

    Args:
        rows: what to learn from.
        settings: how.
        out: a folder for the network after every epoch; None keeps none.
        start: a network to go on from; None starts from the encoder as it is published.
        losses: what knows the loss of each task.
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    network = new_network(settings.dropout, encoder=ENCODERS[settings.encoder])
    if start is not None:
        network.load_state_dict(torch.load(start))
    network.to(settings.device).train()
    optimiser = _optimiser(network, settings)
    asked = losses(network, settings.smoothing)
    began = time.time()
    known = {task: rows[task] for task in settings.tasks}
    if settings.device == "cuda":
        drill: Live | Recorded = Recorded(asked, optimiser, known, settings.batch)
        settings = _without(settings, time.time() - began)
        print(json.dumps({"recorded": round(time.time() - began)}), flush=True)
    else:
        drill = Live(asked, optimiser, known, settings)
    count = len(drill.epoch(random.Random(0), settings.shares))
    clock = Clock(settings, steps=settings.epochs * count)
    for epoch in range(settings.epochs):
        started = time.time()
        steps = drill.epoch(rng, settings.shares)
        _run(steps, clock, optimiser, settings.device)
        spent = round(time.time() - started)
        told = {"epoch": epoch + 1, "seconds": spent, "steps": clock.steps_done}
        print(json.dumps(told | dict(_means(drill.totals, steps))), flush=True)
        if out is not None:
            torch.save(network.state_dict(), out / "network.pt")
        if clock.is_over():
            break
    return network.eval()


def _without(settings: Settings, seconds: float) -> Settings:
    """Return settings of a run that has that much less time, where time is what ends it."""
    if settings.seconds is None:
        return settings
    return replace(settings, seconds=max(1.0, settings.seconds - seconds))


def _run(steps: list[Step], clock: "Clock", optimiser: torch.optim.Optimizer, device: str) -> None:
    """Take the steps of an epoch, or as many as the clock lets."""
    started = time.time()
    for number, (_, step) in enumerate(steps, 1):
        if clock.is_over():
            break
        clock.step(optimiser)
        step()
        if device == "cuda" and number % WAIT_EVERY == 0:
            torch.cuda.synchronize()
        elif device != "cuda" and number % TELL_EVERY == 0:
            print(f"{number}/{len(steps)} batches, {time.time() - started:.0f} s", flush=True)


class Live:
    """Steps as they come, for a processor."""

    def __init__(
        self, asked: Losses, optimiser: torch.optim.Optimizer, rows: Rows, settings: Settings
    ) -> None:
        self.asked, self.optimiser, self.rows, self.settings = asked, optimiser, rows, settings
        self.totals = {task: torch.zeros((), device=asked.device) for task in rows}

    def epoch(self, rng: random.Random, shares: Mapping[str, float]) -> list[Step]:
        """Return the steps of one epoch of all tasks, in random order."""
        settings = replace(self.settings, shares=shares)
        return [(task, self._step(task, batch)) for task, batch in plan(self.rows, settings, rng)]

    def _step(self, task: str, batch: list[Row]) -> Callable[[], None]:
        def step() -> None:
            with torch.autocast(self.settings.device, dtype=torch.bfloat16):
                loss = self.asked.of(task, collate(batch, self.settings.device))
            self.optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.asked.network.parameters(), MAX_NORM)
            self.optimiser.step()
            self.totals[task] += loss.detach()

        return step


class Clock:
    """How far a run is, by its steps or, on a machine that is lent, by the seconds it may take."""

    def __init__(self, settings: Settings, steps: int) -> None:
        self.settings, self.steps, self.steps_done = settings, steps, 0
        self.started = time.time()

    def progress(self) -> float:
        """Return the part of the run that is done, from 0 to 1."""
        seconds = self.settings.seconds
        passed = (time.time() - self.started) / seconds if seconds else 0.0
        return min(1.0, max(self.steps_done / max(1, self.steps), passed))

    def is_over(self) -> bool:
        """Tell whether nothing is left of the run."""
        return self.progress() >= 1.0

    def step(self, optimiser: torch.optim.Optimizer) -> None:
        """Set the rates for the next step: a rise, then straight down to nothing."""
        warmup, progress = self.settings.warmup, self.progress()
        rise = (progress + 1 / max(1, self.steps)) / max(warmup, 1e-6)
        part = min(rise, (1 - progress) / (1 - warmup))
        for group in optimiser.param_groups:
            if isinstance(group["lr"], torch.Tensor):
                group["lr"].fill_(group["highest"] * part)
            else:
                group["lr"] = group["highest"] * part
        self.steps_done += 1


def _means(totals: Mapping[str, torch.Tensor], steps: list[Step]) -> Iterator[tuple[str, float]]:
    """Yield the mean loss of a batch of each task, and begin to sum anew."""
    for task, total in totals.items():
        yield task, round(float(total) / max(1, sum(name == task for name, _ in steps)), 4)
        total.zero_()


def _optimiser(network: ReaderNetwork, settings: Settings) -> torch.optim.Optimizer:
    """Return the optimiser of the encoder and, ten times as fast, of the heads.

    Word vectors stay as they came: half the parameters, and words we never train on must
    keep their place beside those we do.
    """
    network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    known = {id(parameter) for parameter in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in known]
    on_gpu = settings.device == "cuda"
    groups = [
        {"params": encoder, "highest": settings.encoder_rate},
        {"params": heads, "highest": settings.head_rate},
    ]
    if on_gpu:  # a recorded step reads its rate from the GPU
        groups = [group | {"lr": torch.zeros((), device="cuda")} for group in groups]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=on_gpu, capturable=on_gpu)


def commit() -> str | None:
    """Return the commit that a run stands on, None outside a checkout."""
    if shutil.which("git") is None:
        return None
    asked = ["git", "rev-parse", "--short", "HEAD"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    return found.stdout.strip() or None


def main() -> None:
    """Read the arguments, train, save."""
    defaults = Settings()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=Path, required=True, help="of training.reader.prepare")
    parser.add_argument(
        "--taught", type=Path, action="append", default=[], help="rows of training.reader.teach"
    )
    parser.add_argument("--out", type=Path, default=Path("training/runs/reader"))
    parser.add_argument("--encoder", choices=ENCODERS, default=defaults.encoder)
    parser.add_argument("--device", default=defaults.device)
    parser.add_argument("--epochs", type=int, default=defaults.epochs)
    parser.add_argument("--batch", type=int, default=defaults.batch)
    parser.add_argument("--seed", type=int, default=defaults.seed)
    parser.add_argument("--encoder-rate", type=float, default=defaults.encoder_rate)
    parser.add_argument("--head-rate", type=float, default=defaults.head_rate)
    parser.add_argument("--warmup", type=float, default=defaults.warmup)
    parser.add_argument("--seconds", type=float, help="end then, with the rates run down")
    parser.add_argument("--start", type=Path, help="a network to go on from")
    given = parser.parse_args()
    torch.set_num_threads(2)
    torch.set_float32_matmul_precision("high")
    rows: Rows = load(given.rows)
    for path in given.taught:
        for task, taught in load(path).items():
            rows[task] = rows.get(task, []) + taught
    settings = Settings(
        epochs=given.epochs,
        batch=given.batch,
        encoder=given.encoder,
        seed=given.seed,
        encoder_rate=given.encoder_rate,
        head_rate=given.head_rate,
        warmup=given.warmup,
        device=given.device,
        seconds=given.seconds,
        tasks=tuple(task for task in (*TASKS, *TAUGHT) if rows.get(task)),
    )
    counts = {task: len(rows[task]) for task in settings.tasks}
    start = {"start": str(given.start), "settings": repr(settings)}
    print(json.dumps({"commit": commit()} | start | counts), flush=True)
    given.out.mkdir(parents=True, exist_ok=True)
    fit(rows, settings, given.out, given.start)


if __name__ == "__main__":
    main()
