"""What is due: dated things ahead of publication, and nothing that is over or put off."""

from datetime import date

import pytest

from dragoman.coding.agenda import find_agenda
from dragoman.coding.assemble import SentenceView, participants_in
from dragoman.coding.memory import ArticleMemory
from dragoman.coding.mentions import find_mentions
from dragoman.coding.times import find_times
from dragoman.model import AgendaItem, Claim, Passage, Span
from tests.unit.coding.made import PUBLISHED, article_of, sentences_of


def due(text: str) -> tuple[AgendaItem, ...]:
    memory = ArticleMemory(PUBLISHED)
    views = [
        SentenceView(
            article=article_of(text),
            sentence=sentence,
            published=PUBLISHED,
            mentions=find_mentions(sentence, memory),
            times=find_times(sentence, PUBLISHED),
            places=(),
            attributions=(),
            pair=memory.last_pair,
        )
        for sentence in sentences_of(text)
    ]
    return find_agenda(views, ())


@pytest.mark.parametrize(
    ("text", "what", "start", "end"),
    [
        ("The embargo on Iran will expire in mid-October.", "expiry", "2020-10-11", "2020-10-20"),
        ("The minister is due to visit Baku on Friday.", "visit", "2020-10-09", "2020-10-09"),
        ("A summit is scheduled for November 3.", "summit", "2020-11-03", "2020-11-03"),
        ("The two navies plan to hold drills next month.", "exercise", "2020-11-01", "2020-11-30"),
        ("Parliament will vote on October 18.", "vote", "2020-10-18", "2020-10-18"),
        ("Moscow will deliver the tanks by December 1.", "delivery", "2020-12-01", "2020-12-01"),
        ("He hopes to win the 2021 election.", "vote", "2021-01-01", "2021-12-31"),
        ("A prisoner swap is due to start on Friday.", "exchange", "2020-10-09", "2020-10-09"),
        ("A third round is due to be held on Friday.", "talks", "2020-10-09", "2020-10-09"),
        ("Talks begin on Friday.", "talks", "2020-10-09", "2020-10-09"),
        ("His term is due to end on Friday.", "end", "2020-10-09", "2020-10-09"),
        ("The report is due on Friday.", "deadline", "2020-10-09", "2020-10-09"),
        ("He will travel there on Friday for talks.", "visit", "2020-10-09", "2020-10-09"),
        ("She told a session that pay will be cut on Friday.", "cut", "2020-10-09", "2020-10-09"),
    ],
)  # fmt: skip
def test_a_dated_thing_ahead_is_due(text: str, what: str, start: str, end: str) -> None:
    (item,) = due(text)
    assert item.what == what
    assert item.when is not None
    assert (item.when.start.isoformat(), item.when.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "The embargo expired on September 28.",
        "The two navies held drills last week.",
        "The vote set for November 3 was postponed.",
        "The deal will expire.",
        "Parliament voted on Monday.",
        "It will rain on Friday.",
    ],
)
def test_what_is_over_undated_or_put_off_is_not_due(text: str) -> None:
    assert due(text) == ()


def test_an_item_holds_its_sentence_its_words_and_who_is_named() -> None:
    text = "Talks went well. The embargo on Iran will expire in mid-October."
    (item,) = due(text)
    assert text[item.evidence.start : item.evidence.end] == item.evidence.exact
    assert text[item.passage.start : item.passage.end] == item.passage.exact
    assert item.passage.exact == "will expire in mid-October"
    assert [party.actor.country for party in item.actors] == ["IRN"]


def test_every_item_ends_after_publication() -> None:
    text = "They will meet on Friday. They will vote by October 18. Drills begin next week."
    assert len(due(text)) == 3
    assert all(item.when and item.when.end > date(2020, 10, 6) for item in due(text))


def test_what_takes_two_is_of_the_states_named_side_by_side_before() -> None:
    (item,) = due("Norway and Peru stopped shooting. The swap of prisoners begins on Friday.")
    assert {party.actor.country for party in item.actors} == {"NOR", "PER"}
    assert all(party.reason.startswith("guess") for party in item.actors)


def test_talks_of_another_state_are_not_those_of_the_states_named_before() -> None:
    (item,) = due("Norway and Peru fell out. Talks with Chile begin on Friday.")
    assert [party.actor.country for party in item.actors] == ["CHL"]


def hosted(text: str, verb: str) -> list[str]:
    """Return whose visit a sentence tells, where its act names the first mention alone."""
    memory = ArticleMemory(PUBLISHED)
    article = article_of(text)
    (sentence,) = sentences_of(text)
    view = SentenceView(
        article=article,
        sentence=sentence,
        published=PUBLISHED,
        mentions=find_mentions(sentence, memory),
        times=find_times(sentence, PUBLISHED),
        places=(),
        attributions=(),
    )
    visitor = next(p for p in participants_in(view) if "delegation" in p.passage.exact)
    start = text.index(verb)
    act = Claim(
        id="cl",
        article=article.id,
        evidence=sentence.passage,
        trigger=Passage.of(text, Span(start, start + len(verb))),
        event_type="CONSULT",
        actors=(visitor,),
    )
    (item,) = find_agenda([view], [act])
    return [party.actor.country or "" for party in item.actors]


@pytest.mark.parametrize(
    ("text", "verb", "countries"),
    [
        pytest.param(
            "A Chinese delegation will visit Nairobi next week.",
            "visit",
            ["CHN", "KEN"],
            id="named-in-the-words",
        ),
        pytest.param(
            "Nairobi announced that a Chinese delegation would arrive next week.",
            "arrive",
            ["CHN", "KEN"],
            id="the-only-other-country",
        ),
        pytest.param(
            "Nairobi told Kampala that a Chinese delegation would arrive next week.",
            "arrive",
            ["CHN"],
            id="one-of-two-others-is-not-guessed",
        ),
        pytest.param(
            "Nairobi says a Chinese delegation will visit Kampala next week.",
            "visit",
            ["CHN", "UGA"],
            id="the-words-before-the-rest",
        ),
    ],
)
def test_a_visit_is_also_its_hosts(text: str, verb: str, countries: list[str]) -> None:
    assert hosted(text, verb) == countries
