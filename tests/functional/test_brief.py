"""The brief as a person reads it, from claims made by hand: what it says and how it fits."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from dragoman.answers import brief
from dragoman.faces.texts.brief_text import write_brief
from dragoman.faces.texts.sheet import NARROWEST, WIDEST, Sheet
from dragoman.model import Claim, Passage, Span, Status, Voice
from tests.unit.answers.test_shadows import TODAY, tell_rapprochement, tell_war
from tests.unit.answers.told import Told, interval, voice

ASK = "dragoman --record demo-record"
HATAMI = voice("Amir Hatami", "IRN")


def state(
    told: Told, sentence: str, act: str, day: date, outlet: str, *voices: Voice, **changes: Any
) -> Claim:
    """Print a sentence that states an act, such as "RUS AID IRN"."""
    actor, event_type, recipient = act.split()
    evidence = Passage(span=Span(0, len(sentence)), exact=sentence)
    article = told.print_article(outlet, day, f"{sentence} {told.snapshot} {len(told.said)}")
    return told.tell(
        actor,
        event_type,
        recipient,
        day,
        article=article,
        evidence=evidence,
        voices=voices,
        **changes,
    )


@pytest.fixture(scope="module")
def told() -> Told:
    """Two draw closer while a war is louder; something is due, something is denied."""
    told = Told(snapshot="by hand")
    for outlet, country in (
        ("Hormuz TV", "IRN"),
        ("Neva Gazette", "RUS"),
        ("Ararat Wire", "ARM"),
        ("Wire", "GBR"),
    ):
        told.outlet(outlet, country)
    tell_rapprochement(told)
    tell_war(told)
    said = "Russia will sell Iran the systems it asked for, Hatami said."
    state(told, said, "RUS AID IRN", date(2020, 8, 21), "Hormuz TV", HATAMI, confidence=0.99)
    doubt = "Moscow may have promised Tehran nothing, a source said."
    state(told, doubt, "RUS REJECT IRN", date(2020, 9, 2), "Neva Gazette", hedged=True)
    struck = "Azerbaijan shelled the cathedral, Armenia said."
    state(
        told, struck, "AZE ASSAULT ARM", date(2020, 10, 8), "Ararat Wire", voice("Armenia", "ARM")
    )
    denied = "Azerbaijan did not shell it, Baku said."
    baku = voice("Baku", "AZE")
    state(told, denied, "AZE ASSAULT ARM", date(2020, 10, 9), "Wire", baku, status=Status.NEGATED)
    told.announce("expiry", interval(date(2020, 10, 18)), "IRN", outlet="Hormuz TV")
    told.announce("visit", interval(date(2020, 10, 12), date(2020, 10, 18)), "IRN", "RUS")
    return told


def text_of(told: Told, width: int = 80, *, styled: bool = False, today: date = TODAY) -> str:
    claims = {claim.id: claim for claim in told.said}
    sheet = Sheet(width, styled=styled)
    write_brief(sheet, brief(told, today), claims.get, ASK)
    return sheet.text()


def test_a_brief_reads_as_it_did(told: Told, snapshot: SnapshotAssertion) -> None:
    """A change of the answers or of their layout shows here; read it, then --snapshot-update."""
    assert text_of(told) == snapshot


@settings(max_examples=20)
@given(width=st.integers(40, 200))
def test_a_brief_fits_every_terminal(told: Told, width: int) -> None:
    lines = text_of(told, width).splitlines()
    # A command stands on one line, however long, so that it can be copied.
    prose = [line for line in lines if not line.startswith(f"  {ASK}")]
    assert max(map(len, prose)) <= max(NARROWEST, min(width, WIDEST))
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_width_changes_no_word(told: Told) -> None:
    narrow, wide = (sorted(text_of(told, width).split()) for width in (80, 100))
    assert narrow == wide


def test_no_style_goes_into_a_pipe(told: Told) -> None:
    assert "\x1b" not in text_of(told)
    assert "\x1b[1m" in text_of(told, styled=True)


def test_countries_stand_with_their_names(told: Told) -> None:
    assert "Iran (IRN) and Russia (RUS), since June 2020" in text_of(told)


def test_the_brief_names_what_hides_the_shift_and_every_term_of_it(told: Told) -> None:
    hidden = " ".join(text_of(told).partition("OVERSHADOWED")[2].split())
    assert "by Armenia (ARM) and Azerbaijan (AZE)" in hidden
    (entry,) = brief(told, TODAY).overshadowed
    assert [term.name for term in entry.terms if term.name not in hidden] == []


def test_the_brief_tells_apart_what_has_a_day_and_what_has_none(told: Told) -> None:
    coming = text_of(told).partition("TO COME")[2].partition("OVERSHADOWED")[0]
    dated, _, rough = coming.partition("Roughly")
    assert "2020-10-18  8 days  expiry: Iran (IRN)" in dated
    assert "2020-10-12..10-18  2 days  visit: Iran (IRN), Russia (RUS)" in rough


def test_the_brief_says_who_asserts_and_who_denies(told: Told) -> None:
    disputed = text_of(told).partition("DISPUTED")[2]
    assert "denied by Baku (1 event, 1 claim, 1 outlet, 1 independent)" in disputed


def test_a_claim_stands_with_its_act_its_status_and_its_voice(told: Told) -> None:
    text = " ".join(text_of(told, 100).split())
    assert (
        "“Russia will sell Iran the systems it asked for, Hatami said.” Hormuz TV, 2020-08-21"
        in text
    )
    assert "AID: Russia (RUS) to Iran (IRN) actual; voice: “Amir Hatami” (IRN)" in text


def test_the_brief_ends_with_what_it_rests_on_and_how_to_go_on(told: Told) -> None:
    text = text_of(told)
    assert "snapshot by hand" in text
    assert f"{ASK} dyad IRN RUS" in text
    assert [rule for rule in brief(told, TODAY).rules if rule not in text] == []


def test_the_brief_of_an_empty_record_says_so_part_by_part() -> None:
    text = text_of(Told())
    assert "No pair." in text
    assert "Nothing is told to come." in text
    assert "Nothing is both asserted and denied." in text
    assert "WHO SAYS SO" not in text
