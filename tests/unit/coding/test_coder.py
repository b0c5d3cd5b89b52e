"""What holds of everything the coder says, on any words and on the whole demo corpus."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman import articles, sentences
from dragoman.coding import Coded, Coder
from dragoman.model import AgendaStatus, Article, Claim, Page, Passage
from dragoman.model.wire import (
    agenda_from_json,
    agenda_to_json,
    claim_from_json,
    claim_to_json,
    rejection_from_json,
    rejection_to_json,
)
from dragoman.ontology import plover
from dragoman.record.passages import agenda_passages
from tests.unit.coding.made import article_of, dated

CORPUS = Path(__file__).parents[3] / "examples" / "gulf-2020" / "pages"


@cache
def coder() -> Coder:
    """Return the coder with the shipped weights, loaded once."""
    return Coder.load()


def coded(article: Article) -> Coded:
    return coder().code(article, sentences.split(article).sentences)


def passages(claim: Claim) -> list[Passage]:
    """Return every place in the article that a claim points at."""
    parties = [*claim.actors, *claim.recipients, *claim.against]
    assert claim.evidence is not None
    found = [claim.evidence, claim.trigger, *claim.hedges]
    found += [party.passage for party in parties]
    found += [voice.passage for voice in claim.voices]
    found += [voice.cue for voice in claim.voices if voice.cue]
    found += [place.passage for place in claim.where]
    return found + ([claim.when.passage] if claim.when and claim.when.passage else [])


def check(article: Article, found: Coded) -> None:
    """Assert the invariants of the record's design of one article."""
    for claim in found.claims:
        check_claim(article, claim)
    for item in found.agenda:
        for passage in agenda_passages(item):
            assert passage.span.cut(article.text) == passage.exact
        assert article.published is not None
        if item.status is AgendaStatus.ANNOUNCED and item.when is not None:
            assert item.when.end.isoformat() > article.published.day
        assert agenda_from_json(agenda_to_json(item)) == item
    for rejection in found.rejections:
        if rejection.passage:
            assert rejection.passage.span.cut(article.text) == rejection.passage.exact
        assert rejection_from_json(rejection_to_json(rejection)) == rejection
    identifiers = [c.id for c in found.claims] + [item.id for item in found.agenda]
    assert len(identifiers) == len(set(identifiers))


def check_claim(article: Article, claim: Claim) -> None:
    """Assert the invariants of one claim."""
    for passage in passages(claim):
        assert passage.span.cut(article.text) == passage.exact
    assert claim.evidence is not None
    assert claim.evidence.span.contains(claim.trigger.span)
    kind = plover.event_type(claim.event_type)
    assert set(claim.modes) <= {mode.code for mode in kind.modes}
    assert {plover.context(code).code for code in claim.contexts} == set(claim.contexts)
    if kind.needs_recipient and not claim.recipients and len(claim.actors) < 2:
        assert claim.incomplete == ("recipient",)
    assert claim.hedged == bool(claim.hedges)
    assert 0 <= claim.confidence <= 1
    assert claim.when is not None
    assert claim.when.start <= claim.when.end
    assert claim_from_json(claim_to_json(claim)) == claim


NAMES = ["Russia", "Iran", "Tehran", "Jane Doe", "the Kremlin", "the two sides", "rebels", "he"]
NAMES += ["NATO", "the European Union", "officials", "Reuters", "Иран", "𝔘𝔫", "O’Neil"]
VERBS = ["signed a pact with", "met", "shelled", "will visit", "did not arrest", "condemned"]
VERBS += [
    "reportedly sold arms to",
    "accused",
    "imposed sanctions on",
    "could attack",
    "said",
    "told",
]
DATES = [
    "on Friday",
    "in mid-October",
    "since the summer of 2019",
    "on February 30",
    "at that time",
]
DATES += [
    "two days later",
    "by October 18, 2020",
    "in recent days",
    "from May 3 to May 1",
    "in 2020",
]
NOISE = [
    "“",
    "”",
    '"',
    ",",
    "(",
    ")",
    "(, September 28)",
    "(Example Gazette, July 30, 2019)",
    "\n\n",
]
NOISE += [
    "that",
    "and",
    "but",
    "of shelling",
    "according to",
    "in Moscow",
    "—",
    "\u00a0",
    "🙂",
    ".",
    ";",
]
TEXTS = st.lists(
    st.one_of(*(st.sampled_from(words) for words in (NAMES, VERBS, NAMES, DATES, NOISE))),
    min_size=3,
    max_size=24,
).map(lambda words: " ".join(words).strip() + ".")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_whatever_is_written_every_claim_keeps_the_invariants(text: str) -> None:
    article = article_of(text)
    check(article, coded(article))


@settings(max_examples=15)
@given(TEXTS)
def test_coding_twice_says_the_same(text: str) -> None:
    article = article_of(text)
    assert coded(article) == coded(article)


def test_what_was_coded_before_does_not_change_an_article() -> None:
    first, second = (
        article_of("Russia signed a pact with Iran."),
        article_of("He met the two sides."),
    )
    alone = Coder.load().code(second, sentences.split(second).sentences)
    coded(first)
    assert coded(second) == alone


@pytest.mark.slow
def test_the_demo_corpus_keeps_the_invariants() -> None:
    read = 0
    for path in sorted(CORPUS.iterdir()):
        article = articles.read(Page(raw=path.read_bytes(), origin=path.name))
        if article.is_readable:
            check(article, coded(article))
            read += 1
    assert read > 60


def test_an_article_without_a_date_is_refused_with_the_way_out() -> None:
    article = dated(article_of("Russia signed a pact with Iran."), None)
    (rejection,) = coded(article).rejections
    assert rejection.reason == "no_publication_date"
    assert "--published" in rejection.detail


def test_a_language_we_do_not_read_is_refused_by_name() -> None:
    article = article_of("Rusia firmó un pacto con Irán.", language="es")
    (rejection,) = coded(article).rejections
    assert rejection.reason == "outside_coverage"
    assert "'es'" in rejection.detail


def test_an_article_of_no_sentences_says_nothing() -> None:
    assert coder().code(article_of("Russia met Iran."), ()) == Coded()


VISIT = (
    "In August 2020 a large Iranian military delegation reportedly came to Moscow to prepare for "
    "Kavkaz 2020, according to a Moscow commentator."
)


def test_a_hedged_visit_with_a_voice_is_one_whole_claim() -> None:
    (claim,) = coded(article_of(VISIT)).claims
    assert (claim.event_type, claim.modes) == ("CONSULT", ("visit",))
    assert [actor.actor.id for actor in claim.actors] == ["IRN.MIL"]
    assert [party.actor.country for party in claim.recipients] == ["RUS"]
    assert claim.when is not None
    assert (claim.when.start, claim.when.end) == (date(2020, 8, 1), date(2020, 8, 31))
    assert claim.when.precision == "month"
    assert [place.name for place in claim.where] == ["Moscow"]
    assert [hedge.exact for hedge in claim.hedges] == ["reportedly"]
    (voice,) = claim.voices
    assert (voice.passage.exact, voice.actor.country) == ("a Moscow commentator", "RUS")
    assert voice.cue is not None
    assert voice.cue.exact == "according to"


def test_words_that_are_no_act_on_a_second_look_are_kept_as_candidates() -> None:
    strict = Coder.load()
    # No second look is sure enough: every proposal becomes a candidate.
    strict.reader.labels = replace(strict.reader.labels, none_threshold=0.0)
    article = article_of(VISIT)
    found = strict.code(article, sentences.split(article).sentences)
    assert found.claims == ()
    (kept,) = found.rejections
    assert kept.reason == "unsure_act"
    assert kept.passage == coded(article).claims[0].trigger
    assert kept.detail.startswith("perhaps CONSULT")
