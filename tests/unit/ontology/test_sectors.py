"""What part of a society an agent noun names."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ontology import plover, sectors
from dragoman.ontology.tables import read_toml

NOUNS = [
    (word, code)
    for code, table in read_toml("sectors.toml").items()
    if code not in sectors.NOT_SECTORS
    for word in (*table["heads"], *table.get("compounds", ()), *table.get("fixed", ()))
]
words = st.sampled_from(
    [
        "rebel",
        "leaders",
        "of",
        "the",
        "army",
        "military",
        "talks",
        "spokesman",
        "for",
        "police",
        "-",
    ]
)


def seen(text: str) -> list[tuple[str, str]]:
    return [(hit.sector, text[hit.start : hit.end]) for hit in sectors.find(text)]


def test_every_table_is_a_sector_of_the_codebook() -> None:
    codes = {entry.code for entry in plover.SECTORS}
    assert set(read_toml("sectors.toml")) - sectors.NOT_SECTORS <= codes


def test_every_sector_but_the_unknown_has_nouns() -> None:
    codes = {entry.code for entry in plover.SECTORS}
    assert codes - set(read_toml("sectors.toml")) == {"UNK"}


def test_no_noun_is_of_two_sectors() -> None:
    sectors_of: dict[str, set[str]] = {}
    for word, code in NOUNS:
        sectors_of.setdefault(word, set()).add(code)
    assert {word: codes for word, codes in sectors_of.items() if len(codes) > 1} == {}


@given(st.sampled_from(NOUNS))
def test_every_noun_alone_is_of_its_sector(noun: tuple[str, str]) -> None:
    word, code = noun
    assert seen(f"one {word}") == [(code, word)]


@given(st.lists(st.one_of(words, st.text(max_size=6)), max_size=15).map(" ".join))
def test_hits_lie_in_the_text_in_order_without_overlap(text: str) -> None:
    hits = sectors.find(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(earlier.end <= later.start for earlier, later in pairwise(hits))


@given(st.lists(words, min_size=1, max_size=6).map(" ".join))
def test_capitals_change_no_sector(text: str) -> None:
    assert [hit.sector for hit in sectors.find(text.upper())] == [
        hit.sector for hit in sectors.find(text)
    ]


@given(st.text())
def test_the_sector_of_any_words_is_a_code_or_none(text: str) -> None:
    found = sectors.sector_of(text)
    assert found is None or plover.sector(found).code == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("rebel leaders", [("REB", "rebel leaders")], id="modifier-before-neutral"),
        pytest.param("naval commander", [("MIL", "naval commander")], id="adjective-of-an-agent"),
        pytest.param("opposition leaders", [("OPP", "opposition leaders")], id="opposition"),
        pytest.param("foreign minister", [("GOV", "foreign minister")], id="longest"),
        pytest.param("the ex-president", [("ELI", "ex-president")], id="out-of-office"),
        pytest.param("secretary-general", [("GOV", "secretary-general")], id="one-title"),
        pytest.param("GUNMEN", [("UAF", "GUNMEN")], id="shouted"),
    ],
)
def test_a_noun_takes_the_words_that_tell_its_sector(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert seen(text) == expected


@pytest.mark.parametrize("text", ["military talks", "rainfall in spring", ""])
def test_what_is_no_agent_is_not_found(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("delegation of officers", "MIL"),
        ("military delegation", "MIL"),
        ("spokesman for the army", "MIL"),
        ("leader of the rebels", "REB"),
        ("group of students", "EDU"),
        ("the town", None),
    ],
)
def test_a_phrase_has_the_sector_of_its_head(words: str, sector: str | None) -> None:
    assert sectors.sector_of(words) == sector
