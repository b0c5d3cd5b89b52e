"""Clusters: who tells of one happening in words of his own, and who does not."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.stories.clusters import MAX_DAYS_APART, find_clusters
from tests.unit.answers.told import Told

FLOOD = "A flood in Duckburg drowned the mint. Mayor Gizmo said the river Quack rose by night."
RIVER = "The river Quack rose over Duckburg, where Mayor Gizmo closed the drowned mint at night."
TRIAL = "A court in Mouseton fined the painter Horace for a forged bridge of blue glass."
FINE = "In Mouseton the painter Horace was fined by a court: his bridge of blue glass was forged."
FIRST = date(2020, 6, 1)


def clusters(told: Told, *texts: tuple[str, int]) -> list[set[str]]:
    """Return which texts, by their place, are one story; each comes with a day of June."""
    articles = [
        told.print_article(f"Outlet {place}", FIRST.replace(day=day), text)
        for place, (text, day) in enumerate(texts)
    ]
    places = {article.id: str(place) for place, article in enumerate(articles)}
    return [{places[name] for name in one.articles} for one in find_clusters(articles)]


def test_two_that_tell_one_happening_in_other_words_are_one_story(told: Told) -> None:
    found = clusters(told, (FLOOD, 1), (TRIAL, 1), (RIVER, 1), (FINE, 1))
    assert sorted(map(sorted, found)) == [["0", "2"], ["1", "3"]]


def test_the_same_words_weeks_later_are_another_story(told: Told) -> None:
    assert len(clusters(told, (FLOOD, 1), (RIVER, 2 + MAX_DAYS_APART))) == 2


def test_a_cluster_is_named_by_what_sets_it_apart(told: Told) -> None:
    articles = [told.print_article(f"Outlet {n}", FIRST, t) for n, t in enumerate((FLOOD, RIVER))]
    (found,) = find_clusters(articles)
    assert {"duckburg", "gizmo"} <= set(found.words)


def test_no_articles_are_no_stories() -> None:
    assert find_clusters([]) == ()


@given(st.lists(st.sampled_from([FLOOD, RIVER, TRIAL, FINE, ""]), max_size=8))
def test_every_readable_article_is_in_exactly_one_story(texts: list[str]) -> None:
    told = Told()
    articles = [told.print_article(f"Outlet {n}", FIRST, text) for n, text in enumerate(texts)]
    found = [name for one in find_clusters(articles) for name in one.articles]
    assert sorted(found) == sorted(article.id for article in articles if article.is_readable)
