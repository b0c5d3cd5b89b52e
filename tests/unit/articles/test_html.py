"""A scan tells what no parser should see."""

import pytest

from dragoman.articles.html import DEEPEST, MOST_TAGS, cut_long_tags, shape_of


@pytest.mark.parametrize(
    ("markup", "depth"),
    [
        ("no tags", 0),
        ("<div><b>x</b></div>", 2),
        ("<br><img><div/>", 0),
        ("<p>a<p>b<p>c<li>d<td>e", 0),
        ("</div></div><div>", 1),
        ("<DIV><Br></DIV>", 1),
    ],
)
def test_depth_counts_what_stays_open(markup: str, depth: int) -> None:
    assert shape_of(markup).depth == depth


def test_a_scan_ends_where_a_bound_is_passed() -> None:
    assert shape_of("<div>" * 10 * DEEPEST).depth == DEEPEST + 1
    assert shape_of("<br>" * 2 * MOST_TAGS).tags == MOST_TAGS + 1


def test_a_tag_of_a_thousand_attributes_loses_them() -> None:
    attributes = " ".join(f"data-a{number}='{number}'" for number in range(1_000))
    assert cut_long_tags(f"<p {attributes}>Words</p>") == "<p>Words</p>"


def test_a_long_tag_of_few_attributes_stays() -> None:
    tag = f"<img src='data:image/png;base64,{'A' * 5_000}' alt='a pier at sea'>"
    assert cut_long_tags(tag) == tag
