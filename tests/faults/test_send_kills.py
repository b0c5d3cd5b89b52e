"""A sender that is killed anywhere has, with another call, told everything: under one id each."""

import multiprocessing
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.faces.outbox import Outbox
from tests.faults.receiver import Receiver, receiver
from tests.faults.told import NAMES, send_once

# The outbox is written when findings are taken in, and after each message.
WRITES = range(1, len(NAMES) + 2)
FAILPOINTS = [
    f"{name}:{count}"
    for name in ("temporary_written", "temporary_synced", "renamed", "folder_synced")
    for count in WRITES
]

# A process that has imported everything forks the victims, as that of the nursery does.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.faults.nursery", "tests.faults.told"])


@pytest.fixture
def taking() -> Iterator[Receiver]:
    with receiver() as made:
        yield made


def _send(folder: Path, taking: Receiver, failpoint: str = "") -> int | None:
    victim = _CONTEXT.Process(target=send_once, args=(folder, taking.port, failpoint))
    victim.start()
    victim.join(60)
    return victim.exitcode


@pytest.mark.parametrize("failpoint", FAILPOINTS)
def test_a_kill_loses_no_message_and_makes_none_anew(
    taking: Receiver, tmp_path: Path, failpoint: str
) -> None:
    assert _send(tmp_path, taking, failpoint) == -signal.SIGKILL
    assert _send(tmp_path, taking) == 0
    assert Outbox.read(tmp_path).messages == []
    bodies = {posted.id: posted.body for posted in taking.posted}
    assert len(bodies) == len(NAMES)
    assert all(bodies[posted.id] == posted.body for posted in taking.posted)
    # The one in hand when the process died may have come twice, and no other.
    assert len(taking.posted) - len(bodies) <= 1
    assert _send(tmp_path, taking) == 0
    assert len(taking.posted) - len(bodies) <= 1


def test_a_kill_between_sending_and_noting_sends_the_same_once_more(
    taking: Receiver, tmp_path: Path
) -> None:
    _send(tmp_path, taking, "temporary_written:2")
    _send(tmp_path, taking)
    first, again, *_ = taking.posted
    assert (first.id, first.body) == (again.id, again.body)
