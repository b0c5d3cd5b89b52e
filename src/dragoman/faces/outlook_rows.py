"""An outlook as flat rows, for CSV and Parquet: a row per prospect, with counts for ids."""

from collections.abc import Iterator
from typing import Any

from dragoman.answers import Outlook


def outlook_rows(answer: Outlook) -> Iterator[dict[str, Any]]:
    """Yield a row per prospect; what qualifies all of them stands in each."""
    for prospect in answer.prospects:
        yield {
            "first": prospect.first,
            "second": prospect.second,
            "event_type": prospect.event_type,
            "direction": prospect.direction,
            "share": prospect.share,
            "base": prospect.base,
            "last": prospect.last.isoformat() if prospect.last else None,
            **{reason.name: reason.value for reason in prospect.reasons},
            **{f"{r.name}_events": len(r.backing.events) for r in prospect.reasons},
            "standing": answer.standing.value,
            "unseen": answer.unseen.value,
            "unseen_in_record": answer.unseen_in_record.value,
            "tried": len(answer.trial.tried),
            "among_the_first": answer.trial.ranked.part,
            "among_the_first_by_base": answer.trial.by_base.part,
            "promised": answer.trial.promised,
            "learned_from": answer.learned_from,
            "today": answer.today.isoformat() if answer.today else None,
            "snapshot": answer.snapshot,
        }
