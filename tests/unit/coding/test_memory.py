"""What an article has said so far, and which country it is about."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.memory import home_of

CODES = st.lists(st.sampled_from(["NOR", "PER", "CHL"]), min_size=1)


def test_an_article_is_about_whom_its_places_and_its_names_name() -> None:
    assert home_of(["USA", "USA", "USA", "CUB"], ["CUB", "CUB", "CUB"]) == "CUB"


def test_the_united_states_are_named_in_news_of_everywhere() -> None:
    assert home_of(["USA", "NOR"], ["USA", "NOR"]) == "NOR"


def test_an_organisation_of_states_is_nobodys_home() -> None:
    assert home_of(["NOR"], ["UNO", "UNO", "UNO"]) == "NOR"


def test_an_article_that_names_no_country_has_no_home() -> None:
    assert home_of([None], [None]) is None


@given(CODES, CODES)
def test_the_home_is_named(places: list[str], names: list[str]) -> None:
    assert home_of(places, names) in {*places, *names}
