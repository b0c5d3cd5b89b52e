"""A moment is kept while somebody asks it, and no longer."""

import gc
import weakref
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.faces.moment import DAYS_HELD, Moment
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
