"""Who says so: the speaker's words, the cue, and what each voice answers for."""

import pytest

from dragoman.coding.attribution import find_voices, is_own_act, voices_at
from dragoman.coding.memory import ArticleMemory
from dragoman.coding.mentions import find_mentions
from dragoman.model import Actor, Participant, Passage, Span, Voice
from tests.unit.coding.made import PUBLISHED, sentences_of


def heard(text: str, trigger: str) -> list[tuple[str, str | None]]:
    """Return the voices that answer for a trigger, with their cues."""
    sentence = sentences_of(text)[0]
    memory = ArticleMemory(PUBLISHED)
    found = find_voices(sentence, find_mentions(sentence, memory), memory)
    start = text.index(trigger)
    voices = voices_at(found, Span(start, start + len(trigger)))
    return [(v.passage.exact, v.cue.exact if v.cue else None) for v in voices]


@pytest.mark.parametrize(
    ("text", "trigger", "speaker", "cue"),
    [
        ("Jane Doe said rebels shelled the town.", "shelled", "Jane Doe", "said"),
        ("Rebels shelled the town, Doe said.", "shelled", "Doe", "said"),
        ("“Rebels shelled the town,” said Jane Doe.", "shelled", "Jane Doe", "said"),
        ("“Rebels shelled the town,” Doe told reporters.", "shelled", "Doe", "told"),
        ("Rebels shelled the town, Doe told Gulf Wire in Muscat.", "shelled", "Doe", "told"),
        ("Doe, who leads the party, said rebels shelled it.", "shelled", "Doe", "said"),
        ("Doe, a lawmaker from the north, says rebels shelled it.", "shelled", "Doe", "says"),
        (
            "The ministry’s spokesman, John Roe, said rebels shelled it.",
            "shelled",
            "John Roe",
            "said",
        ),
        ("The assessment said rebels shelled the town.", "shelled", "The assessment", "said"),
        ("State media reported that rebels shelled it.", "shelled", "State media", "reported"),
        (
            "Officials who declined to be named said rebels shelled it.",
            "shelled",
            "Officials",
            "said",
        ),
        (
            "Rebels shelled the town, according to two diplomats.",
            "shelled",
            "two diplomats",
            "according to",
        ),
        ("According to Xinhua, rebels shelled the town.", "shelled", "Xinhua", "According to"),
        ("Kyiv accused rebels of shelling the town.", "shelling", "Kyiv", "accused"),
        ("Doe met aides, adding that rebels shelled the town.", "shelled", "Doe", "adding"),
        ("Doe greeted them and said rebels shelled the town.", "shelled", "Doe", "said"),
    ],
)
def test_a_report_is_its_speakers(text: str, trigger: str, speaker: str, cue: str) -> None:
    assert heard(text, trigger) == [(speaker, cue)]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Rebels shelled the town.", "shelled"),
        ("Doe said little, but rebels shelled the town.", "shelled"),
        ("Even though rebels shelled the town, Doe said that talks went on.", "shelled"),
        ("Rebels shelled the town on Friday; Doe said she was sad about it.", "shelled"),
        ("The report of the ministry on how rebels shelled it is out.", "shelled"),
        ("Member states shelled the town.", "shelled"),
    ],
)
def test_what_the_outlet_says_itself_has_no_voice(text: str, trigger: str) -> None:
    assert heard(text, trigger) == []


def test_a_citation_is_a_voice_with_its_date() -> None:
    text = "Both signed a pact (Nezavisimaya Gazeta, July 30, 2019)."
    sentence = sentences_of(text)[0]
    found = find_voices(sentence, (), ArticleMemory(PUBLISHED))
    (voice,) = voices_at(found, Span(5, 11))
    assert (voice.actor.country, voice.actor.sector) == ("RUS", "JRN")
    assert voice.cited_date == "2019-07-30"


def test_a_voice_in_a_voice_names_the_outer_one() -> None:
    text = "Roe said that, according to the Kremlin, rebels shelled the town."
    sentence = sentences_of(text)[0]
    memory = ArticleMemory(PUBLISHED)
    found = find_voices(sentence, find_mentions(sentence, memory), memory)
    start = text.index("shelled")
    inner = {v.passage.exact: v.within for v in voices_at(found, Span(start, start + 7))}
    assert inner["the Kremlin"] == "Roe"
    assert inner["Roe"] is None


def test_the_cue_itself_is_nobodys_report() -> None:
    assert heard("Jane Doe told the council that rebels shelled it.", "told") == []


def voice_of(words: str, start: int, country: str | None = None) -> Voice:
    return Voice(
        passage=Passage(span=Span(start, start + len(words)), exact=words),
        actor=Actor(name=words, country=country, sector="GOV" if country else None),
    )


def party_of(words: str, start: int, country: str | None = None) -> Participant:
    return Participant(
        passage=Passage(span=Span(start, start + len(words)), exact=words),
        actor=Actor(name=words, country=country, sector="GOV" if country else None),
    )


@pytest.mark.parametrize(
    "actor",
    [party_of("Baku", 0, "AZE"), party_of("we", 20), party_of("Baku", 40, "AZE")],
    ids=["its words", "the first person", "its name"],
)
def test_who_promises_is_the_actor_and_no_voice(actor: Participant) -> None:
    assert is_own_act("AGREE", voice_of("Baku", 0, "AZE"), [actor])


def test_who_reports_his_own_force_stays_a_voice() -> None:
    assert not is_own_act("ASSAULT", voice_of("Baku", 0, "AZE"), [party_of("Baku", 0, "AZE")])


def test_who_reports_what_his_state_promised_stays_a_voice() -> None:
    speaker = voice_of("the ministry", 0, "AZE")
    assert not is_own_act("AGREE", speaker, [party_of("Azerbaijan", 20, "AZE")])


def test_who_reports_anothers_promise_stays_a_voice() -> None:
    assert not is_own_act("AGREE", voice_of("Baku", 0, "AZE"), [party_of("Tbilisi", 20, "GEO")])
