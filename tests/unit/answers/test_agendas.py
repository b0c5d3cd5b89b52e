"""The agenda answer: how each thing stands, what that rests on, and how far silence goes."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import Agenda, DueItem, agenda
from dragoman.answers.state import Standing
from dragoman.model import AgendaItem, AgendaStatus, Passage, Span, Status, When
from tests.unit.answers.told import Told, interval

TODAY = date(2020, 10, 10)
ANNOUNCED = date(2020, 9, 1)
DAY = date(2020, 10, 1)
LATER = date(2020, 10, 20)


def announce(
    told: Told, what: str, when: When | None, *actors: str, on: date = ANNOUNCED, **changes: object
) -> AgendaItem:
    return told.announce(
        what,
        when,
        *actors,
        outlet=f"Wire {len(told.due)}",
        published=on.isoformat(),
        **changes,
    )


def become(
    told: Told,
    what: str,
    status: str,
    *actors: str,
    when: When | None = None,
    moved_from: When | None = None,
    on: date = DAY + timedelta(days=1),
) -> AgendaItem:
    fields = {"status": AgendaStatus(status), "moved_from": moved_from}
    return announce(told, what, when, *actors, on=on, **fields)


def found(told: Told, **asked: object) -> Agenda:
    return agenda(told, TODAY, **{"since": date(2020, 1, 1), **asked})  # type: ignore[arg-type]


def only(told: Told) -> DueItem:
    (thing,) = found(told).things
    return thing


def spoken(words: str, day: date) -> When:
    """An interval with its words, as a weekday or a day of a month is said."""
    base = interval(day)
    passage = Passage(span=Span(0, len(words)), exact=words)
    return When(start=day, end=day, precision=base.precision, basis=base.basis, passage=passage)


def test_what_is_still_ahead_is_announced_and_rests_on_nothing_else(told: Told) -> None:
    announce(told, "visit", interval(LATER), "IRN", "RUS")
    outcome = only(told).outcome
    assert (outcome.status, outcome.rests_on) == (AgendaStatus.ANNOUNCED, None)


def test_what_is_over_and_untold_is_unknown_and_says_since_when(told: Told) -> None:
    announce(told, "visit", interval(DAY), "IRN", "RUS")
    outcome = only(told).outcome
    assert outcome.status is AgendaStatus.UNKNOWN
    assert "over since 2020-10-01" in outcome.reason


def test_an_act_of_the_parties_on_the_day_is_the_thing_done(told: Told) -> None:
    announce(told, "visit", interval(DAY), "IRN", "RUS")
    claim = told.tell("RUS", "CONSULT", "IRN", DAY)
    outcome = only(told).outcome
    assert outcome.status is AgendaStatus.DONE
    assert outcome.rests_on is not None
    assert outcome.rests_on.id == claim.id
    assert "CONSULT of 2020-10-01" in outcome.reason


@pytest.mark.parametrize(
    ("actors", "event_type", "recipients", "day"),
    [
        pytest.param("RUS", "CONSULT", "IRQ", DAY, id="another party"),
        pytest.param("RUS", "CONSULT", "", DAY, id="one party alone"),
        pytest.param("RUS", "ACCUSE", "IRN", DAY, id="another type"),
        pytest.param("RUS", "CONSULT", "IRN", date(2020, 9, 20), id="an earlier day"),
        pytest.param("RUS", "CONSULT", "IRN", date(2020, 10, 4), id="a later day"),
    ],
)
def test_another_act_is_not_the_thing_announced(
    told: Told, actors: str, event_type: str, recipients: str, day: date
) -> None:
    announce(told, "visit", interval(DAY), "IRN", "RUS")
    told.tell(actors, event_type, recipients, day)
    assert only(told).outcome.status is AgendaStatus.UNKNOWN


@pytest.mark.parametrize("status", [Status.FUTURE, Status.HYPOTHETICAL])
def test_an_act_that_is_only_to_come_settles_nothing(told: Told, status: Status) -> None:
    announce(told, "visit", interval(DAY), "IRN", "RUS")
    told.tell("RUS", "CONSULT", "IRN", DAY, status=status)
    assert only(told).outcome.status is AgendaStatus.UNKNOWN


def test_an_act_denied_is_the_thing_missed(told: Told) -> None:
    announce(told, "visit", interval(DAY), "IRN", "RUS")
    told.tell("RUS", "CONSULT", "IRN", DAY, status=Status.NEGATED)
    assert only(told).outcome.status is AgendaStatus.MISSED


def test_what_may_be_done_before_its_last_day_is_done_early(told: Told) -> None:
    announce(told, "withdrawal", interval(LATER), "RUS")
    told.tell("RUS", "RETREAT", "", DAY, article=told.print_article("Wire", DAY, "withdrew"))
    assert only(told).outcome.status is AgendaStatus.DONE


def test_what_has_its_day_is_not_done_early(told: Told) -> None:
    announce(told, "talks", interval(LATER), "RUS", "IRN")
    told.tell("RUS", "CONSULT", "IRN", DAY)
    assert only(told).outcome.status is AgendaStatus.ANNOUNCED


def test_a_state_drills_alone_but_does_not_meet_alone(told: Told) -> None:
    announce(told, "exercise", interval(DAY), "RUS")
    announce(told, "meeting", interval(DAY), "RUS")
    told.tell("RUS", "MOBILIZE", "", DAY, article=told.print_article("Wire", DAY, "drills"))
    told.tell("RUS", "CONSULT", "", DAY)
    statuses = {thing.what: thing.outcome.status for thing in found(told).things}
    assert statuses == {"exercise": AgendaStatus.DONE, "meeting": AgendaStatus.UNKNOWN}


def test_praise_is_no_signing(told: Told) -> None:
    announce(told, "signing", interval(DAY), "IRN", "RUS")
    told.tell("RUS", "SUPPORT", "IRN", DAY, article=told.print_article("Wire", DAY, "praised"))
    assert only(told).outcome.status is AgendaStatus.UNKNOWN


@pytest.mark.parametrize(("what", "is_done"), [("visit", False), ("talks", True)])
def test_a_call_is_no_visit_but_talks(told: Told, what: str, is_done: bool) -> None:
    announce(told, what, interval(DAY), "IRN", "RUS")
    told.tell("RUS", "CONSULT", "IRN", DAY, modes=("phone",))
    assert (only(told).outcome.status is AgendaStatus.DONE) is is_done


@pytest.mark.parametrize(("modes", "is_done"), [((), False), (("visit",), True)])
def test_a_meeting_of_some_day_of_a_month_is_not_known_to_be_the_visit(
    told: Told, modes: tuple[str, ...], is_done: bool
) -> None:
    announce(told, "visit", interval(date(2020, 9, 2), DAY), "IRN", "RUS")
    told.tell("RUS", "CONSULT", "IRN", date(2020, 9, 20), modes=modes)
    assert (only(told).outcome.status is AgendaStatus.DONE) is is_done


def test_a_thing_moved_names_its_new_day_and_is_announced_for_it(told: Told) -> None:
    announce(told, "vote", interval(DAY), "UKR")
    become(told, "vote", "moved", "UKR", when=interval(LATER), moved_from=interval(DAY))
    statuses = {thing.start: thing.outcome for thing in found(told).things}
    assert statuses[DAY].status is AgendaStatus.MOVED
    assert statuses[DAY].moved_to == (LATER, LATER)
    assert statuses[LATER].status is AgendaStatus.ANNOUNCED


def test_a_move_without_its_old_day_is_of_the_nearest_thing_that_fits(told: Told) -> None:
    announce(told, "vote", interval(date(2020, 10, 8)), "UKR")
    announce(told, "vote", interval(date(2020, 12, 8)), "UKR")
    become(told, "vote", "moved", "UKR", on=date(2020, 10, 5))
    statuses = [thing.outcome.status for thing in found(told).things]
    assert sorted(statuses) == [AgendaStatus.ANNOUNCED, AgendaStatus.MOVED]


def test_a_telling_of_another_day_is_of_another_thing(told: Told) -> None:
    announce(told, "vote", interval(DAY), "UKR")
    become(told, "vote", "missed", "UKR", when=interval(date(2020, 9, 20)))
    assert only(told).outcome.status is AgendaStatus.UNKNOWN


def test_a_telling_of_other_parties_is_of_another_thing(told: Told) -> None:
    announce(told, "talks", interval(DAY), "IRN", "RUS")
    become(told, "talks", "missed", "IRN", "IRQ", when=interval(DAY))
    assert only(told).outcome.status is AgendaStatus.UNKNOWN


def test_a_telling_of_nobody_is_of_the_vote_of_its_day(told: Told) -> None:
    announce(told, "vote", interval(DAY), "UKR")
    become(told, "vote", "done", when=interval(DAY))
    assert only(told).outcome.status is AgendaStatus.DONE


def test_a_telling_of_nobody_without_a_day_is_of_nothing(told: Told) -> None:
    announce(told, "vote", interval(DAY), "UKR")
    become(told, "vote", "done")
    assert only(told).outcome.status is AgendaStatus.UNKNOWN


def test_a_telling_from_before_the_announcement_is_not_of_it(told: Told) -> None:
    announce(told, "vote", interval(DAY), "UKR")
    become(told, "vote", "missed", "UKR", on=ANNOUNCED - timedelta(days=1))
    assert only(told).outcome.status is AgendaStatus.UNKNOWN


def test_a_telling_long_after_the_day_is_of_a_later_thing(told: Told) -> None:
    announce(told, "vote", interval(date(2020, 9, 10)), "UKR")
    become(told, "vote", "done", "UKR", on=date(2020, 10, 5))
    assert only(told).outcome.status is AgendaStatus.UNKNOWN


def test_a_visit_called_off_may_be_told_as_a_meeting(told: Told) -> None:
    announce(told, "visit", interval(LATER), "IRN", "RUS")
    become(told, "meeting", "missed", "IRN", "RUS", when=interval(LATER))
    assert only(told).outcome.status is AgendaStatus.MISSED


@pytest.mark.parametrize(
    ("words", "read_as"),
    [
        pytest.param("Thursday", DAY - timedelta(days=7), id="weekday"),
        pytest.param("October 1", date(2019, 10, 1), id="day of a year"),
    ],
)
def test_a_day_read_backwards_in_a_past_tense_is_also_the_next_one(
    told: Told, words: str, read_as: date
) -> None:
    announce(told, "vote", interval(DAY), "UKR")
    become(told, "vote", "missed", "UKR", when=spoken(words, read_as))
    assert only(told).outcome.status is AgendaStatus.MISSED


def test_the_latest_telling_decides(told: Told) -> None:
    announce(told, "vote", interval(DAY), "UKR")
    become(told, "vote", "missed", "UKR", when=interval(DAY), on=date(2020, 9, 20))
    become(told, "vote", "done", "UKR", when=interval(DAY), on=date(2020, 10, 2))
    assert only(told).outcome.status is AgendaStatus.DONE


def test_what_is_told_after_the_day_asked_about_is_not_known(told: Told) -> None:
    announce(told, "vote", interval(DAY), "UKR")
    become(told, "vote", "done", "UKR", when=interval(DAY), on=TODAY + timedelta(days=1))
    announce(told, "talks", interval(LATER), "UKR", "RUS", on=TODAY + timedelta(days=1))
    assert only(told).outcome.status is AgendaStatus.UNKNOWN


def test_what_is_vague_stands_apart_and_has_no_day(told: Told) -> None:
    words = Passage(span=Span(0, 4), exact="Soon")
    announce(told, "visit", None, "IRN", "RUS", vague=words)
    answer = found(told)
    assert answer.things == ()
    (vague,) = answer.vague
    assert (vague.vague, vague.outcome.status) == (("soon",), AgendaStatus.ANNOUNCED)


def test_what_is_vague_is_done_by_the_act_of_its_parties(told: Told) -> None:
    words = Passage(span=Span(0, 4), exact="soon")
    announce(told, "visit", None, "IRN", "RUS", vague=words)
    told.tell("RUS", "CONSULT", "IRN", DAY, modes=("visit",))
    (vague,) = found(told).vague
    assert vague.outcome.status is AgendaStatus.DONE


def test_what_is_over_and_unresolved_comes_first(told: Told) -> None:
    announce(told, "vote", interval(LATER), "UKR")
    announce(told, "vote", interval(DAY), "PER")
    announce(told, "expiry", interval(DAY), "IRN")
    become(told, "expiry", "done", "IRN", when=interval(DAY))
    statuses = [thing.outcome.status for thing in found(told).things]
    assert statuses == [AgendaStatus.UNKNOWN, AgendaStatus.ANNOUNCED, AgendaStatus.DONE]


def test_what_ended_long_ago_is_left_out_unless_asked_for(told: Told) -> None:
    announce(told, "vote", interval(date(2020, 9, 5)), "UKR")
    assert agenda(told, TODAY).things == ()
    assert len(agenda(told, TODAY, since=date(2020, 9, 5)).things) == 1


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        pytest.param({"parties": ("RUS", "IRN")}, ["visit"], id="dyad"),
        pytest.param({"parties": ("RUS",)}, ["vote", "visit"], id="country"),
        pytest.param({"kinds": ("vote",)}, ["vote"], id="kind"),
        pytest.param({"statuses": (AgendaStatus.UNKNOWN,)}, ["vote"], id="status"),
        pytest.param({"until": DAY}, ["vote"], id="until"),
        pytest.param({"since": TODAY}, ["visit"], id="since"),
    ],
)
def test_an_agenda_is_narrowed_by_what_is_asked(
    told: Told, asked: dict[str, object], kinds: list[str]
) -> None:
    announce(told, "visit", interval(LATER), "IRN", "RUS")
    announce(told, "vote", interval(DAY), "RUS")
    assert [thing.what for thing in found(told, **asked).things] == kinds


def test_an_empty_record_was_not_collected(told: Told) -> None:
    assert found(told).standing is Standing.NOT_COLLECTED


def test_a_record_that_never_names_a_country_does_not_cover_it(told: Told) -> None:
    told.tell("RUS", "CONSULT", "IRN", TODAY)
    assert found(told, parties=("PER",)).standing is Standing.OUTSIDE_COVERAGE


def test_a_record_without_a_date_ahead_is_below_the_threshold(told: Told) -> None:
    told.tell("RUS", "CONSULT", "IRN", TODAY)
    answer = found(told)
    assert (answer.standing, answer.articles) == (Standing.BELOW_THRESHOLD, 1)


def test_a_record_that_ends_long_before_today_is_stale_though_it_holds_dates(told: Told) -> None:
    announce(told, "vote", interval(LATER), "UKR", on=date(2020, 8, 1))
    answer = found(told)
    assert (answer.standing, answer.newest) == (Standing.STALE, date(2020, 8, 1))


def test_a_fresh_record_with_a_date_is_enough(told: Told) -> None:
    announce(told, "vote", interval(LATER), "UKR", on=TODAY)
    assert found(told).standing is Standing.ENOUGH


WORD = st.tuples(
    st.sampled_from(["announced", "moved", "missed", "done"]),
    st.sampled_from(["expiry", "visit", "talks", "vote"]),
    st.integers(-30, 0),
    st.integers(-20, 20),
    st.lists(st.sampled_from(["IRN", "RUS", "USA"]), max_size=2, unique=True),
)
WORDS = st.lists(WORD, max_size=8)
Word = tuple[str, str, int, int, list[str]]


def telling(words: list[Word]) -> Told:
    told = Told()
    for status, what, printed, days, actors in words:
        on, when = TODAY + timedelta(days=printed), interval(TODAY + timedelta(days=days))
        if status == "announced":
            announce(told, what, when, *actors, on=on)
        else:
            become(told, what, status, *actors, when=when, on=on)
        if actors:
            told.tell(actors[0], "CONSULT", actors[-1], when.start)
    return told


@given(WORDS, st.randoms(use_true_random=False))
def test_the_order_of_what_is_told_changes_no_status(words: list[Word], random: Random) -> None:
    told = telling(words)
    before = found(told)
    random.shuffle(told.due)
    random.shuffle(told.said)
    assert found(told) == before


@given(WORDS)
def test_a_status_without_a_sentence_is_the_calendars_alone(words: list[Word]) -> None:
    for thing in found(telling(words)).things:
        over = thing.end < TODAY
        rests_on = thing.outcome.rests_on
        if rests_on is None:
            by_calendar = AgendaStatus.UNKNOWN if over else AgendaStatus.ANNOUNCED
            assert thing.outcome.status is by_calendar
        else:
            assert thing.outcome.status in {"moved", "missed", "done"}
            assert rests_on.published is not None
            assert rests_on.published <= TODAY.isoformat()


@given(WORDS)
def test_an_item_stands_in_at_most_one_thing(words: list[Word]) -> None:
    answer = found(telling(words))
    ids = [item for entry in (*answer.things, *answer.vague) for item in entry.items]
    assert len(ids) == len(set(ids))
