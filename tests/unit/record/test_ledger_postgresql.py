"""A ledger in PostgreSQL says what one in SQLite says, has one writer, and tells no password."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg import sql

from dragoman.errors import NotARecord, RecordBusy, RecordDamaged, RecordError
from dragoman.record import Record, Snapshot, last_commit_of, size_of, waiting_since_of
from dragoman.record.backup import back_up, restore
from dragoman.record.folder import Elsewhere, ledger_elsewhere
from dragoman.record.ledger_postgresql import PostgresqlLedger, refuse_secrets
from dragoman.record.versions import versions_of
from tests.postgresql import PASSWORD
from tests.unit.record.readings import CODER, page_of, reading_of, unreadable

SAID_LATER = replace(page_of(0, published="2020-10-06"), url="https://wire.example/%a?b")

SECRETS = [
    pytest.param("postgresql://ann:hunter2@127.0.0.1/news", id="password"),
    pytest.param("postgresql://127.0.0.1/news?password=hunter2", id="parameter"),
    pytest.param("postgresql://127.0.0.1/news?sslpassword=hunter2", id="password-of-a-key"),
    pytest.param("postgresql://ann:hunter2/x@127.0.0.1/news", id="password-with-a-slash"),
    pytest.param("mysql://ann:hunter2@127.0.0.1/news", id="another-database"),
]


def grown(record: Record) -> None:
    """Let everything happen to a record that a ledger can hold."""
    record.add([page_of(number) for number in range(5)])
    record.write([reading_of(page_of(0)), unreadable(page_of(1))], CODER)
    record.quarantine(page_of(3), CODER, "took too long")
    record.snapshot("first")
    record.release(CODER)
    record.add([SAID_LATER])
    record.write([reading_of(SAID_LATER)], "another coder")
    record.compact()


@pytest.fixture
def folder(tmp_path: Path, postgresql: str) -> Path:
    with Record.create(tmp_path / "record", ledger=postgresql) as record:
        grown(record)
    return tmp_path / "record"


@pytest.fixture
def database(folder: Path, postgresql: str) -> Iterator[psycopg.Connection]:
    """A connection of somebody else to the tables of the record."""
    elsewhere = ledger_elsewhere(folder)
    assert elsewhere is not None
    with psycopg.connect(postgresql, autocommit=True) as connection:
        path = sql.SQL("set search_path to {}").format(sql.Identifier(elsewhere.schema))
        connection.execute(path)
        yield connection


def test_both_ledgers_hold_the_same_chain_and_say_the_same(folder: Path, tmp_path: Path) -> None:
    with Record.create(tmp_path / "sqlite") as one, Record.open(folder) as other:
        grown(one)
        assert [(e.seq, e.kind, e.body) for e in one._ledger.entries()] == [
            (e.seq, e.kind, e.body) for e in other._ledger.entries()
        ]
        assert one.view().digest() == other.view().digest()
        assert one.snapshots() == other.snapshots()
        assert (one.verify(), other.verify()) == ([], [])
        assert [run.count for run in one.runs()] == [run.count for run in other.runs()]


def test_texts_have_the_order_of_their_bytes_whatever_the_database_says(
    database: psycopg.Connection,
) -> None:
    query = (
        "select collation_name from information_schema.columns "
        "where table_schema = current_schema and data_type = 'text'"
    )
    assert {name for (name,) in database.execute(query)} == {"C"}


def test_no_ledger_is_in_the_folder(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert names == {"pages", "record.toml", "segments", "writer.lock"}


def test_a_record_with_its_ledger_elsewhere_can_be_moved(folder: Path, tmp_path: Path) -> None:
    with Record.open(folder) as record:
        digest = record.view().digest()
    folder.rename(tmp_path / "moved")
    with Record.open(tmp_path / "moved", writable=True) as record:
        assert (record.view().digest(), record.verify()) == (digest, [])


def test_records_in_one_database_do_not_see_each_other(
    folder: Path, tmp_path: Path, postgresql: str
) -> None:
    with Record.create(tmp_path / "second", ledger=postgresql) as second:
        second.add([page_of(9)])
        assert second.view().counts()["pages"] == 1
    with Record.open(folder, writable=True) as first:
        assert first.view().counts()["pages"] == 5


def test_health_and_versions_are_told_as_of_one_in_the_folder(folder: Path) -> None:
    with Record.open(folder) as record:
        as_of = record.view().as_of
        assert [version.page for version in versions_of(record, "https://wire.example/%a?b")]
    assert last_commit_of(folder, as_of) is not None
    assert waiting_since_of(folder, as_of) is not None
    assert size_of(folder)["ledger"] > 0


def test_a_backup_is_a_record_that_needs_no_server(folder: Path, tmp_path: Path) -> None:
    with Record.open(folder) as record:
        digest, head = record.view().digest(), record._ledger.head()
    manifest = back_up(folder, tmp_path / "backup")
    assert (manifest.as_of, manifest.head) == head
    restore(tmp_path / "backup", tmp_path / "again")
    with Record.open(tmp_path / "again", writable=True) as again:
        assert (again.view().digest(), again.verify()) == (digest, [])
        assert again.snapshot("later").digest == digest
    assert (tmp_path / "again" / "record.toml").read_text("ascii") == "format = 2\n"


# One writer


def test_a_writer_from_another_machine_learns_who_writes(folder: Path, tmp_path: Path) -> None:
    # A copy of the folder has a lock of its own, as one on another machine has.
    shutil.copytree(folder, tmp_path / "elsewhere")
    with (
        Record.open(folder, writable=True),
        pytest.raises(RecordBusy, match=r"is being written by dragoman process \d+ on .*wait for"),
    ):
        Record.open(tmp_path / "elsewhere", writable=True)
    Record.open(tmp_path / "elsewhere", writable=True).close()


def test_a_writer_that_lost_its_session_cannot_commit_after_the_next_one_came(
    folder: Path, tmp_path: Path, database: psycopg.Connection
) -> None:
    shutil.copytree(folder, tmp_path / "elsewhere")
    with Record.open(folder, writable=True) as zombie:
        query = (
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where application_name like 'dragoman process %'"
        )
        assert database.execute(query).fetchall()
        with Record.open(tmp_path / "elsewhere", writable=True) as next_one:
            made = next_one.snapshot("of the next one")
            with pytest.raises(RecordError, match=r"cannot be reached .* run the same command"):
                zombie.snapshot("of the zombie")
    assert names_of(tmp_path / "elsewhere") == ["first", made.name]


def names_of(folder: Path) -> list[str]:
    with Record.open(folder) as record:
        assert record.verify() == []
        return [snapshot.name for snapshot in record.snapshots()]


def test_a_reader_cannot_write_even_by_mistake(folder: Path) -> None:
    with Record.open(folder) as record, pytest.raises(RecordError, match="read-only"):
        record._ledger.append("add", {})


def test_a_view_stays_while_a_writer_commits(folder: Path) -> None:
    with Record.open(folder) as reader, Record.open(folder, writable=True) as writer:
        before = reader.view()
        writer.add([page_of(77)])
        assert (before.counts()["pages"], reader.view().counts()["pages"]) == (5, 6)


# Damage


@pytest.mark.parametrize(
    "command",
    [
        "update entries set body = replace(body, 'article', 'rejected')",
        "delete from entries where seq = 2",
        "update entries set seq = -1 where seq = 1",
        "delete from units where outcome = 'quarantined'",
        "update pages set start = start + 1",
        "insert into outlets values ('x', 1, '{}')",
    ],
)
def test_what_somebody_changed_in_the_database_is_found(
    command: str, folder: Path, database: psycopg.Connection
) -> None:
    database.execute(command.encode())
    with Record.open(folder) as record:
        assert [finding.check for finding in record.verify()] == ["chain"]


@pytest.mark.parametrize("writable", [False, True])
def test_a_record_whose_tables_are_gone_is_damaged_and_loses_no_file(
    writable: bool, folder: Path, database: psycopg.Connection
) -> None:
    before = sorted(folder.rglob("*"))
    for table in ("pages", "units"):
        database.execute(f"drop table {table}".encode())
    with (
        pytest.raises(RecordDamaged, match="restore the database from a backup"),
        Record.open(folder, writable=writable) as record,
    ):
        record.view().counts()
    assert sorted(folder.rglob("*")) == before


def test_a_server_that_is_not_there_is_named_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"127.0.0.1:1/news cannot be reached .*server runs"):
        Record.create(tmp_path / "record", ledger="postgresql://ann@127.0.0.1:1/news")


def test_a_record_that_does_not_say_where_its_ledger_is_is_no_record(folder: Path) -> None:
    (folder / "record.toml").write_text("format = 3\n")
    with pytest.raises(NotARecord, match="does not name `ledger` and `schema`"):
        Record.open(folder)


def test_a_schema_is_a_plain_name(postgresql: str) -> None:
    with pytest.raises(NotARecord, match="is no name of a schema"):
        PostgresqlLedger(Elsewhere(url=postgresql, schema="x; drop table y"), writable=False)


def test_the_part_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.record.ledger_place.find_spec", lambda _: None)
    with pytest.raises(RecordError, match=r"pip install 'dragoman\[postgresql\]'"):
        Record.create(tmp_path / "record", ledger="postgresql://ann@127.0.0.1/news")


# Passwords


@pytest.mark.parametrize("url", SECRETS)
def test_an_address_with_a_password_is_refused_and_not_told(url: str, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"address") as refusal:
        Record.create(tmp_path / "record", ledger=url)
    assert "hunter2" not in f"{refusal.value} {refusal.value.__cause__}"
    assert not (tmp_path / "record").exists()


def test_a_password_that_somebody_wrote_into_the_record_is_not_used(folder: Path) -> None:
    settings = folder / "record.toml"
    settings.write_text(settings.read_text().replace("dragoman@", "dragoman:hunter2@"))
    with pytest.raises(RecordError, match="holds a password") as refusal:
        Record.open(folder)
    assert "hunter2" not in str(refusal.value)


@given(st.text(min_size=1))
def test_no_password_gets_through(password: str) -> None:
    for given_as in (password, quote(password, safe="")):
        with pytest.raises(RecordError) as refusal:
            refuse_secrets(f"postgresql://ann:{given_as}@127.0.0.1/news")
        said = str(refusal.value)
        assert re.search("holds a password|cannot be read", said)


def test_a_password_comes_from_the_environment_and_stays_out_of_the_record(
    tmp_path: Path, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    guarded = postgresql.replace("dragoman@", "guarded@")
    with pytest.raises(RecordError, match="no password supplied"):
        Record.create(tmp_path / "record", ledger=guarded)
    monkeypatch.setenv("PGPASSWORD", "wrong " + PASSWORD)
    with pytest.raises(RecordError, match="password authentication failed") as refusal:
        Record.create(tmp_path / "record", ledger=guarded)
    assert PASSWORD not in str(refusal.value)
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    with Record.create(tmp_path / "record", ledger=guarded) as record:
        assert isinstance(record.snapshot("autumn"), Snapshot)
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert PASSWORD.encode() not in held
