"""Copies: one text under many mastheads is one origin."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.stories.copies import find_stories
from tests.unit.answers.told import Told, wording

MONDAY = date(2020, 6, 1)


def origins(told: Told, *agencies: str) -> list[str]:
    return [story.origin for story in find_stories(told.printed, agencies)]


def test_an_article_alone_is_a_story_of_its_own(told: Told) -> None:
    article = told.print_article()
    assert origins(told) == [article.id]


def test_what_was_printed_first_is_the_origin(told: Told) -> None:
    told.print_article("Alborz", date(2020, 6, 3), wording("same"))
    first = told.print_article("Zagros", MONDAY, wording("same"))
    assert origins(told) == [first.id]


def test_a_shortened_and_continued_text_is_a_copy(told: Told) -> None:
    words = wording("same").split()
    told.print_article("Wire", MONDAY, " ".join(words))
    told.print_article("Paper", MONDAY, " ".join(words[:40]) + " " + wording("own")[:90])
    assert len(origins(told)) == 1


def test_a_shared_quotation_is_no_copy(told: Told) -> None:
    quote = " ".join(wording("quote").split()[:15])
    told.print_article("Wire", MONDAY, f"{wording('one')} {quote}")
    told.print_article("Paper", MONDAY, f"{quote} {wording('two')}")
    assert len(origins(told)) == 2


def test_the_same_words_a_week_later_are_another_story(told: Told) -> None:
    told.print_article("Wire", MONDAY, wording("same"))
    told.print_article("Paper", date(2020, 6, 8), wording("same"))
    assert len(origins(told)) == 2


def test_a_shared_formula_is_no_copy(told: Told) -> None:
    formula = "Your free articles of this month are used up"
    told.print_article("Wire", MONDAY, f"{formula} please pay for this one now")
    told.print_article("Paper", MONDAY, f"{formula} subscribe and read on as you like")
    assert len(origins(told)) == 2


def test_of_one_day_the_outlet_that_the_others_name_is_the_origin(told: Told) -> None:
    text = f"TEHRAN (Zagros News) - {wording('same')}"
    told.print_article("Alborz", MONDAY, text)
    named = told.print_article("Zagros News", MONDAY, text)
    assert origins(told) == [named.id]


def test_of_one_day_an_agency_is_the_origin(told: Told) -> None:
    told.print_article("Alborz", MONDAY, wording("same"))
    agency = told.print_article("Zagros", MONDAY, wording("same"))
    assert origins(told, "zagros") == [agency.id]


def test_of_one_day_and_kind_the_first_outlet_by_name_is_the_origin(told: Told) -> None:
    told.print_article("Zagros", MONDAY, wording("same"))
    first = told.print_article("Alborz", MONDAY, wording("same"))
    assert origins(told) == [first.id]


def test_a_story_says_which_article_repeats_which_and_how_much(told: Told) -> None:
    first = told.print_article("Alborz", MONDAY, wording("same"))
    second = told.print_article("Zagros", MONDAY, wording("same"))
    (story,) = find_stories(told.printed)
    assert [(c.article, c.of, c.containment) for c in story.copies] == [(second.id, first.id, 1.0)]


# (which text, which outlet, days after Monday)
PRINTS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["A", "B", "C"]), st.integers(0, 6)), max_size=9
)


def printed(prints: list[tuple[int, str, int]]) -> Told:
    told = Told()
    for text, outlet, days in prints:
        told.print_article(outlet, date(2020, 6, 1 + days), wording(f"t{text}x"))
    return told


@given(PRINTS, st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_no_story(
    prints: list[tuple[int, str, int]], random: Random
) -> None:
    told = printed(prints)
    before = find_stories(told.printed)
    random.shuffle(told.printed)
    assert find_stories(told.printed) == before


@given(PRINTS.filter(bool), st.data())
def test_a_duplicate_never_makes_an_origin_more(
    prints: list[tuple[int, str, int]], data: st.DataObject
) -> None:
    told = printed(prints)
    before = len(find_stories(told.printed))
    text, _, days = data.draw(st.sampled_from(prints))
    again = printed([*prints, (text, data.draw(st.sampled_from(["0", "B", "Z"])), days)])
    assert len(find_stories(again.printed)) == before


@given(PRINTS)
def test_every_article_is_in_exactly_one_story(prints: list[tuple[int, str, int]]) -> None:
    told = printed(prints)
    placed = sorted(a for story in find_stories(told.printed) for a in story.articles)
    assert placed == sorted(article.id for article in told.printed)
