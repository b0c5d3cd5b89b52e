"""Every date is an interval of days, anchored on the day of publication."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.times.finding import find_times, when_of
from dragoman.model import Basis, Passage, Precision, Span, When
from tests.unit.coding.made import PUBLISHED, sentences_of


def intervals(text: str) -> list[tuple[str, str]]:
    times = find_times(sentences_of(text)[0], PUBLISHED)
    return [(time.start.isoformat(), time.end.isoformat()) for time in times]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("It will expire in mid-October.", "2020-10-11", "2020-10-20"),
        ("They met in early March.", "2020-03-01", "2020-03-10"),
        ("They met in late February 2020.", "2020-02-21", "2020-02-29"),
        ("Talks began in the summer of 2019.", "2019-06-01", "2019-08-31"),
        ("They have talked since the summer of 2019.", "2019-06-01", "2020-10-06"),
        ("In August 2020 a delegation came.", "2020-08-01", "2020-08-31"),
        ("He arrived on Friday.", "2020-10-02", "2020-10-02"),
        ("He arrived on Tuesday.", "2020-10-06", "2020-10-06"),
        ("He will arrive on Tuesday.", "2020-10-13", "2020-10-13"),
        ("They met last week.", "2020-09-28", "2020-10-04"),
        ("They meet this week.", "2020-10-05", "2020-10-11"),
        ("They will meet next month.", "2020-11-01", "2020-11-30"),
        ("Fighting grew in recent days.", "2020-09-29", "2020-10-06"),
        ("Trade grew in recent weeks.", "2020-09-06", "2020-10-06"),
        ("Ties grew in the last several weeks.", "2020-09-06", "2020-10-06"),
        ("They signed on 18 October 2019.", "2019-10-18", "2019-10-18"),
        ("They signed on October 18th, 2019.", "2019-10-18", "2019-10-18"),
        ("The ban ends on October 18.", "2020-10-18", "2020-10-18"),
        ("They signed on December 18.", "2019-12-18", "2019-12-18"),
        ("They signed before the mandate lapses on May 31.", "2021-05-31", "2021-05-31"),
        ("The ban, which expires on March 1, is old.", "2021-03-01", "2021-03-01"),
        ("Sanctions take effect on August 9.", "2021-08-09", "2021-08-09"),
        ("The truce begins on Friday.", "2020-10-09", "2020-10-09"),
        ("The talks ended on August 9.", "2020-08-09", "2020-08-09"),
        ("On Monday, he told deputies that aid will come.", "2020-10-05", "2020-10-05"),
        ("They signed yesterday.", "2020-10-05", "2020-10-05"),
        ("He ruled between 2015 and 2018.", "2015-01-01", "2018-12-31"),
        ("The war ended two years ago.", "2018-01-01", "2018-12-31"),
        ("The ban was lifted earlier this month.", "2020-10-01", "2020-10-06"),
        ("The pact dates from 2015.", "2015-01-01", "2015-12-31"),
        ("They signed on 2020-09-28.", "2020-09-28", "2020-09-28"),
        ("They met on October 1-3.", "2020-10-01", "2020-10-03"),
        ("They met from 12 to 16 September 2019.", "2019-09-12", "2019-09-16"),
        ("It will open by early next month.", "2020-11-01", "2020-11-10"),
        ("It was closed early this year.", "2020-01-01", "2020-04-30"),
        ("The case began in late 2017.", "2017-09-01", "2017-12-31"),
        ("It will expire by the end of October.", "2020-10-21", "2020-10-31"),
        ("It will expire at the end of the year.", "2020-12-01", "2020-12-31"),
        ("They traded in the first half of 2019.", "2019-01-01", "2019-06-30"),
        ("They traded in the third quarter of last year.", "2019-07-01", "2019-09-30"),
        ("Camps opened in the 1990s.", "1990-01-01", "1999-12-31"),
        ("Camps opened in the early 1990s.", "1990-01-01", "1993-12-31"),
        ("In the past two years, many fled.", "2018-10-06", "2020-10-06"),
        ("Many will leave within ten days.", "2020-10-06", "2020-10-16"),
        ("They will meet in two weeks.", "2020-10-19", "2020-10-25"),
        ("They met over the weekend.", "2020-10-03", "2020-10-04"),
        ("They will meet this weekend.", "2020-10-10", "2020-10-11"),
        ("They met last October.", "2019-10-01", "2019-10-31"),
        ("They struck last night.", "2020-10-05", "2020-10-05"),
        ("They met in summer 2019.", "2019-06-01", "2019-08-31"),
        ("A 2018 agreement ended it.", "2018-01-01", "2018-12-31"),
        ("Attacks in 2013 and 2015 killed many.", "2013-01-01", "2015-12-31"),
        ("On Thursday, he will join the talks.", "2020-10-08", "2020-10-08"),
        ("The girls were freed by their captors Monday.", "2020-10-05", "2020-10-05"),
        ("It did not leave until March 10.", "2020-03-10", "2020-03-10"),
        ("He must leave by Friday.", "2020-10-09", "2020-10-09"),
        ("He has been held since the coup in February.", "2020-02-01", "2020-10-06"),
        ("He has talked since leaving office in February.", "2020-02-01", "2020-02-29"),
        ("He was freed at 3 a.m.", "2020-10-06", "2020-10-06"),
        ("He was freed earlier in the day.", "2020-10-06", "2020-10-06"),
        ("He was freed a week ago.", "2020-09-28", "2020-10-04"),
        ("He has been held for two years.", "2018-10-06", "2020-10-06"),
        ("They traded in the third quarter.", "2020-07-01", "2020-09-30"),
        ("It was signed early in 2019.", "2019-01-01", "2019-04-30"),
        ("They met late in September.", "2020-09-21", "2020-09-30"),
        ("They met in the first week of March.", "2020-03-01", "2020-03-07"),
        ("They met in the last week of March.", "2020-03-25", "2020-03-31"),
        ("He ruled in 2014-2018.", "2014-01-01", "2018-12-31"),
        ("He ruled in 2017-18.", "2017-01-01", "2018-12-31"),
        ("Many fled over the past week.", "2020-09-29", "2020-10-06"),
        ("Many fled by spring.", "2020-03-01", "2020-05-31"),
        ("They struck overnight Friday.", "2020-10-02", "2020-10-02"),
        ("Following Monday's talks, they left.", "2020-10-05", "2020-10-05"),
        ("He must leave by October 1.", "2020-10-01", "2020-10-01"),
        ("2019 Feb 11, they met.", "2019-02-11", "2019-02-11"),
        ("Many will leave over the next month.", "2020-10-06", "2020-11-06"),
        ("Many have fled so far this year.", "2020-01-01", "2020-10-06"),
        ("In his Sept.14th speech he spoke of it.", "2020-09-14", "2020-09-14"),
        ("They signed on 9/25/2019.", "2019-09-25", "2019-09-25"),
        ("They signed on 25.9.2019.", "2019-09-25", "2019-09-25"),
        ("They met early in the week.", "2020-10-05", "2020-10-11"),
        ("They met late in the month.", "2020-10-21", "2020-10-31"),
        ("He was freed late in the day.", "2020-10-06", "2020-10-06"),
        ("Camps opened over the past decade.", "2010-10-06", "2020-10-06"),
        ("The war began in the 19th century.", "1801-01-01", "1900-12-31"),
        ("They met on Christmas Day.", "2019-12-25", "2019-12-25"),
        ("It had been scheduled to expire on Friday.", "2020-10-02", "2020-10-02"),
        ("They would look for ways around Friday's ruling.", "2020-10-02", "2020-10-02"),
        ("They will attend Friday's talks.", "2020-10-09", "2020-10-09"),
        ("They agreed to free them in May.", "2021-05-01", "2021-05-31"),
        ("They agreed to a truce in May.", "2020-05-01", "2020-05-31"),
        ("They shut it due to the storm in May.", "2020-05-01", "2020-05-31"),
        ("They could meet as early as Friday.", "2020-10-09", "2020-10-09"),
        ("By Monday, they had left.", "2020-10-05", "2020-10-05"),
        ("They will talk once he, who was held in May, is free.", "2020-05-01", "2020-05-31"),
    ],
)
def test_words_become_days(text: str, start: str, end: str) -> None:
    assert intervals(text) == [(start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. May said nothing.",
        "They sent 2020 troops.",
        "It happened on February 30, 2020.",
        "They agreed (Example Gazette, July 30, 2019).",
        "They have talked for several years.",
        "They struck twice in two weeks.",
        "Two days later, they met.",
        "They sent the 2020 soldiers home.",
        "They now hold talks.",
        "They fled the country for weeks.",
        "They lost money in fiscal 2019.",
        "They signed on 9/10/2019.",
        "It is version 31.13.2019 of it.",
    ],
)
def test_words_that_are_no_date_of_an_act_give_none(text: str) -> None:
    assert intervals(text) == []


def test_of_the_first_months_of_a_year_the_days_are_known() -> None:
    (found, _) = intervals("They traded in the first nine months of 2019.")
    assert found == ("2019-01-01", "2019-09-30")


def test_the_previous_year_counts_from_the_date_before_it() -> None:
    found = intervals("They warned in July 2019 of twice the attacks of the previous year.")
    assert found == [("2019-07-01", "2019-07-31"), ("2018-01-01", "2018-12-31")]


def test_at_that_time_is_the_date_given_before() -> None:
    first, second = sentences_of("Talks began in May 2019. At that time, both signed a pact.")
    earlier = find_times(first, PUBLISHED)[-1]
    found = find_times(second, PUBLISHED, earlier)
    assert [(t.start, t.precision) for t in found] == [(date(2019, 5, 1), Precision.MONTH)]


def test_at_that_time_is_the_beginning_of_what_went_on_since() -> None:
    first, second = sentences_of("They talk since the summer of 2019. At that time, they signed.")
    earlier = find_times(first, PUBLISHED)[-1]
    (then,) = find_times(second, PUBLISHED, earlier)
    assert (then.start, then.end) == (date(2019, 6, 1), date(2019, 8, 31))


def test_two_days_later_counts_from_the_date_given_before() -> None:
    first, second = sentences_of("They met on May 3, 2019. Two days later, they signed a pact.")
    earlier = find_times(first, PUBLISHED)[-1]
    (later,) = find_times(second, PUBLISHED, earlier)
    assert later.start == later.end == date(2019, 5, 5)


def when_named(text: str, trigger: str) -> date | None:
    sentence = sentences_of(text)[0]
    start = text.index(trigger)
    when = when_of(
        sentence, Span(start, start + len(trigger)), find_times(sentence, PUBLISHED), PUBLISHED
    )
    return when.start if when else None


def test_a_date_that_opens_the_sentence_reaches_all_of_it() -> None:
    text = (
        "In 2015, Kenya launched an operation in the far north of the country to drive out rebels"
    )
    assert when_named(text + ", arresting hundreds of people.", "arresting") == date(2015, 1, 1)


def test_a_date_behind_several_clauses_is_not_the_acts() -> None:
    text = (
        "They signed a pact, which the council praised, while critics who had left the hall and "
        "gone home said that the ministers had not read it on Friday."
    )
    assert when_named(text, "signed") is None


def test_what_somebody_says_in_quotation_marks_has_the_date_of_the_saying() -> None:
    text = (
        "“This is a baseless case that shows the worst of what we have seen in the courts of this "
        "country and of its neighbours over all these decades,” Doe said Monday."
    )
    assert when_named(text, "baseless") == date(2020, 10, 5)


def test_the_date_of_a_noun_is_not_that_of_another_act() -> None:
    text = "Roe praised Monday's arrest of the men, and the minister had assured her of it."
    assert when_named(text, "arrest") == date(2020, 10, 5)
    assert when_named(text, "praised") is None
    assert when_named(text, "assured") is None


def test_the_date_of_a_telling_is_farther_from_what_is_told() -> None:
    text = "Envoys in Iran on Thursday said it will hold talks with old friends in Baku on May 10."
    assert when_named(text, "hold talks") == date(2021, 5, 10)


def test_an_act_in_the_clause_of_a_beginning_has_the_date_of_the_beginning() -> None:
    text = "They have fought since 2011, when troops came."
    (sentence,) = sentences_of(text)
    times = find_times(sentence, PUBLISHED)
    acts = [Span(text.index(act), text.index(act) + len(act)) for act in ("fought", "came")]
    ends = [when.end for act in acts if (when := when_of(sentence, act, times, PUBLISHED))]
    assert ends == [PUBLISHED, date(2011, 12, 31)]


def test_the_readers_date_goes_before_a_nearer_one() -> None:
    text = "On Monday they met, and on Friday they signed."
    sentence = sentences_of(text)[0]
    start, said = text.index("signed"), text.index("Monday")
    times = find_times(sentence, PUBLISHED)
    when = when_of(sentence, Span(start, start + 6), times, PUBLISHED, [Span(said, said + 6)])
    assert when is not None
    assert when.start == date(2020, 10, 5)


def test_of_several_dates_of_the_reader_the_nearest_is_the_acts() -> None:
    text = "Doe saw envoys in July, and Roe saw generals in May."
    sentence = sentences_of(text)[0]
    said = [Span(text.index(month), text.index(month) + len(month)) for month in ("July", "May")]
    start = text.rindex("saw")
    when = when_of(
        sentence, Span(start, start + 3), find_times(sentence, PUBLISHED), PUBLISHED, said
    )
    assert when is not None
    assert when.start == date(2020, 5, 1)


def test_an_act_takes_the_date_nearest_to_it() -> None:
    text = "On Monday they met, and on Friday they signed."
    sentence = sentences_of(text)[0]
    start = text.index("signed")
    when = when_of(sentence, Span(start, start + 6), find_times(sentence, PUBLISHED), PUBLISHED)
    assert when is not None
    assert when.start == date(2020, 10, 2)


WORDS = st.sampled_from(
    "in on since last next May October 2019 31 30 mid- early week months three ago to and - "
    "Friday until the summer of between years ever then first year at time from now past few "
    "recent days weekend 9/25/2019 1994-1997 Easter a following".split()
)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


def whens() -> st.SearchStrategy[When]:
    return st.builds(
        lambda days, words: When(
            start=min(days),
            end=max(days),
            precision=Precision.RANGE,
            basis=Basis.SAID,
            passage=Passage(span=Span(0, len(words)), exact=words),
        ),
        st.tuples(DAYS, DAYS),
        st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
    )


@given(st.lists(WORDS, max_size=9), DAYS, st.one_of(st.none(), whens()))
def test_any_words_give_intervals_that_run_forwards_at_their_place(
    words: list[str], published: date, earlier: When | None
) -> None:
    text = " ".join(["They met", *words]) + "."
    for sentence in sentences_of(text):
        for when in find_times(sentence, published, earlier):
            assert when.start <= when.end
            assert when.passage is not None
            assert text[when.passage.start : when.passage.end] == when.passage.exact


def date_of(text: str, trigger: str) -> tuple[str, str] | None:
    """Return the days of an act in a sentence, published on PUBLISHED."""
    sentence, start = sentences_of(text)[0], text.index(trigger)
    span = Span(start, start + len(trigger))
    when = when_of(sentence, span, find_times(sentence, PUBLISHED), PUBLISHED)
    return (when.start.isoformat(), when.end.isoformat()) if when else None


CLAUSE = "Nobody has recognized the junta since it overthrew the president in 2019."


def test_what_stands_beside_a_since_clause_goes_on_to_publication() -> None:
    assert date_of(CLAUSE, "recognized") == ("2019-01-01", PUBLISHED.isoformat())


def test_what_the_since_clause_tells_happened_then() -> None:
    assert date_of(CLAUSE, "overthrew") == ("2019-01-01", "2019-12-31")


FEBRUARY = find_times(sentences_of("It began in February.")[0], PUBLISHED)[-1]


def after_february(text: str) -> list[tuple[str, str]]:
    times = find_times(sentences_of(text)[0], PUBLISHED, FEBRUARY)
    return [(time.start.isoformat(), time.end.isoformat()) for time in times]


@pytest.mark.parametrize(
    "text", ["Days later, a bomb went off.", "A few hours later, the house approved it."]
)
def test_somewhat_later_is_still_within_the_month_named_before(text: str) -> None:
    assert after_february(text) == [("2020-02-01", "2020-02-29")]


def test_months_later_than_a_month_is_no_date() -> None:
    assert after_february("Several months later, they left.") == []


def test_somewhat_later_than_nothing_is_no_date() -> None:
    assert intervals("Days later, a bomb went off.") == []
