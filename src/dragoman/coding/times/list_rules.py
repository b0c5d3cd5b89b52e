"""The patterns of dates that share a word with their neighbour: "April 24 and 25".

They stand before all others, so that the neighbour finds its own words free.
"""

from dragoman.coding.times import meanings, reports
from dragoman.coding.times.needs import Need
from dragoman.coding.times.rules import Rule, rules
from dragoman.coding.times.words import DATED, DAY, MONTH, PART, YEAR, YEAR_BEHIND

_AND = r"\s+(?:and|or)\s+"
_ANY_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# A number behind a date is a day when no noun follows: "on April 24 and 25 people died".
_NO_NOUN = (
    r"(?![\d:.]\d|\d)(?!\s+(?!(?:and|as|at|before|by|during|for|from|in|of|on|or|to|when|with)\b)"
    r"[a-z])"
)
_CENTURY = (
    r"(?P<ordinal>\d{1,2}(?:st|nd|rd|th)|[Ee]ighteenth|[Nn]ineteenth|[Tt]wentieth|[Tt]wenty-first)"
)
_LATER_QUARTER = r"(?:second|third|fourth|final)"
_OF_YEAR = rf"(?:\s+of\s+(?:(?P<yearbehind>{YEAR})|(?P<whosebehind>last|this|next)\s+year)\b)?"
LISTED: tuple[Rule, ...] = rules(
    (
        Need.MONTH,
        rf"\b(?P<words>{DATED}){_AND}{_ANY_DAY},?\s+(?P<year>{YEAR})\b",
        meanings.full_date,
    ),
    (
        Need.MONTH,
        rf"\b(?P<month>{MONTH})\s+{_ANY_DAY}{_AND}(?P<words>{DAY}{_NO_NOUN}{YEAR_BEHIND})",
        meanings.full_date,
    ),
    (
        Need.MONTH,
        rf"\b(?P<words>{DAY}){_AND}{_ANY_DAY}\s+(?:of\s+)?(?P<month>{MONTH})(?!\w){YEAR_BEHIND}",
        meanings.full_date,
    ),
    (
        Need.MONTH,
        rf"\b(?P<words>(?P<month>{MONTH}))(?:{_AND}|\s*(?:-|–|to|through)\s*){MONTH}"
        rf"\s+(?:of\s+)?(?P<year>{YEAR})\b",
        meanings.month_of_year,
    ),
    (
        Need.YEAR,
        rf"\b\d*0s(?:{_AND}|\s+(?:to|through)\s+)(?:the\s+)?(?P<words>(?:{PART})?(?P<short>[2-9]0)s)\b",
        meanings.decade,
    ),
    (
        Need.UNIT,
        rf"\b(?P<words>(?:[Tt]he\s+)?{_CENTURY}){_AND}[\w-]+\s+centuries\b",
        meanings.century,
    ),
    (Need.UNIT, rf"\b(?:and|or)\s+(?P<words>{_CENTURY}\s+centuries)\b", meanings.century),
    (
        Need.QUARTER,
        rf"\b(?P<words>(?:[Tt]he\s+)?(?P<ordinal>first|second|third)){_AND}"
        rf"{_LATER_QUARTER}[\s-]quarters?\b{_OF_YEAR}",
        reports.named_quarter,
    ),
    (
        Need.QUARTER,
        rf"\b(?:and|or)\s+(?P<words>(?P<ordinal>{_LATER_QUARTER})\s+quarters\b{_OF_YEAR})",
        reports.named_quarter,
    ),
)
