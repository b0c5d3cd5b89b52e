"""The tables of organisations, groups, offices and people: who each was, and when."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dragoman.model import Actor
from dragoman.ontology.tables import listed, read_rows

__all__ = ["TABLES", "KnownName", "NameHit", "Spell", "known_names", "seats"]

# The tables in the order in which they claim a name, with the kind of name they hold. Rows with
# one name in tables of one kind are of one actor.
TABLES: Mapping[str, str] = {
    "organisations.tsv": "organisation",
    "agencies.tsv": "organisation",
    "groups.tsv": "group",
    "offices.tsv": "office",
    "offices_held.tsv": "person",
    "people.tsv": "person",
}
# Who leads a government often has a ministry besides.
HIGHEST = frozenset({"head_of_government", "head_of_state", "supreme_leader"})
# A day may be written as its month or its year; then the first of it counts.
FIRST_DAY = "0001-01-01"
# The Arabic article is printed in four ways: al-Sisi, Al-Sisi, al Sisi, Al Sisi.
ARTICLE = re.compile(r"\b[Aa]l-(?=\w)")
ARTICLES = ("al-", "Al-", "al ", "Al ")
# Who leaves one of these without another is a former official; a rebel stays one.
OFFICIAL_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """What somebody was from one day up to, and without, another; None is open.

    `post` is the office in words ("foreign minister of Iran"), `office` its kind where that
    is one that every state has (`foreign_minister`).
    """

    actor: Actor
    post: str | None = None
    office: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def rank(self) -> int:
        """How high the office is: 0 for who leads the state or its government, else 1."""
        return 0 if self.office in HIGHEST else 1

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
    """One row or more about the same actor: its names, and its spells in order.

    `is_common` says that many bear the name: alone it is nobody we could tell. `held_as` is,
    of an office, the post of those who hold it.
    """

    name: str
    kind: str
    variants: tuple[str, ...]
    spells: tuple[Spell, ...]
    is_common: bool = False
    held_as: str | None = None

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

    def spell_on(self, day: date | None) -> Spell:
        """Return the spell that holds on a day, else the nearest; None asks for the latest.

        Of two offices held at once the higher counts, else the later.
        """
        if day is None:
            return self.spells[-1]
        return min(reversed(self.spells), key=lambda spell: (spell.days_from(day), spell.rank))

    def actor_on(self, day: date | None) -> Actor:
        """Return who this is on a day; None asks for the latest we know.

        A person between offices, or out of them, is of the elite (ELI) of the country.
        """
        nearest = self.spell_on(day)
        official = self.kind == "person" and nearest.actor.sector in OFFICIAL_SECTORS
        if day is not None and official and not nearest.holds_on(day):
            return replace(nearest.actor, sector="ELI")
        return nearest.actor


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHit:
    """A known name at its place in a text.

    `kind` is one of `actors.KINDS`. `key` names the row we know it by: the code of a state,
    else the name. A title right before its holder is part of the hit. `reason` says how we
    came to the actor and `candidates` who else it may be. `post` is the office that the words
    name, where only one body has it.
    """

    start: int
    end: int
    kind: str
    actor: Actor
    key: str
    reason: str = ""
    candidates: tuple[Actor, ...] = ()
    post: str | None = None

    @property
    def told(self) -> str:
        """The reason with the candidates in words."""
        rest = ", ".join(f"{actor.name} ({actor.id})" for actor in self.candidates)
        return f"{self.reason or f'{self.kind} name'}{f'; else {rest}' if rest else ''}"


def _day(cell: str | None) -> date | None:
    """Return the day of a cell that may be empty or absent, or a month or a year."""
    return date.fromisoformat(cell + FIRST_DAY[len(cell) :]) if cell else None


def _spell(row: Mapping[str, str]) -> Spell:
    """Return what a row says somebody was."""
    return Spell(
        actor=Actor(name=row["name"], country=row["country"], sector=row["sector"] or None),
        post=row.get("post") or None,
        office=row.get("office") or None,
        since=_day(row.get("since")),
        until=_day(row.get("until")),
    )


def _read_tables(tables: Iterable[str], kind: str) -> Iterator[KnownName]:
    """Yield what tables know; rows with one name are spells of one actor."""
    by_name: dict[str, list[dict[str, str]]] = {}
    for table in tables:
        for row in read_rows(table):
            by_name.setdefault(row["name"], []).append(row)
    for name, rows in by_name.items():
        spells = sorted((_spell(row) for row in rows), key=lambda spell: spell.since or date.min)
        yield KnownName(
            name=name,
            kind=kind,
            variants=tuple(variant for row in rows for variant in listed(row["variants"])),
            spells=tuple(spells),
            is_common=any(row.get("common") for row in rows),
            held_as=rows[0].get("held_as") or None,
        )


@cache
def known_names() -> tuple[KnownName, ...]:
    """Return everybody in the tables, in the order in which they claim a name."""
    tables: dict[str, list[str]] = {}
    for table, kind in TABLES.items():
        tables.setdefault(kind, []).append(table)
    return tuple(known for kind, named in tables.items() for known in _read_tables(named, kind))


@cache
def seats() -> tuple[tuple[str, KnownName], ...]:
    """Return the places that stand for an organisation ("Brussels")."""
    by_name = {known.name: known for known in known_names() if known.kind == "organisation"}
    return tuple(
        (seat, by_name[row["name"]])
        for row in read_rows("organisations.tsv")
        for seat in listed(row["seats"])
    )
