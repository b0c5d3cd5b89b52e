"""Commands that say how complete the record is, and what differs between two moments of it."""

from typing import TYPE_CHECKING, Any

import click

from dragoman.faces.output import Output, output_options
from dragoman.faces.session import Session, pass_session

if TYPE_CHECKING:
    from dragoman.record import Changed, Moved

# How a moment without a name is asked for.
NOW = "now"
# Runs shown to a person; the other formats have all.
LAST_RUNS = 10


@click.command()
@output_options
@pass_session
def status(session: Session, out: Output) -> int:
    """Show what became of every page, outlet by outlet.

    Pages kept are the sum of articles, rejected, quarantined, imported and pending.
    """
    from dragoman.faces.health import health_of
    from dragoman.record import size_of

    with session.record() as record:
        view = record.view(session.as_of)
        health = health_of(view.fates())
        runs, size = record.runs(), size_of(record.folder)
        snapshot, snapshots = view.snapshot, record.snapshots()
    tallies = {"all": health.whole} | {
        name or "not said": t for name, t in health.by_outlet.items()
    }
    rows = [{"outlet": name, "kept": t.kept, **t.outcomes} for name, t in tallies.items()]
    if not out.is_table:
        return out.write(
            [
                *(
                    {"kind": "pages", **row, "reasons": dict(tally.reasons)}
                    for row, tally in zip(rows, tallies.values(), strict=True)
                ),
                *({"kind": "run", "run": r.kind, "at": r.started, "count": r.count} for r in runs),
                *({"kind": "part", "part": part, "bytes": size[part]} for part in size),
            ]
        )
    from dragoman.faces.texts.sheet import Sheet

    sheet = Sheet.for_stdout(out.path)
    sheet.title(f"{health.whole.kept} pages, snapshot {snapshot[:12]}")
    names = list(rows[0])
    cells = [[str(row[name]) for name in names] for row in rows]
    sheet.table(names, cells, right=names[1:], whole=names[:1])
    if health.whole.reasons:
        reasons = (f"{number} {reason}" for reason, number in health.whole.reasons.items())
        sheet.heading("Rejected for")
        sheet.line(", ".join(reasons))
    sheet.heading("Done, the latest last")
    done = [(r.started, r.kind, str(r.count)) for r in runs[-LAST_RUNS:]]
    sheet.table(("started", "what", "count"), done, right=("count",))
    sheet.heading("On disk")
    parts = ", ".join(f"{part} {size[part] / 1e6:.1f} MB" for part in size)
    sheet.line(f"{parts}; {len(snapshots)} snapshots")
    out.write_text(sheet.text())
    return 0


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B", default=NOW)
@output_options
@pass_session
def diff(session: Session, before: str, after: str, out: Output) -> int:
    """List the claims that differ between snapshots A and B.

    `now` is the present state; it is B where none is given.
    """
    from dragoman.faces.texts.listing import write_listing
    from dragoman.faces.texts.words import act_of
    from dragoman.record import difference

    with session.record() as record:
        moments = (record.view(None if name == NOW else name) for name in (before, after))
        found = difference(*moments)
    if out.is_table:
        rows = [("added", m.claim.id, act_of(m.claim), m.reason) for m in found.added]
        rows += [("gone", m.claim.id, act_of(m.claim), m.reason) for m in found.gone]
        rows += [
            (f"changed: {', '.join(c.fields)}", c.after.id, act_of(c.after), c.reason)
            for c in found.changed
        ]
        return write_listing(out, ("what", "id", "claim", "why"), rows)
    return out.write(
        [
            *(_moved("added", moved) for moved in found.added),
            *(_moved("gone", moved) for moved in found.gone),
            *map(_changed, found.changed),
        ]
    )


def _moved(change: str, moved: "Moved") -> dict[str, Any]:
    from dragoman.model.wire import claim_to_json

    row = {"change": change, "page": moved.page, "reason": moved.reason}
    return row | {"claim": claim_to_json(moved.claim)}


def _changed(changed: "Changed") -> dict[str, Any]:
    from dragoman.model.wire import claim_to_json

    return {
        "change": "changed",
        "page": changed.page,
        "reason": changed.reason,
        "fields": list(changed.fields),
        "before": claim_to_json(changed.before),
        "claim": claim_to_json(changed.after),
    }
