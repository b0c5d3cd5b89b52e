"""Who says what, by top layers of its own: `python -m training.reader.branch --run PATH`.

The network stays as `training.reader.train` left it. A branch begins as a copy of its top layers
and its head `speech`, and goes on alone with PolNeAR: the states below it are computed once, so
that an epoch takes minutes on one core. It learns whole paths of labels (transitions.py), on
paragraphs and on sentences (attributions.py), for a text comes to the reader as either.
"""

import argparse
import copy
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from dragoman.coding.steps import Steps, as_row
from training.reader.attributions import KINDS
from training.reader.losses import pad, tensors
from training.reader.network import ReaderNetwork
from training.reader.recorded import MAX_NORM
from training.reader.rows import Row, Said, load
from training.reader.teach import load_network
from training.reader.train import POOL, TELL_EVERY, Clock, Settings, commit
from training.reader.transitions import Transitions

# Three of six layers are a copy of 5 MB; with a fourth the weights would pass 30 MB.
LAYERS = 3
LABELS = 1 + 2 * len(KINDS)
# Added to what attention sees of padding.
UNSEEN = -1e4
# The steps begin at nothing and are few: they learn so many times as fast as the heads.
STEP_RATE = 5
# Part of the single sentences that one run sees beside all paragraphs, which hold them too.
SENTENCE_SHARE = 0.3
CACHE_BATCH = 32


class Branch(nn.Module):
    """Top layers with one head of their own, over the states of a network's lower layers."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.layers = copy.deepcopy(network.encoder.encoder.layer[-LAYERS:])
        self.dropout = copy.deepcopy(network.dropout)
        self.speech = copy.deepcopy(network.speech)
        self.transitions = Transitions(LABELS)

    def forward(self, below: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return the logits of each label [batch, tokens, labels].

        Args:
            below: states of the layer under the branch [batch, tokens, width].
            mask: 1 for a token, 0 for padding [batch, tokens]; None where there is no padding.
        """
        barrier = None
        if mask is not None:
            barrier = (1.0 - mask[:, None, None, :].to(below.dtype)) * UNSEEN
        states = below
        for layer in self.layers:
            states = layer(states, barrier)
        logits: Tensor = self.speech(self.dropout(states))
        return logits

    def steps(self) -> Steps:
        """Return what was learned of the order of labels, as the product reads it."""
        return Steps.read(self.steps_row())

    def steps_row(self) -> dict[str, list[float] | list[list[float]]]:
        """Return the same as it is written into `labels.json`."""
        learned = self.transitions
        return as_row(learned.first.tolist(), learned.between.tolist(), learned.last.tolist())


@dataclass(frozen=True, slots=True)
class Lesson:
    """A row, and the states of its tokens below the branch."""

    row: Row
    below: Tensor


def lessons(network: ReaderNetwork, rows: Sequence[Row]) -> list[Lesson]:
    """Return rows with their states, computed once, in half precision."""
    device = next(network.parameters()).device
    found = []
    rows = sorted((row for row in rows if len(row.ids) > 2), key=lambda row: len(row.ids))
    for start in range(0, len(rows), CACHE_BATCH):
        batch = rows[start : start + CACHE_BATCH]
        ids, mask, _ = tensors(batch, device)
        with torch.no_grad(), torch.autocast(device.type, dtype=torch.bfloat16):
            states = network.encode(ids, mask)[-1 - LAYERS].to(torch.bfloat16)
        for row, below in zip(batch, states, strict=True):
            found.append(Lesson(row, below[: len(row.ids)].cpu().clone()))
    return found


def logits_of(branch: Branch, batch: Sequence[Lesson], device: str) -> Tensor:
    """Return the logits of a batch without those of its first and last tokens, no words."""
    below = nn.utils.rnn.pad_sequence([lesson.below for lesson in batch], batch_first=True)
    mask = pad([[1] * len(lesson.row.ids) for lesson in batch], 0).to(device)
    with torch.autocast(device, dtype=torch.bfloat16):
        logits: Tensor = branch(below.to(device).float(), mask)
    return logits[:, 1:-1].float()


def loss_of(branch: Branch, batch: Sequence[Lesson], device: str) -> Tensor:
    """Return the loss of a batch: of whole paths, by the token."""
    inner = [lesson.row.labels["speech"][1:-1] for lesson in batch]
    labels = pad(inner, 0).to(device)
    mask = pad([[1] * len(row) for row in inner], 0).bool().to(device)
    unlikely: Tensor = branch.transitions(logits_of(branch, batch, device), labels, mask)
    return unlikely.sum() / mask.sum()


def plan(found: Sequence[Lesson], size: int, rng: random.Random) -> list[list[Lesson]]:
    """Return the batches of one epoch, each of rows about as long."""
    chosen = list(found)
    rng.shuffle(chosen)
    batches = []
    for start in range(0, len(chosen), 2 * POOL):
        pool = sorted(chosen[start : start + 2 * POOL], key=lambda lesson: len(lesson.row.ids))
        batches += [pool[i : i + size] for i in range(0, len(pool), size)]
    rng.shuffle(batches)
    return batches


def fit(branch: Branch, found: Sequence[Lesson], settings: Settings) -> Iterator[dict[str, float]]:
    """Train a branch; yields what each epoch cost."""
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    optimiser = _optimiser(branch.to(settings.device), settings)
    epochs = [plan(found, settings.batch, rng) for _ in range(settings.epochs)]
    clock = Clock(settings, steps=sum(map(len, epochs)))
    for number, batches in enumerate(epochs, 1):
        branch.train()
        started, total = time.time(), 0.0
        for done, batch in enumerate(batches, 1):
            if clock.is_over():
                break
            clock.step(optimiser)
            loss = loss_of(branch, batch, settings.device)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(branch.parameters(), MAX_NORM)
            optimiser.step()
            total += float(loss.detach())
            if done % TELL_EVERY == 0:
                print(f"{done}/{len(batches)} batches, {time.time() - started:.0f} s", flush=True)
        spent = round(time.time() - started)
        yield {"epoch": number, "seconds": spent, "loss": round(total / len(batches), 4)}
        if clock.is_over():
            break


def _optimiser(branch: Branch, settings: Settings) -> torch.optim.Optimizer:
    """Return the optimiser: layers slow, the head faster, the steps fastest."""
    rates = (
        (branch.layers, settings.encoder_rate),
        (branch.speech, settings.head_rate),
        (branch.transitions, settings.head_rate * STEP_RATE),
    )
    groups = [{"params": list(part.parameters()), "highest": rate} for part, rate in rates]
    return torch.optim.AdamW(groups, lr=settings.encoder_rate, weight_decay=0.01)


TokenSpan = tuple[int, int, int]


def spans_of(labels: Sequence[int]) -> set[TokenSpan]:
    """Return the spans of labels: first token, token behind the last, kind."""
    found: list[TokenSpan] = []
    for place, label in enumerate(labels):
        kind = (label - 1) // 2
        if label > 0 and label % 2:
            found.append((place, place + 1, kind))
        elif label > 0 and found and found[-1][1:] == (place, kind):
            found[-1] = (found[-1][0], place + 1, kind)
    return set(found)


def figures(branch: Branch, found: Sequence[Lesson], device: str) -> dict[str, float]:
    """Return the F1 of exact spans of each kind, over the tokens of the model."""
    branch.eval()
    steps = branch.steps()
    counts = {kind: [0, 0] for kind in KINDS}
    for start in range(0, len(found), CACHE_BATCH):
        batch = found[start : start + CACHE_BATCH]
        with torch.no_grad():
            logits = logits_of(branch, batch, device).cpu().numpy()
        for lesson, scores in zip(batch, logits, strict=True):
            right = lesson.row.labels["speech"][1:-1]
            said, gold = spans_of(steps.best(scores[: len(right)]).tolist()), spans_of(right)
            for number, kind in enumerate(KINDS):
                ours, theirs = ({s for s in side if s[2] == number} for side in (said, gold))
                counts[kind][0] += 2 * len(ours & theirs)
                counts[kind][1] += len(ours) + len(theirs)
    return {f"{kind}_f1": round(right / max(1, of), 4) for kind, (right, of) in counts.items()}


def main() -> None:
    """Read the arguments, train, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=Path, default=Path("training/runs/rows/said.pickle"))
    parser.add_argument("--run", type=Path, default=Path("training/runs/reader"))
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--encoder-rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seconds", type=float, help="end then, with the rates run down")
    parser.add_argument("--threads", type=int, default=2)
    given = vars(parser.parse_args())
    paths = given.pop("rows"), given.pop("run")
    torch.set_num_threads(given.pop("threads"))
    train(*paths, Settings(warmup=0.06, **given))


def train(rows: Path, run: Path, settings: Settings) -> None:
    """Train a branch for the network of a run, and write it beside it."""
    said: Said = load(rows)
    network = load_network(run, "small", settings.device)
    branch = Branch(network)
    rng = random.Random(settings.seed)
    some = [row for row in said.sentences if rng.random() < SENTENCE_SHARE]
    found = lessons(network, said.paragraphs + some)
    tails = {
        "paragraphs": lessons(network, said.tail_paragraphs),
        "sentences": lessons(network, said.tail_sentences),
    }
    counts = {"rows": len(found)} | {name: len(tail) for name, tail in tails.items()}
    print(json.dumps({"commit": commit(), "settings": repr(settings)} | counts), flush=True)
    for told in fit(branch, found, settings):
        tail = {name: figures(branch, rows, settings.device) for name, rows in tails.items()}
        print(json.dumps(told | tail), flush=True)
        torch.save(branch.state_dict(), run / "branch.pt")


if __name__ == "__main__":
    main()
