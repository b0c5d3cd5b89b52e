"""The record keeps what it is given, once, and gives it back unchanged."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import MalformedInput, RecordError
from dragoman.model import Outlet, Page
from dragoman.record import Added, Record, compact, store
from tests.unit.record.readings import CODER, page_of, reading_of, unreadable

TASS = Outlet(name="TASS", country="RUS", kind="state", domains=("tass.example",))


def filled(record: Record, count: int) -> list[Page]:
    pages = [page_of(number) for number in range(count)]
    record.add(pages)
    record.write([reading_of(page) for page in pages], CODER)
    return pages


def test_what_is_written_comes_back_unchanged(record: Record) -> None:
    reading = reading_of(page_of(1))
    record.add([page_of(1)])
    record.write([reading], CODER)
    view = record.view()
    assert list(view.claims()) == list(reading.claims)
    assert list(view.agenda()) == list(reading.agenda)
    assert list(view.articles()) == [reading.article]
    assert list(view.rejections()) == list(reading.rejections)


def test_the_same_bytes_count_once(record: Record) -> None:
    same = Page(raw=page_of(1).raw, origin="elsewhere.html")
    assert record.add([page_of(1), page_of(2), same]) == Added(new=2, known=1)
    assert record.add([page_of(2), page_of(3)]) == Added(new=1, known=1)


def test_a_page_comes_back_as_it_was_given(record: Record) -> None:
    page = Page(
        raw=b"\x00\xff<html>" * 1000,
        origin="folder/caf\udce9 \u0436.html",
        url="https://wire.example/a b?q=1\r\nX: y",
        media_type="text/html",
        fetched_at="2020-10-06T10:00:00Z",
        published="2020-10-06",
        outlet="Example Wire",
    )
    record.add([page])
    assert list(record.pending(CODER)) == [page]


def test_an_empty_page_is_kept(record: Record) -> None:
    page = Page(raw=b"", origin="empty.html")
    record.add([page])
    assert list(record.pending(CODER)) == [page]


def test_pending_has_an_order_of_its_own(record: Record) -> None:
    record.add([page_of(number) for number in range(20)])
    order = [page.sha256 for page in record.pending(CODER)]
    assert order == sorted(order)


def test_pages_are_pending_until_they_are_read_or_set_aside(record: Record) -> None:
    record.add([page_of(1), page_of(2), page_of(3)])
    record.write([reading_of(page_of(1))], CODER)
    record.quarantine(page_of(2), CODER, "took too long")
    assert list(record.pending(CODER)) == [page_of(3)]
    assert record.count_pending(CODER) == 1


def test_another_coder_has_read_nothing_yet(record: Record) -> None:
    filled(record, 2)
    assert record.count_pending("another coder") == 2


def test_the_last_reading_of_a_page_counts(record: Record) -> None:
    record.add([page_of(1)])
    record.write([reading_of(page_of(1))], CODER)
    record.write([unreadable(page_of(1))], "another coder")
    assert list(record.view().claims()) == []
    assert record.view().counts() == {
        "pages": 1,
        "article": 0,
        "rejected": 1,
        "quarantined": 0,
        "imported": 0,
        "pending": 0,
    }


def test_a_page_is_read_once_by_a_coder(record: Record) -> None:
    filled(record, 1)
    before = record.view().digest()
    record.write([unreadable(page_of(1)), reading_of(page_of(0))][1:], CODER)
    assert record.view().digest() == before


def test_a_reading_of_an_unknown_page_is_refused(record: Record) -> None:
    with pytest.raises(RecordError, match=r"is not in .*; `add` it"):
        record.write([reading_of(page_of(1))], CODER)


def test_a_date_that_is_said_later_makes_the_page_pending_again(record: Record) -> None:
    filled(record, 1)
    record.add([page_of(0, published="2020-10-06")])
    assert [page.published for page in record.pending(CODER)] == ["2020-10-06"]
    record.write([reading_of(page_of(0, published="2020-10-06"))], CODER)
    assert record.count_pending(CODER) == 0
    assert len(list(record.view().claims())) == 1


def test_a_date_can_be_corrected_and_the_old_one_does_not_come_back(record: Record) -> None:
    record.add([page_of(0, published="2020-10-06")])
    record.add([page_of(0, published="2020-10-16", outlet="Example Wire")])
    record.add([page_of(0, published="2020-10-06"), page_of(0)])
    (page,) = record.pending(CODER)
    assert (page.published, page.outlet) == ("2020-10-16", "Example Wire")


# Most of the time is the disk's, which another run of tests may hold.
@given(folder=st.text("abcdef/", min_size=1, max_size=12), order=st.permutations("ABC"))
def test_of_copies_that_come_together_the_first_by_name_is_the_origin(
    tmp_path_factory: pytest.TempPathFactory, folder: str, order: list[str]
) -> None:
    with Record.create(tmp_path_factory.mktemp("copies") / "record") as record:
        record.add(Page(raw=b"the same bytes", origin=f"{folder}/{name}") for name in order)
        (page,) = record.pending("a coder")
        assert page.origin == f"{folder}/A"


def test_another_origin_does_not_make_the_page_pending_again(record: Record) -> None:
    filled(record, 1)
    record.add([Page(raw=page_of(0).raw, origin="elsewhere.html")])
    assert record.count_pending(CODER) == 0


def test_quarantine_says_why(record: Record) -> None:
    record.add([page_of(1)])
    record.quarantine(page_of(1), CODER, "the page killed its worker")
    (rejection,) = record.view().rejections()
    assert (rejection.stage, rejection.reason) == ("pages", "quarantined")
    assert (rejection.origin, rejection.detail) == ("folder/1.html", "the page killed its worker")
    assert record.view().counts()["quarantined"] == 1


def test_a_page_that_cannot_be_read_loses_none_before_it(record: Record) -> None:
    def source() -> Iterator[Page]:
        yield page_of(1)
        raise MalformedInput("2.html is a folder")

    with pytest.raises(MalformedInput):
        record.add(source())
    assert record.view().counts()["pages"] == 1


def test_pages_are_kept_in_batches(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PAGES_PER_ENTRY", 4)
    record.add([page_of(number) for number in range(10)])
    assert record.view().as_of == 3


def test_outlets_are_known_by_lower_cased_name(record: Record) -> None:
    record.add([], outlets=[TASS])
    assert record.view().outlets() == {"tass": TASS}


def test_what_is_said_last_of_an_outlet_counts(record: Record) -> None:
    record.add([], outlets=[TASS])
    record.add([], outlets=[Outlet(name="Tass", country="RUS", kind="agency")])
    assert record.view().outlets()["tass"].kind == "agency"


def test_the_same_outlet_again_changes_nothing(record: Record) -> None:
    record.add([], outlets=[TASS])
    record.add([], outlets=[TASS])
    assert record.view().as_of == 1


def test_a_snapshot_does_not_change_when_the_record_grows(record: Record) -> None:
    filled(record, 2)
    made = record.snapshot("before")
    record.add([page_of(7)], outlets=[TASS])
    record.write([reading_of(page_of(7))], CODER)
    record.write([unreadable(page_of(0))], "another coder")
    before = record.view("before")
    assert before.snapshot == "before"
    assert before.digest() == made.digest != record.view().digest()
    assert len(list(before.claims())) == 2
    assert before.outlets() == {}
    assert [shot.name for shot in record.snapshots()] == ["before"]


def test_a_view_does_not_change_when_the_record_grows(record: Record) -> None:
    filled(record, 1)
    view = record.view()
    record.add([page_of(7)])
    record.write([reading_of(page_of(7))], CODER)
    assert len(list(view.claims())) == 1


def test_a_snapshot_name_is_taken_once(record: Record) -> None:
    record.snapshot("a")
    with pytest.raises(RecordError, match="there is a snapshot 'a' already"):
        record.snapshot("a")


@pytest.mark.parametrize("name", ["", " ", "now"])
def test_a_name_that_could_not_be_asked_for_is_no_snapshot(record: Record, name: str) -> None:
    with pytest.raises(RecordError, match="cannot name a snapshot; choose another name"):
        record.snapshot(name)


def test_an_unknown_snapshot_names_the_known_ones(record: Record) -> None:
    record.snapshot("autumn")
    with pytest.raises(RecordError, match="no snapshot 'fall'; there are: autumn"):
        record.view("fall")


def test_a_record_can_be_closed_moved_and_opened(tmp_path: Path) -> None:
    with Record.create(tmp_path / "here") as record:
        filled(record, 2)
        digest = record.view().digest()
    (tmp_path / "here").rename(tmp_path / "there ?#%")
    with Record.open(tmp_path / "there ?#%") as moved:
        assert moved.view().digest() == digest
        assert moved.verify() == []


def test_a_released_page_is_read_again(record: Record) -> None:
    record.add([page_of(1), page_of(2)])
    record.quarantine(page_of(1), CODER, "took too long")
    record.write([unreadable(page_of(2))], CODER)
    assert record.release("another coder") == 0
    assert record.release(CODER) == 1
    assert list(record.pending(CODER)) == [page_of(1)]
    assert [r.reason for r in record.view().rejections()] == ["empty"]
    record.write([reading_of(page_of(1))], CODER)
    assert record.view().counts()["article"] == 1
    assert record.release(CODER) == 0
    assert record.verify() == []


def test_a_released_page_can_be_set_aside_again(record: Record) -> None:
    record.add([page_of(1)])
    record.quarantine(page_of(1), CODER, "took too long")
    before = record.view().digest()
    record.snapshot("aside")
    record.release(CODER)
    record.quarantine(page_of(1), CODER, "took too long")
    assert record.view().digest() == before
    assert record.view("aside").counts()["quarantined"] == 1
    assert record.verify() == []


def test_compaction_changes_files_and_nothing_else(record: Record) -> None:
    for number in range(5):
        record.add([page_of(number)])
        record.write([reading_of(page_of(number))], CODER)
    record.write([unreadable(page_of(0))], "another coder")
    record.snapshot("before")
    view, digest = record.view(), record.view().digest()
    assert record.compact() == 5 * 5 + 2
    assert record.view().digest() == digest
    assert len(list(view.claims())) == 4
    assert record.verify() == []
    assert record.compact() == 0


@pytest.fixture
def compacted(tmp_path: Path) -> Path:
    """A record whose three readings lie in five files, with the fifteen that these replaced."""
    with Record.create(tmp_path / "record") as record:
        for number in range(3):
            record.add([page_of(number)])
            record.write([reading_of(page_of(number))], CODER)
        record.compact()
    return tmp_path / "record"


def test_replaced_files_are_swept_when_nobody_reads_them_any_more(
    compacted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(compacted) as record:
        digest = record.view().digest()
    monkeypatch.setattr(compact, "GRACE", timedelta(seconds=-5))
    with Record.open(compacted, writable=True) as again:
        assert len(list(compacted.rglob("*.parquet"))) == 5
        assert (again.view().digest(), again.verify()) == (digest, [])


def test_a_view_outlives_a_compaction_and_the_next_writer(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        for number in range(3):
            record.add([page_of(number)])
            record.write([reading_of(page_of(number))], CODER)
    with Record.open(tmp_path / "record") as reader:
        view = reader.view()
        with Record.open(tmp_path / "record", writable=True) as writer:
            assert writer.compact() == 15
        Record.open(tmp_path / "record", writable=True).close()
        assert len(list(view.claims())) == 3


def test_a_record_that_was_closed_says_so(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        pass
    with pytest.raises(RecordError, match=r"closed database.*open the record again"):
        record.view()
