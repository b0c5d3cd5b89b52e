"""SQL reads the tables of the view and nothing else."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from dragoman.errors import AnswerError, RecordDamaged
from dragoman.record import Record, Table, View, engine, tabular
from tests.unit.record.readings import CODER, page_of, reading_of

SECRET = Path(__file__)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with Record.create(tmp_path_factory.mktemp("engine") / "record") as record:
        record.add([page_of(1)])
        record.write([reading_of(page_of(1))], CODER)
        yield record.view()


@pytest.mark.parametrize("table", ["claims", "articles", "agenda", "rejections", "sentences"])
def test_each_table_can_be_asked(table: str, view: View) -> None:
    assert view.sql(f"select count(*) as n from {table}") == Table(("n",), ((1,),))


def test_lists_can_be_asked_by_member(view: View) -> None:
    query = "select event_type, actors from claims where list_contains(actors, 'IRN')"
    assert view.sql(query) == Table(("event_type", "actors"), (("CONSULT", ["IRN", "RUS"]),))


def test_the_keys_of_the_store_are_not_columns(view: View) -> None:
    assert "unit" not in view.sql("select * from claims").columns


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(f"select * from read_text('{SECRET}')", id="read-text"),
        pytest.param(f"select * from read_csv('{SECRET}')", id="read-csv"),
        pytest.param(f"select * from '{SECRET}'", id="file-as-a-table"),
        pytest.param(f"select * from read_blob('{SECRET}')", id="read-blob"),
        pytest.param(f"select * from read_json('{SECRET}')", id="read-json"),
        pytest.param(f"select * from read_parquet('{SECRET}')", id="read-parquet"),
        pytest.param(f"select * from parquet_metadata('{SECRET}')", id="parquet-metadata"),
        pytest.param(f"select * from sniff_csv('{SECRET}')", id="sniff-csv"),
        pytest.param(f"select * from query('from read_text(''{SECRET}'')')", id="nested"),
        pytest.param(f"with f as (from '{SECRET}') select * from f", id="in-a-with"),
        pytest.param("select * from read_csv('http://127.0.0.1:1/x')", id="network"),
        pytest.param("select * from glob('/*')", id="glob"),
        pytest.param("select * from SECRET", id="variable-of-python"),
    ],
)
def test_a_query_reaches_nothing_outside(query: str, view: View) -> None:
    with pytest.raises(AnswerError, match="the query failed"):
        view.sql(query)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("copy claims to '/tmp/dragoman-test.csv'", id="copy"),
        pytest.param("attach '/tmp/dragoman-test.db'", id="attach"),
        pytest.param("create table t (n integer)", id="create"),
        pytest.param("drop view claims", id="drop"),
        pytest.param("set enable_external_access = true", id="set"),
        pytest.param("pragma version", id="pragma"),
        pytest.param("install fts", id="install"),
        pytest.param("prepare p as select 1", id="prepare"),
        pytest.param("insert into all_claims select * from all_claims", id="insert"),
        pytest.param("load 'httpfs'", id="load"),
        pytest.param("export database '/tmp/dragoman-test'", id="export"),
        pytest.param("call pragma_version()", id="call"),
    ],
)
def test_only_select_is_answered(query: str, view: View) -> None:
    with pytest.raises(AnswerError, match="is not allowed here; the record answers SELECT only"):
        view.sql(query)


@pytest.mark.parametrize("query", ["", "   ", "-- nothing", "select 1; select 2"])
def test_one_statement_is_answered(query: str, view: View) -> None:
    with pytest.raises(AnswerError, match="statements; give exactly one SELECT"):
        view.sql(query)


def test_a_wrong_query_names_the_tables(view: View) -> None:
    with pytest.raises(AnswerError, match="the tables are agenda, articles, claims, rejections"):
        view.sql("select * from claim")


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("select nope from claims", "line 1, column 8, 'nope'"),
        ("select id,\n  'é', nope\nfrom claims", "line 2, column 8, 'nope'"),
        ("select id from claims where", "line 1, column 23, 'where'"),
        ("select cast(id as integer) from claims", "line 1, column 8, 'cast\\(id'"),
    ],
)
def test_a_wrong_query_says_where_it_is_wrong(query: str, place: str, view: View) -> None:
    with pytest.raises(AnswerError, match=f"^the query failed at {place}: "):
        view.sql(query)


def test_an_error_that_a_query_makes_itself_has_no_place(view: View) -> None:
    with pytest.raises(AnswerError, match=r"^the query failed: enough; the tables are"):
        view.sql("select error('enough')")


def test_a_value_that_is_none_damages_no_record(view: View) -> None:
    with pytest.raises(AnswerError, match="cannot be negative"):
        list(view.claims(limit=-1))


def test_a_query_is_held_to_its_memory(view: View) -> None:
    assert view.sql("select current_setting('memory_limit')").rows == (("953.6 MiB",),)


def test_a_query_is_held_to_its_time(view: View) -> None:
    endless = "select sum(sin(a.range) * b.range) from range(10000000) a, range(10000) b"
    with pytest.raises(AnswerError, match="longer than"):
        view.sql(endless, seconds=0.3)
    assert view.sql("select 1 as one").rows == ((1,),)


def test_an_answer_is_held_to_its_rows(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabular, "ROWS_LIMIT", 3)
    assert len(view.sql("select * from range(3)").rows) == 3
    with pytest.raises(AnswerError, match="more than 3 rows; add a LIMIT"):
        view.sql("select * from range(1000000000000)")
    assert view.sql("select 1 as one").rows == ((1,),)


def test_an_answer_is_held_to_its_bytes(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabular, "BYTES_LIMIT", 1024**2)
    assert len(view.sql("select repeat('x', 1000000) as words").rows) == 1
    with pytest.raises(AnswerError, match="more than 1 MB in its first"):
        view.sql("select [repeat('ü', 1000000)] as words")
    assert view.sql("select 1 as one").rows == ((1,),)


def test_claims_of_any_number_stand_in_the_order_of_the_few(view: View) -> None:
    assert list(view.claims()) == list(view.claims(limit=1000))
    assert sorted(view.claim_ids()) == sorted(claim.id for claim in view.claims())


def test_a_segment_that_is_gone_is_reported(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        record.add([page_of(1)])
        record.write([reading_of(page_of(1))], CODER)
        (segment,) = (tmp_path / "record" / "segments" / "claim").rglob("*.parquet")
        segment.unlink()
        with pytest.raises(RecordDamaged, match="`dragoman verify` names it"):
            list(record.view().claims())


def test_a_segment_that_breaks_off_is_no_mistake_of_a_query(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        record.add([page_of(1)])
        record.write([reading_of(page_of(1))], CODER)
        (segment,) = (tmp_path / "record" / "segments" / "claim").rglob("*.parquet")
        written = segment.read_bytes()
        segment.chmod(0o600)
        # The head and the foot stay: only who reads the rows sees it.
        segment.write_bytes(written[:4] + b"\xff" * 400 + written[404:])
        with pytest.raises(RecordDamaged, match="`dragoman verify` names it"):
            record.view().sql("select wire, id from claims")


def test_rows_that_do_not_fit_into_memory_are_asked_to_be_fewer(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def execute(self, *_: object) -> None:
            raise duckdb.OutOfMemoryException

    monkeypatch.setattr(view._engine, "_connection", Full())
    with pytest.raises(AnswerError, match="do not fit into 1GB; ask for fewer"):
        list(view.claims())


def test_rows_come_in_batches_and_all_of_them(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "ROWS_PER_BATCH", 2)
    batches: list[int] = []
    view._engine.each("select unnest(range(5))", lambda rows: batches.append(len(rows)))
    assert batches == [2, 2, 1]


class Pressing:
    """Rows that somebody interrupts as the engine asks for them."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        raise KeyboardInterrupt


def test_ctrl_c_while_the_engine_is_made_stays_ctrl_c(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_dataset", lambda *_: Pressing())
    with pytest.raises(KeyboardInterrupt):
        view.as_coded().count()


def test_ctrl_c_while_a_query_is_waited_for_stays_ctrl_c() -> None:
    with pytest.raises(KeyboardInterrupt), engine._hearing_ctrl_c():
        raise RuntimeError("Query interrupted")


def test_another_error_of_the_engine_is_no_ctrl_c() -> None:
    with pytest.raises(RuntimeError), engine._hearing_ctrl_c():
        raise RuntimeError("out of threads")


def test_nobody_who_asks_a_server_can_press_its_ctrl_c(view: View) -> None:
    with ThreadPoolExecutor(1) as threads, pytest.raises(AnswerError):
        threads.submit(view.sql, "select error('KeyboardInterrupt')").result()
