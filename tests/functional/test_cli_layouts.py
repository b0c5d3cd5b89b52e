"""Claims out in the layout of a dataset and in again: as many rows, the same pairs and types."""

import json
from collections import Counter
from pathlib import Path

import pytest

from dragoman.model import Claim, Status
from dragoman.record import Record
from tests.functional.conftest import Dragoman

DATASETS = ("polecat", "icews", "gdelt")
Act = tuple[str, tuple[str, ...], tuple[str, ...]]


def acts(claims: list[Claim]) -> list[Act]:
    """What was done by which countries to which: what every layout can say."""
    return [
        (
            claim.event_type,
            tuple(one.actor.country or "" for one in claim.actors),
            tuple(one.actor.country or "" for one in claim.recipients),
        )
        for claim in claims
    ]


def claims_in(record: Path) -> list[Claim]:
    with Record.open(record) as opened:
        return list(opened.view().claims())


def done_by_somebody(record: Path) -> list[Claim]:
    """The claims that a row can say."""
    return [
        claim
        for claim in claims_in(record)
        if claim.status is Status.ACTUAL and (claim.actors or claim.recipients)
    ]


def pairs_of(act: Act) -> set[Act]:
    """The rows of an act in a layout of pairs, whoever of two who act together is named first."""
    kind, actors, recipients = act
    if not recipients:
        return {(kind, tuple(sorted(actors)), ())}
    return {(kind, (one,), (other,)) for one in actors or ("",) for other in recipients}


@pytest.fixture(params=DATASETS)
def dataset(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_what_goes_out_comes_back(
    dragoman: Dragoman, read_record: Path, empty_record: Path, dataset: str, tmp_path: Path
) -> None:
    path = tmp_path / f"claims.{dataset}"
    dragoman("claims", "-f", dataset, "-o", path, record=read_record)
    done = dragoman("import", dataset, path, record=empty_record)
    assert done.returncode == 0, done.stderr
    went, came = acts(done_by_somebody(read_record)), acts(claims_in(empty_record))
    assert went
    if dataset == "polecat":
        assert Counter(went) == Counter(came)
    else:
        assert set().union(*map(pairs_of, went)) == set().union(*map(pairs_of, came))


def test_the_command_says_what_is_lost(dragoman: Dragoman, read_record: Path, dataset: str) -> None:
    done = dragoman("claims", "-f", dataset, record=read_record)
    claims = claims_in(read_record)
    not_done = Counter(c.status.value for c in claims if c.status is not Status.ACTUAL)
    for status, count in not_done.items():
        assert f"{count} {status}" in done.stderr
    assert done.stdout.count("\n") >= len(done_by_somebody(read_record)) > 0


def test_the_package_says_what_is_lost(
    dragoman: Dragoman, read_record: Path, dataset: str, tmp_path: Path
) -> None:
    done = dragoman("export", "out", "-f", dataset, record=read_record)
    assert done.returncode == 0, done.stderr
    (entry,) = json.loads((tmp_path / "out" / "datapackage.json").read_text())["resources"]
    rows = (tmp_path / "out" / entry["path"]).read_text(encoding="utf-8").splitlines()
    assert entry["rows"] == len(rows) - (dataset != "gdelt")
    for counts in (entry.get("left_out", {}), entry.get("written_without", {})):
        for what, count in counts.items():
            assert f"{count} {what}" in done.stderr
