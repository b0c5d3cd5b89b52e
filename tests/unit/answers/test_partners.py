"""One actor: its partners in two windows, its roles, its parts and names."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dragoman.answers import fold
from dragoman.answers.pairs import find_pairs
from dragoman.answers.partners import ActorAnswer, actor_in
from dragoman.errors import AnswerError
from dragoman.model import Actor, Participant, Passage, Span, Voice
from tests.unit.answers.told import Told

TODAY = date(2020, 10, 10)
WORDS = Passage(span=Span(0, 4), exact="they")


def actor(told: Told, code: str = "RUS", days: int = 30) -> ActorAnswer:
    return actor_in(find_pairs(fold(told)), code, TODAY, days)


def test_the_two_windows_are_as_long_and_touch(told: Told) -> None:
    answer = actor(told)
    assert answer.now == (TODAY - timedelta(days=29), TODAY)
    assert answer.before[1] + timedelta(days=1) == answer.now[0]
    assert answer.before[1] - answer.before[0] == answer.now[1] - answer.now[0]


def test_an_act_is_in_the_window_of_its_day(told: Told) -> None:
    for days_ago in (0, 29, 33, 59, 63):
        told.tell("RUS", "AID", "IRN", TODAY - timedelta(days=days_ago))
    (partner,) = actor(told).partners
    counts = [len(part.claims) for part in (partner.now, partner.before, partner.total)]
    assert counts == [2, 2, 5]


def test_a_partner_of_now_comes_before_one_of_the_past(told: Told) -> None:
    for days_ago in (40, 41, 45):
        told.tell("RUS", "AID", "IRN", TODAY - timedelta(days=days_ago))
    told.tell("RUS", "AID", "CHN", TODAY)
    assert [partner.other for partner in actor(told).partners] == ["CHN", "IRN"]


def test_roles_are_told_apart(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", TODAY)
    told.tell("IRN", "AID", "RUS", TODAY)
    speaker = Voice(passage=WORDS, actor=Actor(name="Moscow", country="RUS"))
    told.tell("IRN", "AID", "CHN", TODAY, voices=(speaker,))
    answer = actor(told)
    roles = {role.name: len(role.backing.claims) for role in answer.roles}
    assert roles == {"acts": 1, "faces": 1, "against": 0, "speaks": 1}
    assert len(answer.about.claims) == 2
    assert len(answer.made.claims) == 1


def test_a_part_of_a_country_has_its_own_acts_only(told: Told) -> None:
    forces = Participant(
        passage=WORDS, actor=Actor(name="Northern Fleet", country="RUS", sector="MIL")
    )
    told.tell("RUS", "AID", "IRN", TODAY)
    told.said.append(replace(told.tell("RUS", "AID", "CHN", TODAY), id="fleet", actors=(forces,)))
    told.tell("RUS", "AID", "TUR", TODAY)
    assert [part.code for part in actor(told).parts] == ["RUS.MIL"]
    answer = actor(told, "RUS.MIL")
    assert [partner.other for partner in answer.partners] == ["CHN"]
    assert [(name.name, name.code) for name in answer.names] == [("Northern Fleet", "RUS.MIL")]


def test_a_window_without_days_is_refused(told: Told) -> None:
    with pytest.raises(AnswerError):
        actor(told, days=0)
