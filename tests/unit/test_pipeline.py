"""The flow reads every page once, whatever a page does to its worker."""

import os
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from dragoman import articles, pipeline, sentences
from dragoman.coding import Coded
from dragoman.errors import CoderError
from dragoman.executors import LocalExecutor
from dragoman.model import Article, Page, Reading, Sentence
from dragoman.pipeline import Coding, RunReport, run
from dragoman.record import Record
from tests.faults.small import SmallCoder, small_pages, small_read

CODER = SmallCoder()


def poisonous_read(page: Page, coder: Coding) -> Reading:
    """Die, hang or raise as the page says; else read it."""
    match page.raw:
        case b"die":
            os._exit(7)
        case b"hang":
            time.sleep(60)
        case b"raise":
            raise ValueError("no such thing")
        case b"no weights":
            raise CoderError("the weights are not there")
    return small_read(page, coder)


def page_saying(words: str) -> Page:
    return Page(raw=words.encode(), origin=f"{words[:20]}.html")


class LoadedCoder(SmallCoder):
    """A coder that cannot be sent to a worker and is loaded there, as the real one."""

    def __init__(self) -> None:
        super().__init__("loaded 1")
        self.model = lambda: None

    @classmethod
    def load(cls) -> "LoadedCoder":
        return cls()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.create(tmp_path / "record") as made:
        yield made


def test_a_run_reads_what_is_pending_and_says_what_it_did(record: Record) -> None:
    record.add(small_pages(20))
    report = run(record, CODER, jobs=0, read=small_read)
    assert report == RunReport(articles=17, rejected=3, claims=51)
    assert report.pages == 20
    assert len(list(record.view().claims())) == 51
    assert run(record, CODER, jobs=0, read=small_read) == RunReport()


def test_a_run_tells_its_progress(record: Record) -> None:
    record.add(small_pages(3))
    told: list[tuple[int, int]] = []
    run(record, CODER, jobs=0, read=small_read, progress=lambda *pair: told.append(pair))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_readings_are_written_in_batches(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "READINGS_PER_WRITE", 8)
    record.add(small_pages(20))
    run(record, CODER, jobs=0, read=small_read)
    assert record.view().as_of == 1 + 3


def test_workers_make_the_same_record_as_this_process(record: Record, tmp_path: Path) -> None:
    record.add(small_pages(20))
    report = run(record, CODER, jobs=2, read=small_read)
    assert report.pages == 20
    with Record.create(tmp_path / "other") as other:
        other.add(small_pages(20))
        assert run(other, CODER, jobs=0, read=small_read) == report
        assert other.view().digest() == record.view().digest()


@pytest.mark.slow
def test_a_page_that_ruins_its_worker_is_set_aside_with_the_reason(record: Record) -> None:
    record.add([*small_pages(5), page_saying("die"), page_saying("hang"), page_saying("raise")])
    impatient = partial(LocalExecutor, seconds_per_page=3.0)
    report = run(record, CODER, jobs=1, executor=impatient, read=poisonous_read)
    assert (report.pages, report.quarantined) == (8, 3)
    details = {r.origin: r.detail for r in record.view().rejections() if r.stage == "pages"}
    assert details == {
        "die.html": "the page killed its worker 3 times (exit code 7)",
        "hang.html": "the page took longer than 3 s",
        "raise.html": "the page raised ValueError: no such thing",
    }
    assert record.count_pending(CODER.name) == 0
    assert record.verify() == []


def test_a_coder_that_fails_blames_no_page(record: Record) -> None:
    record.add([page_saying("no weights")])
    with pytest.raises(CoderError, match="the weights are not there"):
        run(record, CODER, jobs=1, read=poisonous_read)
    assert record.count_pending(CODER.name) == 1


def test_a_coder_that_can_be_loaded_is_loaded_in_the_worker(record: Record) -> None:
    record.add(small_pages(2))
    assert run(record, LoadedCoder(), jobs=1, read=small_read).articles == 2


class BrokenCoder(LoadedCoder):
    """A coder whose tables are not installed."""

    def code(self, article: Article, sentences: Sequence[Sentence]) -> Coded:
        raise FileNotFoundError(f"states.tsv, asked for by {article.id} ({len(sentences)})")


def test_a_broken_installation_blames_no_page(record: Record) -> None:
    record.add(small_pages(2))
    with pytest.raises(CoderError, match=r"reads nothing \(FileNotFoundError: states.tsv"):
        run(record, BrokenCoder(), jobs=1, read=small_read)
    assert record.count_pending("loaded 1") == 2


def test_another_coder_is_not_loaded_in_its_place(record: Record) -> None:
    coder = LoadedCoder()
    coder.name = "loaded, then changed"
    record.add(small_pages(2))
    with pytest.raises(CoderError, match="a worker loads 'loaded 1'; run with jobs=0"):
        run(record, coder, jobs=1, read=small_read)


def test_an_interrupt_keeps_what_was_read(record: Record) -> None:
    def interrupt(done: int, _: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    record.add(small_pages(20))
    report = run(record, CODER, jobs=0, read=small_read, progress=interrupt)
    assert (report.interrupted, report.pages) == (True, 5)
    assert record.view().counts()["pending"] == 15


def test_the_flow_reads_a_page_in_order() -> None:
    paragraph = "Russia met Iran in Baku on Monday, and officials of both said that talks go on. "
    page = page_saying("\n\n".join(f"{paragraph * 3}Day {n} passed." for n in range(6)))
    reading = pipeline.read_page(page, CODER)
    article = articles.read(page)
    assert reading.article == article
    assert reading.sentences == sentences.split(article).sentences
    assert len(reading.claims) >= 6
    assert [reading] == list(pipeline.code([page], CODER))


def test_an_unreadable_page_is_rejected_with_its_verdict() -> None:
    reading = pipeline.read_page(Page(raw=b"", origin="empty.html"), CODER)
    assert (reading.claims, reading.sentences) == ((), ())
    (rejection,) = reading.rejections
    assert (rejection.stage, rejection.reason) == ("articles", "empty")
    assert rejection.origin == "empty.html"
