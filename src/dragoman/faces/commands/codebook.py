"""`dragoman codebook`: what the codes mean."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from dragoman.faces.output import Output, output_options

if TYPE_CHECKING:
    from dragoman.ontology.examples import Example


@click.command()
@click.argument("code", required=False, metavar="[CODE]")
@output_options
def codebook(code: str | None, out: Output) -> int:
    """Show what the codes mean.

    CODE is an event type, for its modes and for examples of what it is and what it is not, or
    `contexts`; without it, all event types.
    """
    from dragoman.ontology import plover
    from dragoman.ontology.examples import examples_of

    rows: list[dict[str, object]]
    examples: tuple[Example, ...] = ()
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
        examples = examples_of(entry.code)
        rows = [
            {
                "code": entry.code,
                "score": entry.score,
                "definition": entry.definition,
                "examples": [asdict(example) for example in examples],
            },
            *(
                {"code": f"{entry.code}/{m.code}", "score": m.score, "definition": m.definition}
                for m in entry.modes
            ),
        ]
    if out.is_table:
        from dragoman.faces.texts.listing import write_listing

        names = [name for name in ("code", "score", "definition") if name in rows[0]]
        cells = [[str(row[name]) for name in names] for row in rows]
        return write_listing(out, names, [*cells, *map(_cells_of_example, examples)])
    return out.write(rows)


def _cells_of_example(example: "Example") -> list[str]:
    """Return whether a sentence is coded so, the sentence, and why."""
    return ["is this" if example.is_coded else "is not", "", f"{example.sentence}\n{example.why}"]
