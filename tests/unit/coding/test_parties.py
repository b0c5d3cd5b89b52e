"""Who is on which side of an act, by the grammar around its words; no weights needed."""

import pytest

from dragoman.coding.coder import one_per_act
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


def test_whom_the_sentence_is_about_calls_himself_nothing() -> None:
    text = "Norwegian lawmaker Kari Dahl thanked her."
    roles = [("actor", "Norwegian lawmaker Kari Dahl"), ("recipient", "her")]
    (party,) = claim_of(text, "thanked", "SUPPORT", roles).recipients
    assert (party.actor.name, party.actor.country) == ("her", None)


def test_words_that_the_reader_doubts_are_no_side_by_themselves() -> None:
    roles = [("actor", "Norway"), ("recipient", "Peru")]
    claim = claim_of("Norway rallied over Peru.", "rallied", "PROTEST", roles, sure=0.45)
    assert (claim.actors, claim.recipients) == ((), ())


def test_words_that_the_reader_doubts_stay_beside_others_of_their_side() -> None:
    roles = [("actor", "Norway"), ("actor", "Peru")]
    claim = claim_of("Norway and Peru rallied.", "rallied", "PROTEST", roles, sure=0.45)
    assert [party.actor.country for party in claim.actors] == ["NOR", "PER"]


@pytest.mark.parametrize("words", ["500", ",076"])
def test_a_bare_number_is_no_party(words: str) -> None:
    text = "Norway's troops shot 500 hens of 1,076."
    assert claim_of(text, "shot", "ASSAULT", [("recipient", words)]).recipients == ()


def test_the_verb_and_the_noun_of_an_act_are_one_act() -> None:
    text = "Norway launched an offensive."
    acts = [claim_of(text, words, "ASSAULT", [("actor", "Norway")]) for words in ACT]
    assert len(list(one_per_act(acts))) == 1


@pytest.mark.parametrize(
    "text",
    ["Norway launched it and an offensive.", "Norway launched one, the offensive went on."],
)
def test_two_acts_that_a_conjunction_or_a_comma_parts_are_two(text: str) -> None:
    acts = [claim_of(text, words, "ASSAULT", [("actor", "Norway")]) for words in ACT]
    assert len(list(one_per_act(acts))) == 2


def test_two_acts_of_different_parties_are_two() -> None:
    text = "Norway launched Peru's offensive."
    acts = [
        claim_of(text, words, "ASSAULT", [("actor", actor)])
        for words, actor in zip(ACT, ("Norway", "Peru"), strict=True)
    ]
    assert len(list(one_per_act(acts))) == 2


ACT = ("launched", "offensive")


def aimed_at(text: str, trigger: str, event_type: str) -> set[str | None]:
    """Return the countries that a claim of Norway is against, where the reader said recipient."""
    claim = claim_of(text, trigger, event_type, [("actor", "Norway"), ("recipient", "Peru")])
    return {party.actor.country for party in claim.against}


@pytest.mark.parametrize(
    ("text", "trigger", "event_type"),
    [
        ("Norway trained with Chile against Peru.", "trained", "COOPERATE"),
        ("Norway signed a pact with Chile aimed at neighbouring Peru.", "signed", "AGREE"),
        ("Norway joined Chile to counter Peru.", "joined", "COOPERATE"),
    ],
)
def test_whom_a_friendly_act_is_against_is_no_recipient_of_it(
    text: str, trigger: str, event_type: str
) -> None:
    assert aimed_at(text, trigger, event_type) == {"PER"}
    assert countries(text, trigger, event_type, "Peru") == set()


def test_whom_a_hostile_act_is_against_is_its_recipient() -> None:
    assert countries("Norway took steps against Peru.", "took", "SANCTION", "Peru") == {"PER"}
