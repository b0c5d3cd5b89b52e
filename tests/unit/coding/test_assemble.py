"""One claim put together from what the model read and what the rules found; no weights needed."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dragoman.coding.assemble import Act, assemble
from dragoman.coding.attribution import find_voices
from dragoman.coding.confidence import Doubts
from dragoman.coding.memory import ArticleMemory
from dragoman.coding.mentions import find_mentions
from dragoman.coding.participants import participants
from dragoman.coding.places import find_places
from dragoman.coding.reader import Role, TriggerReading
from dragoman.coding.sentence_view import SentenceView
from dragoman.coding.times.finding import find_times
from dragoman.model import Basis, Claim, Span, Status
from tests.unit.coding.made import PUBLISHED, article_of, sentences_of


def view_of(text: str) -> SentenceView:
    sentence = sentences_of(text)[0]
    memory = ArticleMemory(PUBLISHED)
    mentions = find_mentions(sentence, memory)
    return SentenceView(
        article=article_of(text),
        sentence=sentence,
        published=PUBLISHED,
        mentions=mentions,
        times=find_times(sentence, PUBLISHED),
        places=find_places(sentence),
        attributions=find_voices(sentence, mentions, memory),
    )


def claim_of(
    text: str,
    trigger: str,
    event_type: str,
    roles: Sequence[tuple[str, str]] = (),
    *,
    status: Status = Status.ACTUAL,
    sure: float = 0.9,
) -> Claim:
    """Return the claim of a sentence whose model reading is made by hand."""

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    reading = TriggerReading(
        types={event_type: 0.9},
        none=0.1,
        linked={event_type: 0.9},
        statuses={status.value: 1.0},
        hedged=0.0,
        historical=0.0,
        roles=tuple(Role(role=role, span=span(words), probability=sure) for role, words in roles),
    )
    act = Act(
        trigger=span(trigger),
        reading=reading,
        types=((event_type, 0.9),),
        doubts=Doubts(trigger=0.9, share=0.9, agreement=True),
        confidence=0.9,
    )
    return assemble(view_of(text), act, "test")


VISIT = (
    "In August 2020 a large Iranian military delegation reportedly came to Moscow to prepare for "
    "drills, according to a Moscow commentator."
)


def test_a_visit_has_its_mode_month_place_hedge_and_voice() -> None:
    roles = [("actor", "large Iranian military delegation"), ("recipient", "Moscow")]
    claim = claim_of(VISIT, "came", "CONSULT", roles)
    assert claim.modes == ("visit",)
    assert claim.when is not None
    assert (claim.when.start.isoformat(), claim.when.precision) == ("2020-08-01", "month")
    assert [place.name for place in claim.where] == ["Moscow"]
    assert [hedge.exact for hedge in claim.hedges] == ["reportedly"]
    assert [voice.actor.country for voice in claim.voices] == ["RUS"]
    assert [party.actor.country for party in claim.recipients] == ["RUS"]
    assert [party.actor.id for party in claim.actors] == ["IRN.MIL"]


def test_aid_to_nobody_says_that_the_recipient_is_missing() -> None:
    claim = claim_of("Russia sent arms.", "sent arms", "AID", [("actor", "Russia")])
    assert claim.incomplete == ("recipient",)


def test_two_who_trade_need_no_recipient() -> None:
    text = "Russia and Iran traded arms."
    roles = [("actor", "Russia"), ("actor", "Iran")]
    assert claim_of(text, "traded", "COOPERATE", roles).incomplete == ()


def test_an_act_of_nobody_says_that_the_actor_is_missing() -> None:
    assert claim_of("Arms were seized.", "seized", "COERCE").incomplete == ("actor",)


def test_without_a_date_the_publication_day_is_assumed_and_says_so() -> None:
    claim = claim_of("Russia praised Iran.", "praised", "SUPPORT", [("actor", "Russia")])
    assert claim.when is not None
    assert (claim.when.start, claim.when.end) == (PUBLISHED, PUBLISHED)
    assert claim.when.basis is Basis.ASSUMED


def test_an_old_date_makes_a_claim_background() -> None:
    claim = claim_of("Russia praised Iran in 2015.", "praised", "SUPPORT", [("actor", "Russia")])
    assert claim.historical


@pytest.mark.parametrize("status", list(Status))
def test_the_models_status_stands_where_no_cue_speaks(status: Status) -> None:
    text = "Russia praised Iran."
    claim = claim_of(text, "praised", "SUPPORT", [("actor", "Russia")], status=status)
    assert claim.status is status


def test_a_cue_goes_before_the_models_status() -> None:
    text = "Russia could arrest Iranians."
    claim = claim_of(text, "arrest", "COERCE", [("actor", "Russia")])
    assert claim.status is Status.HYPOTHETICAL


def test_the_models_voice_stands_where_no_pattern_hears_one() -> None:
    text = "Russia struck a base, in the view of Iran."
    roles = [("actor", "Russia"), ("voice", "Iran"), ("cue", "in the view of")]
    (voice,) = claim_of(text, "struck", "ASSAULT", roles).voices
    assert (voice.passage.exact, voice.actor.country) == ("Iran", "IRN")


def test_a_promise_told_by_its_maker_has_no_voice() -> None:
    text = "Russia said it will help Iran."
    roles = [("actor", "Russia"), ("recipient", "Iran")]
    assert claim_of(text, "will help", "AGREE", roles).voices == ()


def test_an_attack_told_by_its_maker_keeps_the_voice() -> None:
    text = "Russia said it struck a base in Syria."
    (voice,) = claim_of(text, "struck", "ASSAULT", [("actor", "Russia")]).voices
    assert voice.passage.exact == "Russia"


def test_the_same_words_on_both_sides_are_one_party() -> None:
    roles = [("actor", "Russia"), ("recipient", "Russia")]
    claim = claim_of("Russia struck a base.", "struck", "ASSAULT", roles)
    assert claim.recipients == ()


def test_small_words_alone_are_no_party() -> None:
    roles = [("actor", "Russia"), ("recipient", "the")]
    claim = claim_of("Russia sent arms on the day.", "sent arms", "AID", roles)
    assert (claim.recipients, claim.incomplete) == ((), ("recipient",))


def test_a_party_read_from_the_middle_of_a_word_is_the_whole_word() -> None:
    claim = claim_of("Zembla shelled a town.", "shelled", "ASSAULT", [("actor", "embla")])
    assert [party.passage.exact for party in claim.actors] == ["Zembla"]


def test_a_claim_says_what_the_model_read_without_a_cue_word() -> None:
    claim = claim_of("Iran left the talks.", "left", "SANCTION", status=Status.NEGATED)
    assert claim.status is Status.NEGATED
    assert "status read by the model" in claim.reasons
    done = claim_of("Iran left the talks.", "left", "SANCTION")
    assert "status read by the model" not in done.reasons


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("The boy's relatives in Miami sued.", "The boy's relatives in Miami", "USA"),
        ("The boy's relatives in Miami sued.", "The boy's relatives", "USA"),
        ("Fighters loyal to Hezbollah fled.", "Fighters loyal to Hezbollah", "LBN"),
    ],
)
def test_somebody_of_no_known_country_is_of_the_place_or_the_name_in_the_words(
    text: str, words: str, country: str
) -> None:
    (party,) = claim_of(text, text.rsplit(maxsplit=1)[-1], "ACCUSE", [("actor", words)]).actors
    assert party.actor.country == country
    assert party.reason.startswith("guess")


def countries_at_home(text: str, words: str) -> list[str | None]:
    """Return whose some words are in an article about Norway."""
    start = text.index(words)
    role = Role(role="actor", span=Span(start, start + len(words)), probability=0.9)
    found = participants(replace(view_of(text), home="NOR"), [role])
    return [party.actor.country for party in found]


def test_a_local_is_of_the_country_that_the_article_is_about() -> None:
    assert countries_at_home("Nine villagers sued.", "Nine villagers") == ["NOR"]


@pytest.mark.parametrize(
    "words", ["foreign troops", "the international community", "African activists", "donors"]
)
def test_parties_of_no_one_country_are_not_at_home(words: str) -> None:
    assert countries_at_home(f"All {words} agreed.", words) == [None]
