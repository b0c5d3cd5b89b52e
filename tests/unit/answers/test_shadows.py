"""Overshadowed: a shift that a louder story hides, with a formula that can be recomputed."""

from datetime import date, timedelta
from random import Random

import pytest

from dragoman.answers import Overshadowed, overshadowed
from dragoman.answers.shadows import MIN_STORIES, surprise_bits
from dragoman.answers.shifts.breaks import Break
from dragoman.errors import AnswerError
from tests.unit.answers.told import Told

TODAY = date(2020, 10, 10)
WAR_BEGINS = date(2020, 9, 27)
BACKGROUND = (("IRQ", "SYR"), ("ISR", "LBN"), ("GRC", "CYP"))


def tell_rapprochement(told: Told, *, in_window: int = 1) -> None:
    """Tell of a pair that does nothing until June and much after, and of three others."""
    for month in range(1, 10):
        for one, other in BACKGROUND:
            told.tell(one, "AID", other, date(2020, month, 10))
            told.tell(one, "ACCUSE", other, date(2020, month, 20))
        for day in (1, 6, 11, 16, 21, 26)[: 6 if month >= 6 else 0]:
            told.tell("RUS", "AID", "IRN", date(2020, month, day))
    for number in range(in_window):
        told.tell("RUS", "AID", "IRN", TODAY - timedelta(days=4 * number))


def tell_war(told: Told) -> None:
    for day in range(14):
        for place in range(3):
            when = WAR_BEGINS + timedelta(days=day)
            told.tell("ARM", "ASSAULT", "AZE", when, outlet=f"Wire {place}")


def hidden_in(told: Told) -> Overshadowed:
    (entry,) = overshadowed(told, TODAY).entries
    return entry


def terms_of(entry: Overshadowed) -> dict[str, float]:
    return {term.name: term.value for term in entry.terms}


def test_a_rapprochement_behind_a_war_is_overshadowed_by_it(told: Told) -> None:
    tell_rapprochement(told)
    tell_war(told)
    entry = hidden_in(told)
    assert (entry.first, entry.second, entry.louder) == ("IRN", "RUS", ("ARM", "AZE"))


def test_the_terms_recompute_the_score(told: Told) -> None:
    tell_rapprochement(told)
    tell_war(told)
    entry = hidden_in(told)
    terms = terms_of(entry)
    assert entry.score == pytest.approx(terms["surprise"] * terms["shortfall"], abs=0.001)


def test_what_was_told_and_expected_recompute_the_shortfall(told: Told) -> None:
    tell_rapprochement(told)
    tell_war(told)
    entry = hidden_in(told)
    terms = terms_of(entry)
    ratio = (terms["told"] + 1) / (terms["expected"] + 1)
    assert ratio == pytest.approx(2 ** -terms["shortfall"], abs=0.001)


def test_the_numbers_stand_on_their_stories(told: Told) -> None:
    tell_rapprochement(told)
    tell_war(told)
    entry = hidden_in(told)
    terms = terms_of(entry)
    assert terms["told"] == len(entry.told.origins)
    assert entry.louder_share.part == len(entry.louder_told.origins)


def test_the_more_is_told_of_a_pair_the_less_it_is_overshadowed() -> None:
    scores = []
    for in_window in (1, 3):
        record = Told()
        tell_rapprochement(record, in_window=in_window)
        tell_war(record)
        scores.append(terms_of(hidden_in(record))["shortfall"])
    assert scores[0] > scores[1]


def test_a_pair_that_is_heard_as_usual_is_not_overshadowed(told: Told) -> None:
    tell_rapprochement(told, in_window=3)
    assert overshadowed(told, TODAY).entries == ()


def test_a_pair_that_did_not_change_is_not_overshadowed(told: Told) -> None:
    for month in range(1, 10):
        told.tell("RUS", "AID", "IRN", date(2020, month, 10))
        told.tell("RUS", "AID", "IRN", date(2020, month, 20))
    tell_war(told)
    assert overshadowed(told, TODAY).entries == ()


def test_the_loudest_story_is_not_overshadowed_by_itself(told: Told) -> None:
    tell_rapprochement(told)
    tell_war(told)
    found = overshadowed(told, TODAY).entries
    assert found
    assert [e for e in found if {e.first, e.second} == set(e.louder)] == []


def test_stories_of_the_war_that_tell_of_one_of_the_two_are_named(told: Told) -> None:
    tell_rapprochement(told)
    tell_war(told)
    article = told.print_article("Wire", TODAY)
    told.tell("ARM", "ASSAULT", "AZE", TODAY, article=article)
    told.tell("RUS", "REQUEST", "ARM", TODAY, article=article)
    assert hidden_in(told).entangled == (article.id,)


def test_the_order_of_claims_changes_nothing_hidden(told: Told) -> None:
    tell_rapprochement(told)
    tell_war(told)
    before = overshadowed(told, TODAY).entries
    Random(1).shuffle(told.said)
    assert overshadowed(told, TODAY).entries == before


def test_copies_make_a_hidden_pair_no_louder(told: Told) -> None:
    tell_rapprochement(told)
    tell_war(told)
    before = terms_of(hidden_in(told))
    last = max((c for c in told.said if c.event_type == "AID"), key=lambda c: c.published or "")
    for outlet in ("Paper", "Post", "Globe"):
        told.copy(last, outlet)
    assert terms_of(hidden_in(told)) == before


def test_an_empty_record_hides_nothing(told: Told) -> None:
    assert overshadowed(told, TODAY).entries == ()


@pytest.mark.parametrize("articles", [MIN_STORIES - 1, MIN_STORIES])
def test_what_few_stories_told_of_before_has_no_attention_to_lose(
    told: Told, articles: int
) -> None:
    tell_rapprochement(told, in_window=0)
    tell_war(told)
    for number in range(articles):
        article = told.print_article("Wire", date(2020, 9, 1 + number))
        for month in range(6, 10):
            for day in (1, 6, 11, 16, 21, 26):
                told.tell("USA", "AID", "QAT", date(2020, month, day), article=article)
    hidden = {(entry.first, entry.second) for entry in overshadowed(told, TODAY).entries}
    assert (("QAT", "USA") in hidden) is (articles >= MIN_STORIES)


def test_a_window_without_a_day_is_refused(told: Told) -> None:
    with pytest.raises(AnswerError, match="say 1 or more"):
        overshadowed(told, TODAY, 0)


@pytest.mark.parametrize(
    ("gain", "places", "bits"),
    [
        pytest.param(0.0, 1, 0.0, id="no gain"),
        pytest.param(1.0, 8, 0.0, id="less than chance gives"),
        pytest.param(11.0904, 1, 8.0, id="one place"),
        pytest.param(11.0904, 8, 5.0, id="eight places cost three bits"),
        pytest.param(60.0, 1, 9.9658, id="no more than one order of a thousand bears out"),
    ],
)
def test_a_break_surprises_less_where_it_could_have_been_in_more_places(
    gain: float, places: int, bits: float
) -> None:
    found = Break(
        at=2,
        earliest=2,
        latest=2,
        gain=gain,
        threshold=0.0,
        chance=0.001,
        allowed=0.01,
        dispersion=1.0,
        places=places,
        strength=1.0,
        orders=999,
        chance_strengths=(),
    )
    assert surprise_bits(found) == pytest.approx(bits, abs=0.001)
