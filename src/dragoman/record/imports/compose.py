"""The rows of a page as a table of claims, column by column.

Building a noun, its JSON and its row for each of five million rows takes ten minutes of two
cores. Here the shared parts are rendered once each and put together with what differs. That
this says the same as `claim_row` is a law with a test: tests/unit/imports/test_compose.py.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from json.encoder import encode_basestring_ascii
from typing import Any

import pyarrow as pa

from dragoman.model import Passage, Rejection, Span
from dragoman.model.wire import claim_to_json
from dragoman.record.imports.drafts import (
    PARTS_HELD,
    Act,
    Draft,
    Layout,
    Party,
    Refusal,
    Spot,
    day_of,
    prototype,
)
from dragoman.record.imports.slices import Line, Slice, lines_of, row_id
from dragoman.record.ledger import canonical
from dragoman.record.rows import SCHEMAS, Row, claim_row, party_columns, rejection_row

# What each row says anew, in the order of the keys in the JSON of a claim.
_VARYING = (
    "actors",
    "article",
    "contexts",
    "event_type",
    "id",
    "incomplete",
    "modes",
    "outlet",
    "published",
    "quad",
    "recipients",
    "row",
    "score",
    "trigger",
    "when",
    "where",
    "why",
)
# The columns that `_values` fills, in its order; the others are the same in every row.
_FILLED = (
    *("id", "article", "outlet", "published"),
    *("event_type", "modes", "contexts", "quad", "score"),
    *("actors", "actor_ids", "actor_names", "recipients", "recipient_ids", "recipient_names"),
    *("incomplete", "when_start", "when_end", "places", "place_countries"),
    *("trigger_text", "trigger_start", "trigger_end", "dataset_row", "dataset_key", "wire"),
)
NOTE_LATIN = "the row is no UTF-8 and was read as ISO-8859-1"

_json = encode_basestring_ascii


class Composer:
    """Makes the tables of the pages of one dataset."""

    def __init__(self, layout: Layout, coder: str, file: str) -> None:
        self._layout = layout
        self._file = file
        claim = prototype(coder=coder)
        self._frame = _frame(claim_to_json(claim))
        self._constant = claim_row(claim) | {
            "when_precision": "day",
            "when_basis": "imported",
            "dataset": layout.dataset,
            "dataset_file": file,
        }
        self._row_head = f'{{"dataset":{_json(layout.dataset)},"file":{_json(file)},"key":'

    def compose(self, part: Slice, unit: str) -> tuple[pa.Table, list[Row]]:
        """Return the claims of a page as a table, and the rows that are none as rejections."""
        keys = {"page": part.page.sha256, "unit": unit}
        filled: list[tuple[Any, ...]] = []
        refused: list[Row] = []
        for number, line in self._lines(part):
            found = self._read(line.text)
            if isinstance(found, Refusal):
                refused.append(self._rejection(found, number, line.text) | keys)
            else:
                draft, cells = found
                filled.append(self._values(draft, cells, number, line))
        return self._table(filled, keys), refused

    def _lines(self, part: Slice) -> Iterator[tuple[int, Line]]:
        """Yield the rows of a page with their numbers in the file; empty lines are none."""
        lines = lines_of(part.page.raw)[1 if part.has_header else 0 :]
        return (entry for entry in enumerate(lines, start=part.first) if entry[1].text)

    def _read(self, text: str) -> tuple[Draft, list[str]] | Refusal:
        cells = text.split("\t")
        if len(cells) != self._layout.columns:
            return Refusal("columns", f"{len(cells)} cells for {self._layout.columns} columns")
        draft = self._layout.read(cells)
        return draft if isinstance(draft, Refusal) else (draft, cells)

    def _rejection(self, refusal: Refusal, number: int, text: str) -> Row:
        return rejection_row(
            Rejection(
                stage="imports",
                reason=refusal.reason,
                origin=f"{self._file}#{number}",
                passage=Passage(span=Span(0, len(text)), exact=text),
                detail=refusal.detail,
            )
        )

    def _values(self, draft: Draft, cells: list[str], number: int, line: Line) -> tuple[Any, ...]:
        """Return the values of `_FILLED` for one row."""
        done, day, place = draft.act, draft.day, draft.spot
        ends = list(accumulate(map(len, cells)))
        begin, word = _start(ends, draft.act_column), cells[draft.act_column]
        claim = row_id(line.text)
        lacking = _lacking(done, draft)
        act_json = _act_json(done, is_latin=line.is_latin)
        wire = self._frame % (
            _parties_json(draft.actors, ends),
            _json(draft.article),
            act_json[0],
            act_json[1],
            _json(claim),
            canonical(lacking) if lacking else "[]",
            act_json[2],
            _or_null(draft.outlet),
            _or_null(draft.published),
            act_json[3],
            _parties_json(draft.recipients, ends),
            f'{self._row_head}{_or_null(draft.key)},"number":{number}}}',
            act_json[4],
            f'{{"end":{begin + len(word)},"exact":{_json(word)},"start":{begin}}}',
            _day_json(draft, ends),
            _place_json(place, ends),
            act_json[5],
        )
        published = day_of(draft.published) if draft.published else None
        return (
            *(claim, draft.article, draft.outlet, published.day if published else None),
            *(done.event_type, done.modes, done.contexts, done.quad, done.score),
            *_columns(draft.actors),
            *_columns(draft.recipients),
            *(lacking, day.day, day.day),
            *(([place.place.name], _given(place.place.country)) if place else ([], [])),
            *(word, begin, begin + len(word), number, draft.key, wire),
        )

    def _table(self, filled: Sequence[tuple[Any, ...]], keys: Row) -> pa.Table:
        """Return the table; what no row says anew is written once per column."""
        schema = SCHEMAS["claim"]
        columns = dict(zip(_FILLED, zip(*filled, strict=True), strict=True)) if filled else {}
        constant = self._constant | keys
        arrays = [
            pa.array(columns[field.name], field.type)
            if field.name in columns
            else pa.array([constant[field.name]] * len(filled), field.type)
            for field in schema
        ]
        return pa.Table.from_arrays(arrays, schema=schema)


def _frame(json: dict[str, Any]) -> str:
    """Return the JSON of a claim with a hole for each value that varies."""
    parts = (
        f'"{key}":%s' if key in _VARYING else f'"{key}":{canonical(value)}'.replace("%", "%%")
        for key, value in sorted(json.items())
    )
    return "{" + ",".join(parts) + "}"


def _start(ends: Sequence[int], column: int) -> int:
    """Return where a column begins in its row: behind the others and one tab for each."""
    return ends[column - 1] + column if column else 0


def _spliced(json: tuple[str, str, str], start: int, width: int) -> str:
    head, between, tail = json
    return f"{head}{start + width}{between}{start}{tail}"


def _day_json(draft: Draft, ends: Sequence[int]) -> str:
    head, between, tail = draft.day.json
    start = _start(ends, draft.day_column)
    return f"{head}{start}{between}{start + draft.day.width}{tail}"


def _parties_json(parties: tuple[Party, ...], ends: Sequence[int]) -> str:
    rendered = (
        _spliced(one.json, _start(ends, one.column) + one.at, len(one.words)) for one in parties
    )
    return f"[{','.join(rendered)}]"


def _place_json(place: Spot | None, ends: Sequence[int]) -> str:
    if place is None:
        return "[]"
    start = _start(ends, place.column)
    return f"[{_spliced(place.json, start, len(place.place.name))}]"


def _or_null(text: str | None) -> str:
    return "null" if text is None else _json(text)


def _given(value: str | None) -> list[str]:
    return [] if value is None else [value]


def _lacking(done: Act, draft: Draft) -> tuple[str, ...]:
    """Return what the type requires and the row does not give."""
    lacks = done.needs_recipient and not draft.recipients and len(draft.actors) < 2
    return ("recipient",) if lacks else ()


@lru_cache(PARTS_HELD)
def _columns(parties: tuple[Party, ...]) -> tuple[list[str], list[str], list[str]]:
    """Return the columns of one side: countries, ids, names."""
    nouns = [party.participant for party in parties]
    countries, ids, names = party_columns("actors", "actor", nouns).values()
    return countries, ids, names


@lru_cache(PARTS_HELD)
def _act_json(done: Act, *, is_latin: bool) -> tuple[str, ...]:
    """Return contexts, type, modes, quad, score and why of an act as JSON."""
    notes = (*done.reasons, NOTE_LATIN) if is_latin else done.reasons
    json = claim_to_json(
        prototype(
            contexts=done.contexts,
            event_type=done.event_type,
            modes=done.modes,
            quad=done.quad,
            score=done.score,
            reasons=notes,
        )
    )
    keys = ("contexts", "event_type", "modes", "quad", "score", "why")
    return tuple(canonical(json[key]) for key in keys)
