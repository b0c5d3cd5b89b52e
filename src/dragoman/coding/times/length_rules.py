"""The patterns of lengths that are more than a number and a unit: "a year and a half".

They stand before the plain lengths, which would take a part of their words.
"""

from dragoman.coding.times import lengths
from dragoman.coding.times.needs import Need
from dragoman.coding.times.rules import Rule, rules
from dragoman.coding.times.words import ABOUT, ANY_UNIT, NUMBER, UNIT, UNITS

_ONE_AND_HALF = rf"{ABOUT}(?P<number>an?|one)\s+{UNIT}\s+(?P<half>and\s+a\s+half)\b"
HALVES_AGO: tuple[Rule, ...] = rules(
    (Need.UNIT, rf"\b{_ONE_AND_HALF}\s+ago\b", lengths.half_more_ago),
)
LENGTHS: tuple[Rule, ...] = rules(
    (Need.UNIT, rf"\b{_ONE_AND_HALF}", lengths.half_more),
    (Need.UNIT, rf"(?<![\d.,$])\b(?P<decimal>\d+\.\d+)[\s-]+{ANY_UNIT}\b", lengths.in_decimals),
    (
        Need.UNIT,
        r"\b(?<!first\s)(?<!second\s)(?:[Aa]\s+)?[Hh]alf[\s-](?P<unit>hour|day|year|century|decade)\b",
        lengths.half_unit,
    ),
    (
        Need.UNIT,
        r"\b[Aa]\s+quarter(?:[\s-]|\s+of\s+an?\s+)(?P<unit>century|hour)\b",
        lengths.quarter_unit,
    ),
    (
        Need.UNIT,
        r"\b(?:[Aa]n?\s+(?:whole|entire|full)|[Tt]he\s+(?:whole|entire))\s+"
        r"(?P<unit>hour|day|week|month|year|decade|century)\b",
        lengths.one_unit,
    ),
    (Need.UNIT, rf"(?<![\d-])\b{UNITS}(?:[\s-]long|-old)\b", lengths.some_units),
    (Need.UNIT, r"\b[Mm]ulti-(?P<unit>day|week|month|year|decade)\b", lengths.some_units),
    (Need.UNIT, r"\b(?P<unit>hour|day|week|month|year|decade)long\b", lengths.one_unit),
    (
        Need.UNIT,
        r"(?<![\w-])(?:[Aa]n?\s+)?(?P<unit>day|week|month|year|decade|century)-old\b",
        lengths.one_unit,
    ),
    (Need.UNIT, rf"\b(?P<number>\d+)-odd\s+{ANY_UNIT}\b(?P<half>)", lengths.some_number),
    (Need.UNIT, rf"\b(?i:{NUMBER})\s+(?P<unit>second)s\b(?P<half>)", lengths.some_number),
    (Need.UNIT, r"\b(?P<number>\d+)-(?P<unit>second)\b(?P<half>)", lengths.some_number),
)
