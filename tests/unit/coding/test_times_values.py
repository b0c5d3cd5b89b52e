"""Every time expression has its TIMEX3 type and value, and days only where it names some."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.times import tagger as time_tagger
from dragoman.coding.times.holidays import easter, thanksgiving
from dragoman.coding.times.needs import Need
from dragoman.coding.times.rules import Rule
from dragoman.coding.times.tagger import expressions
from dragoman.coding.times.values import Kind, Meaning, Setting
from dragoman.coding.times.words import NUMBERS, count

# A Thursday.
PUBLISHED = date(1989, 11, 2)


def read(text: str, published: date = PUBLISHED) -> list[tuple[str, str, str]]:
    """Return words, type and value of each expression, the sentences of a text one by one."""
    setting = Setting(published=published)
    found = []
    for sentence in text.split("|"):
        for each in expressions(sentence, setting):
            words = each.span.cut(sentence)
            found.append((words, str(each.meaning.kind), each.meaning.value))
            setting = setting.after(each)
    return found


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("They met Tuesday.", "Tuesday", "DATE", "1989-10-31"),
        ("They met on Friday, Oct. 13.", "Friday, Oct. 13", "DATE", "1989-10-13"),
        ("They met in the week of March 6.", "the week of March 6", "DATE", "1989-W10"),
        ("They met last week.", "last week", "DATE", "1989-W43"),
        ("They met over the weekend.", "the weekend", "DATE", "1989-W43-WE"),
        ("They met in June last year.", "June last year", "DATE", "1988-06"),
        ("They met in early September.", "early September", "DATE", "1989-09"),
        ("They met last fall.", "last fall", "DATE", "1988-FA"),
        ("They met at the end of 1988.", "the end of 1988", "DATE", "1988"),
        ("It ends by year-end.", "year-end", "DATE", "1989-12-31"),
        ("Since year-end, shares fell.", "year-end", "DATE", "1988-12-31"),
        ("It was in the last half of 1988.", "the last half of 1988", "DATE", "1988-H2"),
        ("It grew in the third quarter.", "the third quarter", "DATE", "1989-Q3"),
        ("It grew in 1988's third quarter.", "1988's third quarter", "DATE", "1988-Q3"),
        ("It comes in next year's first quarter.", "next year's first quarter", "DATE", "1990-Q1"),
        ("It grew in the late 1970s.", "the late 1970s", "DATE", "197"),
        ("It grew in the '80s.", "the '80s", "DATE", "198"),
        ("It is of the 11th century.", "the 11th century", "DATE", "10"),
        ("It fell in nineteen seventy-nine.", "nineteen seventy-nine", "DATE", "1979"),
        ("It opens in two thousand and five.", "two thousand and five", "DATE", "2005"),
        ("It grew two years ago.", "two years ago", "DATE", "1987"),
        ("It was seen on Thanksgiving Day.", "Thanksgiving Day", "DATE", "1989-11-23"),
        ("It now holds a third.", "now", "DATE", "PRESENT_REF"),
        ("It recently fell.", "recently", "DATE", "PAST_REF"),
        ("It fell several years ago.", "several years ago", "DATE", "PAST_REF"),
        ("It may rise in the future.", "the future", "DATE", "FUTURE_REF"),
        ("They met Tuesday night.", "Tuesday night", "TIME", "1989-10-31TNI"),
        ("They met this morning.", "this morning", "TIME", "1989-11-02TMO"),
        ("It ended at 10 p.m. Wednesday.", "10 p.m. Wednesday", "TIME", "1989-11-01T22:00"),
        ("It ended at noon Tuesday.", "noon Tuesday", "TIME", "1989-10-31T12:00"),
        ("It was down at 16:08 UTC.", "16:08 UTC", "TIME", "1989-11-02T16:08Z"),
        ("It took six days.", "six days", "DURATION", "P6D"),
        ("It was a 16-hour flight.", "16-hour", "DURATION", "PT16H"),
        ("It took 5 1/2 hours.", "5 1/2 hours", "DURATION", "PT5H30M"),
        ("It took two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
        ("It took two decades.", "two decades", "DURATION", "P20Y"),
        ("It took twenty-one days.", "twenty-one days", "DURATION", "P21D"),
        ("It took weeks.", "weeks", "DURATION", "PXW"),
        ("Ties grew in recent days.", "recent days", "DURATION", "PXD"),
        ("It fell in the past two months.", "the past two months", "DURATION", "P2M"),
        ("It meets every month.", "every month", "SET", "P1M"),
        ("It meets each Thursday.", "each Thursday", "SET", "XXXX-WXX-4"),
        ("It costs $3 million a year.", "a year", "SET", "P1Y"),
        ("It meets daily.", "daily", "SET", "P1D"),
        ("It meets every two weeks.", "every two weeks", "SET", "P2W"),
        ("It meets every other day.", "every other day", "SET", "P2D"),
        ("They met Monday, Oct. 23: it failed.", "Monday, Oct. 23", "DATE", "1989-10-23"),
        ("They must leave by Oct. 30.", "Oct. 30", "DATE", "1989-10-30"),
        ("It fell in the latest week.", "the latest week", "DATE", "1989-W43"),
        ("It grew in the seventies.", "the seventies", "DATE", "197"),
        ("It is the war of this century.", "this century", "DATE", "19"),
        ("It may come in the next decade.", "the next decade", "DATE", "199"),
        ("It fell half a century ago.", "half a century ago", "DATE", "1939"),
        ("It fell about ten years ago.", "about ten years ago", "DATE", "1979"),
        ("It fell over the past year.", "the past year", "DATE", "1988"),
        ("It fell over the last month.", "the last month", "DATE", "1989-10"),
        ("They meet a week from Monday.", "a week from Monday", "DATE", "1989-11-13"),
        ("They meet two weeks from now.", "two weeks from now", "DATE", "1989-W46"),
        ("It grew in the 1988 fiscal year.", "the 1988 fiscal year", "DATE", "1988"),
        ("It ends next fiscal year.", "next fiscal year", "DATE", "1990"),
        ("It was seen on Labor Day.", "Labor Day", "DATE", "1989-09-04"),
        ("It was seen on Memorial Day.", "Memorial Day", "DATE", "1989-05-29"),
        ("It was seen at Easter.", "Easter", "DATE", "1989-03-26"),
        ("It ended at 10 p.m. yesterday.", "10 p.m. yesterday", "TIME", "1989-11-01T22:00"),
        ("It ended at six o'clock.", "six o'clock", "TIME", "1989-11-02T06:00"),
        ("It ends at six o'clock tonight.", "six o'clock tonight", "TIME", "1989-11-02T18:00"),
        ("It ended Tuesday noon.", "Tuesday noon", "TIME", "1989-10-31T12:00"),
        ("It ended last evening.", "last evening", "TIME", "1989-11-01TEV"),
    ],
)
def test_words_have_a_type_and_a_value(text: str, words: str, kind: str, value: str) -> None:
    assert read(text) == [(words, kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "He is 52 years old.",
        "A 13-year-old saw it.",
        "They sent 2020 troops.",
        "He came as soon as they called.",
        "He and Jan Doe spoke.",
        "He was in his 30s.",
        "About three-quarters of it came.",
    ],
)
def test_words_that_are_no_time_are_left_alone(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The third quarter was good.|It was better than a year earlier.", "1988-Q3"),
        ("The third quarter was good.|In the year-earlier period it was bad.", "1988-Q3"),
        ("Its fourth quarter was good.|It was better than a year ago.", "1988-Q4"),
        ("They met in 1985.|They met again a year earlier.", "1984"),
        ("In the six months ended Aug. 12, it grew.|It grew from a year earlier.", "1988-08-12"),
        ("The third quarter beat the second quarter.|It lost in the quarter.", "1989-Q3"),
        ("They met in 1985.|They split the following year.", "1986"),
        ("It ends on Nov. 30.|Until then, they talk.", "1989-11-30"),
        ("They met on Oct. 13.|They struck that night.", "1989-10-13TNI"),
        ("They met on Oct. 13.|They split the day before.", "1989-10-12"),
        ("They met in 1985.|They split the year after.", "1986"),
        ("They met on Oct. 13.|They met again the following Monday.", "1989-10-16"),
        ("They met in June.|They also met in the same month a year earlier.", "1988-06"),
    ],
)
def test_what_counts_from_another_date_knows_it(text: str, value: str) -> None:
    assert read(text)[-1][2] == value


@pytest.mark.parametrize(
    "text",
    ["In fiscal 1989, it grew.", "It grew in the fiscal year.", "It grew in its third quarter."],
)
def test_fiscal_terms_have_a_value_and_no_days(text: str) -> None:
    (found,) = expressions(text, Setting(published=PUBLISHED))
    assert found.meaning.value.startswith("1989")
    assert found.meaning.interval is None


def test_words_that_name_no_days_can_be_left_out() -> None:
    setting = Setting(published=PUBLISHED)
    found = expressions("It now takes two years, they said Tuesday.", setting, dated=True)
    assert [each.meaning.value for each in found] == ["1989-10-31"]


def test_thanksgiving_is_the_fourth_thursday_of_november() -> None:
    assert [thanksgiving(year).day for year in (1999, 2018, 2024)] == [25, 22, 28]


@given(st.integers(1583, 4099))
def test_easter_is_a_sunday_between_its_first_and_its_last_day(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


def test_easter_is_that_of_the_calendar() -> None:
    found = [easter(year).isoformat() for year in (1961, 2000, 2024, 2025, 2038)]
    assert found == ["1961-04-02", "2000-04-23", "2024-03-31", "2025-04-20", "2038-04-25"]


WORDS = st.sampled_from(
    "in on since last next this the a year-ago year-earlier year quarter third fiscal 1989 2005 "
    "1/2 30 31 Feb. May October Friday noon 10 p.m. 99 midnight two hundred thousand nineteen "
    "ninety weeks days years decades century 20th 99th ago earlier later ended months nine every "
    "weekend night morning now recently soon Christmas Thanksgiving 2400 UTC half of end past "
    "recent coming within and a.m. , ' - from today yesterday Monday o'clock six sixties first "
    "before after past prior following same that 1994-1997 other Easter decade first".split()
)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(st.lists(WORDS, max_size=12), DAYS, st.one_of(st.none(), DAYS))
def test_normalising_any_words_never_raises_and_never_runs_backwards(
    words: list[str], published: date, end: date | None
) -> None:
    text = " ".join(words)
    setting = Setting(published=published, period=end.isoformat() if end else None)
    for each in expressions(text, setting):
        assert each.meaning.value
        assert text[each.span.start : each.span.end] == each.span.cut(text)
        if each.meaning.interval:
            start, last, _ = each.meaning.interval
            assert start <= last


@given(st.lists(WORDS, max_size=12), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_no_expression_lies_inside_another(words: list[str], published: date) -> None:
    found = expressions(" ".join(words), Setting(published=published))
    for left, right in pairwise(found):
        assert left.span.end <= right.span.start


@given(st.lists(WORDS, max_size=12), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_leaving_out_what_has_no_days_changes_no_date(words: list[str], published: date) -> None:
    setting, text = Setting(published=published), " ".join(words)
    everything = [each for each in expressions(text, setting) if each.meaning.interval]
    assert list(expressions(text, setting, dated=True)) == everything


@given(st.sampled_from(sorted(set(NUMBERS) - {"couple"})), st.sampled_from(["hundred", "thousand"]))
def test_a_scale_multiplies_what_stands_before_it(word: str, scale: str) -> None:
    size = {"hundred": 100, "thousand": 1000}[scale]
    assert count(f"{word} {scale}") == size * count(word)


def test_the_kinds_are_those_of_timeml() -> None:
    assert set(Kind) == {"DATE", "TIME", "DURATION", "SET"}


def test_a_letter_that_only_looks_like_one_of_a_date_gives_none() -> None:
    assert [words for words, *_ in read("They met n\u0131nety days ago.")] == ["days ago"]


def test_an_error_in_a_rule_is_not_taken_for_a_text_without_a_date(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(match: re.Match[str], _: Setting) -> Meaning:
        raise KeyError(match.group())

    rule = Rule(Need.WEEKDAY, re.compile("Tuesday"), broken)
    monkeypatch.setattr(time_tagger, "_ALL", ((rule,),))
    with pytest.raises(KeyError, match="Tuesday"):
        expressions("They met Tuesday.", Setting(published=PUBLISHED))
