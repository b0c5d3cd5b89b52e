"""Who is on which side of an act, by the grammar around its words; no weights needed."""

import pytest

from tests.unit.coding.test_assemble import claim_of


def countries(text: str, trigger: str, event_type: str, recipient: str) -> set[str | None]:
    """Return the countries of the recipients where Norway acts."""
    roles = [("actor", "Norway"), ("recipient", recipient)]
    claim = claim_of(text, trigger, event_type, roles)
    return {party.actor.country for party in claim.recipients}


@pytest.mark.parametrize(
    ("text", "trigger", "event_type"),
    [
        ("Norway called for the release of Peru.", "called for", "REQUEST"),
        ("Norway called for Peru's withdrawal.", "called for", "REQUEST"),
        ("Norway demanded Peru's withdrawal.", "demanded", "REQUEST"),
        ("Norway discussed the role of Peru.", "discussed", "CONSULT"),
    ],
)
def test_what_is_called_for_or_discussed_is_no_recipient(
    text: str, trigger: str, event_type: str
) -> None:
    assert countries(text, trigger, event_type, "Peru") == set()


@pytest.mark.parametrize(
    ("text", "trigger", "event_type"),
    [
        ("Norway called for Peru to withdraw.", "called for", "REQUEST"),
        ("Norway called on Peru.", "called on", "REQUEST"),
        ("Norway discussed the drought with Peru.", "discussed", "CONSULT"),
    ],
)
def test_whom_somebody_calls_on_or_talks_with_is_the_recipient(
    text: str, trigger: str, event_type: str
) -> None:
    assert countries(text, trigger, event_type, "Peru") == {"PER"}


def test_a_demand_of_nobody_is_that_of_its_speaker() -> None:
    text = '"Peru must stop the attacks," the Norwegian president said.'
    claim = claim_of(text, "must stop", "REQUEST", [("recipient", "Peru")])
    assert [party.actor.country for party in claim.actors] == ["NOR"]
    assert [party.reason for party in claim.actors] == ["guess: the speaker"]


def test_who_tells_of_an_attack_of_nobody_did_not_do_it() -> None:
    text = '"Troops shelled Peru," the Norwegian president said.'
    assert claim_of(text, "shelled", "ASSAULT", [("recipient", "Peru")]).actors == ()


def test_who_tells_that_somebody_was_condemned_did_not_condemn() -> None:
    text = '"Peru was condemned," the Norwegian president said.'
    assert claim_of(text, "condemned", "ACCUSE", [("recipient", "Peru")]).actors == ()
