"""The clock of the machine jumps: order comes from the ledger, and nothing waits for ever."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.faces.watch_memory import FeedMemory
from dragoman.record import Record, ledger
from tests.faults.small import OUTLETS, SmallCoder, small_pages, small_read

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
# Years ahead and behind, as of a machine whose battery is empty.
JUMPS = (timedelta(0), timedelta(days=4000), timedelta(days=-8000), timedelta(minutes=-1))


class JumpingClock(datetime):
    """A clock that is somewhere else each time it is asked."""

    jumps: Iterator[timedelta] = cycle(JUMPS)

    @classmethod
    def now(cls, tz: object = None) -> "JumpingClock":
        del tz
        return cls.fromtimestamp((NOW + next(cls.jumps)).timestamp(), UTC)


def digest_in_parts(folder: Path) -> str:
    """Return the digest of a record that was made in parts, each later one correcting the first."""
    coder, pages = SmallCoder(), list(small_pages(20))
    with Record.create(folder) as record:
        for part in (pages[:10], pages[10:]):
            record.add(part, outlets=OUTLETS)
            pipeline.run(record, coder, jobs=0, read=small_read)
            record.snapshot(f"after {part[0].origin}")
        record.compact()
        assert record.verify() == []
        assert record.view().counts()["pending"] == 0
        return record.view().digest()


def test_a_record_does_not_depend_on_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed = digest_in_parts(tmp_path / "undisturbed")
    monkeypatch.setattr(ledger, "datetime", JumpingClock)
    assert digest_in_parts(tmp_path / "jumping") == undisturbed
    with Record.open(tmp_path / "jumping") as record:
        times = [run.started for run in record.runs()]
    assert times != sorted(times)


def test_a_feed_that_was_asked_in_the_future_is_due() -> None:
    memory = FeedMemory()
    memory.note(NOW + timedelta(days=4000), changed=True)
    assert memory.is_due(NOW)


def test_a_feed_that_was_just_asked_is_not_due() -> None:
    memory = FeedMemory()
    memory.note(NOW, changed=True)
    assert not memory.is_due(NOW + timedelta(minutes=1))
