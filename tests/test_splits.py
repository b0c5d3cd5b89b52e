"""What trains does not measure: eval/splits.toml against itself, the recipes and the data."""

import ast
import json
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import BENCHMARKS
from training.corpus.check import read_corpus

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("DRAGOMAN_DATA", ROOT / "../shared/data"))
USES = {"trains", "measures", "folds", "looks"}
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"no research data at {DATA}; set DRAGOMAN_DATA to run this"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """One part of the research data and what it is for."""

    name: str
    path: str
    use: str
    why: str
    benchmark: str | None = None
    digits: str = "0123456789"
    folds: int | None = None
    by: str | None = None

    def files(self) -> set[Path]:
        """Return the files of the split."""
        place = DATA / self.path
        found = [place] if place.is_file() else [p for p in place.rglob("*") if p.is_file()]
        whole = self.digits == "0123456789"
        return {p for p in found if whole or (p.suffix == ".tml" and p.stem[-1] in self.digits)}


def _splits() -> list[Split]:
    raw = tomllib.loads((ROOT / "eval/splits.toml").read_text(encoding="utf-8"))
    return [Split(**row) for row in raw["split"]]


SPLITS = _splits()
MEASURING = [split for split in SPLITS if split.use == "measures"]
TRAINING = [split for split in SPLITS if split.use == "trains"]


def test_every_use_is_one_that_the_file_explains() -> None:
    assert {split.use for split in SPLITS} == USES


def test_a_name_is_given_once() -> None:
    names = [split.name for split in SPLITS]
    assert len(names) == len(set(names))


def test_what_measures_names_its_benchmark() -> None:
    measured = {split.benchmark for split in SPLITS if split.use in {"measures", "folds"}}
    assert measured <= set(BENCHMARKS)


def test_what_trains_names_no_benchmark() -> None:
    assert [split.name for split in TRAINING if split.benchmark is not None] == []


def test_folds_say_how_they_are_cut() -> None:
    cut = {split.name: split.folds or split.by for split in SPLITS if split.use == "folds"}
    assert [name for name, how in cut.items() if how is None] == []


def _paths_in(code: ast.AST) -> Iterator[str]:
    """Yield the texts of a module that are a path into the data folder.

    One plain word such as "actors" is a path only behind a slash: `data / "actors"`.
    """
    folders = {split.path.split("/", maxsplit=1)[0] for split in SPLITS}
    behind = [n.right for n in ast.walk(code) if isinstance(n, ast.BinOp) and _is_slash(n)]
    for node in ast.walk(code):
        words = node.value if isinstance(node, ast.Constant) else None
        if not isinstance(words, str) or not re.fullmatch(r"[\w.-]+(/[\w.-]+)*", words):
            continue
        if words.split("/", maxsplit=1)[0] in folders and (
            re.search("[/_]", words) or node in behind
        ):
            yield words


def _is_slash(node: ast.BinOp) -> bool:
    return isinstance(node.op, ast.Div)


def _recipes() -> list[tuple[str, str]]:
    """Return module and path of every file of research data that a recipe opens."""
    found = []
    for module in sorted((ROOT / "training").rglob("*.py")):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        name = module.relative_to(ROOT).as_posix()
        found += [(name, path) for path in sorted(set(_paths_in(tree)))]
    return found


def _meets(path: str, split: Split) -> bool:
    """Tell whether a path lies in a split, or a split in the path."""
    one, other = path.split("/"), split.path.split("/")
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def test_the_recipes_of_the_shipped_weights_are_seen() -> None:
    assert {"gold/train.jsonl", "plv/train.tsv"} <= {path for _, path in _recipes()}


@pytest.mark.parametrize(("module", "path"), _recipes())
def test_a_recipe_opens_only_what_may_train(module: str, path: str) -> None:
    measuring = [s.name for s in MEASURING if s.digits == "0123456789" and _meets(path, s)]
    assert measuring == [], f"{module} opens {path}"
    # Tables of facts are no weights: what is only looked at may be turned into rows.
    uses = {"trains", "folds"} | ({"looks"} if module.startswith("training/actors/") else set())
    assert [s.name for s in SPLITS if s.use in uses and _meets(path, s)] != []


@pytest.mark.data
@needs_data
@pytest.mark.parametrize("split", SPLITS, ids=lambda split: split.name)
def test_every_split_is_there(split: Split) -> None:
    assert split.files() != set()


@pytest.mark.data
@needs_data
def test_no_file_is_in_two_splits() -> None:
    files = {split.name: split.files() for split in SPLITS}
    shared = {(a, b) for a, b in combinations(files, 2) if files[a] & files[b]}
    assert shared == set()


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _stories(name: str) -> list[dict[str, Any]]:
    lines = (DATA / "gold" / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.data
@needs_data
def test_no_sentence_of_the_measured_stories_is_trained_on() -> None:
    trained = " ".join(_squeezed(story["text"]) for story in _stories("train.jsonl"))
    measured = {_squeezed(e["sentence"]) for s in _stories("dev.jsonl") for e in s["events"]}
    assert [sentence for sentence in measured if sentence in trained] == []


@pytest.mark.data
@needs_data
def test_no_measured_story_is_one_of_the_marked_pairs() -> None:
    pairs = _squeezed((DATA / "plv/train.tsv").read_text(encoding="utf-8"))
    plain = re.sub(r"</?[st]>", "", pairs)
    measured = {_squeezed(e["sentence"]) for s in _stories("dev.jsonl") for e in s["events"]}
    assert [sentence for sentence in measured if sentence in plain] == []


@pytest.mark.data
@needs_data
def test_no_sentence_of_our_own_corpus_is_a_measured_one() -> None:
    own = {_squeezed(sentence.text) for sentence in read_corpus()}
    measured = " ".join(_squeezed(story["text"]) for story in _stories("dev.jsonl"))
    assert own != set()
    assert [sentence for sentence in own if sentence in measured] == []
