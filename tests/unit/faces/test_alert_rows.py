"""Alerts as a feed: well-formed, an entry for each firing, the same id however often it is read."""

from dataclasses import replace
from datetime import date, timedelta

from defusedxml import ElementTree

from dragoman.answers import Standing, State
from dragoman.answers.alerts import AlertAnswer
from dragoman.faces.alert_rows import feed_of
from dragoman.faces.atom import ATOM
from dragoman.model import Alert, Channel, Firing
from dragoman.pages.feeds import read_feed

DAY = date(2020, 6, 1)


def answer(channel: Channel | None, name: str = "gulf", outlet: str = "Wire") -> AlertAnswer:
    firing = None
    if channel is not None:
        firing = Firing(
            alert=name,
            channel=channel,
            since=DAY - timedelta(days=6),
            day=DAY,
            events=("ev_1",),
            claims=("cl_1",),
            outlets=(outlet,),
            origins=("ar_1",),
        )
    return AlertAnswer(
        alert=Alert(name=name, query=(("dyad", "RUS,IRN"),), at_least=1, within=7, origins=2),
        since=DAY,
        until=DAY,
        snapshot="test",
        state=State(standing=Standing.NOT_COLLECTED, seen=0, least=1, unit="acts", newest=None),
        firings=(),
        standing=firing,
        unplaced=0,
    )


def entries(*answers: AlertAnswer, today: date = DAY) -> list[dict[str, str]]:
    feed = ElementTree.fromstring(feed_of(answers, today).encode())
    return [
        {part.tag.removeprefix(f"{{{ATOM}}}"): part.text or part.get("term") for part in entry}
        for entry in feed.iter(f"{{{ATOM}}}entry")
    ]


def test_a_firing_is_an_entry_with_the_addresses_of_its_claims() -> None:
    (entry,) = entries(answer(Channel.SIREN))
    assert entry["category"] == "siren"
    assert "/v1/claims/cl_1" in entry["content"].splitlines()


def test_an_entry_keeps_its_id_as_days_go_by() -> None:
    (today,), (tomorrow,) = (
        entries(answer(Channel.SIREN), today=DAY + timedelta(days=n)) for n in (0, 1)
    )
    assert today == tomorrow


def test_a_siren_after_a_digest_is_an_entry_of_its_own() -> None:
    (digest,), (siren,) = (entries(answer(channel)) for channel in (Channel.DIGEST, Channel.SIREN))
    assert digest["id"] != siren["id"]


def test_an_alert_of_another_threshold_has_other_entries() -> None:
    told = answer(Channel.SIREN)
    changed = replace(told, alert=replace(told.alert, at_least=2))
    assert entries(told)[0]["id"] != entries(changed)[0]["id"]


def test_what_xml_cannot_hold_is_left_out() -> None:
    (entry,) = entries(answer(Channel.DIGEST, outlet="<Wire> & \x00\ud800 Sons"))
    assert "<Wire> &    Sons" in entry["content"]


def test_a_silent_alert_says_why_it_is_silent() -> None:
    assert entries(answer(None)) == []
    assert "gulf: not collected" in feed_of([answer(None)], DAY)


def test_our_own_reader_of_feeds_takes_it_for_atom() -> None:
    assert read_feed(feed_of([answer(Channel.SIREN)], DAY).encode(), "https://x.example/").kind
