"""Kills change nothing in a record on a store of objects either."""

import multiprocessing
import os
import random
from pathlib import Path

import pytest

from dragoman.record import FAILPOINTS, Record, home_of
from tests.faults.nursery import Nursery, digest_of_sound

KILLED = -9
KILLS = 8
# Before an object is put, after it is and before the ledger names it, and after that.
ON_THE_WAY = ("renamed", "object_kept", "transaction_begun", "tables_written", "committed")


@pytest.fixture
def folder(store_address: str, postgresql: str) -> Path:
    Record.create(store_address, ledger=postgresql).close()
    return home_of(store_address)


def make_and_die(store_address: str, url: str, environment: dict[str, str]) -> None:
    os.environ.update(environment)
    os.environ["DRAGOMAN_FAILPOINT"] = "store_claimed"
    Record.create(store_address, ledger=url)


@pytest.mark.parametrize("name", ON_THE_WAY)
def test_a_kill_at_a_failpoint_changes_nothing(
    name: str, nursery: Nursery, undisturbed: str, folder: Path
) -> None:
    assert name in FAILPOINTS
    assert nursery.live(folder, failpoint=f"{name}:3") == KILLED
    assert nursery.live(folder) == 0
    assert digest_of_sound(folder) == undisturbed


def test_what_is_put_and_not_named_does_not_count(nursery: Nursery, folder: Path) -> None:
    assert nursery.live(folder, failpoint="object_kept:1") == KILLED
    with Record.open(folder) as record:
        assert (record.view().counts()["pages"], record.verify()) == (0, [])


def test_another_machine_goes_on_with_the_work_of_a_killed_one(
    nursery: Nursery,
    undisturbed: str,
    folder: Path,
    store_address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert nursery.live(folder, failpoint="object_kept:9") == KILLED
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another machine"))
    assert nursery.live(home_of(store_address)) == 0
    assert digest_of_sound(home_of(store_address)) == undisturbed
    # The folder of the first machine lacks nothing but what it can fetch.
    assert digest_of_sound(folder) == undisturbed


def test_random_kills_change_nothing(nursery: Nursery, undisturbed: str, folder: Path) -> None:
    dice, kills = random.Random(20201006), 0
    for _ in range(KILLS):
        kills += nursery.live(folder, seconds=dice.uniform(0.05, 0.4)) == KILLED
    assert kills > 0
    assert nursery.live(folder) == 0
    assert digest_of_sound(folder) == undisturbed


def test_a_kill_while_a_record_is_made_leaves_one_that_opens(
    store_address: str, postgresql: str, nursery: Nursery, undisturbed: str
) -> None:
    victim = multiprocessing.get_context("spawn").Process(
        target=make_and_die, args=(store_address, postgresql, dict(os.environ))
    )
    victim.start()
    victim.join(60)
    assert victim.exitcode == KILLED
    assert nursery.live(home_of(store_address)) == 0
    assert digest_of_sound(home_of(store_address)) == undisturbed
