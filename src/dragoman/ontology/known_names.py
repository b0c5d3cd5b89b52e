"""The tables of organisations, groups, offices and people: who each was, and when."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dragoman.model import Actor
from dragoman.ontology.tables import listed, read_rows

__all__ = ["TABLES", "KnownName", "Spell", "known_names", "seats"]

# The tables in the order in which they claim a name, with the kind of name they hold.
TABLES: Mapping[str, str] = {
    "organisations.tsv": "organisation",
    "agencies.tsv": "organisation",
    "groups.tsv": "group",
    "offices.tsv": "office",
    "people.tsv": "person",
}
# The Arabic article is printed in four ways: al-Sisi, Al-Sisi, al Sisi, Al Sisi.
ARTICLE = re.compile(r"\b[Aa]l-(?=\w)")
ARTICLES = ("al-", "Al-", "al ", "Al ")
# Who leaves one of these without another is a former official; a rebel stays one.
OFFICIAL_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """What somebody was from one day up to, and without, another; None is open."""

    actor: Actor
    post: str | None = None
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the day lies in the spell."""
        after_start = self.since is None or self.since <= day
        return after_start and (self.until is None or day < self.until)

    def days_from(self, day: date) -> int:
        """Return how far the day lies from the spell; 0 inside."""
        if self.since is not None and day < self.since:
            return (self.since - day).days
        if self.until is not None and day >= self.until:
            return (day - self.until).days + 1
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """One row or more about the same actor: its names, and its spells in order."""

    name: str
    kind: str
    variants: tuple[str, ...]
    spells: tuple[Spell, ...]

    def spellings(self) -> Iterator[str]:
        """Yield every name, and those with the Arabic article in each way it is printed.

        >>> list(KnownName(name="Al-Nusra", kind="group", variants=(), spells=()).spellings())
        ['Al-Nusra', 'al-Nusra', 'al Nusra', 'Al Nusra']
        """
        for name in (self.name, *self.variants):
            yield name
            if ARTICLE.search(name):
                written = (ARTICLE.sub(article, name) for article in ARTICLES)
                yield from (spelling for spelling in written if spelling != name)

    def actor_on(self, day: date | None) -> Actor:
        """Return who this is on a day; None asks for the latest we know.

        A person between offices, or out of them, is of the elite (ELI) of the country.
        """
        latest = self.spells[-1]
        if day is None:
            return latest.actor
        nearest = min(reversed(self.spells), key=lambda spell: spell.days_from(day))
        official = self.kind == "person" and nearest.actor.sector in OFFICIAL_SECTORS
        if official and not nearest.holds_on(day):
            return replace(nearest.actor, sector="ELI")
        return nearest.actor


def _day(cell: str | None) -> date | None:
    """Return the day of a cell that may be empty or absent."""
    return date.fromisoformat(cell) if cell else None


def _read_table(table: str, kind: str) -> Iterator[KnownName]:
    """Yield what a table knows; rows with one name are spells of one actor."""
    variants: dict[str, list[str]] = {}
    spells: dict[str, list[Spell]] = {}
    for row in read_rows(table):
        name = row["name"]
        spell = Spell(
            actor=Actor(name=name, country=row["country"], sector=row["sector"] or None),
            post=row.get("post") or None,
            since=_day(row.get("since")),
            until=_day(row.get("until")),
        )
        variants.setdefault(name, []).extend(listed(row["variants"]))
        spells.setdefault(name, []).append(spell)
    for name, in_order in spells.items():
        in_order.sort(key=lambda spell: spell.since or date.min)
        yield KnownName(
            name=name, kind=kind, variants=tuple(variants[name]), spells=tuple(in_order)
        )


@cache
def known_names() -> tuple[KnownName, ...]:
    """Return everybody in the tables, in the order in which they claim a name."""
    return tuple(known for table, kind in TABLES.items() for known in _read_table(table, kind))


@cache
def seats() -> tuple[tuple[str, KnownName], ...]:
    """Return the places that stand for an organisation ("Brussels")."""
    by_name = {known.name: known for known in known_names() if known.kind == "organisation"}
    return tuple(
        (seat, by_name[row["name"]])
        for row in read_rows("organisations.tsv")
        for seat in listed(row["seats"])
    )
