"""Outlets: found by any of their names, and in a text only where the name is clear."""

from collections import Counter

import pytest

from dragoman.ontology import actors, outlets


def test_names_are_unique() -> None:
    names = Counter(outlet.name for outlet in outlets.all_outlets())
    assert [name for name, count in names.items() if count > 1] == []


def test_domains_are_unique() -> None:
    domains = Counter(domain for outlet in outlets.all_outlets() for domain in outlet.domains)
    assert [domain for domain, count in domains.items() if count > 1] == []


def test_every_outlet_speaks_from_a_known_country_and_is_run_in_a_known_way() -> None:
    countries = {entry.code for entry in actors.countries()}
    every = outlets.all_outlets()
    assert [outlet for outlet in every if outlet.country not in countries] == []
    assert [outlet for outlet in every if outlet.kind not in outlets.KINDS] == []


def test_every_outlet_is_found_by_its_own_name_and_domains() -> None:
    for outlet in outlets.all_outlets():
        found = [outlets.find(name) for name in (outlet.name, *outlet.domains)]
        assert found == [outlet] * len(found)


def test_the_table_is_as_wide_as_the_news() -> None:
    every = outlets.all_outlets()
    assert len(every) >= 400
    assert len({outlet.country for outlet in every}) >= 90


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("NYT", "The New York Times", id="abbreviation"),
        pytest.param("new york times", "The New York Times", id="no-article-no-case"),
        pytest.param("The Times", "The Times", id="ambiguous-when-given-as-a-name"),
        pytest.param("Al-Jazeera", "Al Jazeera", id="variant"),
        pytest.param("www.tasnimnews.com", "Tasnim News Agency", id="domain"),
        pytest.param("https://en.irna.ir/news/1", "IRNA", id="address"),
        pytest.param("El Pais", "El País", id="no-accent"),
    ],
)
def test_an_outlet_is_found_by_name_variant_or_domain(name: str, expected: str) -> None:
    found = outlets.find(name)
    assert found is not None
    assert found.name == expected


@pytest.mark.parametrize(
    "name", ["The Nowhere Gazette", "example.org", "", "com", ".", "http://[bad.com"]
)
def test_an_unknown_outlet_is_none(name: str) -> None:
    assert outlets.find(name) is None


def test_clear_names_are_found_in_a_text() -> None:
    text = "Reuters, TASS and the Islamic Republic News Agency said; Al Jazeera denied."
    assert [text[hit.start : hit.end] for hit in outlets.find_in(text)] == [
        "Reuters",
        "TASS",
        "Islamic Republic News Agency",
        "Al Jazeera",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Time is short, and The Times of crisis are not over.",
        "The Sun rose, the Dawn broke, and a new Trend began.",
        "The Nation mourned with The Citizen and The Standard.",
    ],
)
def test_common_words_are_no_outlet(text: str) -> None:
    assert outlets.find_in(text) == ()
