"""Whatever a sentence, a question or a stored claim says, it is understood or refused in time."""

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import (
    Actor,
    Basis,
    Claim,
    ImportedRow,
    Participant,
    Passage,
    Place,
    Precision,
    Span,
    Status,
    Voice,
    When,
)
from dragoman.model.wire import claim_to_json
from dragoman.record import export
from tests.fuzz import seeds, targets
from tests.fuzz.bounds import fuzzed, within
from tests.fuzz.mutations import ANY_TEXT, TWINS, misshapen, mutated_text, twinned

DATES = tuple(
    "since |until |the end of |0000|9999|99999999999999999999|31 |February |quarter |decades "
    "|years ago|next |last |BC|-".split("|")
)
PARAMETERS = tuple(
    "=|&|,|.|-|%00|since=|until=|limit=|dyad=|type=|99999999999999999999|0|-1|1e9|RUS.GOV|²|true"
    "|2020-13|10000-01".split("|")
)
# In which a claim is one row, line or feature.
FORMATS = ("csv", "geojson", "jsonl", "parquet")
MAYBE = st.none() | ANY_TEXT
CODES = st.lists(ANY_TEXT, max_size=2).map(tuple)
# As long as a page may be, and further than any column of 32 bits counts.
PLACES_OF_TEXT = st.integers(0, 2**40)
SHARE = st.floats(0, 1)
SPANS = st.builds(lambda at, size: Span(at, at + size), PLACES_OF_TEXT, st.integers(1, 9))
PASSAGES = st.builds(Passage, span=SPANS, exact=ANY_TEXT)
ACTORS = st.builds(Actor, name=ANY_TEXT, country=MAYBE, sector=MAYBE)
PARTIES = st.lists(
    st.builds(Participant, passage=PASSAGES, actor=ACTORS, reason=ANY_TEXT), max_size=2
).map(tuple)
VOICES = st.builds(
    Voice, passage=PASSAGES, actor=ACTORS, cue=st.none() | PASSAGES, cited_date=MAYBE, within=MAYBE
)
POINTS = st.none() | st.floats(-180, 180)
PLACES = st.builds(
    Place, passage=PASSAGES, name=ANY_TEXT, kind=ANY_TEXT, country=MAYBE, lat=POINTS, lon=POINTS
)
ROWS = st.builds(
    ImportedRow, dataset=ANY_TEXT, file=ANY_TEXT, number=st.integers(1, 2**40), key=MAYBE
)


@st.composite
def whens(draw: st.DrawFn) -> When:
    start = draw(st.dates())
    days = draw(st.integers(0, (date.max - start).days))
    words = draw(st.none() | PASSAGES)
    return When(
        start=start,
        end=start + timedelta(days=days),
        precision=draw(st.sampled_from(Precision)),
        basis=Basis.SAID if words else Basis.ASSUMED,
        passage=words,
    )


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    row = draw(st.none() | ROWS)
    return Claim(
        id=draw(ANY_TEXT),
        article=draw(ANY_TEXT),
        evidence=None if row else draw(PASSAGES),
        row=row,
        trigger=draw(PASSAGES),
        event_type=draw(ANY_TEXT),
        modes=draw(CODES),
        actors=draw(PARTIES),
        recipients=draw(PARTIES),
        against=draw(PARTIES),
        status=draw(st.sampled_from(Status)),
        hedges=draw(st.lists(PASSAGES, max_size=2).map(tuple)),
        voices=draw(st.lists(VOICES, max_size=2).map(tuple)),
        when=draw(st.none() | whens()),
        where=draw(st.lists(PLACES, max_size=2).map(tuple)),
        confidence=draw(SHARE),
        type_top=draw(st.lists(st.tuples(ANY_TEXT, SHARE), max_size=2).map(tuple)),
        reasons=draw(CODES),
        score=draw(st.floats(-10, 10)),
        outlet=draw(MAYBE),
        published=draw(MAYBE),
    )


MONTHS = "janvier şubat mayıs May kasım April août maja сентября AUGUST JUNE lipca".split()
TWINNED = st.builds(
    lambda month, twin, year: twinned(f"On 5 {month} {year} and {month} 5, {year} they met.", twin),
    st.sampled_from(MONTHS) | st.sampled_from(MONTHS).map(str.upper),
    st.sampled_from(("", *TWINS)),
    st.integers(1980, 2110),
)


@given(st.text(max_size=60) | mutated_text(seeds.DATED, DATES) | TWINNED)
@fuzzed(250)
def test_every_text_has_dates_or_none(text: str) -> None:
    targets.times(text.encode("utf-8", "replace"))


# Days as people type them, and a little beyond.
NUMBERS = st.integers(-1, 99999).map(str) | st.integers().map(str) | st.integers(0, 10**30).map(str)
ASKED = st.builds(
    "{}={}".format,
    st.sampled_from(("since", "until", "limit", "dyad", "actor", "type", "quad", "hedged")),
    st.lists(NUMBERS, min_size=1, max_size=3).map("-".join) | st.text(st.characters(), max_size=6),
)


@given(mutated_text(seeds.QUESTIONS, PARAMETERS) | ASKED)
@fuzzed(500)
def test_every_question_is_understood_or_refused(text: str) -> None:
    targets.question(text.encode("utf-8", "surrogatepass"))


@given(claims().map(claim_to_json).flatmap(misshapen))
@fuzzed(400)
def test_every_stored_claim_is_decoded_or_refused(document: Any) -> None:
    targets.claim(json.dumps(document).encode())


def _rows(fmt: str, raw: bytes) -> int:
    """Return how many claims another program finds in an export."""
    match fmt:
        case "csv":
            return len(list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))) - 1
        case "jsonl":
            return len([json.loads(line) for line in raw.decode("utf-8").split("\n") if line])
        case "parquet":
            return int(pq.read_table(io.BytesIO(raw)).num_rows)
        case _:
            return len(json.loads(raw.decode("utf-8"))["features"])


@given(st.lists(claims(), max_size=3), st.sampled_from(FORMATS))
@fuzzed(150)
def test_every_claim_survives_every_export(written: list[Claim], fmt: str) -> None:
    with within():
        out = io.BytesIO()
        assert export(written, fmt, out) == len(written)
    assert _rows(fmt, out.getvalue()) == len(written)
