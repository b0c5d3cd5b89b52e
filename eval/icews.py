"""What ICEWS tells of two countries: the acts of its people and bodies, as their countries'.

The files have the columns source, event, target and date, with names: "Police (Australia)",
"Praise or endorse". Who a name is comes from our own tables, whatever the day; a name that they
do not know, or of no country, is left out, and so is what a country does at home.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from dragoman.answers.pairs import Pair, sorted_pair
from dragoman.answers.sides import Axis, axis_of
from dragoman.ontology import actors, cameo, plover
from eval.report import BadPath

_HOME = re.compile(r"\(([^()]+)\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act between two countries. `axis` is None for a mere statement."""

    pair: Pair
    axis: Axis | None
    goldstein: float
    day: date


def read_acts(path: Path) -> Iterator[Act]:
    """Yield the acts between two countries of all tables in a folder, or of one table.

    Raises:
        BadPath: no table is there, or one has other columns.
    """
    files = [path] if path.is_file() else sorted(path.glob("*.tsv"))
    if not files:
        raise BadPath(f"{path} has no .tsv; give a folder of source, event, target, date")
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines, delimiter="\t"), start=2):
                try:
                    act = _act(row)
                except (KeyError, TypeError, ValueError, AttributeError) as error:
                    raise BadPath(f"{file}:{number} is no row of ICEWS: {error!r}") from error
                if act is not None:
                    yield act


def _act(row: Mapping[str, str]) -> Act | None:
    day = date.fromisoformat(row["date"])
    one, other = country_of(_spaced(row["source"])), country_of(_spaced(row["target"]))
    if one is None or other is None or one == other:
        return None
    code = _codes()[_spaced(row["event"]).casefold()]
    event_type = cameo.to_plover(code).event_type
    return Act(
        pair=sorted_pair(one, other),
        axis=axis_of(plover.quad(event_type)) if event_type else None,
        goldstein=cameo.goldstein(code),
        day=day,
    )


def _spaced(name: str) -> str:
    return name.replace("_", " ")


@cache
def country_of(name: str) -> str | None:
    """Return the code of the country that a name belongs to: that in brackets comes first.

    >>> country_of("Police (Australia)")
    'AUS'
    """
    home = _HOME.search(name)
    for words in (home[1], name) if home else (name,):
        for hit in actors.find(words):
            if hit.actor.country is not None:
                return hit.actor.country
    return None


@cache
def _codes() -> Mapping[str, str]:
    """Return the codes of CAMEO by name; of two codes of one name the shorter."""
    named: dict[str, str] = {}
    for code in sorted(cameo.codes(), key=lambda code: (len(code), code)):
        named.setdefault(cameo.name(code).casefold(), code)
    return named
