"""What did not come is in the record, with the reason, once."""

from dragoman.model import Rejection
from dragoman.record import Record
from dragoman.record.losses import keep_losses

GONE = Rejection(stage="pages", reason="http_404", origin="https://news.example/1", detail="gone")
CUT = Rejection(stage="pages", reason="truncated", origin="a.warc.gz#7", detail="half")


def test_losses_are_rejections_of_a_sound_record(record: Record) -> None:
    assert keep_losses(record, [GONE, CUT], origin="a.warc.gz")
    assert list(record.view().rejections()) == [GONE, CUT]
    assert record.verify() == []
    assert record.view().counts() == {
        "pages": 1,
        "article": 0,
        "rejected": 0,
        "quarantined": 0,
        "imported": 1,
        "pending": 0,
    }


def test_the_same_losses_count_once(record: Record) -> None:
    assert keep_losses(record, [GONE], origin="watch")
    before = record.view().digest()
    assert not keep_losses(record, [GONE], origin="watch")
    assert record.view().digest() == before


def test_no_loss_leaves_no_trace(record: Record) -> None:
    assert not keep_losses(record, [], origin="watch")
    assert record.view().counts()["pages"] == 0
