"""Three readings of a page make one body: nothing invented, little lost."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.articles.agreement import agreed, is_lacking, only_stated


def paragraph(name: str) -> str:
    return " ".join(f"{name}{number}" for number in range(20)) + "."


A, B, C, D = (paragraph(name) for name in "abcd")
LINES = st.lists(st.sampled_from((A, B, C, D, "a caption", "")), max_size=6).map("\n".join)


def test_a_paragraph_that_two_readings_have_comes_back_in_its_place() -> None:
    assert agreed(f"{A}\n{C}", f"{A}\n{B}\n{C}", f"{A}\n{B}\n{C}\n{D}") == f"{A}\n{B}\n{C}"


def test_a_paragraph_that_one_reading_has_does_not() -> None:
    assert agreed(f"{A}\n{C}", f"{A}\n{B}\n{C}", f"{A}\n{C}") == f"{A}\n{C}"


def test_what_stands_before_and_after_the_article_stays_out() -> None:
    assert agreed(f"{B}\n{C}", f"{A}\n{B}\n{C}\n{D}", f"{A}\n{B}\n{C}\n{D}") == f"{B}\n{C}"


def test_a_short_line_stays_out() -> None:
    bolder = f"{A}\na caption\n{C}"
    assert agreed(f"{A}\n{C}", bolder, bolder) == f"{A}\n{C}"


def test_a_reading_that_lost_nearly_all_gives_way() -> None:
    whole = f"{A}\n{B}\n{C}\n{D}"
    assert agreed("a caption", whole, whole) == whole


def test_lines_that_the_page_does_not_state_go() -> None:
    lines = [paragraph(name * 3) for name in "abcdef"]
    body = "\n".join([lines[0], "subscribe to us today", *lines[1:]])
    assert only_stated(body, " ".join(lines)) == "\n".join(lines)


def test_a_stated_teaser_is_not_believed() -> None:
    body = f"{A}\n{B}\n{C}\n{D}"
    assert only_stated(body, A) == body


@given(LINES, LINES, LINES)
def test_every_line_of_the_cautious_reading_stays_or_the_bolder_is_taken(
    cautious: str, bolder: str, witness: str
) -> None:
    found = agreed(cautious, bolder, witness)
    rest = iter(found.split("\n"))
    assert found == bolder or all(line in rest for line in cautious.split("\n"))


@given(LINES)
def test_a_reading_lacks_nothing_of_itself(text: str) -> None:
    assert not is_lacking(text, text)
