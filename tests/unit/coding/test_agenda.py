"""What is due: dated things ahead of publication, and nothing that is over or put off."""

from datetime import date

import pytest

from dragoman.coding.agenda.finding import find_agenda
from dragoman.coding.lexicon import lexicon
from dragoman.coding.memory import ArticleMemory
from dragoman.coding.mentions import find_mentions
from dragoman.coding.participants import participants_in
from dragoman.coding.sentence_view import SentenceView
from dragoman.coding.times.finding import find_times
from dragoman.model import AGENDA_KINDS, AgendaItem, AgendaStatus, Claim, Passage, Span
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


def announced(text: str) -> tuple[AgendaItem, ...]:
    return tuple(item for item in due(text) if item.status is AgendaStatus.ANNOUNCED)


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
    assert announced(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("If Oslo agrees, talks will begin on Friday.", id="condition"),
        pytest.param("Should talks fail, a vote will follow on Friday.", id="inverted"),
        pytest.param("Norway denied that its king will visit Peru on Friday.", id="denied"),
        pytest.param("Norway has no plans to visit Peru next week.", id="no plan"),
        pytest.param("No talks are planned for October 18.", id="no thing"),
        pytest.param("Norway may hold drills next month.", id="possible"),
        pytest.param("Norway's cabinet meets every Friday.", id="habit"),
        pytest.param("A visit next week would please Oslo.", id="wished"),
        pytest.param("An election next year would be a mistake, he said.", id="judged"),
        pytest.param("Whether the two will meet next week is open.", id="open"),
        pytest.param("The film festival will open on Friday.", id="no politics"),
        pytest.param("It is too soon to speak of talks.", id="too soon"),
        pytest.param("Soon after the talks the ministers will leave.", id="soon after"),
        pytest.param("Sooner or later they will meet.", id="sooner"),
    ],
)
def test_what_only_looks_like_it_is_not_announced(text: str) -> None:
    assert announced(text) == ()


@pytest.mark.parametrize(
    ("text", "what", "start"),
    [
        pytest.param("Oslo's envoy flies to Lima on Thursday.", "visit", "2020-10-08", id="verb"),
        pytest.param("Peru faces a Friday deadline.", "deadline", "2020-10-09", id="before noun"),
        pytest.param("Norway votes on March 14.", "vote", "2021-03-14", id="next year"),
        pytest.param("Oslo has until Friday to answer.", "deadline", "2020-10-09", id="until"),
        pytest.param("Oslo must reply by October 18.", "deadline", "2020-10-18", id="must"),
        pytest.param("The waiver ends on October 18.", "expiry", "2020-10-18", id="it runs out"),
        pytest.param("The shipment arrives on Friday.", "delivery", "2020-10-09", id="goods"),
        pytest.param("Oslo is preparing for his visit on Friday.", "visit", "2020-10-09", id="ing"),
        pytest.param(
            "The travel ban takes effect on Friday.", "start", "2020-10-09", id="compound"
        ),
        pytest.param("May will host a summit on May 3.", "summit", "2021-05-03", id="not modal"),
    ],
)
def test_the_present_with_a_day_tells_what_the_calendar_holds(
    text: str, what: str, start: str
) -> None:
    (item,) = announced(text)
    assert item.when is not None
    assert (item.what, item.when.start.isoformat()) == (what, start)


@pytest.mark.parametrize(
    ("text", "what", "words"),
    [
        ("Norway's king will visit Peru soon.", "visit", "soon"),
        ("Talks will resume in the coming weeks.", "talks", "the coming weeks"),
        ("Norway will deliver the tanks in the next few days.", "delivery", "the next few days"),
        ("A vote is planned for the months ahead.", "vote", "the months ahead"),
        ("The trial is expected to open before long.", "trial", "before long"),
    ],
)
def test_what_has_a_vague_time_gets_no_date(text: str, what: str, words: str) -> None:
    (item,) = announced(text)
    assert item.vague is not None
    assert (item.what, item.vague.exact, item.when) == (what, words, None)


def test_a_number_of_days_is_not_vague() -> None:
    (item,) = announced("Norway will deliver the tanks in the next three days.")
    assert item.when is not None


def test_what_has_a_date_is_not_vague_too() -> None:
    (item,) = announced("Norway and Peru will soon hold talks, on October 18.")
    assert item.vague is None


@pytest.mark.parametrize(
    ("text", "what", "status", "when", "moved_from"),
    [
        ("The vote set for November 3 was postponed.", "vote", "moved", None, "2020-11-03"),
        ("Oslo put off the talks until December 1.", "talks", "moved", "2020-12-01", None),
        ("Lima moved its election to January 22.", "vote", "moved", "2021-01-22", None),
        ("The deadline was extended to October 18.", "deadline", "moved", "2020-10-18", None),
        ("The two extended the truce until May 2021.", "expiry", "moved", "2021-05-01", None),
        ("They agreed to extend the truce until May 2021.", "expiry", "moved", "2021-05-01", None),
        ("Talks will be on May 9 instead of May 1.", "talks", "moved", "2021-05-09", "2021-05-01"),
        ("Oslo dropped plans for a summit.", "summit", "missed", None, None),
        ("The tariffs took effect on Monday.", "start", "done", "2020-10-05", None),
        ("Oslo called off the drill planned for Friday.", "exercise", "missed", "2020-10-09", None),
        ("The meeting did not take place.", "meeting", "missed", None, None),
        ("The embargo expired on September 28.", "expiry", "done", "2020-09-28", None),
        ("Parliament voted on Monday.", "vote", "done", "2020-10-05", None),
        ("The summit opened in Oslo on Monday.", "summit", "done", "2020-10-05", None),
    ],
)  # fmt: skip
def test_what_became_of_a_thing_is_an_item_of_its_own(
    text: str, what: str, status: str, when: str | None, moved_from: str | None
) -> None:
    (item,) = due(text)
    days = [found.start.isoformat() if found else None for found in (item.when, item.moved_from)]
    assert (item.what, item.status.value, *days) == (what, status, when, moved_from)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The vote could be postponed.", id="possible"),
        pytest.param("Oslo denied that it called off the talks.", id="denied"),
        pytest.param("Critics of the postponed vote met.", id="attribute"),
        pytest.param("Rain delayed the train.", id="nothing scheduled"),
        pytest.param("Peru fights attempts to extend the embargo.", id="infinitive"),
    ],
)
def test_an_outcome_that_is_not_told_is_none(text: str) -> None:
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


def test_every_label_of_the_word_lists_is_a_kind_and_every_kind_has_words() -> None:
    lists = lexicon("agenda")
    assert {*lists["what"], *lists["vague"]} == set(AGENDA_KINDS)
    assert set(lists["became_itself"]) <= set(AGENDA_KINDS)
