"""The public JSON gives every noun back unchanged, through a real line of text."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dragoman.errors import MalformedInput
from dragoman.model import (
    Actor,
    AgendaItem,
    AgendaStatus,
    Article,
    Basis,
    Claim,
    DateCandidate,
    LabelledSpan,
    Participant,
    Passage,
    Place,
    Precision,
    Published,
    Rejection,
    Span,
    Status,
    Verdict,
    Voice,
    When,
)
from dragoman.model.wire import (
    agenda_from_json,
    agenda_to_json,
    article_from_json,
    article_to_json,
    claim_from_json,
    claim_to_json,
    rejection_from_json,
    rejection_to_json,
)

TEXT = st.text(max_size=20)
MAYBE = st.none() | TEXT
SHARE = st.floats(0, 1, allow_nan=False)
SPAN = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 99), st.integers(1, 9)
)
PASSAGE = st.builds(Passage, span=SPAN, exact=TEXT)
ACTOR = st.builds(Actor, name=TEXT, country=MAYBE, sector=MAYBE)
PARTIES = st.lists(
    st.builds(Participant, passage=PASSAGE, actor=ACTOR, reason=TEXT), max_size=2
).map(tuple)
DAY = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Return an interval with words, or an assumed one without."""
    start = draw(DAY)
    passage = draw(st.none() | PASSAGE)
    return When(
        start=start,
        end=start + timedelta(days=draw(st.integers(0, 400))),
        precision=draw(st.sampled_from(Precision)),
        basis=Basis.SAID if passage else Basis.ASSUMED,
        passage=passage,
    )


VOICE = st.builds(
    Voice,
    passage=PASSAGE,
    actor=ACTOR,
    cue=st.none() | PASSAGE,
    cited_date=MAYBE,
    within=MAYBE,
)
PLACE = st.builds(
    Place,
    passage=PASSAGE,
    name=TEXT,
    kind=TEXT,
    country=MAYBE,
    lat=st.none() | SHARE,
    lon=st.none() | SHARE,
    geonames=st.none() | st.integers(1, 10**7),
    reason=TEXT,
)
CODES = st.lists(TEXT, max_size=2).map(tuple)
CLAIM = st.builds(
    Claim,
    id=TEXT,
    article=TEXT,
    evidence=PASSAGE,
    trigger=PASSAGE,
    event_type=TEXT,
    modes=CODES,
    contexts=CODES,
    actors=PARTIES,
    recipients=PARTIES,
    against=PARTIES,
    incomplete=CODES,
    status=st.sampled_from(Status),
    historical=st.booleans(),
    hedged=st.booleans(),
    hedges=st.lists(PASSAGE, max_size=2).map(tuple),
    voices=st.lists(VOICE, max_size=2).map(tuple),
    when=st.none() | whens(),
    where=st.lists(PLACE, max_size=2).map(tuple),
    confidence=SHARE,
    type_top=st.lists(st.tuples(TEXT, SHARE), max_size=2).map(tuple),
    reasons=CODES,
    coder=TEXT,
    quad=TEXT,
    score=SHARE,
    outlet=MAYBE,
    published=MAYBE,
)
DAYS = When(
    start=date(2020, 10, 6),
    end=date(2020, 10, 6),
    precision=Precision.DAY,
    basis=Basis.SAID,
    passage=Passage(span=Span(0, 5), exact="today"),
)


@st.composite
def agenda_items(draw: st.DrawFn) -> AgendaItem:
    """Return an item of any status; an announced one has a day or vague words, never both."""
    status = draw(st.sampled_from([s for s in AgendaStatus if s is not AgendaStatus.UNKNOWN]))
    announced = status is AgendaStatus.ANNOUNCED
    when = draw(whens() if announced else st.none() | whens())
    vague = draw(PASSAGE) if announced and draw(st.booleans()) else None
    return AgendaItem(
        id=draw(TEXT),
        article=draw(TEXT),
        evidence=draw(PASSAGE),
        passage=draw(PASSAGE),
        what=draw(TEXT),
        when=None if vague else when,
        vague=vague,
        status=status,
        moved_from=draw(st.none() | whens()),
        actors=draw(PARTIES),
        hedged=draw(st.booleans()),
        claim=draw(MAYBE),
        outlet=draw(MAYBE),
        published=draw(MAYBE),
    )


AGENDA = agenda_items()
REJECTION = st.builds(
    Rejection,
    stage=TEXT,
    reason=TEXT,
    article=MAYBE,
    origin=TEXT,
    passage=st.none() | PASSAGE,
    detail=TEXT,
)
PUBLISHED = st.builds(
    Published,
    day=TEXT,
    source=TEXT,
    candidates=st.lists(
        st.builds(DateCandidate, value=TEXT, source=TEXT, raw=TEXT), max_size=2
    ).map(tuple),
    conflict=st.booleans(),
)
ARTICLE = st.builds(
    Article,
    id=TEXT,
    page_sha256=TEXT,
    origin=TEXT,
    text=st.text(max_size=120),
    text_sha256=TEXT,
    verdict=st.sampled_from(Verdict),
    verdict_reasons=CODES,
    spans=st.lists(st.builds(LabelledSpan, span=SPAN, reason=MAYBE), max_size=2).map(tuple),
    title=MAYBE,
    authors=CODES,
    outlet=MAYBE,
    published=st.none() | PUBLISHED,
    language=MAYBE,
    encoding=MAYBE,
    url=MAYBE,
)


def line(row: Any) -> Any:
    """Return a row as it comes back from a line of a file."""
    written = json.dumps(row, ensure_ascii=False)
    assert "\n" not in written
    return json.loads(written)


@given(CLAIM)
def test_a_claim_comes_back_whole(claim: Claim) -> None:
    assert claim_from_json(line(claim_to_json(claim))) == claim


@given(AGENDA)
def test_an_agenda_item_comes_back_whole(item: AgendaItem) -> None:
    assert agenda_from_json(line(agenda_to_json(item))) == item


@given(AGENDA)
def test_an_agenda_item_of_an_older_record_is_announced_and_dated(item: AgendaItem) -> None:
    assume(item.when is not None)
    old = line(agenda_to_json(item))
    for field in ("status", "vague", "moved_from"):
        del old[field]
    read = agenda_from_json(old)
    assert (read.status, read.when) == (AgendaStatus.ANNOUNCED, item.when)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"vague": None}, "without any time"),
        ({"when": DAYS}, "dated or vague"),
        ({"status": AgendaStatus.UNKNOWN}, "no sentence"),
    ],
)
def test_an_item_that_no_sentence_can_tell_is_refused(changes: dict[str, Any], said: str) -> None:
    words = Passage(span=Span(0, 4), exact="soon")
    fields: dict[str, Any] = {"when": None, "vague": words} | changes
    with pytest.raises(ValueError, match=said):
        AgendaItem(id="ag", article="ar", evidence=words, passage=words, what="vote", **fields)


@given(REJECTION)
def test_a_rejection_comes_back_whole(rejection: Rejection) -> None:
    assert rejection_from_json(line(rejection_to_json(rejection))) == rejection


@given(ARTICLE)
def test_an_article_with_its_text_comes_back_whole(article: Article) -> None:
    assert article_from_json(line(article_to_json(article, with_text=True))) == article


@given(ARTICLE)
def test_an_article_without_its_text_still_shows_the_words_of_its_spans(article: Article) -> None:
    row = article_to_json(article)
    assert "text" not in row
    assert [span["exact"] for span in row["spans"]] == [
        labelled.span.cut(article.text) for labelled in article.spans
    ]


@given(CLAIM, st.data())
def test_a_claim_that_lacks_a_field_is_refused(claim: Claim, data: st.DataObject) -> None:
    row = claim_to_json(claim)
    field = data.draw(st.sampled_from(sorted(row)))
    del row[field]
    with pytest.raises(MalformedInput, match=f"no '{field}'"):
        claim_from_json(row)


def test_the_kinds_of_one_stream_tell_themselves_apart() -> None:
    words = Passage(span=Span(0, 1), exact="x")
    day = date(2020, 10, 6)
    when = When(start=day, end=day, precision=Precision.DAY, basis=Basis.ASSUMED)
    item = AgendaItem(id="ag", article="ar", evidence=words, passage=words, what="vote", when=when)
    rejection = Rejection(stage="coding", reason="outside_coverage")
    assert agenda_to_json(item)["kind"] == "agenda"
    assert rejection_to_json(rejection)["kind"] == "rejection"
