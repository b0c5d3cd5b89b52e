"""Evidence: what stands behind a number, and the sentences themselves."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import fold
from dragoman.answers.evidence import Backing, backing, backing_of_events, merged, said
from tests.unit.answers.told import Told, voice

FIFTH = date(2020, 6, 5)


def test_counts_are_told_in_words(told: Told) -> None:
    claim = told.tell("RUS", "AID", "IRN", FIFTH, outlet="Agency")
    told.copy(claim, "Paper")
    told.tell("RUS", "AID", "IRN", FIFTH, outlet="Post")
    found = backing(told.said, fold(told))
    assert found.words == "1 event, 3 claims, 3 outlets, 2 independent"


def test_nothing_is_told_in_words_too() -> None:
    assert Backing().words == "0 events, 0 claims, 0 outlets, 0 independent"


def test_a_claim_without_a_date_counts_as_claim_and_as_no_event(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", FIFTH, when=None)
    found = backing(told.said, fold(told))
    assert (len(found.claims), found.events) == (1, ())


def test_an_event_stands_on_all_its_claims(told: Told) -> None:
    for outlet in ("Wire", "Post"):
        told.tell("RUS", "AID", "IRN", FIFTH, outlet=outlet)
    stories = fold(told)
    assert set(backing_of_events(stories.events, stories).claims) == {c.id for c in told.said}


def test_a_sentence_says_where_it_stands_and_whose_voice_it_is(told: Told) -> None:
    claim = told.tell("RUS", "AID", "IRN", FIFTH, voices=(voice("Peskov", "RUS"),), hedged=True)
    found = said(claim, fold(told))
    article = told.article(found.article)
    assert article is not None
    assert article.text[found.start : found.end] == found.sentence
    assert (found.voices, found.hedged, found.outlet) == (("Peskov",), True, "Wire")


@given(st.lists(st.integers(0, 5), max_size=8), st.integers(0, 8))
def test_backings_of_parts_merge_into_that_of_the_whole(days: list[int], cut: int) -> None:
    told = Told()
    for day in days:
        told.tell("RUS", "AID", "IRN", date(2020, 6, 1 + 5 * day))
    stories = fold(told)
    parts = (backing(told.said[:cut], stories), backing(told.said[cut:], stories))
    assert merged(parts) == backing(told.said, stories)
