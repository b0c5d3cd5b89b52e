"""Reads the people of the Phoenix dictionaries (shared data, MIT): names, roles and their days.

    KAMAL_KHARAZI_  # a note
    +ALI_NAQI_KAMAL_KHARAZI_
        [IRNGOV 030101-050228]

A role holds on the days between the two, after ">" or before "<". Years of two digits are of
the century that puts them before 2030. The dictionaries end in 2014.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import MissingInput
from dragoman.ontology.gazetteer import without_accents
from training.actors.spells import first_day

FILE = "Phoenix.Countries.actors.txt"
NAME = re.compile(r"^(?P<synonym>\+?)(?P<name>[A-Z][^\[#;\t ]*)")
ROLE = re.compile(r"\[(?P<country>[A-Z]{3})(?P<role>[A-Z]*)(?:\s+(?P<days>[<>]?\s*[\d\s-]+))?\]")
OPEN = "9999-12-31"
# Two digits up to this are of our century.
LAST_YEAR = 30
# What our sources and theirs may differ by, as years.
SLACK = 1


@dataclass(frozen=True, slots=True)
class Role:
    """One role of one person, from a day to a day, both in it, as ISO."""

    country: str
    sectors: str
    since: str
    until: str


@dataclass(slots=True)
class Person:
    """One person of the dictionaries, with the names and the roles."""

    names: list[str]
    roles: list[Role] = field(default_factory=list)


class Phoenix:
    """The people of the dictionaries, found by name."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = people
        self._by_name: dict[frozenset[str], list[Person]] = defaultdict(list)
        for person in people:
            for name in person.names:
                self._by_name[words_of(name)].append(person)

    def knows(self, names: Sequence[str], country: str, since: str, until: str) -> bool:
        """Tell whether one of the names has an office in the country at that time."""
        begun = int(since[:4]) - SLACK
        ended = int(until[:4]) + SLACK if until else int(OPEN[:4])
        people = [person for name in names for person in self._by_name.get(words_of(name), ())]
        return any(
            role.country == country
            and role.sectors.startswith("GOV")
            and int(role.since[:4]) <= ended
            and int(role.until[:4]) >= begun
            for person in people
            for role in person.roles
        )


def words_of(name: str) -> frozenset[str]:
    """Return the words of a name, whatever their order: surnames come first in some lands."""
    plain = without_accents(name).upper().replace("'", "").replace("’", "")
    return frozenset(re.findall(r"[A-Z]{2,}", plain.replace("AL-", " ")))


def _iso(digits: str) -> str:
    if len(digits) == len("20050803"):
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    century = "20" if int(digits[:2]) <= LAST_YEAR else "19"
    return f"{century}{digits[:2]}-{digits[2:4]}-{digits[4:6]}"


def _days(written: str | None) -> tuple[str, str]:
    """Return the first and the last day of a role.

    >>> _days("030101-050228"), _days(">19890604"), _days(None)
    (('2003-01-01', '2005-02-28'), ('1989-06-04', '9999-12-31'), ('0001-01-01', '9999-12-31'))
    """
    first, last = first_day("0001"), OPEN
    if written is None:
        return first, last
    digits = re.findall(r"\d{6,8}", written)
    if not digits:
        return first, last
    if written.startswith("<"):
        return first, _iso(digits[0])
    return _iso(digits[0]), last if written.startswith(">") or len(digits) == 1 else _iso(digits[1])


def _entries(lines: Sequence[str]) -> Iterator[Person]:
    person: Person | None = None
    for line in lines:
        name = NAME.match(line)
        if name is not None and name["synonym"] and person is not None:
            person.names.append(name["name"])
        elif name is not None:
            if person is not None:
                yield person
            person = Person([name["name"]])
        if person is None or line.lstrip().startswith("#"):
            continue
        person.roles += [
            Role(role["country"], role["role"], *_days(role["days"]))
            for role in ROLE.finditer(line)
        ]
    if person is not None:
        yield person


def read_phoenix(folder: Path) -> Phoenix:
    """Return everybody of the dictionary of countries with a dated role.

    Raises:
        MissingInput: the dictionary is not there.
    """
    path = folder / FILE
    if not path.is_file():
        raise MissingInput(f"{path} is not there; give the research data with --data")
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    people = [
        person
        for person in _entries(lines)
        if any(role.until != OPEN or role.since > first_day("0001") for role in person.roles)
    ]
    return Phoenix(people)
