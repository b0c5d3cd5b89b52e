"""The record keeps what it is given, once, and gives it back unchanged."""

from dragoman.record import Record
from tests.unit.record.readings import CODER, page_of, reading_of


def test_what_is_written_comes_back_unchanged(record: Record) -> None:
    reading = reading_of(page_of(1))
    record.add([page_of(1)])
    record.write([reading], CODER)
    view = record.view()
    assert list(view.claims()) == list(reading.claims)
    assert list(view.agenda()) == list(reading.agenda)
    assert list(view.articles()) == [reading.article]
    assert list(view.rejections()) == list(reading.rejections)
