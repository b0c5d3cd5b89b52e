"""The public JSON of the nouns: what `dragoman code` prints and the record keeps.

Every writer here has a reader that gives the noun back unchanged, so a line of
JSON is a whole claim. The shapes are documented in docs/record.md.
"""

from collections.abc import Mapping
from typing import Any

from dragoman.errors import MalformedInput
from dragoman.model.actor import Actor, Participant
from dragoman.model.agenda import AgendaItem, AgendaStatus
from dragoman.model.article import Article, DateCandidate, LabelledSpan, Published, Verdict
from dragoman.model.claim import Claim, Status, Voice
from dragoman.model.parts import Parts
from dragoman.model.place import Place
from dragoman.model.rejection import Rejection
from dragoman.model.row import ImportedRow
from dragoman.model.span import Passage, Span
from dragoman.model.when import When

Json = dict[str, Any]
# What one noun is made of, read alone.
_ANEW = Parts(held=0)


def passage_to_json(passage: Passage) -> Json:
    """Return `{"start", "end", "exact"}`."""
    return {"start": passage.start, "end": passage.end, "exact": passage.exact}


def passage_from_json(row: Mapping[str, Any], parts: Parts = _ANEW) -> Passage:
    """Return the passage of `{"start", "end", "exact"}`."""
    return parts.passage(row["start"], row["end"], row["exact"])


def participant_to_json(participant: Participant) -> Json:
    """Return the words, who that is, and why we think so."""
    actor = participant.actor
    return passage_to_json(participant.passage) | {
        "name": actor.name,
        "country": actor.country,
        "sector": actor.sector,
        "actor_id": actor.id,
        "reason": participant.reason,
    }


def _actor_from_json(row: Mapping[str, Any], parts: Parts) -> Actor:
    return parts.actor(row["name"], row["country"], row["sector"])


def _participants(rows: list[Json], parts: Parts = _ANEW) -> tuple[Participant, ...]:
    return tuple(
        Participant(
            passage=passage_from_json(row, parts),
            actor=_actor_from_json(row, parts),
            reason=parts.text(row["reason"]),
        )
        for row in rows
    )


def _voice_to_json(voice: Voice) -> Json:
    return passage_to_json(voice.passage) | {
        "name": voice.actor.name,
        "country": voice.actor.country,
        "sector": voice.actor.sector,
        "cue": voice.cue.exact if voice.cue else None,
        "cue_span": [voice.cue.start, voice.cue.end] if voice.cue else None,
        "cited_date": voice.cited_date,
        "within": voice.within,
    }


def _voice_from_json(row: Mapping[str, Any], parts: Parts) -> Voice:
    cue = row["cue_span"]
    return Voice(
        passage=passage_from_json(row, parts),
        actor=_actor_from_json(row, parts),
        cue=parts.passage(*cue, row["cue"]) if cue else None,
        cited_date=row["cited_date"],
        within=row["within"],
    )


def when_to_json(when: When) -> Json:
    """Return the interval; `span` is where its words stand, null when it is assumed."""
    words = when.passage
    return {
        "exact": words.exact if words else None,
        "span": [words.start, words.end] if words else None,
        "start": when.start.isoformat(),
        "end": when.end.isoformat(),
        "precision": when.precision.value,
        "basis": when.basis.value,
    }


def _when_from_json(row: Mapping[str, Any], parts: Parts = _ANEW) -> When:
    words = (*row["span"], row["exact"]) if row["span"] else ()
    return parts.when(row["start"], row["end"], row["precision"], row["basis"], *words)


def _place_to_json(place: Place) -> Json:
    return passage_to_json(place.passage) | {
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "geonames": place.geonames,
        "reason": place.reason,
    }


def _place_from_json(row: Mapping[str, Any], parts: Parts) -> Place:
    return parts.place(
        (row["start"], row["end"], row["exact"]),
        row["name"],
        row["kind"],
        row["country"],
        row["lat"],
        row["lon"],
        row["geonames"],
        # Records of before places gave their reasons have none.
        row.get("reason", ""),
    )


def _row_to_json(row: ImportedRow) -> Json:
    return {"dataset": row.dataset, "file": row.file, "number": row.number, "key": row.key}


def _row_from_json(row: Mapping[str, Any], parts: Parts) -> ImportedRow:
    shared = {"dataset": parts.text(row["dataset"]), "file": parts.text(row["file"])}
    return ImportedRow(**{**row, **shared})


def claim_to_json(claim: Claim) -> Json:
    """Return a claim in the public shape of docs/claims.md; only an imported one has `row`."""
    row = {} if claim.row is None else {"row": _row_to_json(claim.row)}
    return row | {
        "id": claim.id,
        "article": claim.article,
        "outlet": claim.outlet,
        "published": claim.published,
        "evidence": passage_to_json(claim.evidence) if claim.evidence else None,
        "trigger": passage_to_json(claim.trigger),
        "event_type": claim.event_type,
        "modes": list(claim.modes),
        "contexts": list(claim.contexts),
        "quad": claim.quad,
        "score": claim.score,
        "actors": [participant_to_json(p) for p in claim.actors],
        "recipients": [participant_to_json(p) for p in claim.recipients],
        "against": [participant_to_json(p) for p in claim.against],
        "incomplete": list(claim.incomplete),
        "status": claim.status.value,
        "historical": claim.historical,
        "hedged": claim.hedged,
        "hedges": [hedge.exact for hedge in claim.hedges],
        "hedge_spans": [[hedge.start, hedge.end] for hedge in claim.hedges],
        "voices": [_voice_to_json(voice) for voice in claim.voices],
        "when": when_to_json(claim.when) if claim.when else None,
        "where": [_place_to_json(place) for place in claim.where],
        "confidence": claim.confidence,
        "why": {
            "type_top": [[code, share] for code, share in claim.type_top],
            "reasons": list(claim.reasons),
        },
        "coder": claim.coder,
    }


def claim_from_json(row: Mapping[str, Any], parts: Parts = _ANEW) -> Claim:
    """Return the claim that `claim_to_json` wrote.

    Args:
        row: the JSON.
        parts: what makes its parts; give the same for many claims, and they share them.

    Raises:
        MalformedInput: it is no claim in the public shape: a field is missing or of another kind.
    """
    try:
        return _claim_from_json(row, parts)
    except (KeyError, TypeError, ValueError) as error:
        # Where the row came from is known to the caller alone.
        said = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise MalformedInput(f"this is no claim: {said}; docs/claims.md has the shape") from error


def _claim_from_json(row: Mapping[str, Any], parts: Parts) -> Claim:
    hedges = zip(row["hedges"], row["hedge_spans"], strict=True)
    return Claim(
        id=row["id"],
        article=parts.text(row["article"]),
        evidence=passage_from_json(row["evidence"], parts) if row["evidence"] else None,
        row=_row_from_json(row["row"], parts) if row.get("row") else None,
        trigger=passage_from_json(row["trigger"], parts),
        event_type=parts.text(row["event_type"]),
        modes=parts.texts(*row["modes"]),
        contexts=parts.texts(*row["contexts"]),
        actors=_participants(row["actors"], parts),
        recipients=_participants(row["recipients"], parts),
        against=_participants(row["against"], parts),
        incomplete=parts.texts(*row["incomplete"]),
        status=Status(row["status"]),
        historical=row["historical"],
        hedged=row["hedged"],
        hedges=tuple(parts.passage(*span, exact) for exact, span in hedges),
        voices=tuple(_voice_from_json(voice, parts) for voice in row["voices"]),
        when=_when_from_json(row["when"], parts) if row["when"] else None,
        where=tuple(_place_from_json(place, parts) for place in row["where"]),
        confidence=row["confidence"],
        type_top=tuple((parts.text(code), share) for code, share in row["why"]["type_top"]),
        reasons=parts.texts(*row["why"]["reasons"]),
        coder=parts.text(row["coder"]),
        quad=parts.text(row["quad"]),
        score=row["score"],
        outlet=parts.text(row["outlet"]),
        published=parts.text(row["published"]),
    )


def agenda_to_json(item: AgendaItem) -> Json:
    """Return an agenda item; `kind` tells it from a claim in one stream."""
    return {
        "kind": "agenda",
        "id": item.id,
        "article": item.article,
        "outlet": item.outlet,
        "published": item.published,
        "what": item.what,
        "text": passage_to_json(item.passage),
        "evidence": passage_to_json(item.evidence),
        "status": item.status.value,
        "when": when_to_json(item.when) if item.when else None,
        "vague": passage_to_json(item.vague) if item.vague else None,
        "moved_from": when_to_json(item.moved_from) if item.moved_from else None,
        "start": item.when.start.isoformat() if item.when else None,
        "end": item.when.end.isoformat() if item.when else None,
        "actors": [participant_to_json(p) for p in item.actors],
        "hedged": item.hedged,
        "claim": item.claim,
    }


def agenda_from_json(row: Mapping[str, Any]) -> AgendaItem:
    """Return the agenda item that `agenda_to_json` wrote.

    What 0.1.0 wrote are announced and dated items alone, without the fields for others.
    """
    return AgendaItem(
        id=row["id"],
        article=row["article"],
        evidence=passage_from_json(row["evidence"]),
        passage=passage_from_json(row["text"]),
        what=row["what"],
        when=_when_from_json(row["when"]) if row["when"] else None,
        vague=passage_from_json(row["vague"]) if row.get("vague") else None,
        status=AgendaStatus(row.get("status", AgendaStatus.ANNOUNCED)),
        moved_from=_when_from_json(row["moved_from"]) if row.get("moved_from") else None,
        actors=_participants(row["actors"]),
        hedged=row["hedged"],
        claim=row["claim"],
        outlet=row["outlet"],
        published=row["published"],
    )


def article_to_json(article: Article, *, with_text: bool = False) -> Json:
    """Return header, verdict and labelled spans; the text itself only when asked."""
    published = article.published
    row: Json = {
        "kind": "article",
        "id": article.id,
        "page_sha256": article.page_sha256,
        "origin": article.origin,
        "url": article.url,
        "title": article.title,
        "authors": list(article.authors),
        "outlet": article.outlet,
        "published": None
        if published is None
        else {
            "day": published.day,
            "source": published.source,
            "conflict": published.conflict,
            "candidates": [
                {"value": c.value, "source": c.source, "raw": c.raw} for c in published.candidates
            ],
        },
        "language": article.language,
        "encoding": article.encoding,
        "verdict": article.verdict.value,
        "verdict_reasons": list(article.verdict_reasons),
        "text_sha256": article.text_sha256,
        "extractor": article.extractor,
        "spans": [
            {
                "start": labelled.span.start,
                "end": labelled.span.end,
                "label": "content" if labelled.is_content else "dropped",
                "reason": labelled.reason,
                "exact": labelled.span.cut(article.text),
            }
            for labelled in article.spans
        ],
    }
    if with_text:
        row["text"] = article.text
    return row


def article_from_json(row: Mapping[str, Any]) -> Article:
    """Return the article that `article_to_json(..., with_text=True)` wrote."""
    published = row["published"]
    return Article(
        id=row["id"],
        page_sha256=row["page_sha256"],
        origin=row["origin"],
        text=row["text"],
        text_sha256=row["text_sha256"],
        verdict=Verdict(row["verdict"]),
        verdict_reasons=tuple(row["verdict_reasons"]),
        spans=tuple(
            LabelledSpan(span=Span(span["start"], span["end"]), reason=span["reason"])
            for span in row["spans"]
        ),
        title=row["title"],
        authors=tuple(row["authors"]),
        outlet=row["outlet"],
        published=None
        if published is None
        else Published(
            day=published["day"],
            source=published["source"],
            candidates=tuple(DateCandidate(**c) for c in published["candidates"]),
            conflict=published["conflict"],
        ),
        language=row["language"],
        encoding=row["encoding"],
        url=row["url"],
        extractor=row["extractor"],
    )


def rejection_to_json(rejection: Rejection) -> Json:
    """Return what was not kept, and why."""
    return {
        "kind": "rejection",
        "stage": rejection.stage,
        "reason": rejection.reason,
        "article": rejection.article,
        "origin": rejection.origin,
        "span": passage_to_json(rejection.passage) if rejection.passage else None,
        "detail": rejection.detail,
    }


def rejection_from_json(row: Mapping[str, Any]) -> Rejection:
    """Return the rejection that `rejection_to_json` wrote."""
    return Rejection(
        stage=row["stage"],
        reason=row["reason"],
        article=row["article"],
        origin=row["origin"],
        passage=passage_from_json(row["span"]) if row["span"] else None,
        detail=row["detail"],
    )
