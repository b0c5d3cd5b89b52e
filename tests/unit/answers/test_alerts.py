"""Alerts: what fires on a day rests on what was published by that day, and on nothing else."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import Standing
from dragoman.answers.alerts import AlertAnswer, alert_in, tell
from dragoman.model import Alert, Channel, Firing
from tests.unit.answers.told import Told, interval, wording

MONDAY = date(2020, 6, 1)
LAST = MONDAY + timedelta(days=89)
# Acts that fold into no other: each is of two countries of its own.
SIDES = ("RUS", "IRN", "TUR", "ARM", "AZE", "ISR", "QAT", "IRQ")


def alert(at_least: int = 2, within: int = 7, origins: int = 2, **query: str) -> Alert:
    return Alert(
        name="watched",
        query=tuple(query.items()),
        at_least=at_least,
        within=within,
        origins=origins,
    )


def asked(
    told: Told, about: Alert, since: date = MONDAY, until: date = LAST, known: date = date.max
) -> AlertAnswer:
    """What an alert about every claim gives, in a record that ends on the day `known`."""
    claims = [c for c in told.said if (c.published or "") <= known.isoformat()]
    printed = [a for a in told.printed if a.published and a.published.day <= known.isoformat()]
    return alert_in(tell(Told(said=claims, printed=printed)), about, claims, since, until)


def day_after(number: int) -> date:
    return MONDAY + timedelta(days=number)


def days(firings: Sequence[Firing]) -> list[tuple[int, Channel]]:
    """The firings as days after Monday."""
    return [((firing.day - MONDAY).days, firing.channel) for firing in firings]


def act(told: Told, number: int, day: int, outlet: str = "Wire", **changes: Any) -> None:
    """Tell of an act that no other is, a number of days after Monday."""
    first, second = SIDES[number % 4 * 2], SIDES[number % 4 * 2 + 1]
    kind = ("AID", "CONSULT", "THREATEN", "ASSAULT")[number // 4 % 4]
    told.tell(first, kind, second, MONDAY + timedelta(days=day), outlet=outlet, **changes)


def test_an_alert_fires_on_the_day_that_meets_its_threshold(told: Told) -> None:
    act(told, 0, day=1)
    act(told, 1, day=4)
    (firing,) = asked(told, alert(at_least=2)).firings
    assert firing.day == MONDAY + timedelta(days=4)
    assert firing.since == firing.day - timedelta(days=6)
    assert firing.claims == tuple(sorted(claim.id for claim in told.said))


def test_acts_that_are_further_apart_than_the_window_do_not_fire(told: Told) -> None:
    act(told, 0, day=1)
    act(told, 1, day=8)
    assert asked(told, alert(at_least=2, within=7)).firings == ()


def test_the_first_and_the_last_day_of_a_window_belong_to_it(told: Told) -> None:
    act(told, 0, day=1)
    act(told, 1, day=7)
    assert len(asked(told, alert(at_least=2, within=7)).firings) == 1


def test_days_in_a_row_that_meet_an_alert_fire_once(told: Told) -> None:
    for day in range(8):
        act(told, day, day)
    assert days(asked(told, alert(within=3)).firings) == [(1, Channel.SIREN)]


def test_an_alert_fires_again_after_a_day_that_did_not_meet_it(told: Told) -> None:
    for number, day in enumerate((0, 1, 10, 11)):
        act(told, number, day)
    assert days(asked(told, alert(within=3)).firings) == [(1, Channel.SIREN), (11, Channel.SIREN)]


def test_claims_of_one_act_count_once(told: Told) -> None:
    act(told, 0, day=1, outlet="Wire")
    act(told, 0, day=1, outlet="Paper")
    assert asked(told, alert(at_least=2)).firings == ()


def test_what_rests_on_too_few_origins_goes_to_the_digest(told: Told) -> None:
    article = told.print_article("Wire", MONDAY)
    for sides in (("RUS", "IRN"), ("ARM", "AZE")):
        told.tell(sides[0], "AID", sides[1], MONDAY, article=article)
    (firing,) = asked(told, alert(at_least=2, origins=2)).firings
    assert (firing.channel, firing.origins) == (Channel.DIGEST, (article.id,))


def test_copies_of_one_text_are_one_origin(told: Told) -> None:
    article = told.print_article("Wire", MONDAY)
    for sides in (("RUS", "IRN"), ("ARM", "AZE")):
        told.copy(told.tell(sides[0], "AID", sides[1], MONDAY, article=article), "Paper")
    (firing,) = asked(told, alert(at_least=2, origins=2)).firings
    assert (firing.channel, len(firing.outlets)) == (Channel.DIGEST, 2)


def test_a_second_origin_turns_a_digest_into_a_siren_once(told: Told) -> None:
    article = told.print_article("Wire", MONDAY)
    for sides in (("RUS", "IRN"), ("ARM", "AZE")):
        told.tell(sides[0], "AID", sides[1], MONDAY, article=article)
    for day in (2, 3):
        told.tell("RUS", "AID", "IRN", MONDAY, article=told.print_article("Paper", day_after(day)))
    expected = [(0, Channel.DIGEST), (2, Channel.SIREN)]
    assert days(asked(told, alert(at_least=2, origins=2)).firings) == expected


def test_a_claim_counts_from_its_publication_and_not_from_its_act(told: Told) -> None:
    for number in range(2):
        act(told, number, day=20, when=interval(MONDAY))
    assert days(asked(told, alert(at_least=2)).firings) == [(20, Channel.SIREN)]


def test_background_from_long_ago_does_not_fire(told: Told) -> None:
    for number in range(3):
        act(told, number, day=1, historical=True)
    assert asked(told, alert(at_least=1)).firings == ()


def test_a_claim_without_a_day_is_in_no_window_and_is_counted_apart(told: Told) -> None:
    act(told, 0, day=1, when=None)
    act(told, 1, day=1, published=None)
    answer = alert_in(tell(told), alert(at_least=1), told.said, MONDAY, LAST)
    assert (answer.firings, answer.unplaced) == ((), 2)


def test_a_run_that_began_before_the_days_asked_for_is_no_firing_of_them(told: Told) -> None:
    for number in range(4):
        act(told, number, day=number)
    answer = asked(told, alert(at_least=2, within=3), since=day_after(3), until=day_after(3))
    assert answer.firings == ()
    assert answer.standing is not None
    assert answer.standing.day == day_after(1)


def test_a_run_that_is_over_does_not_stand(told: Told) -> None:
    act(told, 0, day=0)
    act(told, 1, day=0)
    assert asked(told, alert(within=3), until=day_after(2)).standing is not None
    assert asked(told, alert(within=3), until=day_after(3)).standing is None


def test_a_later_copy_that_joins_two_texts_leaves_earlier_sirens_as_they_were(told: Told) -> None:
    halves = wording("one"), wording("two")
    for sides, text in zip((("RUS", "IRN"), ("ARM", "AZE")), halves, strict=True):
        told.tell(sides[0], "AID", sides[1], MONDAY, article=told.print_article("Wire", text=text))
    before = asked(told, alert()).firings
    told.print_article("Paper", day_after(1), " ".join(halves))
    assert len(tell(told).pairs.stories.stories) == 1
    assert days(before) == [(0, Channel.SIREN)]
    assert asked(told, alert()).firings == before


TELLINGS = st.lists(
    st.tuples(
        st.integers(0, 5),  # which act
        st.integers(0, 12),  # the day of publication
        st.integers(0, 6),  # how many days before it the act was
        st.sampled_from(("one", "two", "one two", "")),  # the text; copies share half of it
    ),
    max_size=9,
)


@given(
    tellings=TELLINGS,
    day=st.integers(0, 12),
    at_least=st.integers(1, 3),
    within=st.integers(1, 6),
    origins=st.integers(1, 3),
)
def test_what_is_published_later_changes_no_earlier_firing(
    tellings: list[tuple[int, int, int, str]], day: int, at_least: int, within: int, origins: int
) -> None:
    told = Told()
    for number, printed, earlier, seeds in tellings:
        text = " ".join(map(wording, seeds.split())) or None
        article = told.print_article("Wire", day_after(printed), text)
        told.tell(
            SIDES[number % 3 * 2],
            ("AID", "THREATEN")[number // 3],
            SIDES[number % 3 * 2 + 1],
            day_after(printed - earlier),
            article=article,
        )
    about = alert(at_least, within, origins)
    then = asked(told, about, until=day_after(day), known=day_after(day))
    now = asked(told, about)
    assert then.firings == tuple(f for f in now.firings if f.day <= day_after(day))


def test_an_alert_over_an_empty_record_says_that_nothing_was_collected(told: Told) -> None:
    assert asked(told, alert()).state.standing is Standing.NOT_COLLECTED


def test_an_alert_about_days_without_any_article_is_outside_coverage(told: Told) -> None:
    act(told, 0, day=0)
    act(told, 1, day=60)
    answer = asked(told, alert(within=7), since=day_after(30), until=day_after(30))
    assert answer.state.standing is Standing.OUTSIDE_COVERAGE


def test_an_alert_about_whom_the_record_never_tells_is_outside_coverage(told: Told) -> None:
    act(told, 0, day=0)
    answer = asked(told, alert(dyad="RUS,CHN"), until=day_after(1))
    assert answer.state.standing is Standing.OUTSIDE_COVERAGE


@pytest.mark.parametrize(
    ("acts", "words"), [(1, "below threshold (1 acts in a window, least 2)"), (2, "enough")]
)
def test_silence_says_how_much_was_told(told: Told, acts: int, words: str) -> None:
    for number in range(acts):
        act(told, number, day=0)
    assert asked(told, alert(at_least=2), until=day_after(1)).state.words == words


def test_days_that_go_on_long_after_the_record_are_stale(told: Told) -> None:
    act(told, 0, day=0)
    assert asked(told, alert()).state.standing is Standing.STALE


def test_an_alert_counts_from_one() -> None:
    with pytest.raises(ValueError, match="counts from 1"):
        alert(at_least=0)
