"""Printed dates are read in the forms that pages print."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.articles.dates import day_of, is_conflict, url_day
from dragoman.articles.published import settle
from dragoman.model import DateCandidate

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))


@given(DAYS)
def test_a_day_is_read_in_every_form(day: date) -> None:
    month = day.strftime("%B")
    forms = (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day:%Y/%m/%d}",
        f"{day.isoformat()}T23:59:59+0330",
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month[:3]}. {day.day}, {day.year}",
        f"Updated: {day.day}th {month.upper()} {day.year}, 10:15",
    )
    assert {day_of(form) for form in forms} == {day}


@pytest.mark.parametrize("text", ["", "2020", "2020-13-01", "2020-02-30", "1889-10-06", "soon"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_of(text) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://e.org/2020/10/06/pier", date(2020, 10, 6)),
        ("https://e.org/news/2020-10-6/", date(2020, 10, 6)),
        ("https://e.org/2020/10/pier", None),
        ("https://e.org/id/20201006123", None),
    ],
)
def test_an_address_may_hold_the_day(url: str, day: date | None) -> None:
    assert url_day(url) == day


@given(DAYS, st.integers(min_value=-40, max_value=40))
def test_dates_conflict_beyond_a_day(day: date, days: int) -> None:
    other = day + timedelta(days=days)
    assert is_conflict(day, other) == is_conflict(other, day) == (abs(days) > 1)


@given(st.lists(DAYS, min_size=1))
def test_the_first_date_is_chosen_and_all_are_kept(days: list[date]) -> None:
    offered = [DateCandidate(value=day.isoformat(), source="meta", raw="x") for day in days]
    published = settle(offered)
    assert published is not None
    assert published.day == days[0].isoformat()
    assert set(published.candidates) == set(offered)


def test_no_date_is_chosen_where_none_is_one() -> None:
    assert settle([DateCandidate(value="soon", source="meta", raw="soon")]) is None
