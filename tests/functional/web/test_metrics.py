"""/metrics: Prometheus can read it, and it says what `dragoman status` says."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from dragoman.faces.web import metrics
from dragoman.faces.web.app import create_app
from dragoman.faces.web.limits import Budget
from dragoman.record import Record, waiting_since_of
from tests.faults.small import small_pages
from tests.functional.conftest import PAGES, Dragoman

OUTCOMES = ("article", "rejected", "quarantined", "imported", "pending")
# A number by its name, and by the value of its one label where it has one.
Numbers = dict[tuple[str, str | None], float]


@pytest.fixture
def record(read_record: Path, tmp_path: Path) -> Path:
    """A record in which two pages wait."""
    folder = Path(shutil.copytree(read_record, tmp_path / "record"))
    with Record.open(folder, writable=True) as opened:
        opened.add(small_pages(PAGES + 2))
    return folder


def numbers_of(folder: Path) -> Numbers:
    answer = TestClient(create_app(folder, hosts=("testserver",))).get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        (sample.name, next(iter(sample.labels.values()), None)): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_metrics_are_the_numbers_of_status(record: Path, dragoman: Dragoman) -> None:
    found = dragoman("status", "-f", "jsonl", record=record).stdout.splitlines()
    rows = [json.loads(line) for line in found]
    numbers = numbers_of(record)
    whole = next(row for row in rows if row["kind"] == "pages")
    for outcome in OUTCOMES:
        assert numbers["dragoman_pages", outcome] == whole[outcome]
    rejected = {part: n for (name, part), n in numbers.items() if name == "dragoman_rejected_pages"}
    assert rejected == whole["reasons"]
    parts = {row["part"] for row in rows if row["kind"] == "part"}
    assert parts == {part for name, part in numbers if name == "dragoman_size_bytes"}
    segments = next(row for row in rows if row.get("part") == "segments")
    assert numbers["dragoman_size_bytes", "segments"] == segments["bytes"]


def test_metrics_count_claims_and_commits(record: Path) -> None:
    numbers = numbers_of(record)
    with Record.open(record) as opened:
        assert numbers["dragoman_claims", None] == len(list(opened.view().claims()))
        assert numbers["dragoman_ledger_entries", None] == opened.view().as_of


def test_metrics_tell_since_when_the_oldest_page_waits(record: Path) -> None:
    numbers = numbers_of(record)
    assert numbers["dragoman_pages", "pending"] == 2
    with Record.open(record) as opened:
        added = datetime.fromisoformat(opened.runs()[-1].ended).timestamp()
    assert numbers["dragoman_oldest_pending_timestamp_seconds", None] == added
    assert numbers["dragoman_last_commit_timestamp_seconds", None] == added


def test_a_page_out_of_quarantine_waits_again(record: Path) -> None:
    with Record.open(record, writable=True) as opened:
        for page in tuple(opened.pending("small 1")):
            opened.quarantine(page, "small 1", "a test")
        assert ("dragoman_oldest_pending_timestamp_seconds", None) not in numbers_of(record)
        opened.release("small 1")
    assert ("dragoman_oldest_pending_timestamp_seconds", None) in numbers_of(record)


def test_an_empty_record_has_no_times(tmp_path: Path) -> None:
    Record.create(tmp_path / "record").close()
    assert not [name for name, _ in numbers_of(tmp_path / "record") if "timestamp" in name]


def test_metrics_are_behind_the_rules_of_every_page(record: Path) -> None:
    app = create_app(record, hosts=("testserver",), budget=Budget(requests=1))
    assert TestClient(app, base_url="http://evil.example").get("/metrics").status_code == 400
    client = TestClient(app)
    assert [client.get("/metrics").status_code for _ in range(2)] == [200, 429]


def test_a_server_without_its_record_has_no_metrics(tmp_path: Path) -> None:
    client = TestClient(create_app(tmp_path / "gone", hosts=("testserver",)))
    assert client.get("/metrics").status_code == 503


def test_the_pages_that_wait_are_counted_once_for_each_state(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def counting(folder: Path, as_of: int) -> datetime | None:
        asked.append(as_of)
        return waiting_since_of(folder, as_of)

    monkeypatch.setattr(metrics, "waiting_since_of", counting)
    client = TestClient(create_app(record, hosts=("testserver",)))
    assert client.get("/metrics").text == client.get("/metrics").text
    assert len(asked) == 1
