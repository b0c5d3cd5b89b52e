"""The patterns of dates that stand alone, each with its meaning and the kind of words it needs.

The longer pattern stands before the shorter one that it holds; the first that fits a place
wins. The rest, which counts from another date or says how long, is in relative_rules.py.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from dragoman.coding.times import clock as clocks
from dragoman.coding.times import meanings, spans
from dragoman.coding.times.holidays import NAMES, SEPTEMBER_11, holiday, september_11
from dragoman.coding.times.needs import Need
from dragoman.coding.times.values import Meaning, Setting
from dragoman.coding.times.words import (
    CLEAR_MONTH,
    CLOCK,
    DATED,
    DAY,
    HOUR_WORDS,
    MONTH,
    NUMBER,
    PART,
    PART_OF_DAY,
    SEASON,
    SPELLED_DAY,
    SPELLED_YEAR,
    WEEKDAY,
    WHICH,
    YEAR,
    YEAR_BEHIND,
)

Resolver = Callable[[re.Match[str], Setting], Meaning | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of words, what it means, and the kind of words it cannot do without.

    The expression is the group `words` where the pattern has one: the rest is around it.
    """

    need: Need
    pattern: re.Pattern[str]
    resolve: Resolver


def rules(*rows: tuple[Need, str, Resolver]) -> tuple[Rule, ...]:
    """Return the rules of a table."""
    return tuple(Rule(need, re.compile(pattern), resolve) for need, pattern, resolve in rows)


_LEADING: tuple[str, ...] = (
    "[Ii]n",
    "[Ss]ince",
    "[Oo]f",
    "[Dd]uring",
    "[Bb]y",
    "[Uu]ntil",
    "[Ff]rom",
    "to",
    "[Bb]etween",
    "and",
    "[Bb]efore",
    "[Aa]fter",
    "[Aa]round",
    "[Tt]hrough",
    "[Ff]or",
)
# "March" and "May" alone are words, and a number of four digits may count; behind one of these
# they are dates.
_BEHIND = "(?:" + "|".join(rf"(?<=\b{word}\s)" for word in _LEADING) + ")"
# Nouns that are counted rather than dated: "they sent 2020 troops".
_COUNTED = (
    r"(?:people|persons|troops|soldiers|men|women|children|dead|deaths|tons|tonnes|dollars|euros|"
    r"meters|metres|miles|kilometers|miners|workers|students|police|prisoners|refugees|migrants|"
    r"ballots|votes|shares|pounds|feet|acres|hours|points|jobs|employees|homes|houses|units|"
    r"barrels|others|more|yen|marks|francs|years|days|cases|civilians|fighters|members|vehicles)\b"
)
_TO = r"\s*(?:-|–|to|through)\s*"
_LAST = r"(?P<last>\d{1,2})(?:st|nd|rd|th)?"
_ON = rf"(?:{WEEKDAY},?\s+)?"

_MONTHS = rules(
    (Need.MONTH, rf"\b{CLOCK},?\s+(?:on\s+)?{_ON}{DATED}\b", clocks.clock_on_date),
    (
        Need.MONTH,
        rf"\b(?:[Tt]he\s+)?{PART_OF_DAY}\s+of\s+{_ON}{DATED}{YEAR_BEHIND}",
        meanings.part_of_date,
    ),
    (
        Need.MONTH,
        rf"\b(?P<month>{MONTH})\s+{DAY}{_TO}{_LAST}(?![\d:.]\d|\d){YEAR_BEHIND}",
        meanings.days_of_month,
    ),
    (
        Need.MONTH,
        rf"\b{DAY}{_TO}{_LAST}\s+(?:of\s+)?(?P<month>{MONTH})(?!\w){YEAR_BEHIND}",
        meanings.days_of_month,
    ),
    (Need.MONTH, rf"\b(?:[Tt]he\s+)?week\s+of\s+{DATED}{YEAR_BEHIND}", meanings.week_of),
    (
        Need.MONTH,
        r"\b[Tt]he\s+(?P<ordinal>first|second|third|fourth|last|final)\s+week\s+(?:of|in)\s+"
        rf"(?P<month>{MONTH})(?!\w){YEAR_BEHIND}",
        meanings.week_of_month,
    ),
    (Need.MONTH, rf"\b(?P<year>{YEAR})\s+{DATED}\b(?!,?\s+{YEAR})", meanings.full_date),
    (Need.MONTH, rf"\b{_ON}{DATED}{YEAR_BEHIND}", meanings.full_date),
    (
        Need.MONTH,
        rf"\b{_ON}{DAY}\s+(?:of\s+)?(?P<month>{MONTH})(?!\w){YEAR_BEHIND}",
        meanings.full_date,
    ),
    (
        Need.MONTH,
        rf"\b[Tt]he\s+(?P<spelledday>{SPELLED_DAY})\s+of\s+(?P<month>{MONTH})(?!\w){YEAR_BEHIND}",
        meanings.full_date,
    ),
    (
        Need.MONTH | Need.UNIT | Need.YEAR,
        r"\b(?:[Tt]he\s+)?(?P<edge>[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd|[Cc]lose)\s+of\s+(?:"
        rf"(?P<month>{MONTH})(?!\w){YEAR_BEHIND}"
        rf"|(?P<whole>{YEAR})\b|(?:(?P<which>this|next|last)|the)\s+(?P<unit>week|month|year)\b)",
        meanings.edge,
    ),
    (
        Need.MONTH,
        rf"\b(?:{PART})?(?P<month>{MONTH})(?:,?\s+(?:of\s+)?(?P<year>{YEAR}\b|{SPELLED_YEAR})"
        r"|\s+(?:of\s+)?(?P<whose>last|this|next)\s+year\b)",
        meanings.month_of_year,
    ),
    (Need.MONTH, rf"\b{PART}(?P<month>{MONTH})(?!\w)", meanings.month_of_year),
    (Need.MONTH, rf"\b{WHICH}\s+(?P<month>{MONTH})(?!\w|\s+\d)", meanings.named_month),
    (
        Need.MONTH,
        rf"(?:{_BEHIND}(?P<part>)(?P<month>{MONTH})|\b(?P<clear>{CLEAR_MONTH}))(?!\w|\s+\d)",
        meanings.month_of_year,
    ),
)
_AT = r"\b(?:[Aa]t|[Bb]y|[Aa]round|[Aa]bout|[Uu]ntil|[Ff]rom)\s+(?:about\s+|around\s+)?"
_DAYS = rules(
    (
        Need.DAY,
        rf"{_AT}(?P<words>(?P<hour>\d{{1,2}})(?::(?P<minute>\d{{2}}))?\s+"
        r"(?P<word>tonight|last\s+night|this\s+(?:morning|afternoon|evening)))\b",
        clocks.clock_on_near_day,
    ),
    (
        Need.DAY,
        rf"{_AT}(?P<words>(?P<oclock>\d{{1,2}}|{HOUR_WORDS})\s+in\s+the\s+{PART_OF_DAY})\b",
        clocks.clock,
    ),
    (
        Need.UNIT,
        rf"\b(?i:{NUMBER})\s+(?P<unit>day|week|month|year|decade)s?\s+from\s+(?:(?P<now>now)"
        rf"|(?P<word>today|tomorrow|yesterday)|(?P<which>)(?P<weekday>{WEEKDAY}))\b",
        spans.units_from,
    ),
    (
        Need.DAY,
        rf"\b{CLOCK},?\s+(?P<word>(?i:today|yesterday|tomorrow|tonight|last\s+night"
        r"|this\s+(?:morning|afternoon|evening)))\b",
        clocks.clock_on_near_day,
    ),
    (
        Need.WEEKDAY,
        rf"\b{CLOCK},?\s+(?:on\s+)?(?P<which>)(?P<weekday>{WEEKDAY})\b",
        clocks.clock_on_weekday,
    ),
    (
        Need.WEEKDAY,
        rf"\b(?P<which>)(?P<weekday>{WEEKDAY})\s+(?P<noon>noon|midday|midnight)\b",
        clocks.clock_on_weekday,
    ),
    (
        Need.WEEKDAY,
        rf"\b(?:[Ee]very|[Ee]ach)\s+(?P<weekday>{WEEKDAY})\b(?:\s+{PART_OF_DAY}\b)?",
        spans.every_weekday,
    ),
    (
        Need.WEEKDAY,
        rf"\b(?P<weekday>{WEEKDAY})(?:s\b(?!['’])|\s+{PART_OF_DAY}s\b)",
        spans.every_weekday,
    ),
    (
        Need.WEEKDAY,
        r"\b(?:(?:[Ee]arly|[Ll]ate|[Ll]ater|[Ee]arlier|[Oo]vernight)\s+(?:on\s+)?)?"
        r"(?:(?:[Tt]he\s+)?(?P<which>[Ll]ast|[Pp]ast|[Nn]ext|[Tt]his\s+[Cc]oming|[Tt]his|[Cc]oming"
        rf"|[Pp]revious|(?<=[Tt]he\s)following)\s+)?(?P<weekday>{WEEKDAY})\b(?:\s+{PART_OF_DAY}\b)?",
        meanings.weekday,
    ),
    (
        Need.UNIT,
        r"\b(?:(?P<which>[Tt]his|[Ll]ast|[Pp]ast|[Nn]ext|[Cc]oming)|[Tt]he)\s+weekend\b",
        meanings.weekend,
    ),
    (
        Need.DAY,
        r"\b(?:(?:[Ee]arly|[Ll]ate|[Ll]ater|[Ee]arlier)\s+)?"
        r"(?P<word>(?i:the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|today|tonight|yesterday"
        r"|tomorrow|last\s+evening|(?<!\ba\s)(?<!\ban\s)(?<!\bthe\s)overnight|last\s+night|this\s+(?:morning|afternoon|evening)))\b"
        rf"(?:\s+{PART_OF_DAY}\b)?",
        meanings.near_day,
    ),
)
_HOLIDAYS = rules(
    (
        Need.HOLIDAY,
        rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+)?(?P<name>{NAMES})"
        rf"(?!\w)(?:,?\s+(?P<year>{YEAR})\b)?",
        holiday,
    ),
    (Need.HOLIDAY, rf"(?<![\d/])9/11(?![\d/])|{SEPTEMBER_11}", september_11),
)
_PARTS_OF_YEARS = rules(
    (
        Need.UNIT,
        r"\b(?P<since>[Ss]ince\s+)?(?P<words>year[\s-]+end|(?:the\s+)?year['’]s[\s-]+end)\b",
        meanings.year_end,
    ),
    (
        Need.QUARTER,
        r"\b(?:[Tt]he\s+)?(?P<ordinal>[Ff]irst|[Ss]econd|[Ll]ast|[Ll]atter)[\s-]+half\b"
        rf"(?:\s+of\s+(?:the\s+year\b|(?P<year>{YEAR})\b|(?P<whose>this|next|last)\s+year\b)"
        r"|(?!\s+of\b|[\s-]hour|-))",
        meanings.half_year,
    ),
    (
        Need.SEASON,
        r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his\s+[Pp]ast|[Tt]his|[Pp]ast)\s+|[Tt]he\s+)?"
        rf"(?:(?:early|late|mid)[\s-]+)?{SEASON}\s+(?:of\s+)?"
        rf"(?:(?P<year>{YEAR})|(?P<spelled>{SPELLED_YEAR}))\b",
        meanings.season,
    ),
    (
        Need.SEASON,
        r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his\s+[Pp]ast|[Tt]his|[Pp]ast)\s+|[Tt]he\s+)"
        rf"(?:(?:early|late|mid)[\s-]+)?{SEASON}\b(?P<year>)",
        meanings.season,
    ),
    (
        Need.SEASON,
        r"\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Dd]uring|[Bb]efore|[Aa]fter)\s+"
        rf"(?P<words>(?:(?:early|late|mid)[\s-]+)?{SEASON})\b(?P<which>)(?P<year>)",
        meanings.season,
    ),
    (
        Need.UNIT,
        r"\b(?P<side>[Ss]o\s+far)\s+(?P<words>this\s+(?P<unit>week|month|year))\b",
        meanings.within_this,
    ),
    (
        Need.UNIT,
        r"\b(?P<side>[Ee]arlier|[Ll]ater)\s+(?:this|in\s+the)\s+(?P<unit>week|month|year)\b",
        meanings.within_this,
    ),
    (
        Need.UNIT,
        rf"\b{PART}(?:{WHICH}|(?<=in\s)the)\s+(?P<unit>week|month|year)\b",
        meanings.part_of,
    ),
    (
        Need.UNIT,
        r"\b(?:[Oo]ver|[Ii]n|[Ff]or|[Dd]uring|[Ww]ithin)\s+"
        r"(?P<words>the\s+(?:next|coming)\s+(?P<unit>day|week|month|year))\b(?!-)",
        spans.coming_unit,
    ),
    (
        Need.UNIT,
        r"\b[Tt]he\s+past\s+(?P<unit>day|week|month|year)\b(?!-)",
        spans.past_unit,
    ),
    (
        Need.UNIT,
        r"\b(?:[Oo]ver|[Ii]n|[Ff]or|[Dd]uring|[Ww]ithin)\s+"
        r"(?P<words>the\s+last\s+(?P<unit>day|week|month|year))\b(?!-)",
        spans.past_unit,
    ),
    (
        Need.UNIT,
        r"(?<!\bsame\sday\s)(?<!\bsame\sweek\s)(?<!\bsame\smonth\s)"
        rf"\b(?:[Tt]he\s+)?{WHICH}\s+(?P<unit>week|month|year)\b(?!-)",
        meanings.shifted,
    ),
)
_YEARS = rules(
    (
        Need.YEAR,
        rf"(?<![\d.,/-])\b(?:[Tt]he\s+)?(?P<year>{YEAR})\s*[-–/]\s*(?P<last>{YEAR}|\d\d)\b(?![-–/.,]?\d)",
        meanings.years_to_year,
    ),
    (
        Need.YEAR,
        rf"\b(?:[Tt]he\s+)?(?P<year>{YEAR})\s+(?:fiscal|academic|school|financial)\s+year\b",
        meanings.other_year,
    ),
    (
        Need.YEAR,
        r"\b(?:the\s+)?(?:fiscal|(?:academic|school|financial)\s+year)\s+(?:year\s+)?"
        rf"(?P<year>{YEAR})\b(?:[-/]\d\d\b)?",
        meanings.other_year,
    ),
    (Need.YEAR, rf"\b{PART}(?P<year>{YEAR})\b", meanings.whole_year),
    (
        Need.YEAR,
        rf"{_BEHIND}(?:[Tt]he\s+year\s+)?(?:{PART})?(?P<year>{YEAR})\b(?![-\d])(?!\s+{_COUNTED})"
        r"(?:\s+(?:or\s+later|and\s+beyond)\b)?",
        meanings.whole_year,
    ),
    (
        Need.YEAR,
        r"(?<![\d$£€#.,:/’'-])(?<!\d,\s)\b(?:the\s+year\s+)?(?P<year>19\d\d|20[0-4]\d)\b"
        rf"(?![,.:]?\d|-\w|%|\s*[$£€]|\s+of\b)(?!\s+{_COUNTED})(?:\s+(?:or\s+later|and\s+beyond)\b)?",
        meanings.whole_year,
    ),
    (
        Need.YEAR,
        rf"\b(?:[Tt]he\s+)?(?:{PART})?(?P<decade>(?:1[89]|20)\d0)s\b",
        meanings.decade,
    ),
    (Need.YEAR, rf"(?:\b[Tt]he\s+)?(?:{PART})?['’](?P<short>[2-9]0)s\b", meanings.decade),
    (Need.YEAR, rf"\b[Tt]he\s+(?:{PART})?(?P<short>[2-9]0)s\b", meanings.decade),
    (
        Need.SPELLED,
        rf"\b[Tt]he\s+(?:{PART})?(?:(?P<hundreds>[Ee]ighteen|[Nn]ineteen)[\s-]+)?"
        rf"(?P<short>(?i:{'|'.join(meanings.TENS)}))\b",
        meanings.decade,
    ),
    (
        Need.UNIT,
        r"\b(?:[Tt]he\s+)?(?P<which>[Tt]his|[Ll]ast|[Nn]ext|[Cc]urrent|[Pp]revious|[Cc]oming)\s+century\b",
        meanings.shifted_century,
    ),
    (
        Need.UNIT,
        r"\b(?:[Tt]he\s+)?(?P<which>[Tt]his|[Nn]ext|[Cc]urrent|[Cc]oming)\s+decade\b",
        meanings.shifted_decade,
    ),
    (
        Need.UNIT,
        r"\b(?:[Tt]he\s+)?(?P<ordinal>\d{1,2}(?:st|nd|rd|th)|[Ee]ighteenth|[Nn]ineteenth|[Tt]wentieth"
        r"|[Tt]wenty-first)[\s-]century\b",
        meanings.century,
    ),
    (Need.SPELLED, rf"\b(?:[Tt]he\s+year\s+)?(?i:{SPELLED_YEAR})\b", meanings.year_in_words),
)
DATES: tuple[Rule, ...] = (
    *rules(
        (Need.YEAR, rf"\b{YEAR}-\d{{2}}-\d{{2}}\b", meanings.iso_day),
        (
            Need.YEAR,
            rf"(?<![\d/.])(?P<first>\d{{1,2}})(?P<mark>[/.])(?P<second>\d{{1,2}})(?P=mark)(?P<year>{YEAR})(?![/\d])",
            meanings.day_in_digits,
        ),
    ),
    *_HOLIDAYS,
    *_MONTHS,
    *_DAYS,
    *_PARTS_OF_YEARS,
    *_YEARS,
)
