"""Dates are read as people write and say them: spelled, in lists, by parts and by holidays."""

from datetime import date

import pytest

from dragoman.coding.times.tagger import expressions
from dragoman.coding.times.values import Setting

# A Thursday.
TODAY = date(1998, 2, 12)


def values(text: str) -> list[str]:
    """Return the values of the expressions of a sentence."""
    return [each.meaning.value for each in expressions(text, Setting(published=TODAY))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on February tenth.", "1998-02-10"),
        ("They met on the tenth of February.", "1998-02-10"),
        ("They met on February twenty-third last year.", "1997-02-23"),
        ("They met on August 17th, nineteen ninety-five.", "1995-08-17"),
        ("They met in August of nineteen ninety-one.", "1991-08"),
        ("They met in nineteen oh five.", "1905"),
        ("They met in two thousand twelve.", "2012"),
        ("They met in the nineteen-eighties.", "198"),
        ("They met in the 1800s.", "18"),
        ("They met in the 2000s.", "200"),
    ],
)
def test_a_date_that_is_spelled_is_the_same_date(text: str, value: str) -> None:
    assert values(text) == [value]


def test_an_ordinal_of_another_noun_is_no_day() -> None:
    assert values("It fell in the February first quarter.") == ["1998-02", "1998-Q1"]


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("They met on Feb. 9 and 10.", ["1998-02-09", "1998-02-10"]),
        ("They met on 9 and 10 February.", ["1998-02-09", "1998-02-10"]),
        ("They met on April 24 and 25, 1999.", ["1999-04-24", "1999-04-25"]),
        ("They met in September and October of 1996.", ["1996-09", "1996-10"]),
        ("They met in the 70s and 80s.", ["197", "198"]),
        ("They met in the 14th and 15th centuries.", ["13", "14"]),
        ("It grew in the third and fourth quarters of 1996.", ["1996-Q3", "1996-Q4"]),
    ],
)
def test_two_dates_may_share_a_word(text: str, both: list[str]) -> None:
    assert values(text) == both


def test_a_number_of_people_behind_a_date_is_no_day() -> None:
    assert values("On April 24 and 25 people died.") == ["1997-04-24"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met this Tuesday.", "1998-02-10"),
        ("They meet this Saturday.", "1998-02-14"),
        ("They meet next weekend.", "1998-W08-WE"),
        ("They meet this summer.", "1998-SU"),
        ("They meet next summer.", "1998-SU"),
        ("They met next winter.", "1998-WI"),
        ("They meet this winter.", "1997-WI"),
        ("They meet on Tuesdays.", "XXXX-WXX-2"),
    ],
)
def test_this_and_next_say_which_weekday_or_season(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It took a year and a half.", "P1Y6M"),
        ("It took two-and-a-half years.", "P2Y6M"),
        ("It took 2-1/2 hours.", "PT2H30M"),
        ("It took 2.5 years.", "P2.5Y"),
        ("It took a half-hour.", "PT30M"),
        ("It took a half century.", "P50Y"),
        ("It took a quarter-century.", "P25Y"),
        ("It took a quarter of a century.", "P25Y"),
        ("It took an entire year.", "P1Y"),
        ("It took the whole day.", "P1D"),
        ("It took ten seconds.", "PT10S"),
        ("It was a 30-second film.", "PT30S"),
        ("It took 20-odd years.", "P20Y"),
        ("It took five trading days.", "P5D"),
        ("It was a daylong visit.", "P1D"),
        ("It was a months-long visit.", "PXM"),
        ("It was a multi-year visit.", "PXY"),
        ("It was a decades-old war.", "PXY"),
        ("It was a decade-old war.", "P10Y"),
        ("They met a year and a half ago.", "1996-08"),
        ("They met a decade and a half ago.", "1983"),
    ],
)
def test_a_length_may_be_more_than_a_number_and_a_unit(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize("text", ["He is 37 years old.", "Their 6-month-old son slept."])
def test_an_age_is_no_length(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They meet every night.", "XXXX-XX-XXTNI"),
        ("They meet each summer.", "XXXX-SU"),
        ("They meet every few months.", "PXM"),
        ("They meet on weekends.", "XXXX-WXX-WE"),
        ("They meet monthly.", "P1M"),
        ("It costs 30 euros per day.", "P1D"),
    ],
)
def test_what_comes_again_is_a_set(text: str, value: str) -> None:
    (found,) = expressions(text, Setting(published=TODAY))
    assert (str(found.meaning.kind), found.meaning.value) == ("SET", value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They meet these days.", "PRESENT_REF"),
        ("They met the other day.", "PAST_REF"),
        ("They met long ago.", "PAST_REF"),
        ("They met some time ago.", "PAST_REF"),
        ("They will meet in future.", "FUTURE_REF"),
    ],
)
def test_words_may_say_only_before_now_or_behind_it(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on the night of Feb. 10.", "1998-02-10TNI"),
        ("They met at 7:30 this morning.", "1998-02-12T07:30"),
        ("They met at 11 last night.", "1998-02-11T23:00"),
        ("They met at nine in the morning.", "1998-02-12T09:00"),
        ("They met at 12:30 EST.", "1998-02-12T12:30"),
        ("They met at 12:30 GMT.", "1998-02-12T12:30Z"),
    ],
)
def test_an_hour_belongs_to_the_part_of_the_day_beside_it(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Martin Luther King Jr. Day.", "1998-01-19"),
        ("They met on Presidents' Day.", "1998-02-16"),
        ("They met last Columbus Day.", "1997-10-13"),
        ("They met on Good Friday 1997.", "1997-03-28"),
        ("They met on Easter Monday 1997.", "1997-03-31"),
    ],
)
def test_a_holiday_has_its_date(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    "words", ["9/11", "the Sept. 11 attacks", "the September 11 terror attacks"]
)
def test_a_date_that_is_the_name_of_an_event_has_its_year(words: str) -> None:
    (found,) = expressions(f"It changed after {words}.", Setting(published=date(2015, 3, 2)))
    assert found.meaning.value == "2001-09-11"


def test_a_date_before_the_event_of_its_name_is_plain() -> None:
    assert values("They met after the September 11 attacks.") == ["1997-09-11"]


@pytest.mark.parametrize(
    "text",
    [
        "It soon became a flood.",
        "He was soon freed.",
        "The China Daily wrote of it.",
        "He was on 60 Minutes.",
        "The two fell minutes apart.",
    ],
)
def test_a_word_of_time_that_is_none_here_is_left_alone(text: str) -> None:
    assert values(text) == []


def values_after(text: str) -> str:
    """Return the last value of sentences that are read one behind the other."""
    setting = Setting(published=TODAY)
    for sentence in text.split("|"):
        for each in expressions(sentence, setting):
            value, setting = each.meaning.value, setting.after(each)
    return value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It grew in December.|It had shrunk a month earlier.", "1997-11"),
        ("They met on Feb. 10.|They had split a week earlier.", "1998-02-03"),
        ("They met on Feb. 10.|They had split a day earlier.", "1998-02-09"),
        ("They met in 1995.|They had split a decade earlier.", "1985"),
        ("It grew in December.|It shrank in the same month last year.", "1996-12"),
        ("It grew in December.|It shrank in the year-earlier month.", "1996-12"),
        ("They rested for the week.", "1998-W07"),
        ("They met in 1995.|In the nine months it fell from a year earlier.", "1997"),
    ],
)
def test_a_unit_earlier_counts_from_the_date_before(text: str, value: str) -> None:
    assert values_after(text) == value


def test_a_unit_earlier_than_no_date_names_no_days() -> None:
    (found,) = expressions("They met a week earlier.", Setting(published=TODAY))
    assert (found.meaning.value, found.meaning.interval) == ("1998-02-05", None)
