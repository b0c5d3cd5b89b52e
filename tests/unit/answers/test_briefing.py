"""The brief: what changed, what is due, what was hidden, and the sentences behind it."""

from datetime import date, timedelta
from random import Random

import pytest

from dragoman.answers import Arrow, Brief, brief
from dragoman.answers.briefing import MAX_DUE, MAX_SENTENCES
from tests.unit.answers.test_shadows import TODAY, tell_rapprochement, tell_war
from tests.unit.answers.told import Told, interval, place


@pytest.fixture
def behind_a_war(told: Told) -> Brief:
    tell_rapprochement(told)
    tell_war(told)
    return brief(told, TODAY)


def test_an_empty_record_makes_an_empty_brief(told: Told) -> None:
    found = brief(told, TODAY)
    assert (found.changed, found.due, found.overshadowed, found.sentences) == ((), (), (), ())
    assert (found.voices, found.most_told_sentence) == (None, None)


def test_the_order_of_claims_changes_no_brief(told: Told) -> None:
    tell_rapprochement(told)
    tell_war(told)
    before = brief(told, TODAY)
    Random(1).shuffle(told.said)
    assert brief(told, TODAY) == before


def test_the_brief_says_who_draws_closer_and_since_when(behind_a_war: Brief) -> None:
    shifts = {(c.first, c.second): c.shift for c in behind_a_war.changed}
    assert shifts["IRN", "RUS"].arrow is Arrow.CLOSER
    assert shifts["IRN", "RUS"].since == date(2020, 6, 1)


def test_every_pair_has_one_arrow(behind_a_war: Brief) -> None:
    pairs = [pair for count in behind_a_war.arrows for pair in count.pairs]
    assert len(pairs) == len(set(pairs)) == 5


def test_a_change_stands_on_claims_of_the_level_after_it(behind_a_war: Brief) -> None:
    for entry in behind_a_war.changed:
        assert entry.shift.after is not None
        level = entry.shift.after.cooperation.claims + entry.shift.after.conflict.claims
        assert set(entry.told.claims) <= set(level)
        assert entry.sentence.id in entry.told.claims


def test_the_voices_are_about_the_hidden_pair(behind_a_war: Brief) -> None:
    assert behind_a_war.voices is not None
    assert (behind_a_war.voices.first, behind_a_war.voices.second) == ("IRN", "RUS")


def test_the_voices_are_about_what_changed_where_nothing_is_hidden(told: Told) -> None:
    tell_rapprochement(told, in_window=3)
    found = brief(told, TODAY)
    assert found.overshadowed == ()
    assert found.voices is not None
    assert (found.voices.first, found.voices.second) == ("IRN", "RUS")


def tell_apart(told: Told, pair: str, counts: list[int]) -> None:
    """Tell of so many acts of a pair in each month, each in a place of its own."""
    actor, recipient = pair.split()
    for month, count in enumerate(counts, start=1):
        for number in range(count):
            where = (place(f"{month}-{number}"),)
            told.tell(actor, "AID", recipient, date(2020, month, 5), where=where)


def test_a_change_that_is_certain_goes_before_a_clearer_break(told: Told) -> None:
    for pair in ("IRQ SYR", "ISR LBN", "GRC CYP"):
        tell_apart(told, pair, [2] * 8 + [4] * 4)
    tell_apart(told, "TUR QAT", [4] * 8 + [13] * 4)
    tell_apart(told, "RUS IRN", [0] * 8 + [2] * 4)
    found = brief(told, date(2020, 12, 31)).changed
    assert [(entry.first, entry.shift.is_certain) for entry in found] == [
        ("IRN", True),
        ("QAT", False),
    ]
    gains = [entry.shift.found.gain for entry in found if entry.shift.found]
    assert gains[0] < gains[1]


def test_five_sentences_come_from_five_events_and_stories(behind_a_war: Brief) -> None:
    found = behind_a_war.sentences
    assert len(found) == MAX_SENTENCES
    assert len({said.event for said in found}) == MAX_SENTENCES
    assert len({said.article for said in found}) == MAX_SENTENCES


def test_a_plain_sentence_goes_before_a_hedged_one(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", date(2020, 6, 1), hedged=True, confidence=0.99)
    plain = told.tell("RUS", "AID", "SYR", date(2020, 6, 1), confidence=0.5)
    assert brief(told, TODAY).sentences[0].id == plain.id


def test_the_act_of_most_independent_stories_is_the_most_told(told: Told) -> None:
    for outlet in ("Wire", "Post"):
        told.tell("RUS", "AID", "IRN", date(2020, 6, 1), outlet=outlet)
    copied = told.tell("USA", "AID", "ISR", date(2020, 6, 1))
    for outlet in ("Paper", "Herald", "Globe"):
        told.copy(copied, outlet)
    words = brief(told, TODAY).most_told.words
    assert words == "1 event, 2 claims, 2 outlets, 2 independent"


def test_what_is_due_in_two_months_is_no_matter_for_today(told: Told) -> None:
    told.announce("expiry", interval(TODAY + timedelta(days=60)), "IRN")
    assert brief(told, TODAY).due == ()


def test_what_most_stories_call_due_is_not_crowded_out(told: Told) -> None:
    for day in range(MAX_DUE + 2):
        told.announce("visit", interval(TODAY + timedelta(days=day)), "RUS")
    for outlet in ("Wire", "Post"):
        told.announce("expiry", interval(TODAY + timedelta(days=20)), "IRN", outlet=outlet)
    found = brief(told, TODAY).due
    assert (len(found), found[-1].what) == (MAX_DUE, "expiry")
    assert [item.start for item in found] == sorted(item.start for item in found)
