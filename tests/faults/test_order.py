"""What comes twice or in another order makes the same record."""

import random
from pathlib import Path

from dragoman import pipeline
from dragoman.model import Page
from dragoman.record import Record
from tests.faults.small import OUTLETS, SmallCoder, small_pages, small_read


def digest_after(folder: Path, *deliveries: list[Page]) -> str:
    """Return the digest after several deliveries, each of them run."""
    with Record.create(folder) as record:
        for pages in deliveries:
            record.add(pages, outlets=OUTLETS)
            pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
        assert record.verify() == []
        return record.view().digest()


def test_duplicated_and_reordered_input_makes_the_same_record(tmp_path: Path) -> None:
    pages = list(small_pages(30))
    shuffled = pages * 2
    random.Random(1).shuffle(shuffled)
    once = digest_after(tmp_path / "once", pages)
    assert digest_after(tmp_path / "shuffled", shuffled) == once
    assert digest_after(tmp_path / "in parts", shuffled[:17], shuffled[17:], pages) == once


def test_the_same_corpus_in_another_folder_makes_the_same_record(tmp_path: Path) -> None:
    here = list(small_pages(10))
    there = [
        Page(raw=page.raw, origin=f"/moved/{page.origin}", outlet=page.outlet) for page in here
    ]
    assert digest_after(tmp_path / "here", here) == digest_after(tmp_path / "there", there)


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        record.add(small_pages(10), outlets=OUTLETS)
        pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
        before = record.view().as_of
        record.add(small_pages(10), outlets=OUTLETS)
        assert pipeline.run(record, SmallCoder(), jobs=0, read=small_read).pages == 0
        assert record.view().as_of == before
