"""Makes ontology/data/offices_held.tsv: `python -m training.actors.build --data ../shared/data`.

The spells that we wrote down (spells.py) become one row each, in the order of the sources; a
spell that a Phoenix dictionary knows too says so as its reference. Nothing is written when a
check fails. `--check` only compares: it fails when the table is not what the sources make.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from dragoman.ontology.countries import countries, country
from dragoman.ontology.plover import NON_STATES
from dragoman.ontology.tables import read_rows
from training.actors.phoenix import Phoenix, read_phoenix
from training.actors.spells import HeldOffice, first_day, written_spells

TABLE = Path(__file__).parents[2] / "src/dragoman/ontology/data/offices_held.tsv"
COLUMNS = (
    "name", "variants", "country", "sector", "office", "post", "since", "until", "common",
    "reference",
)  # fmt: skip
NOTE = (
    "# Who held an office, and when: made by python -m training.actors.build from\n"
    "# training/actors/sources, do not edit. until is the first day no longer in it. common: many\n"
    "# bear the name, it is this person beside the title only. reference: phoenix, the Phoenix\n"
    "# dictionaries (MIT) have that person in that government then; known, written by us.\n"
)
# Those that stand behind "of" with an article.
WITH_ARTICLE = frozenset("ARE BHS CAF COD COM CZE DOM GBR GMB MDV NLD PHL SLB USA VAT".split())
# Titles that need no country behind them.
ALONE = frozenset({"taoiseach", "pope"})
IN_PHOENIX = "\tphoenix\n"
SECTORS = {"defence_minister": "MIL"}
# Crowned heads are of the elite of their country where they do not rule it.
CROWNED = frozenset({"king", "queen", "emperor"})
RULING = frozenset({"BHR", "BTN", "JOR", "MAR", "NPL", "SAU", "SWZ"})


def post(spell: HeldOffice) -> str:
    """Return the office as we print it: "foreign minister of Iran"."""
    names_body = " of " in spell.title and spell.country in _no_states()
    if spell.title in ALONE or names_body:
        return spell.title
    name = country(spell.country).name.removesuffix(" City")
    with_article = spell.country in WITH_ARTICLE | _no_states()
    return f"{spell.title} of {'the ' if with_article else ''}{name}"


def _no_states() -> frozenset[str]:
    return frozenset(entry.code for entry in NON_STATES)


def sector(spell: HeldOffice) -> str:
    """Return the sector of an office; organisations of states have none."""
    if spell.title == "pope":
        return "REL"
    if spell.country in _no_states() - {"EUR"}:
        return ""
    if spell.title in CROWNED and spell.country not in RULING:
        return "ELI"
    return SECTORS.get(spell.office, "GOV")


def overlaps(spells: Sequence[HeldOffice]) -> Iterator[str]:
    """Yield a line for every two who hold one office of one country on one day."""
    held: dict[tuple[str, str], list[HeldOffice]] = defaultdict(list)
    for spell in spells:
        held[spell.country, spell.office].append(spell)
    for in_order in held.values():
        in_order.sort(key=lambda spell: first_day(spell.since))
        for earlier, later in pairwise(in_order):
            if not earlier.until or first_day(earlier.until) > first_day(later.since):
                yield f"{later.place}: {later.name} and {earlier.name} both are {post(later)}"


def faults(spells: Sequence[HeldOffice]) -> Iterator[str]:
    """Yield what is wrong with the spells: codes, order, overlaps, names of two people."""
    known = {entry.code for entry in countries()} | _no_states()
    owners: dict[str, set[str]] = defaultdict(set)
    for row in read_rows("people.tsv"):
        for name in (row["name"], *filter(None, row["variants"].split("|"))):
            owners[name].add(row["name"])
    for spell in spells:
        if spell.country not in known:
            yield f"{spell.place}: {spell.country} is no code"
        if spell.until and first_day(spell.until) <= first_day(spell.since):
            yield f"{spell.place}: {spell.name} ends {spell.until}, before it begins"
        for name in (spell.name, *spell.variants):
            owners[name].add(spell.name)
    yield from overlaps(spells)
    for name, people in owners.items():
        if len(people) > 1:
            yield f"{name} is the name of {' and '.join(sorted(people))}"


def rows(spells: Sequence[HeldOffice], phoenix: Phoenix | None) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table; the variants of a name stand on its first row."""
    variants: dict[str, list[str]] = defaultdict(list)
    for spell in spells:
        own = variants[spell.name]
        own += [name for name in spell.variants if name not in own]
    common = {spell.name for spell in spells if spell.is_common}
    for spell in spells:
        in_phoenix = phoenix is not None and phoenix.knows(
            (spell.name, *variants.get(spell.name, ())), spell.country, spell.since, spell.until
        )
        yield (
            spell.name,
            "|".join(variants.pop(spell.name, ())),
            spell.country,
            sector(spell),
            spell.office,
            post(spell),
            spell.since,
            spell.until,
            "yes" if spell.name in common else "",
            IN_PHOENIX.strip() if in_phoenix else "known",
        )


def table(spells: Sequence[HeldOffice], phoenix: Phoenix | None) -> str:
    """Return the table as text."""
    lines = ["\t".join(row) for row in (COLUMNS, *rows(spells, phoenix))]
    return NOTE + "\n".join(lines) + "\n"


def main(argv: Sequence[str]) -> int:
    """Write the table, or say why not; 1 where a check fails."""
    parser = argparse.ArgumentParser(prog="python -m training.actors.build", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args(argv)
    spells = list(written_spells())
    wrong = list(faults(spells))
    for fault in wrong:
        print(fault)
    if wrong:
        return 1
    made = table(spells, read_phoenix(given.data / "actors"))
    if given.check:
        same = TABLE.read_text(encoding="utf-8") == made
        print("as the sources make it" if same else f"{TABLE} is not what the sources make")
        return 0 if same else 1
    TABLE.write_text(made, encoding="utf-8")
    people = len({spell.name for spell in spells})
    print(f"{len(spells)} spells of {people} people, {made.count(IN_PHOENIX)} in Phoenix too")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
