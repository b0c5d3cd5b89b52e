"""What a watch spares itself: pages that it has read, and files too few to merge."""

from dragoman.model import Page
from dragoman.record import Record
from tests.unit.record.readings import CODER, page_of, reading_of


def read(record: Record, page: Page, coder: str = CODER) -> None:
    record.write([reading_of(page)], coder)


def test_only_pages_behind_what_was_read_are_looked_at(record: Record) -> None:
    record.add([page_of(1), page_of(2)])
    read(record, page_of(1))
    record.has_read_until(CODER, record.view().as_of)
    assert record.count_pending(CODER) == 0
    record.add([page_of(3), page_of(1, outlet="Courier")])
    assert [page.sha256 for page in record.pending(CODER)] == sorted(
        [page_of(3).sha256, page_of(1).sha256]
    )
    assert record.count_pending("another coder") == 3


def test_a_page_that_is_released_waits_behind_what_was_read(record: Record) -> None:
    record.add([page_of(1)])
    record.quarantine(page_of(1), CODER, "it killed its worker")
    record.has_read_until(CODER, record.view().as_of)
    assert record.count_pending(CODER) == 0
    record.release(CODER)
    assert record.count_pending(CODER) == 1


def test_few_small_files_are_left_alone(record: Record) -> None:
    record.add(map(page_of, range(4)))
    for number in range(3):
        read(record, page_of(number))
    assert record.compact(least=4) == 0
    read(record, page_of(3))
    digest = record.view().digest()
    assert record.compact(least=4) > 4
    assert record.view().digest() == digest
