"""The demo corpus, from pages to the brief, against what its authors put in.

`examples/gulf-2020/expected.toml` was written by those who wrote the pages; nothing in it
was read off the program's output.
"""

import time
import tomllib
from typing import Any

import pytest

from dragoman.answers import Arrow, Brief, Stories, agenda, brief, dyad, fold, voices
from dragoman.model import AgendaStatus
from tests.functional.conftest import DEMO, Demo

pytestmark = pytest.mark.slow

EXPECTED: dict[str, Any] = tomllib.loads((DEMO / "expected.toml").read_text(encoding="utf-8"))
TODAY = EXPECTED["today"]
# An analyst waits for a brief; on the demo it may take this long on two cores.
MAX_BRIEF_SECONDS = 5.0


@pytest.fixture(scope="module")
def told(demo: Demo) -> Brief:
    return brief(demo.view, TODAY)


@pytest.fixture(scope="module")
def folded(demo: Demo) -> Stories:
    return fold(demo.view)


def test_every_page_is_read_and_the_page_saved_twice_counts_once(demo: Demo) -> None:
    again = [entry["again"] for entry in EXPECTED["duplicate"]]
    everything = {path.name for path in (DEMO / "pages").iterdir()}
    assert (demo.added.known, demo.report.quarantined) == (len(again), 0)
    assert set(demo.articles) == everything - set(again)


@pytest.mark.parametrize("entry", EXPECTED["article"], ids=lambda entry: entry["page"])
def test_the_header_of_an_article_is_what_its_page_gives(demo: Demo, entry: dict[str, Any]) -> None:
    article = demo.articles[entry["page"]]
    day = article.published.day if article.published else None
    published = entry["published"].isoformat() if "published" in entry else None
    assert (article.title, article.outlet, day) == (entry["title"], entry.get("outlet"), published)


def test_what_is_no_article_gets_the_verdict_of_its_page_and_all_else_is_one(demo: Demo) -> None:
    odd = {entry["page"]: entry["verdict"] for entry in EXPECTED["odd"]}
    verdicts = {page: article.verdict.value for page, article in demo.articles.items()}
    assert verdicts == dict.fromkeys(verdicts, "article") | odd


def test_no_promoted_headline_becomes_a_claim_or_a_thing_due(demo: Demo) -> None:
    said = [claim.evidence.exact for claim in demo.view.claims() if claim.evidence]
    said += [item.evidence.exact for item in demo.view.agenda()]
    found = {
        (headline, sentence)
        for headline in EXPECTED["promoted"]
        for sentence in said
        if headline in " ".join(sentence.split())
    }
    assert found == set()


@pytest.mark.parametrize("entry", EXPECTED["citation_hole"], ids=lambda entry: entry["page"])
def test_a_citation_without_an_outlet_is_reported(demo: Demo, entry: dict[str, Any]) -> None:
    article = demo.articles[entry["page"]]
    holes = [r for r in demo.view.rejections(article=article.id) if r.reason == "citation_hole"]
    assert [r.passage.exact for r in holes if r.passage] == [entry["words"]]


def test_copies_fold_with_their_origin_and_nothing_else_does(demo: Demo, folded: Stories) -> None:
    pages = {article.id: page for page, article in demo.articles.items()}
    left_out = {entry["again"] for entry in EXPECTED["duplicate"]}
    left_out |= {entry["page"] for entry in EXPECTED["odd"]}
    expected = {
        entry["origin"]: {entry["origin"], *entry["copies"]} - left_out
        for entry in EXPECTED["syndicated"]
    }
    found = {
        pages[story.origin]: {pages[article] for article in story.articles} - left_out
        for story in folded.stories
    }
    assert {origin: copies for origin, copies in found.items() if len(copies) > 1} == expected


def test_the_pair_draws_closer_since_the_months_in_which_it_did(told: Brief) -> None:
    closer = EXPECTED["closer"]
    shift = next(c.shift for c in told.changed if [c.first, c.second] == closer["pair"])
    assert shift.arrow is Arrow.CLOSER
    assert shift.since is not None
    assert closer["since_earliest"] <= shift.since <= closer["since_latest"]


def test_the_loud_months_hold_more_cooperation_than_any_quiet_one(demo: Demo) -> None:
    closer = EXPECTED["closer"]
    first, second = closer["pair"]
    answer = dyad(demo.view, first, second, until=TODAY)
    counts = {row.period.label: len(row.cooperation.events) for row in answer.periods}
    quiet = max(count for month, count in counts.items() if month < "2020-06")
    assert all(counts[month] > quiet for month in closer["loud_months"])


def test_the_war_overshadows_the_pair(told: Brief) -> None:
    expected = EXPECTED["overshadowed"]
    entry = next(o for o in told.overshadowed if [o.first, o.second] == expected["pair"])
    assert entry.louder == tuple(expected["by"])
    assert entry.window == (expected["since"], TODAY)


def test_one_side_is_loud_and_the_other_quiet_and_in_doubt(demo: Demo) -> None:
    expected = EXPECTED["voices"]
    rows = {row.country: row for row in voices(demo.view, *expected["pair"]).by_outlet}
    loud, quiet = rows[expected["loud"]], rows[expected["quiet"]]
    assert len(loud.backing.events) > len(quiet.backing.events)
    assert (loud.hedged.value or 0.0) < (quiet.hedged.value or 0.0)


def test_the_brief_gives_the_voices_of_the_hidden_pair(told: Brief) -> None:
    assert told.voices is not None
    assert [told.voices.first, told.voices.second] == EXPECTED["overshadowed"]["pair"]


@pytest.mark.parametrize("entry", EXPECTED["agenda"], ids=lambda entry: entry["says"])
def test_what_is_due_stands_on_the_agenda(demo: Demo, entry: dict[str, Any]) -> None:
    pages = {
        said.article
        for due in agenda(demo.view, TODAY).things
        for said in due.sentences
        if (due.what, due.start, due.end) == (entry["what"], entry["start"], entry["end"])
        and set(entry["actors"]) <= set(due.actors)
    }
    assert len(pages) >= entry["at_least_pages"]


def test_the_brief_holds_the_expiry(told: Brief) -> None:
    expiry = next(entry for entry in EXPECTED["agenda"] if entry["what"] == "expiry")
    days = [(due.start, due.end) for due in told.due if due.what == "expiry"]
    assert (expiry["start"], expiry["end"]) in days


def test_nothing_past_stands_as_announced(demo: Demo) -> None:
    ahead = agenda(demo.view, TODAY, statuses=(AgendaStatus.ANNOUNCED,)).things
    assert ahead != ()
    assert [due for due in ahead if due.end < TODAY] == []


def test_the_brief_shows_five_sentences_as_they_stand_on_their_pages(
    demo: Demo, told: Brief
) -> None:
    assert len(told.sentences) == 5
    for said in told.sentences:
        article = demo.view.article(said.article)
        assert article is not None
        assert article.text[said.start : said.end] == said.sentence


def test_an_act_told_by_copies_has_more_outlets_than_independent_sources(told: Brief) -> None:
    most = told.most_told
    assert len(most.events) == 1
    assert len(most.claims) >= len(most.outlets) > len(most.origins) > 1


def test_the_brief_does_not_keep_the_analyst_waiting(demo: Demo) -> None:
    started = time.perf_counter()
    brief(demo.view, TODAY)
    assert time.perf_counter() - started < MAX_BRIEF_SECONDS
