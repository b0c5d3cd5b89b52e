"""Who is named: known names, agents with their country, names heard before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.memory import ArticleMemory
from dragoman.coding.mentions import find_mentions
from tests.unit.coding.made import PUBLISHED, sentences_of


def named(text: str) -> list[list[tuple[str, list[str | None]]]]:
    """Return for each sentence the words that name somebody, with their codes."""
    memory = ArticleMemory(PUBLISHED)
    return [
        [
            (mention.passage.exact, [actor.id for actor in mention.actors])
            for mention in find_mentions(sentence, memory)
        ]
        for sentence in sentences_of(text)
    ]


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Iran signed a pact.", "Iran", "IRN"),
        ("The Kremlin signed a pact.", "Kremlin", "RUS.GOV"),
        ("Iran's foreign ministry signed a pact.", "Iran's foreign ministry", "IRN.GOV"),
        ("The Iranian navy held drills.", "Iranian navy", "IRN.MIL"),
        ("The president of Iran spoke.", "president of Iran", "IRN.GOV"),
        ("State news agency KCNA spoke.", "State news agency KCNA", "PRK.JRN"),
        ("Their envoy left Yerevan, Kommersant wrote.", "Kommersant", "RUS.JRN"),
        (
            "Its ambassador from Yerevan, Kommersant wrote, left.",
            "ambassador from Yerevan",
            "ARM.GOV",
        ),
        ("The militant group Boko Haram spoke.", "militant group Boko Haram", "NGA.REB"),
    ],
)
def test_a_name_or_an_agent_has_the_code_of_its_country(text: str, words: str, code: str) -> None:
    found = [(said, ids) for said, ids in named(text)[0] if words in said]
    assert found
    assert found[0][1] == [code]


def test_the_two_sides_are_the_states_named_last() -> None:
    second = named("Russia met Iran. The two sides signed a pact.")[1]
    (found,) = [ids for said, ids in second if "two sides" in said]
    assert {code.split(".")[0] for code in found if code} == {"RUS", "IRN"}


def test_a_short_name_is_who_was_named_in_full() -> None:
    text = "Iran's foreign minister Javad Zarif spoke. Zarif left."
    (found,) = [ids for said, ids in named(text)[1] if said == "Zarif"]
    assert found[0] is not None
    assert found[0].startswith("IRN")


WORDS = st.lists(
    st.sampled_from(
        "Iran Iranian 's army the president of Jane Doe two sides Moscow , and he NATO".split()
    ),
    max_size=16,
)


@given(WORDS)
def test_mentions_stand_where_they_say_left_to_right_and_apart(words: list[str]) -> None:
    text = "Yes, " + " ".join(words) + " left."
    memory = ArticleMemory(PUBLISHED)
    for sentence in sentences_of(text):
        end = sentence.start
        for mention in find_mentions(sentence, memory):
            assert mention.passage.span.cut(text) == mention.passage.exact
            assert mention.passage.start >= end
            assert mention.reason
            end = mention.passage.end
