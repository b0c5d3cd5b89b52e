"""`dragoman compact`, as it is typed."""

from pathlib import Path

from dragoman import pipeline
from dragoman.record import Record
from tests.faults.small import SmallCoder, small_pages, small_read
from tests.functional.conftest import PAGES, Dragoman


def test_a_record_is_compacted_and_says_the_same(dragoman: Dragoman, own_record: Path) -> None:
    with Record.open(own_record, writable=True) as record:
        record.add(small_pages(PAGES + 10))
        pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
        digest = record.view().digest()
    done = dragoman("compact", record=own_record)
    assert (done.returncode, done.stderr) == (0, "")
    words = done.stdout.split()
    assert (words[0], words[-1]) == ("ok", digest)
    assert int(words[1]) >= 4
    again = dragoman("compact", record=own_record)
    assert again.stdout == f"ok  0 files replaced  digest {digest}\n"


def test_a_record_that_is_being_written_is_not_compacted(
    dragoman: Dragoman, own_record: Path
) -> None:
    with Record.open(own_record, writable=True):
        done = dragoman("compact", record=own_record)
    assert done.returncode != 0
    assert "is being written by process" in done.stderr
