"""The agenda as a user types it: what stands how, why, and what an empty one says."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dragoman.model import AgendaItem, AgendaStatus, Basis, Precision, Reading, When
from dragoman.record import Record
from tests.functional.conftest import Dragoman
from tests.unit.record.readings import CODER, page_of, party, passage, reading_of

DAY = "2020-10-10"


def on(day: date) -> When:
    return When(
        start=day, end=day, precision=Precision.DAY, basis=Basis.SAID, passage=passage("Monday")
    )


def telling(number: int, what: str, *countries: str, **changes: Any) -> Reading:
    """A page of 6 October whose claim is that Russia met Iran on 5 October, with one item."""
    reading = reading_of(page_of(number))
    words = [passage(name) for name in ("Russia", "Iran")]
    actors = tuple(
        replace(party(word.exact, code), passage=word)
        for word, code in zip(words, countries, strict=False)
    )
    item = replace(reading.agenda[0], what=what, actors=actors, **changes)
    return replace(reading, agenda=(item,))


READINGS = (
    telling(1, "visit", "RUS", "IRN", when=on(date(2020, 10, 5)), published="2020-10-01"),
    telling(2, "vote", "PER", when=on(date(2020, 10, 8))),
    telling(3, "vote", "UKR", when=on(date(2020, 10, 25))),
    telling(4, "summit", "NOR", "PER", when=None, vague=passage("follows")),
    telling(5, "trial", "TUR", when=on(date(2020, 10, 20))),
    telling(
        6,
        "trial",
        "TUR",
        when=on(date(2020, 11, 20)),
        moved_from=on(date(2020, 10, 20)),
        status=AgendaStatus.MOVED,
        published="2020-10-07",
    ),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that tells of things of every status but missed. Not to be changed."""
    folder = tmp_path_factory.mktemp("agenda") / "record"
    with Record.create(folder) as record:
        record.add([page_of(number) for number in range(1, len(READINGS) + 1)])
        record.write(READINGS, CODER)
    return folder


def lines(dragoman: Dragoman, record: Path, *asked: str) -> list[dict[str, Any]]:
    done = dragoman("-q", "agenda", "--today", DAY, *asked, record=record)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_what_is_over_and_open_comes_first_and_what_is_vague_last(
    kept: Path, dragoman: Dragoman
) -> None:
    found = [(row["what"], row["outcome"]["status"]) for row in lines(dragoman, kept)]
    assert found == [
        ("vote", "unknown"),
        ("vote", "announced"),
        ("trial", "announced"),
        ("trial", "moved"),
        ("visit", "done"),
        ("summit", "announced"),
    ]


def test_a_settled_thing_shows_the_sentence_it_rests_on(kept: Path, dragoman: Dragoman) -> None:
    (visit,) = lines(dragoman, kept, "--status", "done")
    assert visit["outcome"]["rests_on"]["event_type"] == "CONSULT"
    assert visit["outcome"]["rests_on"]["sentence"].startswith("Russia reportedly met Iran")
    assert "CONSULT of 2020-10-05" in visit["outcome"]["reason"]


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        pytest.param(("--actor", "RUS", "--actor", "Iran"), ["visit"], id="dyad"),
        pytest.param(("--actor", "PER"), ["vote", "summit"], id="country"),
        pytest.param(("--kind", "trial"), ["trial", "trial"], id="kind"),
        pytest.param(("--status", "unknown"), ["vote"], id="status"),
        pytest.param(
            ("--status", "unknown", "--status", "done"), ["vote", "visit"], id="two statuses"
        ),
        pytest.param(("--since", "2020-11", "--kind", "trial"), ["trial"], id="since"),
        pytest.param(("--until", "2020-10-08", "--kind", "vote"), ["vote"], id="until"),
    ],
)
def test_an_agenda_is_narrowed_by_what_is_typed(
    kept: Path, dragoman: Dragoman, asked: tuple[str, ...], kinds: list[str]
) -> None:
    assert [row["what"] for row in lines(dragoman, kept, *asked)] == kinds


def test_a_kind_that_is_none_is_refused_with_those_that_are(kept: Path, dragoman: Dragoman) -> None:
    done = dragoman("agenda", "--kind", "party", record=kept)
    assert done.returncode == 2
    assert "'visit'" in done.stderr


def test_a_row_has_the_status_and_no_day_where_the_words_give_none(
    kept: Path, dragoman: Dragoman
) -> None:
    done = dragoman("-q", "agenda", "--today", DAY, "-f", "csv", record=kept)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    moved, vague = rows[3], rows[5]
    assert (moved["status"], moved["moved_to_start"]) == ("moved", "2020-11-20")
    assert (vague["start"], vague["vague"]) == ("", "follows")


def test_a_person_reads_each_status_under_its_heading(kept: Path, dragoman: Dragoman) -> None:
    text = dragoman("agenda", "--today", DAY, "-f", "table", record=kept).stdout
    headings = [
        "Over, and nobody told what became of it",
        "On a day",
        "Moved, missed or done",
        "Without a day",
        "As of 2020-10-10; 6 articles read, the latest word of 2020-10-07.",
    ]
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(("--actor", "CHL"), "never speaks of who was asked for", id="coverage"),
        pytest.param(("--kind", "cut"), "No date was found as asked", id="threshold"),
        pytest.param(("--today", "2021-06-01"), "stale since 2020-10-07", id="stale"),
    ],
)
def test_an_empty_agenda_says_why_it_is_no_all_clear(
    kept: Path, dragoman: Dragoman, asked: tuple[str, ...], said: str
) -> None:
    done = dragoman("agenda", "--today", DAY, "--fail-empty", *asked, record=kept)
    assert (done.returncode, done.stdout) == (3, "")
    assert said in done.stderr


def test_an_empty_record_was_not_collected(empty_record: Path, dragoman: Dragoman) -> None:
    done = dragoman("agenda", "--today", DAY, "-f", "table", record=empty_record)
    assert "Nothing was collected by 2020-10-10" in done.stdout


def test_a_record_keeps_items_of_every_status_whole(kept: Path) -> None:
    with Record.open(kept) as record:
        read = {item.id: item for item in record.view().agenda()}
    written: dict[str, AgendaItem] = {r.agenda[0].id: r.agenda[0] for r in READINGS}
    assert read == written
