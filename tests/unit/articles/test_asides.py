"""Lines that promote other stories are dropped; sentences that begin alike are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.articles.asides import label_asides


@pytest.mark.parametrize(
    "line",
    [
        "Also Read: Ministers sign a treaty",
        "READ MORE",
        "• Read more: Ministers sign a treaty",
        "Lire aussi : les ministres signent",
        "Читайте также: министры подписали",
        "Don’t miss",
        "Advertisement",
        "Werbung",
    ],
)
def test_a_promotion_is_dropped(line: str) -> None:
    assert [span.is_content for span in label_asides(f"It began.\n{line}\nIt ended.")] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Read more than three books a year, the minister advised.",
        "Related charges were dropped: the court found no evidence.",
        "Share prices fell.",
        "Also read out was a letter from the mayor.",
        "Advertisement revenue fell by a third.",
    ],
)
def test_a_sentence_is_kept(line: str) -> None:
    assert all(span.is_content for span in label_asides(line))


@given(st.text() | st.lists(st.sampled_from(["Read more", "", "A port.", "\r"])).map("\n".join))
def test_the_labels_cover_every_character_once(text: str) -> None:
    spans = label_asides(text)
    assert "".join(span.span.cut(text) for span in spans) == text
    assert [span.span.start for span in spans] == [0, *(s.span.end for s in spans)][: len(spans)]
