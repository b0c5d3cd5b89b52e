"""Kills and losses of a server with the ledger in PostgreSQL change nothing either."""

import multiprocessing
import os
import random
from pathlib import Path

import psycopg
import pytest

from dragoman.record import FAILPOINTS, Record
from tests.faults.nursery import Nursery, digest_of_sound

KILLED = -9
KILLS = 8
# Seconds after which a process is killed: some still work then, for all of it takes a few tenths.
SOON, LATE = 0.02, 0.25
# Before anything is on the disk of the server, in the middle, and after all of it is.
OF_THE_LEDGER = ("transaction_begun", "entry_written", "tables_written", "committed")


@pytest.fixture
def folder(tmp_path: Path, postgresql: str) -> Path:
    Record.create(tmp_path / "record", ledger=postgresql).close()
    return tmp_path / "record"


def make_and_die(folder: Path, url: str) -> None:
    os.environ["DRAGOMAN_FAILPOINT"] = "ledger_created"
    Record.create(folder, ledger=url)


@pytest.mark.parametrize("name", [*OF_THE_LEDGER, "renamed"])
def test_a_kill_at_a_failpoint_changes_nothing(
    name: str, nursery: Nursery, undisturbed: str, folder: Path
) -> None:
    assert name in FAILPOINTS
    assert nursery.live(folder, failpoint=f"{name}:3") == KILLED
    assert nursery.live(folder) == 0
    assert digest_of_sound(folder) == undisturbed


def test_random_kills_change_nothing(nursery: Nursery, undisturbed: str, folder: Path) -> None:
    dice, kills = random.Random(20201006), 0
    for _ in range(KILLS):
        kills += nursery.live(folder, seconds=dice.uniform(SOON, LATE)) == KILLED
    assert kills > 0
    assert nursery.live(folder) == 0
    assert digest_of_sound(folder) == undisturbed


def test_a_kill_while_a_record_is_made_leaves_a_folder_for_the_next_try(
    tmp_path: Path, postgresql: str, nursery: Nursery, undisturbed: str
) -> None:
    victim = multiprocessing.get_context("spawn").Process(
        target=make_and_die, args=(tmp_path / "record", postgresql)
    )
    victim.start()
    victim.join(60)
    assert victim.exitcode == KILLED
    Record.create(tmp_path / "record", ledger=postgresql).close()
    assert nursery.live(tmp_path / "record") == 0
    assert digest_of_sound(tmp_path / "record") == undisturbed


def test_sessions_that_the_server_ends_lose_nothing(
    nursery: Nursery, undisturbed: str, folder: Path, postgresql: str
) -> None:
    end = (
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where application_name like 'dragoman process %'"
    )
    with psycopg.connect(postgresql, autocommit=True) as server, Record.open(folder) as reader:
        assert reader.view().counts()["pages"] == 0
        assert server.execute(end).fetchall()
    assert nursery.live(folder) == 0
    assert digest_of_sound(folder) == undisturbed
