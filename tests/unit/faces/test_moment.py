"""A moment is kept while somebody asks it, and no longer."""

import gc
import threading
import weakref
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.faces import moments
from dragoman.faces.moment import DAYS_HELD, Moment
from dragoman.faces.moments import Moments
from dragoman.faces.reviewing import queue_in
from dragoman.record import Record, View
from tests.faults.small import OUTLETS, SmallCoder, small_pages, small_read

DAY = date(2020, 10, 10)


@pytest.fixture
def view(tmp_path: Path) -> View:
    with Record.create(tmp_path / "record") as record:
        record.add(small_pages(20), outlets=OUTLETS)
        pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
        return record.view()


@pytest.fixture
def without_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("without_collector")
def test_a_moment_that_nobody_asks_any_more_is_gone_at_once(view: View) -> None:
    moment = Moment(view)
    moment.brief(DAY)
    gone = weakref.ref(moment)
    del moment
    assert gone() is None


def test_an_answer_about_a_day_is_found_once(view: View) -> None:
    moment = Moment(view)
    assert moment.brief(DAY) is moment.brief(DAY)
    assert moment.shifts(DAY) is moment.shifts(DAY)


def test_answers_about_many_days_are_let_go(view: View) -> None:
    moment = Moment(view)
    first = moment.brief(DAY)
    for later in range(1, DAYS_HELD + 1):
        moment.brief(DAY + timedelta(days=later))
    assert moment.brief(DAY) is not first
    assert moment.brief(DAY) == first


def test_the_queue_of_a_reviewer_is_found_once_and_that_of_another_is_another(view: View) -> None:
    moment = Moment(view)
    assert queue_in(moment, DAY, "ana") is queue_in(moment, DAY, "ana")
    assert queue_in(moment, DAY, "ana") is not queue_in(moment, DAY, "ben")


def test_a_large_record_is_answered_from_the_moment_before_until_the_next_is_folded(
    view: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del view
    monkeypatch.setattr(moments, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(moments, "PATIENCE_SECONDS", -1.0)
    may_go_on = threading.Event()
    monkeypatch.setattr(Moment, "prepare", lambda *_: may_go_on.wait(60))
    asked = Moments(tmp_path / "record")
    before = asked.now()
    with Record.open(tmp_path / "record", writable=True) as record:
        record.add(small_pages(22), outlets=OUTLETS)
        pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
    assert asked.now() is before
    preparing = asked._preparing
    assert preparing is not None
    may_go_on.set()
    preparing.join(60)
    assert asked.now().view.as_of > before.view.as_of
