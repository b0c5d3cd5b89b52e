"""Bytes that are let go: which pages lose them, what stays, and what can no longer be done."""

import shutil
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from dragoman.errors import RecordBusy, RecordDamaged, RecordError
from dragoman.model import Exchange
from dragoman.record import Record, Rule, compact, gone_of, import_files
from dragoman.record import ledger as ledgers
from dragoman.record.archive import Shelf, reshelve, shelve, unshelve
from dragoman.record.backup import back_up, read_manifest, restore
from dragoman.record.waiting import raw_of
from tests.unit.imports.rows import ICEWS_HEADER, icews_row, text_of
from tests.unit.record.readings import CODER, page_of, reading_of, unreadable

ALL = Rule(days=0)
FORMAT_1 = Path(__file__).parents[2] / "records" / "format-1"


@pytest.fixture
def read(record: Record) -> Record:
    """Four pages read by one coder, the second of which has no text."""
    record.add(map(page_of, range(4)))
    texts = [reading_of(page_of(number)) for number in (0, 2, 3)]
    record.write([*texts, unreadable(page_of(1))], CODER)
    return record


def bytes_of(record: Record, number: int) -> bytes:
    return raw_of(record._ledger, record._depot, page_of(number).sha256)


def test_what_was_read_stays_when_the_bytes_go(read: Record) -> None:
    read.snapshot("before")
    digest, claims = read.view().digest(), list(read.view().claims())
    assert read.retain(ALL).pages == 4
    assert read.verify() == []
    assert read.view().digest() == read.view("before").digest() == digest
    assert list(read.view().claims()) == claims
    assert read.view().counts()["pages"] == 4


def test_a_trial_says_what_would_go_and_lets_nothing_go(read: Record) -> None:
    found = read.retention(ALL)
    assert (found.pages, found.archives, found.staying) == (4, 1, {})
    assert found.bytes > 0
    assert list(read.all_gone()) == []
    assert bytes_of(read, 0) == b"page 0"
    assert read.retain(ALL) == found


def test_the_record_says_when_and_why_the_bytes_went(read: Record) -> None:
    read.retain(ALL)
    (part,) = read.all_gone()
    assert set(part.pages) == {page_of(number).sha256 for number in range(4)}
    assert str(part.rule) == "older than 0 days"
    found = gone_of(read.folder, page_of(2).sha256)
    assert found == replace(part, pages=(page_of(2).sha256,))


def test_a_page_that_has_its_bytes_is_not_gone(read: Record) -> None:
    assert gone_of(read.folder, page_of(2).sha256) is None


def test_young_pages_stay(read: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read.retain(Rule(days=1)).pages == 0

    class Tomorrow:
        @staticmethod
        def now(zone: tzinfo) -> datetime:
            return datetime.now(zone) + timedelta(days=1, seconds=1)

    monkeypatch.setattr("dragoman.record.retention.datetime", Tomorrow)
    assert read.retain(Rule(days=1)).pages == 4


def test_pages_that_nobody_has_read_or_that_were_set_aside_stay(read: Record) -> None:
    read.add([page_of(4), page_of(5)])
    read.quarantine(page_of(4), CODER, "took too long")
    found = read.retain(ALL)
    assert (found.pages, found.staying) == (4, {"quarantined": 1, "waiting": 1})
    assert bytes_of(read, 5) == b"page 5"
    read.release(CODER)
    assert read.retain(ALL).staying == {"quarantined": 1, "waiting": 1}
    assert {page.raw for page in read.pending(CODER)} == {b"page 4", b"page 5"}


def test_a_page_of_which_more_was_said_stays_until_it_is_read_again(read: Record) -> None:
    later = page_of(0, published="2020-10-07")
    read.add([later])
    assert read.retain(ALL).staying == {"waiting": 1}
    read.write([reading_of(later)], CODER)
    assert read.retain(ALL).pages == 1


def test_pages_of_datasets_stay(record: Record, tmp_path: Path) -> None:
    events = tmp_path / "events.tab"
    events.write_text(text_of(ICEWS_HEADER, icews_row()), encoding="utf-8")
    import_files(record, "icews", [events], jobs=1)
    found = record.retain(ALL)
    assert (found.pages, found.staying) == (0, {"imported": 1})
    assert record.verify() == []


def test_pages_go_by_outlet_whatever_its_case(record: Record) -> None:
    post = page_of(1, outlet="Passing Post")
    record.add([page_of(0), post])
    record.write([reading_of(page_of(0)), reading_of(post)], CODER)
    assert record.retain(Rule(days=0, outlets=("Nobody's",))).pages == 0
    assert record.retain(Rule(days=0, outlets=("passing POST",))).pages == 1
    assert bytes_of(record, 0) == b"page 0"
    assert gone_of(record.folder, post.sha256) is not None
    assert record.verify() == []


def test_another_coder_reads_what_is_left_and_the_rest_keeps_its_reading(read: Record) -> None:
    read.retain(ALL)
    read.add([page_of(7)])
    assert [page.raw for page in read.pending("another coder")] == [b"page 7"]
    assert read.count_pending("another coder") == 1
    assert (read.count_gone("another coder"), read.count_gone(CODER)) == (4, 0)
    assert read.view().counts()["article"] == 3


def test_reading_such_a_page_again_is_refused_with_the_next_step(read: Record) -> None:
    read.retain(ALL)
    said = r"were let go at .*older than 0 days.*`dragoman restore` a backup .* another record"
    with pytest.raises(RecordError, match=said):
        bytes_of(read, 0)
    with pytest.raises(RecordError, match=said):
        read.write([reading_of(page_of(0))], "another coder")
    with pytest.raises(RecordError, match=said):
        read.quarantine(page_of(0), "another coder", "took too long")
    assert read.verify() == []


def test_a_reading_that_is_kept_already_is_skipped_also_then(read: Record) -> None:
    read.retain(ALL)
    digest = read.view().digest()
    read.write([reading_of(page_of(0))], CODER)
    assert read.view().digest() == digest


def test_who_adds_such_a_page_again_learns_that_it_is_not_read(read: Record) -> None:
    read.has_read_until(CODER, read.view().as_of)
    read.retain(ALL)
    added = read.add([page_of(0, published="2020-10-07"), page_of(9)])
    assert (added.new, added.known, added.let_go) == (1, 1, 1)
    assert [page.raw for page in read.pending(CODER)] == [b"page 9"]
    assert gone_of(read.folder, page_of(0).sha256) is not None
    assert read.verify() == []


def test_what_was_asked_for_a_page_goes_with_it(tmp_path: Path) -> None:
    exchange = Exchange(
        status="200 OK", headers=(), request="GET / HTTP/1.1", request_headers=(("Host", "a"),)
    )
    pages = [
        replace(page_of(number), exchange=exchange, url=f"https://wire.example/{number}")
        for number in range(3)
    ]
    archive, shelves = shelve(tmp_path, pages)
    left, moved = reshelve(tmp_path, archive, shelves[1:2], (shelves[0], shelves[2]))
    assert (left, moved) == shelve(tmp_path, pages[1:2])
    assert unshelve(tmp_path, left, moved[0]) == b"page 1"


def test_nothing_of_a_damaged_archive_is_let_go(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        record.add([page_of(0), page_of(1)])
        record.write([reading_of(page_of(0))], CODER)
        (archive,) = (record.folder / "pages").iterdir()
        archive.write_bytes(archive.read_bytes()[:-1])
        with pytest.raises(RecordDamaged, match="nothing was let go"):
            record.retain(ALL)
        assert list(record.all_gone()) == []


def test_a_record_open_for_reading_lets_nothing_go(read: Record) -> None:
    with Record.open(read.folder) as reader:
        assert reader.retention(ALL).pages == 4
        with pytest.raises(RecordBusy):
            reader.retain(ALL)


def test_a_backup_carries_what_is_left_and_what_is_known_of_the_rest(
    read: Record, tmp_path: Path
) -> None:
    back_up(read.folder, tmp_path / "backup")
    read.add([page_of(7)])
    read.retain(ALL)
    back_up(read.folder, tmp_path / "backup")
    pages = [entry for entry in read_manifest(tmp_path / "backup").files if "pages" in entry.path]
    assert len(pages) == len(list((tmp_path / "backup" / "pages").iterdir())) == 1
    restore(tmp_path / "backup", tmp_path / "again")
    with Record.open(tmp_path / "again", writable=True) as again:
        assert list(again.all_gone()) == list(read.all_gone())
        assert again.view().digest() == read.view().digest()
        assert again.verify() == []
        assert again.retain(ALL).staying == {"waiting": 1}


def test_bytes_that_vanished_without_an_entry_are_found(
    tmp_path: Path,
) -> None:
    with Record.create(tmp_path / "record") as record:
        record.add([page_of(0)])
        record.write([reading_of(page_of(0))], CODER)
        record._ledger._write("update pages set archive = ?, length = 0", [(ledgers.NO_ARCHIVE,)])
        assert [finding.place.rpartition(" ")[2] for finding in record.verify()] == ["pages"]


def test_a_page_that_was_let_go_unread_is_found(read: Record) -> None:
    read.add([page_of(6)])
    body = {"rule": ALL.written, "let_go": [page_of(6).sha256], "given_up": []}
    read._ledger.append("retain", body)
    (finding,) = read.verify()
    assert (finding.check, finding.place) == ("page", page_of(6).sha256)


def test_views_that_are_open_need_not_be_read_anew(read: Record) -> None:
    before = read.view()
    read.retain(ALL)
    assert read.view().readings == before.readings


def test_a_compaction_after_it_changes_nothing(
    read: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = read.view().digest()
    read.retain(ALL)
    read.add([page_of(7)])
    read.write([reading_of(page_of(7))], CODER)
    read.compact()
    monkeypatch.setattr(compact, "GRACE", timedelta(seconds=-5))
    read.retain(ALL)
    assert read.verify() == []
    assert read.view().digest() != digest
    assert len(list(read.all_gone())) == 2


def test_a_record_of_format_1_becomes_one_that_its_release_refuses(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FORMAT_1, tmp_path / "older"))
    with Record.open(folder, writable=True) as record:
        digest = record.view().digest()
        assert record.retain(ALL).pages > 0
        assert (record.verify(), record.view("made").digest()) == ([], digest)
    assert (folder / "record.toml").read_text("ascii") == "format = 2\n"


def test_a_number_makes_an_archive_another_one_with_the_same_pages(tmp_path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    from dragoman.record.archive import archive_path, numbered

    archive, (shelf,) = shelve(tmp_path, [page_of(0)])
    other = numbered(tmp_path, archive, 1)
    assert other != archive
    assert unshelve(tmp_path, other, Shelf(page=shelf.page, start=0, length=shelf.length))
    with archive_path(tmp_path, other).open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert kinds == ["resource", "warcinfo"]
