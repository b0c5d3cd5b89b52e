"""`dragoman suggest`: who some words may be, before one asks for them."""

from datetime import date
from typing import TYPE_CHECKING

import click

from dragoman.errors import AnswerError
from dragoman.faces.output import Output, output_options
from dragoman.faces.values import Day

if TYPE_CHECKING:
    from dragoman.ontology.known_names import Spell

NO_OFFICE = {"post": None, "since": None, "until": None}


@click.group()
def suggest() -> None:
    """Look up what words may name."""


@suggest.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS")
@click.option("--on", "day", type=Day(), help="Who that was on this day.  [default: the latest]")
@click.option(
    "--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="At most so many."
)
@output_options
def actor(words: tuple[str, ...], day: date | None, limit: int, out: Output) -> int:
    """Look up an actor by any part of a name, or by a title and a country.

    The first row is who the coder takes the words for; the others are who bears them in a name
    or is spelled nearly so.
    """
    asked = " ".join(words)
    if not asked.strip():
        raise AnswerError("'' is no name; give one, or a part of one")
    rows = [*_read(asked, day), *_known(asked, day, limit)]
    if out.is_table:
        from dragoman.faces.texts.listing import write_listing

        names = ["name", "id", "kind", "post", "since", "until", "how"]
        return write_listing(out, names, ([str(row[name] or "") for name in names] for row in rows))
    return out.write(rows)


def _read(words: str, day: date | None) -> list[dict[str, object]]:
    """Return who the coder takes the words for, nobody where it knows nobody."""
    from dragoman.coding.memory import ArticleMemory
    from dragoman.coding.mentions import find_mentions
    from dragoman.model import Passage, Sentence, Span

    whole = Passage(span=Span(0, len(words)), exact=words)
    sentence = Sentence(id="asked", index=0, paragraph=0, passage=whole)
    found = find_mentions(sentence, ArticleMemory(published=day))
    best = max(found, key=lambda mention: len(mention.passage.exact), default=None)
    if best is None or not best.actors:
        return []
    return [
        {"name": actor.name, "id": actor.id, "kind": "read", **NO_OFFICE, "how": best.reason}
        for actor in best.actors
    ]


def _known(words: str, day: date | None, limit: int) -> list[dict[str, object]]:
    """Return who the tables know under the words, or under words like them."""
    from dragoman.ontology.person_search import suggest as search

    return [
        {
            "name": found.name,
            "id": found.actor.id,
            "kind": found.kind,
            **(_office(found.spell) if found.spell else NO_OFFICE),
            "how": found.how,
        }
        for found in search(words, day, limit)
    ]


def _office(spell: "Spell") -> dict[str, object]:
    return {
        "post": spell.post,
        "since": spell.since.isoformat() if spell.since else None,
        "until": spell.until.isoformat() if spell.until else None,
    }
