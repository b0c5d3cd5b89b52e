"""The spells in office that we wrote down: the files of training/actors/sources, one office a line.

    ALB hos: 1992-04-09 Sali Berisha; 1997-07-24 Rexhep Meidani; 2002-07-24 -
    GBR fm foreign secretary: 1997-05-02 Robin Cook|another spelling; ...

An office is hos, hog, fm or dm, with its title where that is not the usual one, or the title
of another office. A holder stays until the next one; "-" is nobody. A day may be a month or a
year, as far as its writer was sure. "~" before a name: many bear it, so that it is this person
only beside the title.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).with_name("sources")
# What we call the offices, and the title that most countries have for each.
OFFICES = {
    "hos": ("head_of_state", "president"),
    "hog": ("head_of_government", "prime minister"),
    "fm": ("foreign_minister", "foreign minister"),
    "dm": ("defence_minister", "defence minister"),
}
LINE = re.compile(r"(?P<country>[A-Z]{3}) (?P<office>[^:]+): (?P<spells>.+)")
SPELL = re.compile(r"(?P<since>\d{4}(?:-\d\d(?:-\d\d)?)?) (?P<common>~?)(?P<names>\S.*)")
NOBODY = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOffice:
    """One person in one office, from one day up to, and without, another.

    `since` and `until` are a day, a month or a year; `until` is empty while it lasts.
    """

    name: str
    variants: tuple[str, ...]
    country: str
    office: str
    title: str
    since: str
    until: str
    is_common: bool
    place: str


def first_day(written: str) -> str:
    """Return the first day of a day, a month or a year.

    >>> first_day("2003"), first_day("2003-05")
    ('2003-01-01', '2003-05-01')
    """
    return f"{written}-01-01"[:10] if len(written) < len("2003-05-01") else written


def written_spells() -> Iterator[HeldOffice]:
    """Yield every spell of the sources.

    Raises:
        ValueError: a line or a spell is not in the form; the message names its place.
    """
    for path in sorted(SOURCES.glob("offices_*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                yield from _read_line(line, f"{path.name}:{number}")


def _read_line(line: str, place: str) -> Iterator[HeldOffice]:
    match = LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"{place}: {line[:60]!r} is no `CODE office: since name; ...`")
    short, _, own_title = match["office"].partition(" ")
    office, title = OFFICES.get(short, (match["office"].replace(" ", "_"), match["office"]))
    parts = [part.strip() for part in match["spells"].split(";")]
    found = [SPELL.fullmatch(part) for part in parts]
    for index, (part, spell) in enumerate(zip(parts, found, strict=True)):
        if spell is None:
            raise ValueError(f"{place}: {part!r} is no `since name`")
        following = found[index + 1] if index + 1 < len(found) else None
        name, *variants = spell["names"].split("|")
        if name == NOBODY:
            continue
        yield HeldOffice(
            name=name,
            variants=tuple(variants),
            country=match["country"],
            office=office,
            title=own_title if own_title and short in OFFICES else title,
            since=spell["since"],
            until=following["since"] if following else "",
            is_common=bool(spell["common"]),
            place=place,
        )
