"""Sending: each finding once, tries only where they help, and nothing lost in between."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dragoman.answers.alerts import AlertAnswer
from dragoman.errors import MalformedInput, RecordBusy
from dragoman.faces.findings import MOST_LISTED, finding_row
from dragoman.faces.outbox import OUTBOX_FILE, Message, Outbox, Route, sending_from
from dragoman.faces.sending import (
    MOST_CALLS,
    TRIES_PER_CALL,
    Fault,
    Mailing,
    revive,
    send,
    take_in,
)
from dragoman.model import Channel
from tests.faults.hostile import SkippingClock
from tests.faults.told import DAY, TODAY, answer, firing

DESK = Mailing(to=("desk@example.org",), days=1)
DOWN = Fault("connection", is_passing=True)
GONE = Fault("http_410", is_passing=False)


class Door:
    """A carrier that keeps what it is given and says what it is told to, the last for ever."""

    def __init__(self, *says: Fault | None) -> None:
        self.says = list(says) or [None]
        self.given: list[str] = []

    def target(self, message: Message) -> str:
        return f"door of {message.alerts[0]}"

    def carry(self, message: Message) -> Fault | None:
        self.given.append(message.id)
        return self.says.pop(0) if len(self.says) > 1 else self.says[0]


def sent(outbox: Outbox, door: Door, clock: SkippingClock | None = None) -> list[str | None]:
    """The faults of one call; None stands for a message that was taken."""
    carriers = dict.fromkeys(Route, door)
    attempts = send(outbox, carriers, clock or SkippingClock(), lambda: None)
    return [attempt.fault.reason if attempt.fault else None for attempt in attempts]


def filled(*answers: AlertAnswer, mailing: Mailing | None = None) -> Outbox:
    outbox = Outbox()
    take_in(outbox, answers or (answer(firing()),), TODAY, mailing)
    return outbox


def routes(messages: Iterable[Message]) -> list[tuple[Route, Channel]]:
    return [(message.route, message.channel) for message in messages]


def test_a_siren_is_sent_once_however_often_it_is_found() -> None:
    outbox, door = filled(), Door()
    for _ in range(3):
        take_in(outbox, [answer(firing())], TODAY, None)
        sent(outbox, door)
    assert len(door.given) == 1


def test_what_has_one_origin_goes_to_the_digest_alone() -> None:
    outbox = filled(answer(firing(Channel.DIGEST)), mailing=DESK)
    assert routes(outbox.messages) == [(Route.MAIL, Channel.DIGEST)]


def test_a_siren_goes_to_the_webhook_and_by_mail() -> None:
    outbox = filled(mailing=DESK)
    both = [(Route.WEBHOOK, Channel.SIREN), (Route.MAIL, Channel.SIREN)]
    assert routes(outbox.messages) == both


def test_without_an_address_nothing_is_posted() -> None:
    assert filled(answer(firing(), webhook=None)).messages == []


def test_a_siren_after_a_digest_is_news() -> None:
    outbox = filled(answer(firing(Channel.DIGEST)), mailing=DESK)
    later = firing(day=DAY + timedelta(days=1))
    take_in(outbox, [answer(firing(Channel.DIGEST), later)], TODAY, DESK)
    assert routes(outbox.messages[1:]) == [
        (Route.WEBHOOK, Channel.SIREN),
        (Route.MAIL, Channel.SIREN),
    ]


def test_a_run_that_a_late_page_lets_begin_earlier_is_no_news() -> None:
    outbox = filled()
    take_in(outbox, [answer(firing(day=DAY - timedelta(days=2)))], TODAY, None)
    assert len(outbox.messages) == 1


def test_another_run_is_news() -> None:
    outbox = filled()
    earlier = firing(day=DAY - timedelta(days=2))
    take_in(outbox, [answer(earlier, firing())], TODAY, None)
    assert [message.findings[0]["day"] for message in outbox.messages] == [
        "2026-11-20",
        "2026-11-18",
    ]


def test_a_digest_comes_once_a_day_and_holds_all_that_waits() -> None:
    outbox = filled(answer(firing(Channel.DIGEST)), mailing=DESK)
    for name in ("levant", "baltic"):
        found = answer(firing(Channel.DIGEST, name=name), name=name)
        take_in(outbox, [found], TODAY, DESK)
    assert [message.alerts for message in outbox.messages] == [("gulf",)]
    take_in(outbox, [], TODAY + timedelta(days=1), DESK)
    assert outbox.messages[1].alerts == ("baltic", "levant")


def test_a_digest_may_be_asked_for_less_often() -> None:
    weekly = replace(DESK, days=7)
    outbox = filled(answer(firing(Channel.DIGEST)), mailing=weekly)
    take_in(outbox, [answer(firing(Channel.DIGEST, name="b"), name="b")], TODAY, weekly)
    for days, count in ((6, 1), (7, 2)):
        take_in(outbox, [], TODAY + timedelta(days=days), weekly)
        assert len(outbox.messages) == count


def test_where_nothing_is_new_there_is_no_mail() -> None:
    assert filled(answer(), mailing=DESK).messages == []


def test_every_recipient_gets_a_mail_of_its_own() -> None:
    both = replace(DESK, to=("a@example.org", "b@example.org"))
    messages = filled(answer(firing(Channel.DIGEST)), mailing=both).messages
    assert [message.to for message in messages] == list(both.to)
    assert len({message.id for message in messages}) == 2


def test_a_passing_fault_is_tried_again_with_growing_waits() -> None:
    clock, door = SkippingClock(), Door(DOWN, DOWN, None)
    assert sent(filled(), door, clock) == [None]
    first, second = clock.slept
    assert 0.5 <= first <= 1.0 <= second <= 2.0


def test_the_wait_that_is_asked_for_is_kept() -> None:
    clock = SkippingClock()
    sent(filled(), Door(Fault("http_429", is_passing=True, wait=7.0), None), clock)
    assert clock.slept == [7.0]


def test_a_long_wait_that_is_asked_for_is_left_to_a_later_call() -> None:
    clock, outbox = SkippingClock(), filled()
    door = Door(Fault("http_503", is_passing=True, wait=3600.0), None)
    assert sent(outbox, door, clock) == ["http_503"]
    clock.sleep(3599)
    assert sent(outbox, door, clock) == []
    clock.sleep(1)
    assert sent(outbox, door, clock) == [None]


def test_nobody_can_ask_to_wait_for_more_than_a_day() -> None:
    clock, outbox = SkippingClock(), filled()
    sent(outbox, Door(Fault("http_503", is_passing=True, wait=float("inf"))), clock)
    clock.sleep(24 * 3600)
    assert sent(outbox, Door(), clock) == [None]


def test_a_lasting_fault_is_tried_once_and_given_up() -> None:
    outbox, door = filled(), Door(GONE)
    assert sent(outbox, door) == ["http_410"]
    assert (len(door.given), outbox.messages[0].is_dead) == (1, True)
    assert sent(outbox, door) == []


def test_a_fault_that_does_not_pass_is_given_up_in_the_end() -> None:
    clock, outbox, door = SkippingClock(), filled(), Door(DOWN)
    calls = 0
    while not outbox.messages[0].is_dead:
        clock.sleep(24 * 3600)
        calls += len(sent(outbox, door, clock))
    assert (calls, len(door.given)) == (MOST_CALLS, MOST_CALLS * TRIES_PER_CALL)


def test_what_was_given_up_can_be_tried_again_under_its_id() -> None:
    outbox, door = filled(), Door(GONE, None)
    sent(outbox, door)
    revive(outbox)
    assert sent(outbox, door) == [None]
    assert len(set(door.given)) == 1


def test_where_a_door_is_shut_the_rest_waits_and_other_doors_are_tried() -> None:
    earlier = firing(day=DAY - timedelta(days=3))
    other = answer(firing(name="levant"), name="levant")
    outbox = filled(answer(earlier, firing()), other)
    assert sent(outbox, Door(*[DOWN] * TRIES_PER_CALL, None)) == ["connection", None]
    assert [message.alerts for message in outbox.messages] == [("gulf",), ("gulf",)]


def test_the_outbox_is_read_as_it_was_written(tmp_path: Path) -> None:
    outbox = filled(answer(firing()), answer(firing(Channel.DIGEST), name="b"), mailing=DESK)
    sent(outbox, Door(DOWN))
    outbox.save(tmp_path)
    assert Outbox.read(tmp_path) == outbox


@pytest.mark.parametrize("said", ["", "[]", '{"messages": 3}', '{"told": [["post", 1]]}'])
def test_a_broken_outbox_is_not_taken_for_an_empty_one(tmp_path: Path, said: str) -> None:
    (tmp_path / OUTBOX_FILE).write_text(said)
    with pytest.raises(MalformedInput, match="not as we write it"):
        Outbox.read(tmp_path)


def test_one_process_sends_at_a_time(tmp_path: Path) -> None:
    with sending_from(tmp_path), pytest.raises(RecordBusy), sending_from(tmp_path):
        pytest.fail("two send at once")


def test_a_finding_that_rests_on_much_is_cut_and_says_so() -> None:
    much = replace(firing(), claims=tuple(f"cl_{n}" for n in range(MOST_LISTED + 5)))
    row = finding_row(answer(much), much)
    assert (len(row["claims"]), len(row["addresses"])) == (MOST_LISTED, MOST_LISTED)
    assert row["n_claims"] == MOST_LISTED + 5
