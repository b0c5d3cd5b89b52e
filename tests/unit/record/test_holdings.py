"""What a record costs to open, and that a view stays what it was at its moment."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bench.opening import fill
from dragoman.model import Page
from dragoman.record import Record
from dragoman.record.ledger_sqlite import SqliteLedger
from tests.unit.record.readings import CODER, article_of_page, page_of, reading_of


def read(record: Record, page: Page, coder: str = CODER) -> None:
    record.write([reading_of(page)], coder)


def test_opening_looks_at_no_page_and_no_reading(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.add([page_of(1), page_of(2)])
    read(record, page_of(1))
    asked: list[str] = []
    kind = type(record._ledger)
    rows = kind.rows

    def noted(ledger: SqliteLedger, query: str, *values: object) -> Iterator[Any]:
        asked.append(query)
        return rows(ledger, query, *values)

    monkeypatch.setattr(kind, "rows", noted)
    view = record.view()
    assert asked
    assert [query for query in asked if "pages" in query or "units" in query] == []
    assert view.counts()["pages"] == 2
    assert any("from pages" in query for query in asked)


def test_a_view_shows_its_moment_after_the_record_grew_and_was_closed(record: Record) -> None:
    record.add([page_of(1), page_of(2)])
    read(record, page_of(1))
    view = record.view()
    read(record, page_of(1), "another coder")
    read(record, page_of(2))
    record.add([page_of(3)])
    record.close()
    assert view.counts() == {
        "pages": 2,
        "article": 1,
        "rejected": 0,
        "quarantined": 0,
        "imported": 0,
        "pending": 1,
    }
    assert view.pages() == {page_of(1).sha256, page_of(2).sha256}
    assert view.readers() == {page_of(1).sha256: CODER}


def test_of_two_readings_the_later_counts_once(record: Record) -> None:
    record.add([page_of(1)])
    read(record, page_of(1))
    read(record, page_of(1), "another coder")
    view = record.view()
    assert view.counts()["article"] == 1
    assert view.readers() == {page_of(1).sha256: "another coder"}


def test_a_view_may_be_asked_by_another_thread(record: Record) -> None:
    record.add([page_of(1)])
    view, found = record.view(), list[int]()
    thread = Thread(target=lambda: found.append(view.counts()["pages"]))
    thread.start()
    thread.join()
    assert found == [1]


def test_a_row_of_a_reading_that_a_later_one_replaced_is_not_found(record: Record) -> None:
    record.add([page_of(1, outlet="Wire")])
    read(record, page_of(1, outlet="Wire"))
    record.add([page_of(1, outlet="Courier")])
    later = page_of(1, outlet="Courier")
    read(record, later)
    found = record.view().article(article_of_page(later).id)
    assert found is not None
    assert found.outlet == "Courier"


def test_the_record_that_the_bench_makes_holds_its_articles(tmp_path: Path) -> None:
    fill(tmp_path / "made", 300)
    with Record.open(tmp_path / "made") as record:
        assert record.view().counts()["article"] == 300
        assert len(list(record.view().imprints())) == 300
