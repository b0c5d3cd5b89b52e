"""Claims page by page, in a stream, and after an entry of the ledger: the same, in one order."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import pipeline
from dragoman.errors import AnswerError, RecordError
from dragoman.record import Record, View
from dragoman.record.confined import answer_confined
from tests.faults.small import SmallCoder, small_pages, small_read


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paged") / "record"
    with Record.create(folder) as record:
        record.add(small_pages(12))
        pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
    return folder


@pytest.fixture(scope="module")
def view(folder: Path) -> View:
    with Record.open(folder) as record:
        return record.view()


@given(
    offset=st.integers(0, 40),
    most=st.integers(0, 40),
    limit=st.none() | st.integers(1, 40),
)
def test_a_page_is_a_slice_of_the_claims(
    view: View, offset: int, most: int, limit: int | None
) -> None:
    whole = list(view.claims(limit=limit))
    assert view.page(offset, most, limit=limit) == whole[offset : offset + most]


def test_a_page_holds_to_its_question(view: View) -> None:
    whole = list(view.claims(actor="RUS"))
    assert len(whole) > 3
    assert view.page(1, 2, actor="RUS") == whole[1:3]


def test_a_stream_holds_the_claims_in_their_order(view: View) -> None:
    assert list(view.stream(actor="RUS", limit=5)) == list(view.claims(actor="RUS", limit=5))
    assert list(view.stream()) == list(view.claims())


def test_a_question_can_be_asked_while_a_stream_is_read(view: View) -> None:
    stream = view.stream()
    first = next(stream)
    assert view.claim(first.id) == first
    assert view.count() == 1 + sum(1 for _ in stream)


def test_the_record_as_it_was_after_an_entry_does_not_change(tmp_path: Path) -> None:
    with Record.create(tmp_path / "grown") as record:
        record.add(small_pages(3))
        pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
        then = record.view()
        record.add(small_pages(6))
        pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
        again = record.view_after(then.as_of)
        assert record.view().count() > then.count()
        assert again.digest() == then.digest()
        with pytest.raises(RecordError, match="no entry 99"):
            record.view_after(99)


def test_a_confined_answer_is_that_of_the_view(folder: Path, view: View) -> None:
    query = "select id from claims order by id limit 3"
    assert answer_confined(folder, view.as_of, query, 10.0) == view.sql(query)


def test_a_confined_answer_that_is_too_large_is_refused(folder: Path, view: View) -> None:
    with pytest.raises(AnswerError, match="select less"):
        answer_confined(folder, view.as_of, "select repeat('x', 70000000)", 10.0)


def test_what_stops_a_confined_query_is_told(folder: Path, view: View) -> None:
    with pytest.raises(AnswerError, match="does not exist"):
        answer_confined(folder, view.as_of, "select * from nothing", 10.0)
