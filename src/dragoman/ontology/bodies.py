"""Which state was a member of which organisation, and when: the EU, NATO, BRICS, ECOWAS.

The names of organisations are found by `actors`; here stands who was in them on a day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.errors import UnknownCode
from dragoman.ontology.tables import read_rows

__all__ = ["REFERENCES", "Membership", "members", "memberships"]

# Where the facts of a row of organisations, agencies, groups, outlets and memberships can be
# checked: the column `reference` holds one of these.
REFERENCES: Mapping[str, str] = {
    "known": "written down by the authors from general knowledge; not looked up",
    "phoenix": "name and country stand in the Phoenix dictionaries (MIT); the rest is known",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A state in an organisation from one day up to, and without, another; None is open.

    A year or a month alone counts from its first day, so a day in the year of accession
    may be told as one of membership too early.
    """

    organisation: str
    country: str
    since: date
    until: date | None = None

    def holds_on(self, day: date | None) -> bool:
        """Tell whether the state is a member on a day; None asks for the latest we know."""
        if day is None:
            return self.until is None
        return self.since <= day and (self.until is None or day < self.until)


def _day(cell: str) -> date:
    """Return the first day of a year, a month or a day."""
    return date.fromisoformat(f"{cell}-01-01"[: len("2000-01-01")])


@cache
def memberships() -> Mapping[str, tuple[Membership, ...]]:
    """Return the memberships of every organisation whose members we list, by its name."""
    found: dict[str, list[Membership]] = {}
    for row in read_rows("memberships.tsv"):
        membership = Membership(
            organisation=row["organisation"],
            country=row["country"],
            since=_day(row["since"]),
            until=_day(row["until"]) if row["until"] else None,
        )
        found.setdefault(membership.organisation, []).append(membership)
    return {organisation: tuple(rows) for organisation, rows in found.items()}


def members(organisation: str, on: date | None = None) -> tuple[str, ...]:
    """Return the codes of the states in an organisation, in alphabetical order.

    >>> members("Benelux")
    ('BEL', 'LUX', 'NLD')
    >>> "GBR" in members("European Union", on=date(2019, 7, 4))
    True

    Args:
        organisation: its name in the table of organisations, as a hit of `actors` has it.
        on: the day asked for; None asks for the latest we know.

    Raises:
        UnknownCode: we list no members of this organisation; the message names the nearest.
    """
    rows = memberships().get(organisation)
    if rows is None:
        raise UnknownCode(organisation, codebook="The table of members", known=memberships())
    return tuple(sorted({row.country for row in rows if row.holds_on(on)}))
