"""Which days an answer looks over where none are asked for: one rule, whichever door is asked."""

import json
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.answers.windows import Window
from tests.functional.conftest import Dragoman

DAYS = ("2020-10-01", "2020-10-31")


@pytest.mark.parametrize(
    ("asked", "window"), [((), Window.WHOLE), (DAYS, Window.ASKED)], ids=["no-days", "days"]
)
def test_the_doors_give_equal_rows_of_two_sides_and_say_over_which_days(
    client: TestClient,
    dragoman: Dragoman,
    read_record: Path,
    asked: tuple[str, ...],
    window: Window,
) -> None:
    options = [f"--{name}={day}" for name, day in zip(("since", "until"), asked, strict=False)]
    query = "?" + "&".join(option.removeprefix("--") for option in options)
    typed = dragoman("dyad", "RUS", "IRN", "-f", "csv", *options, record=read_record)
    assert typed.stdout == client.get(f"/v1/dyads/RUS-IRN.csv{query}").text
    told = dragoman("dyad", "RUS", "IRN", "-f", "jsonl", *options, record=read_record)
    answer = json.loads(told.stdout)
    assert answer == client.get(f"/v1/dyads/RUS-IRN{query}").json()
    assert answer["window"] == window.value
    page = html.fromstring(client.get(f"/dyads/RUS-IRN{query}").text)
    assert window.value in page.cssselect(".weight")[0].text_content()
    rows = [
        [
            row["period"]["label"],
            *(len(row[axis]["events"]) for axis in ("cooperation", "conflict")),
        ]
        for row in answer["periods"]
    ]
    shown = [
        [row.cssselect("th")[0].text, *(int(c.text_content()) for c in row.cssselect("td")[:2])]
        for row in page.cssselect("figure details table tbody tr")[: len(rows)]
    ]
    assert shown == rows


def test_an_answer_about_all_pairs_looks_back_a_year_from_its_day(
    client: TestClient, dragoman: Dragoman, read_record: Path
) -> None:
    told = dragoman("brief", "--today=2020-10-10", "-f", "jsonl", record=read_record)
    typed, served = json.loads(told.stdout), client.get("/v1/brief?today=2020-10-10").json()
    assert typed["window"] == served["window"] == Window.YEAR.value
    assert (typed["since"], served["since"]) == ("2019-10-11", "2019-10-11")
    assert Window.YEAR.value in client.get("/?today=2020-10-10").text
