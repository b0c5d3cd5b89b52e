"""Where sentences end, what they quote and cite, and that every offset holds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Article, LabelledSpan, Published, Span, Verdict, text_digest
from dragoman.sentences import split


def article(text: str, spans: tuple[LabelledSpan, ...] | None = None) -> Article:
    whole = (LabelledSpan(span=Span(0, len(text))),) if text else ()
    return Article(
        id="ar_1",
        page_sha256="",
        origin="test",
        text=text,
        text_sha256=text_digest(text),
        verdict=Verdict.ARTICLE,
        spans=whole if spans is None else spans,
        published=Published(day="2020-10-06", source="given"),
    )


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(article(text)).sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The minister left. The envoy stayed.", 2),
        ("He met Gen. Mark Milley in Washington. They spoke.", 2),
        ("The U.S. Navy sailed on. It was late.", 2),
        ("They moved to the U.S. The move was sudden.", 2),
        ("Talks began at 5 p.m. on Friday. Nobody came.", 2),
        ("It grew by 3.5 percent. That was all.", 2),
        ("“We will go,” he said. “We must.”", 2),
        ("Is it over? No! It is not.", 3),
        ("Both signed (Example Wire, Sept. 3, 2019) and left.", 1),
        ("Jan. 6 was quiet. Feb. 2 was not.", 2),
        ("A first line\nA second line without a stop", 2),
    ],
)
def test_a_text_has_so_many_sentences(text: str, count: int) -> None:
    assert len(texts(text)) == count, texts(text)


def test_a_stop_inside_brackets_of_a_quote_ends_nothing() -> None:
    assert len(texts("He cited the [U.N.] Security Council in his speech.")) == 1


def test_dropped_spans_give_no_sentence() -> None:
    text = "The envoy left. Read More The envoy came back."
    start = text.index("Read More")
    spans = (
        LabelledSpan(span=Span(0, start)),
        LabelledSpan(span=Span(start, start + 10), reason="read_more"),
        LabelledSpan(span=Span(start + 10, len(text))),
    )
    found = [sentence.text for sentence in split(article(text, spans)).sentences]
    assert found == ["The envoy left.", "The envoy came back."]


def test_a_citation_keeps_outlet_and_day() -> None:
    sentence = split(article("They agreed (Example Gazette, July 30, 2019).")).sentences[0]
    assert [(c.outlet, c.date) for c in sentence.citations] == [("Example Gazette", "2019-07-30")]


def test_a_citation_without_a_year_is_the_last_such_day() -> None:
    sentence = split(article("They agreed (Example Gazette, December 30).")).sentences[0]
    assert sentence.citations[0].date == "2019-12-30"


def test_a_citation_hole_is_reported_and_not_filled() -> None:
    found = split(article("They hope to sell arms (, September 28)."))
    assert found.sentences[0].citations[0].outlet is None
    assert [r.reason for r in found.rejections] == ["citation_hole"]
    assert found.rejections[0].passage is not None
    assert found.rejections[0].passage.exact == "(, September 28)"


def test_words_in_brackets_that_are_no_reference_stay_words() -> None:
    assert split(article("The party (founded in May 1960) won.")).sentences[0].citations == ()


def test_quotes_are_the_words_between_the_marks() -> None:
    text = "“We will go,” he said, and “soon.”"
    sentence = split(article(text)).sentences[0]
    assert [quote.cut(text) for quote in sentence.quotes] == ["We will go,", "soon."]


def test_a_sentence_longer_than_any_is_kept_aside_with_its_reason() -> None:
    found = split(article("word " * 1_000))
    assert found.sentences == ()
    assert [r.reason for r in found.rejections] == ["sentence_too_long"]


@given(st.text(alphabet=st.sampled_from('aB .?!"“”()\n,US19'), max_size=120))
def test_sentences_lie_in_the_text_in_order_and_lose_no_letter(text: str) -> None:
    found = split(article(text)).sentences
    for sentence in found:
        assert text[sentence.start : sentence.end] == sentence.text
    assert all(a.end <= b.start for a, b in pairwise(found))
    kept = "".join("".join(sentence.text.split()) for sentence in found)
    assert kept == "".join(text.split())
