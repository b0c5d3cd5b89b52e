"""Answers as flat rows, for CSV and Parquet: what a table holds, with counts for ids."""

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.answers import (
    Backing,
    DueItem,
    DyadAnswer,
    Overshadowed,
    Said,
    VagueItem,
    VoicesAnswer,
)
from dragoman.answers.voicing import VoiceRow

FlatRow = dict[str, Any]


def dyad_rows(answer: DyadAnswer) -> Iterator[FlatRow]:
    """Yield a row per period."""
    for row in answer.periods:
        yield {
            "first": answer.first,
            "second": answer.second,
            "period": row.period.label,
            "start": row.period.start.isoformat(),
            "end": row.period.end.isoformat(),
            **_counts("cooperation", row.cooperation),
            **_counts("conflict", row.conflict),
            **_counts("joint", row.joint),
            **_counts("not_actual", row.not_actual),
            **_counts("historical", row.historical),
            **{
                name: {tally.key: len(tally.backing.events) for tally in tallies}
                for name, tallies in (("types", row.types), ("directions", row.directions))
            },
            "exposure": row.exposure.value,
            "snapshot": answer.snapshot,
        }


def voices_rows(answer: VoicesAnswer) -> Iterator[FlatRow]:
    """Yield a row per country of outlet and per country of speaker."""
    for said_by, rows in (("outlet", answer.by_outlet), ("speaker", answer.by_speaker)):
        yield from (_voice_row(answer, said_by, row) for row in rows)


def _voice_row(answer: VoicesAnswer, said_by: str, row: VoiceRow) -> FlatRow:
    return {
        "first": answer.first,
        "second": answer.second,
        "by": said_by,
        "country": row.country,
        **_counts("all", row.backing),
        "cooperation": row.cooperation.value,
        "hedged": row.hedged.value,
        "mean_score": row.mean_score,
        "enough": row.enough,
        "snapshot": answer.snapshot,
    }


def due_row(item: DueItem | VagueItem) -> FlatRow:
    """Return a thing announced; one without a date has empty days and its vague words."""
    dated = item if isinstance(item, DueItem) else None
    moved_to = item.outcome.moved_to
    return {
        "id": item.id,
        "what": item.what,
        "status": item.outcome.status.value,
        "reason": item.outcome.reason,
        "rests_on": item.outcome.rests_on.id if item.outcome.rests_on else None,
        "start": dated.start.isoformat() if dated else None,
        "end": dated.end.isoformat() if dated else None,
        "moved_to_start": moved_to[0].isoformat() if moved_to else None,
        "moved_to_end": moved_to[1].isoformat() if moved_to else None,
        "vague": ", ".join(item.vague) if isinstance(item, VagueItem) else None,
        "is_rough": dated.is_rough if dated else None,
        "days": dated.days if dated else None,
        "actors": list(item.actors),
        "words": item.words,
        "items": len(item.items),
        "outlets": len(item.outlets),
        "independent": len(item.origins),
        "hedged": item.hedged,
    }


def overshadowed_row(entry: Overshadowed) -> FlatRow:
    """Return an overshadowed shift with the terms of its score."""
    return {
        "first": entry.first,
        "second": entry.second,
        "score": entry.score,
        "arrow": entry.shift.arrow.value,
        "since": entry.shift.since.isoformat() if entry.shift.since else None,
        "louder": list(entry.louder),
        **{term.name.replace(" ", "_"): term.value for term in entry.terms},
        **_counts("window", entry.told),
        "rule": entry.rule,
    }


def sentence_rows(sentences: Iterable[Said]) -> Iterator[FlatRow]:
    """Yield the sentences behind an answer."""
    for said in sentences:
        yield {
            "published": said.published,
            "outlet": said.outlet,
            "event_type": said.event_type,
            "hedged": said.hedged,
            "voices": list(said.voices),
            "sentence": said.sentence,
            "imported": said.row.words if said.row else None,
            "article": said.article,
            "start": said.start,
            "end": said.end,
            "id": said.id,
            "event": said.event,
        }


def _counts(name: str, told: Backing) -> FlatRow:
    return {
        f"{name}_events": len(told.events),
        f"{name}_claims": len(told.claims),
        f"{name}_outlets": len(told.outlets),
        f"{name}_independent": len(told.origins),
    }
