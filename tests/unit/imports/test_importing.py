from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.answers import brief, dyad, overshadowed, voices
from dragoman.errors import MalformedInput
from dragoman.record import Record, import_files
from tests.unit.imports.rows import ICEWS_HEADER, icews_row, text_of

ROWS = [icews_row(event_id=str(number), story_id=str(number)) for number in range(40)]
ASIDE = [icews_row(cameo_code="010"), icews_row(event_date="never")]


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.tab"
    path.write_text(text_of(ICEWS_HEADER, *ROWS, *ASIDE), encoding="utf-8")
    return path


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.create(tmp_path / "record") as made:
        yield made


def test_every_row_is_a_claim_or_kept_aside(record: Record, events: Path) -> None:
    report = import_files(record, "icews", [events])
    assert (report.claims, report.aside) == (40, {"bad_date": 1, "not_an_act": 1})
    assert (report.rows, report.malformed) == (42, 1)


def test_a_second_import_adds_nothing(record: Record, events: Path) -> None:
    import_files(record, "icews", [events], size=2000)
    digest = record.view().digest()
    again = import_files(record, "icews", [events], size=2000)
    assert (again.rows, again.known_pages) == (0, record.view().counts()["pages"])
    assert record.view().digest() == digest


def test_an_import_proves_sound(record: Record, events: Path) -> None:
    import_files(record, "icews", [events], size=2000)
    assert record.verify() == []


def test_a_claim_whose_words_are_not_in_its_row_is_found(record: Record, events: Path) -> None:
    import_files(record, "icews", [events])
    other = events.with_name("other.tab")
    other.write_text(text_of(ICEWS_HEADER, ROWS[0]).replace("Iran", "Iraq"), encoding="utf-8")
    import_files(record, "icews", [other])
    record._ledger._write(
        "update pages set archive = (select archive from pages where seq = 1), "
        "start = (select start from pages where seq = 1), "
        "length = (select length from pages where seq = 1) where seq = 2",
        [()],
    )
    assert {finding.check for finding in record.verify()} & {"chain", "page", "span"}


def test_imported_pages_do_not_wait_for_a_reader(record: Record, events: Path) -> None:
    import_files(record, "icews", [events])
    assert list(record.pending("some coder")) == []
    assert record.view().counts() == {
        "pages": 1,
        "article": 0,
        "rejected": 0,
        "quarantined": 0,
        "imported": 1,
        "pending": 0,
    }


def test_workers_give_the_same_record(tmp_path: Path, events: Path) -> None:
    digests = set()
    for jobs in (1, 2):
        with Record.create(tmp_path / f"by {jobs}") as record:
            import_files(record, "icews", [events], jobs=jobs, size=2000)
            digests.add(record.view().digest())
    assert len(digests) == 1


def test_a_file_of_another_kind_is_refused_before_any_is_read(
    record: Record, events: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.tab"
    other.write_text("a\tb\nc\td\n", encoding="utf-8")
    with pytest.raises(MalformedInput, match="no file of ICEWS"):
        import_files(record, "icews", [events, other])
    assert record.view().counts()["pages"] == 0


def test_every_answer_runs_on_imported_claims(record: Record, events: Path) -> None:
    import_files(record, "icews", [events])
    view = record.view()
    day = next(iter(view.claims())).when
    assert day is not None
    told = dyad(view, "RUS", "IRN")
    assert len(told.total.claims) == 40
    assert told.sentences[0].sentence is None
    assert told.sentences[0].row is not None
    found = voices(view, "RUS", "IRN")
    assert (len(found.uncoded.claims), found.itself.claims) == (40, ())
    assert overshadowed(view, day.start).entries == ()
    assert brief(view, day.start).most_told is not None
