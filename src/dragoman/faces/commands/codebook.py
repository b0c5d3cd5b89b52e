"""`dragoman codebook`: what the codes mean."""

import click

from dragoman.faces.output import Output, output_options


@click.command()
@click.argument("code", required=False, metavar="[CODE]")
@output_options
def codebook(code: str | None, out: Output) -> int:
    """Show what the codes mean.

    CODE is an event type, for its modes, or `contexts`; without it, all event types.
    """
    from dragoman.ontology import plover

    rows: list[dict[str, object]]
    if code is None:
        rows = [
            {
                "code": entry.code,
                "quad": entry.quad,
                "score": entry.score,
                "needs_recipient": entry.needs_recipient,
                "modes": [mode.code for mode in entry.modes],
                "definition": entry.definition,
            }
            for entry in plover.EVENT_TYPES
        ]
    elif code == "contexts":
        rows = [{"code": c.code, "definition": c.definition} for c in plover.CONTEXTS]
    else:
        entry = plover.event_type(code.upper())
        rows = [
            {"code": entry.code, "score": entry.score, "definition": entry.definition},
            *(
                {"code": f"{entry.code}/{m.code}", "score": m.score, "definition": m.definition}
                for m in entry.modes
            ),
        ]
    if out.is_table:
        from dragoman.faces.texts.listing import write_listing

        names = [name for name in ("code", "score", "definition") if name in rows[0]]
        return write_listing(out, names, ([str(row[name]) for name in names] for row in rows))
    return out.write(rows)
