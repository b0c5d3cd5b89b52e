"""Laws of rows and sayings: nothing is lost on the way to a column and back."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Claim, Passage, Span, text_digest
from dragoman.model.wire import claim_from_json
from dragoman.record.digest import digest_of
from dragoman.record.rows import article_of, article_row, claim_row, table_of
from dragoman.record.said import FIELDS, TELLING, joined, unit_id
from tests.unit.record.readings import article_of_page, claim_in, page_of

# Any text at all, lone surrogates and line breaks included.
TEXTS = st.text(st.characters(codec=None), min_size=1, max_size=60)
SAYINGS = st.fixed_dictionaries({field: st.none() | st.text(max_size=3) for field in FIELDS})


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    words = draw(TEXTS)
    passage = Passage(span=Span(0, len(words)), exact=words)
    return claim_in(
        article_of_page(page_of(1)),
        evidence=passage,
        hedges=(passage,),
        incomplete=tuple(draw(st.lists(TEXTS, max_size=2))),
        outlet=draw(st.none() | TEXTS),
        published=draw(st.none() | TEXTS),
        confidence=draw(st.floats(0, 1)),
    )


@given(st.lists(claims(), max_size=3))
def test_a_claim_comes_back_from_its_row(many: list[Claim]) -> None:
    rows = table_of("claim", (claim_row(claim) for claim in many)).to_pylist()
    assert [claim_from_json(json.loads(row["wire"])) for row in rows] == many


@given(TEXTS)
def test_an_article_comes_back_from_its_row(text: str) -> None:
    article = replace(article_of_page(page_of(1)), text=text, text_sha256=text_digest(text))
    article = replace(article, spans=article_of_page(page_of(1), text).spans)
    (row,) = table_of("article", [article_row(article)]).to_pylist()
    assert article_of(json.loads(row["wire"]), row["text"]) == article


@given(TEXTS)
def test_offsets_hold_in_the_text_column(text: str) -> None:
    assert len(article_row(article_of_page(page_of(1), text))["text"]) == len(text)


@given(SAYINGS, SAYINGS)
def test_what_is_said_last_counts_and_silence_takes_nothing_back(
    one: dict[str, str | None], two: dict[str, str | None]
) -> None:
    for field, value in joined([one, two]).items():
        assert value == (one[field] if two[field] is None else two[field])


@given(st.lists(SAYINGS, max_size=3), SAYINGS)
def test_sayings_can_be_joined_in_parts(
    before: list[dict[str, str | None]], last: dict[str, str | None]
) -> None:
    assert joined([joined(before), last]) == joined([*before, last])


@given(SAYINGS, st.text(max_size=3))
def test_only_what_changes_the_reading_changes_the_unit(
    said: dict[str, str | None], value: str
) -> None:
    for field in FIELDS:
        same = unit_id("page", said, "coder") == unit_id("page", {**said, field: value}, "coder")
        assert same == (field not in TELLING or said[field] == value)


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=5), st.randoms())
def test_the_digest_does_not_depend_on_order(rows: list[bytes], dice: object) -> None:
    shuffled = list(rows)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert digest_of(shuffled) == digest_of(rows)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=5))
def test_the_digest_counts_every_row(rows: list[bytes]) -> None:
    assert digest_of(rows[1:]) != digest_of(rows)
