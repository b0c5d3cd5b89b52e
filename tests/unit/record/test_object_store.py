"""A record on a store of objects: what is in a folder otherwise, said the same way."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from dragoman.errors import NotARecord, RecordBusy, RecordDamaged, RecordError
from dragoman.record import Record, compact, home_of, import_files, object_store, size_of
from dragoman.record.backup import back_up, restore
from dragoman.record.object_store import ObjectStore, plain_address
from tests.object_store import BUCKET, KEY_ID
from tests.unit.imports.rows import ICEWS_HEADER, icews_row, text_of
from tests.unit.record.readings import CODER, page_of, reading_of, unreadable
from tests.unit.record.test_ledger_postgresql import grown

SECRETS = [
    pytest.param("s3://ann:hunter2@news/gulf", id="key-before-the-bucket"),
    pytest.param("s3://news/gulf?X-Amz-Signature=hunter2", id="signature"),
    pytest.param("s3:///hunter2", id="no-bucket"),
]


@pytest.fixture
def record_address(store_address: str, postgresql: str) -> str:
    """The address of a record to which everything has happened."""
    with Record.create(store_address, ledger=postgresql) as record:
        grown(record)
    return store_address


@pytest.fixture
def behind(objects: dict[str, str], record_address: str) -> Path:
    """Where the store keeps the objects of the record, behind its back."""
    folder = Path(objects["OBJECTS_OF_THE_TESTS"]) / record_address.removeprefix("s3://")
    assert folder.is_dir()
    return folder


def as_another_machine(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))


def test_a_folder_and_a_store_say_the_same(record_address: str, tmp_path: Path) -> None:
    with Record.create(tmp_path / "here") as here, Record.open(record_address) as there:
        grown(here)
        assert here.view().digest() == there.view().digest()
        assert [(e.kind, e.body) for e in here._ledger.entries()] == [
            (e.kind, e.body) for e in there._ledger.entries()
        ]


def test_another_machine_needs_the_address_alone(
    record_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(record_address) as here:
        digest = here.view("first").digest()
    as_another_machine(monkeypatch, tmp_path / "another machine")
    with Record.open(record_address, writable=True) as there:
        assert there.view("first").digest() == digest
        there.add([page_of(7)])
        assert b"page 7" in {page.raw for page in there.pending(CODER)}
        assert there.verify() == []


def test_the_folder_of_a_machine_holds_copies_alone(record_address: str) -> None:
    with Record.open(record_address) as record:
        digest, folder = record.view().digest(), record.folder
    shutil.rmtree(folder)
    with Record.open(record_address) as record:
        assert (record.view().digest(), record.verify()) == (digest, [])


def test_a_second_machine_cannot_write_at_the_same_time(
    record_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(record_address, writable=True):
        as_another_machine(monkeypatch, tmp_path / "another machine")
        with pytest.raises(RecordBusy):
            Record.open(record_address, writable=True)


def test_of_many_who_put_the_same_object_one_does(store_address: str) -> None:
    stores = [ObjectStore(store_address) for _ in range(8)]
    with ThreadPoolExecutor(len(stores)) as pool:
        put = list(pool.map(lambda store: store.put_if_absent("pages/one", b"1"), stores))
    assert sorted(put) == [False] * 7 + [True]
    assert stores[0].get("pages/one") == b"1"


def test_what_a_killed_writer_put_is_found_by_who_does_its_work_again(
    store_address: str, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.create(store_address, ledger=postgresql) as record:

        def lost(*_: object) -> int:
            raise RecordError("the ledger is gone")

        with monkeypatch.context() as broken:
            broken.setattr(record._ledger, "append", lost)
            with pytest.raises(RecordError, match="the ledger is gone"):
                record.add([page_of(1)])
        put = ObjectStore(store_address).sizes("pages")
        assert (len(put), record.view().counts()["pages"]) == (1, 0)
    with Record.open(store_address, writable=True) as record:
        assert ObjectStore(store_address).sizes("pages") == put
        record.add([page_of(1)])
        assert ObjectStore(store_address).sizes("pages") == put
        assert record.verify() == []


def test_another_content_under_the_same_name_is_refused_and_nothing_counts(
    record_address: str, behind: Path, tmp_path: Path
) -> None:
    with Record.create(tmp_path / "here") as here:
        here.add([page_of(8)])
        (archive,) = (here.folder / "pages").iterdir()
    (behind / "pages" / archive.name).write_bytes(b"of somebody else")
    with Record.open(record_address, writable=True) as record:
        pages = record.view().counts()["pages"]
        with pytest.raises(RecordDamaged, match="another content"):
            record.add([page_of(8)])
        assert record.view().counts()["pages"] == pages


def test_retired_objects_go_when_no_view_needs_them_and_no_others_ever(
    record_address: str, behind: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobodys = behind / "segments" / "claim" / "ab" / f"{'ab' * 32}.parquet"
    nobodys.parent.mkdir(parents=True, exist_ok=True)
    nobodys.write_bytes(b"put by a writer that was killed")
    with Record.open(record_address, writable=True) as record:
        digest, held = record.view().digest(), ObjectStore(record_address).sizes("segments")
    monkeypatch.setattr(compact, "GRACE", timedelta(seconds=-5))
    with Record.open(record_address, writable=True) as record:
        left = ObjectStore(record_address).sizes("segments")
        assert 0 < len(left) < len(held)
        assert nobodys.is_file()
        assert (record.view().digest(), record.verify()) == (digest, [])


@pytest.mark.parametrize("part", ["pages", "segments/claim"])
def test_objects_that_are_gone_or_changed_are_found(
    part: str, record_address: str, behind: Path
) -> None:
    found = sorted(path for path in (behind / part).rglob("*") if path.is_file())
    with Record.open(record_address) as record:
        assert record.verify() == []
        names = {segment.sha256 for segment in record.view()._state.segments}
        victim = next(p for p in found if part == "pages" or p.name.partition(".")[0] in names)
        whole = victim.read_bytes()
        victim.write_bytes(whole[:-1])
        assert [(f.check, f.detail) for f in record.verify()] == [
            ("file", "was changed: its digest is not its name")
        ]
        victim.unlink()
        (gone,) = record.verify()
    assert (gone.detail, gone.place.startswith(record_address)) == ("is missing", True)


def test_a_damaged_object_becomes_no_copy(
    record_address: str, behind: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (behind / "segments").rglob("*.parquet"):
        path.write_bytes(b"damaged")
    as_another_machine(monkeypatch, tmp_path / "another machine")
    with Record.open(record_address) as record:
        with pytest.raises(RecordDamaged, match=r"was changed.*restore it"):
            record.view()
        assert not list(record.folder.rglob("*.parquet"))


def test_a_backup_of_a_record_on_a_store_needs_neither_store_nor_server(
    record_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(record_address) as record:
        digest = record.view().digest()
    as_another_machine(monkeypatch, tmp_path / "another machine")
    back_up(home_of(record_address), tmp_path / "backup")
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    restore(tmp_path / "backup", tmp_path / "again")
    with Record.open(tmp_path / "again", writable=True) as again:
        assert (again.view().digest(), again.verify()) == (digest, [])


def test_datasets_are_imported_by_workers_too(
    store_address: str, postgresql: str, tmp_path: Path
) -> None:
    rows = [icews_row(event_id=str(number), story_id=str(number)) for number in range(40)]
    events = tmp_path / "events.tab"
    events.write_text(text_of(ICEWS_HEADER, *rows), encoding="utf-8")
    with Record.create(store_address, ledger=postgresql) as record:
        report = import_files(record, "icews", [events], jobs=2, size=2000)
        assert (report.claims, record.verify()) == (40, [])


def test_what_a_record_takes_is_what_its_objects_take(record_address: str, behind: Path) -> None:
    shutil.rmtree(home_of(record_address) / "pages")
    sizes = size_of(home_of(record_address))
    assert sizes["pages"] == sum(path.stat().st_size for path in (behind / "pages").iterdir()) > 0


def test_nothing_secret_stands_in_the_record(
    record_address: str, behind: Path, objects: dict[str, str]
) -> None:
    for text in (behind / "record.toml", home_of(record_address) / "record.toml"):
        assert f'files = "{record_address}"' in text.read_text()
        assert KEY_ID not in text.read_text()
        assert objects["AWS_ENDPOINT_URL"] not in text.read_text()


@pytest.mark.parametrize("secret", SECRETS)
def test_an_address_with_a_key_is_refused_without_being_repeated(secret: str) -> None:
    with pytest.raises(RecordError, match="keys and the endpoint are in the environment") as caught:
        Record.open(secret)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("said", ["s3://news/gulf/", "s3:/news/gulf"])
def test_an_address_has_one_form(said: str) -> None:
    assert plain_address(said) == "s3://news/gulf"


def test_a_record_on_a_store_needs_a_ledger_that_machines_share(store_address: str) -> None:
    with pytest.raises(RecordError, match="--ledger postgresql://"):
        Record.create(store_address)
    assert ObjectStore(store_address).get("record.toml") is None


def test_a_prefix_belongs_to_one_record(
    record_address: str, postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_another_machine(monkeypatch, tmp_path / "another machine")
    with pytest.raises(RecordError, match="is a record already"):
        Record.create(record_address, ledger=postgresql)


def test_an_address_without_a_record_says_how_to_make_one(store_address: str) -> None:
    with pytest.raises(NotARecord, match=f"dragoman init {store_address} --ledger"):
        Record.open(store_address)


def test_a_copy_of_a_bucket_is_not_taken_for_the_record(record_address: str, behind: Path) -> None:
    shutil.copytree(behind, behind.with_name("copied"))
    with pytest.raises(NotARecord, match=f"its files are in {record_address}"):
        Record.open(f"s3://{BUCKET}/copied")
    shutil.rmtree(behind.with_name("copied"))


def test_who_does_not_say_who_asks_learns_what_to_set(
    record_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in object_store.CREDENTIALS:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(RecordError, match="set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"):
        Record.open(record_address)


def test_who_is_not_let_in_learns_where_and_not_by_which_key(
    record_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "another-key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hunter2")
    with pytest.raises(RecordError, match=f"{record_address}.*lets you in") as caught:
        Record.open(record_address)
    assert "hunter2" not in str(caught.value)


def test_a_store_that_cannot_be_reached_is_told_with_the_next_step(
    record_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(RecordError, match=r"cannot be reached .*run the same command again"):
        Record.open(record_address)


@pytest.mark.usefixtures("store_address")
def test_a_bucket_that_is_not_there_is_told() -> None:
    with pytest.raises(RecordError, match=r"s3://nowhere/x.*NoSuchBucket"):
        Record.open("s3://nowhere/x")


def test_work_that_a_store_refused_is_done_by_the_same_call_later(
    record_address: str, behind: Path
) -> None:
    bucket = behind.parent
    with Record.open(record_address, writable=True) as record:
        record.view()
        bucket.rename(bucket.with_name("away"))
        try:
            with pytest.raises(RecordError, match="holds the bucket"):
                record.add([page_of(9)])
        finally:
            bucket.with_name("away").rename(bucket)
        assert record.add([page_of(9)]).new == 1
        record.write([reading_of(page_of(9)), unreadable(page_of(2))], CODER)
        assert record.verify() == []
