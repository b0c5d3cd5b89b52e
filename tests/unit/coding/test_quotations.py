"""A quotation that runs on keeps its speaker; the outlet's own words do not get one."""

from dragoman.coding.attribution import Attribution, find_voices
from dragoman.coding.memory import ArticleMemory
from dragoman.coding.mentions import find_mentions
from dragoman.coding.quotations import carry_voices
from tests.unit.coding.made import PUBLISHED, article_of, sentences_of


def speakers(text: str) -> list[list[str]]:
    """Return whose words each sentence of a text is, by name."""
    sentences = sentences_of(text)
    memory = ArticleMemory(PUBLISHED)
    found: list[tuple[Attribution, ...]] = [
        find_voices(sentence, find_mentions(sentence, memory), memory) for sentence in sentences
    ]
    carried = carry_voices(article_of(text), sentences, found)
    return [sorted({a.voice.passage.exact for a in own}) for own in carried]


def test_the_rest_of_a_quotation_is_of_the_same_speaker() -> None:
    text = "“Rebels shelled the town,” Jane Doe said. “They burned the mill as well.”"
    assert speakers(text) == [["Jane Doe"], ["Jane Doe"]]


def test_a_quotation_that_names_its_speaker_at_the_end_is_his_from_the_start() -> None:
    text = "“Rebels shelled the town. They burned the mill as well,” Jane Doe said."
    assert speakers(text) == [["Jane Doe"], ["Jane Doe"]]


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "“Rebels shelled the town,” Jane Doe said.\n\n“They burned the mill as well.”"
    assert speakers(text) == [["Jane Doe"], ["Jane Doe"]]


def test_straight_marks_are_read_in_pairs() -> None:
    text = '"Rebels shelled the town. They burned the mill," Jane Doe said. Then it rained all day.'
    assert speakers(text) == [["Jane Doe"], ["Jane Doe"], []]


def test_a_plain_sentence_after_a_quotation_is_the_outlets() -> None:
    text = "“Rebels shelled the town,” Jane Doe said. The mill burned down the same night."
    assert speakers(text) == [["Jane Doe"], []]


def test_a_quotation_of_nobody_stays_open() -> None:
    assert speakers("“Rebels shelled the town and burned the mill.”") == [[]]


def test_a_quoted_name_in_the_outlets_sentence_is_no_quotation_going_on() -> None:
    text = "“Rebels shelled the town,” Jane Doe said. The plan is called “Open Skies” in the north."
    assert speakers(text)[1] == []
