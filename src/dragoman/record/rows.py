"""Nouns as rows of a segment: columns to ask by, and the whole noun as JSON beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from dragoman.model import (
    AgendaItem,
    Article,
    Claim,
    Participant,
    Reading,
    Rejection,
    Sentence,
    When,
)
from dragoman.model.wire import (
    agenda_to_json,
    article_from_json,
    article_to_json,
    claim_to_json,
    passage_to_json,
    rejection_to_json,
)
from dragoman.record.ledger import canonical

Row = dict[str, Any]

_TEXT, _TEXTS, _INT, _FLOAT, _DAY = (
    pa.string(),
    pa.list_(pa.string()),
    pa.int64(),
    pa.float64(),
    pa.date32(),
)
_YES = pa.bool_()

# Every row names its page and the unit of work that made it; `wire` is the noun itself.
_KEYS = {"page": _TEXT, "unit": _TEXT}
_PARTY_COLUMNS = {
    f"{party}{what}": _TEXTS
    for party, whats in (
        ("actor", ("s", "_ids", "_names")),
        ("recipient", ("s", "_ids", "_names")),
        ("against", ("", "_ids", "_names")),
    )
    for what in whats
}
_WHEN_COLUMNS = {"when_start": _DAY, "when_end": _DAY, "when_precision": _TEXT, "when_basis": _TEXT}

SCHEMAS: dict[str, pa.Schema] = {
    "article": pa.schema(
        _KEYS
        | {"id": _TEXT, "origin": _TEXT, "url": _TEXT, "title": _TEXT, "authors": _TEXTS}
        | {"outlet": _TEXT, "published": _DAY, "published_source": _TEXT}
        | {"published_conflict": _YES, "language": _TEXT, "verdict": _TEXT}
        | {"text_sha256": _TEXT, "text": _TEXT, "wire": _TEXT}
    ),
    "sentence": pa.schema(
        _KEYS
        | {"id": _TEXT, "article": _TEXT, "number": _INT, "paragraph": _INT}
        | {"start_char": _INT, "end_char": _INT, "text": _TEXT, "wire": _TEXT}
    ),
    "claim": pa.schema(
        _KEYS
        | {"id": _TEXT, "article": _TEXT, "outlet": _TEXT, "published": _DAY}
        | {"event_type": _TEXT, "modes": _TEXTS, "contexts": _TEXTS, "quad": _TEXT}
        | {"score": _FLOAT}
        | _PARTY_COLUMNS
        | {"incomplete": _TEXTS, "status": _TEXT, "historical": _YES, "hedged": _YES}
        | {"voices": _TEXTS, "voice_countries": _TEXTS}
        | _WHEN_COLUMNS
        | {"places": _TEXTS, "place_countries": _TEXTS, "confidence": _FLOAT}
        | {"evidence": _TEXT, "evidence_start": _INT, "evidence_end": _INT}
        | {"trigger_text": _TEXT, "trigger_start": _INT, "trigger_end": _INT}
        | {"dataset": _TEXT, "dataset_file": _TEXT, "dataset_row": _INT, "dataset_key": _TEXT}
        | {"coder": _TEXT, "wire": _TEXT}
    ),
    "agenda": pa.schema(
        _KEYS
        | {"id": _TEXT, "article": _TEXT, "outlet": _TEXT, "published": _DAY, "what": _TEXT}
        | {"status": _TEXT, "vague": _TEXT}
        | {"words": _TEXT, "evidence": _TEXT, "actors": _TEXTS, "hedged": _YES}
        | _WHEN_COLUMNS
        | {"claim": _TEXT, "wire": _TEXT}
    ),
    "rejection": pa.schema(
        _KEYS
        | {"stage": _TEXT, "reason": _TEXT, "article": _TEXT, "origin": _TEXT}
        | {"words": _TEXT, "start_char": _INT, "end_char": _INT, "detail": _TEXT, "wire": _TEXT}
    ),
}


def rows_of(reading: Reading) -> Iterator[tuple[str, Row]]:
    """Yield every row of a reading with its kind."""
    yield "article", article_row(reading.article)
    for sentence in reading.sentences:
        yield "sentence", sentence_row(sentence, reading.article.id)
    for claim in reading.claims:
        yield "claim", claim_row(claim)
    for item in reading.agenda:
        yield "agenda", agenda_row(item)
    for rejection in reading.rejections:
        yield "rejection", rejection_row(rejection)


def article_row(article: Article) -> Row:
    """Return an article: its text once, as a column, and the spans without their words."""
    text = _plain(article.text)
    wire = article_to_json(article)
    wire["text"] = None if text == article.text else article.text
    for span in wire["spans"]:
        del span["exact"]
    published = article.published
    return {
        "id": article.id,
        "origin": article.origin,
        "url": article.url,
        "title": article.title,
        "authors": list(article.authors),
        "outlet": article.outlet,
        "published": _day(published.day) if published else None,
        "published_source": published.source if published else None,
        "published_conflict": published.conflict if published else None,
        "language": article.language,
        "verdict": article.verdict.value,
        "text_sha256": article.text_sha256,
        "text": text,
        "wire": canonical(wire),
    }


def article_of(wire: Mapping[str, Any], text: str) -> Article:
    """Return the article that `article_row` wrote; the text is in its column."""
    whole = text if wire["text"] is None else wire["text"]
    return article_from_json({**wire, "text": whole})


def sentence_row(sentence: Sentence, article: str) -> Row:
    """Return a sentence with its quotes and inline citations."""
    wire = passage_to_json(sentence.passage) | {
        "id": sentence.id,
        "article": article,
        "index": sentence.index,
        "paragraph": sentence.paragraph,
        "quotes": [[quote.start, quote.end] for quote in sentence.quotes],
        "citations": [
            passage_to_json(citation.passage) | {"outlet": citation.outlet, "date": citation.date}
            for citation in sentence.citations
        ],
    }
    return {
        "id": sentence.id,
        "article": article,
        "number": sentence.index,
        "paragraph": sentence.paragraph,
        "start_char": sentence.start,
        "end_char": sentence.end,
        "text": sentence.text,
        "wire": canonical(wire),
    }


def claim_row(claim: Claim) -> Row:
    """Return a claim with the columns people ask by."""
    return (
        {
            "id": claim.id,
            "article": claim.article,
            "outlet": claim.outlet,
            "published": _day(claim.published),
            "event_type": claim.event_type,
            "modes": list(claim.modes),
            "contexts": list(claim.contexts),
            "quad": claim.quad,
            "score": claim.score,
            "incomplete": list(claim.incomplete),
            "status": claim.status.value,
            "historical": claim.historical,
            "hedged": claim.hedged,
            "voices": _distinct(voice.actor.name for voice in claim.voices),
            "voice_countries": _distinct(voice.actor.country for voice in claim.voices),
            "places": _distinct(place.name for place in claim.where),
            "place_countries": _distinct(place.country for place in claim.where),
            "confidence": claim.confidence,
            "evidence": claim.evidence.exact if claim.evidence else None,
            "evidence_start": claim.evidence.start if claim.evidence else None,
            "evidence_end": claim.evidence.end if claim.evidence else None,
            "dataset": claim.row.dataset if claim.row else None,
            "dataset_file": claim.row.file if claim.row else None,
            "dataset_row": claim.row.number if claim.row else None,
            "dataset_key": claim.row.key if claim.row else None,
            "trigger_text": claim.trigger.exact,
            "trigger_start": claim.trigger.start,
            "trigger_end": claim.trigger.end,
            "coder": claim.coder,
            "wire": canonical(claim_to_json(claim)),
        }
        | party_columns("actors", "actor", claim.actors)
        | party_columns("recipients", "recipient", claim.recipients)
        | party_columns("against", "against", claim.against)
        | _when(claim.when)
    )


def agenda_row(item: AgendaItem) -> Row:
    """Return what a sentence says of something scheduled."""
    return {
        "id": item.id,
        "article": item.article,
        "outlet": item.outlet,
        "published": _day(item.published),
        "what": item.what,
        "status": item.status.value,
        "vague": item.vague.exact if item.vague else None,
        "words": item.passage.exact,
        "evidence": item.evidence.exact,
        "actors": _distinct(party.actor.country for party in item.actors),
        "hedged": item.hedged,
        "claim": item.claim,
        "wire": canonical(agenda_to_json(item)),
    } | _when(item.when)


def rejection_row(rejection: Rejection) -> Row:
    """Return something not kept, and why."""
    passage = rejection.passage
    return {
        "stage": rejection.stage,
        "reason": rejection.reason,
        "article": rejection.article,
        "origin": rejection.origin,
        "words": passage.exact if passage else None,
        "start_char": passage.start if passage else None,
        "end_char": passage.end if passage else None,
        "detail": rejection.detail,
        "wire": canonical(rejection_to_json(rejection)),
    }


def table_of(kind: str, rows: Iterable[Row]) -> pa.Table:
    """Return rows of one kind as columns."""
    schema = SCHEMAS[kind]
    clean = [{name: _clean(value) for name, value in row.items()} for row in rows]
    return pa.Table.from_pylist(clean, schema=schema)


def party_columns(countries: str, prefix: str, parties: Sequence[Participant]) -> Row:
    """Return the columns of one side of a claim: countries, ids, names."""
    return {
        countries: _distinct(party.actor.country for party in parties),
        f"{prefix}_ids": _distinct(party.actor.id for party in parties),
        f"{prefix}_names": _distinct(party.actor.name for party in parties),
    }


def _when(when: When | None) -> Row:
    return {
        "when_start": when.start if when else None,
        "when_end": when.end if when else None,
        "when_precision": when.precision.value if when else None,
        "when_basis": when.basis.value if when else None,
    }


def _distinct(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value is not None})


def _day(text: str | None) -> date | None:
    """Return a day for the column; the noun keeps whatever was written."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Return the text with lone surrogates as "?", which keeps every offset."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _clean(value: object) -> object:
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
