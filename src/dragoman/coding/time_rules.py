"""The patterns of dates, each with its meaning (time_meanings.py)."""

import re
from collections.abc import Callable
from datetime import date

from dragoman.coding import time_meanings as meanings
from dragoman.coding.calendar import Interval
from dragoman.coding.lexicon import any_of

Resolver = Callable[[re.Match[str], date, bool], Interval | None]
Rule = tuple[re.Pattern[str], Resolver]

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_PART = r"(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[\s-]+"
_YEAR = r"(?:1[89]|20)\d{2}"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_YEAR_WORDS: tuple[str, ...] = (
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
)
# A bare number of four digits is a year behind one of these.
_YEAR_AFTER = "(?:" + "|".join(rf"(?<=\b{word}\s)" for word in _YEAR_WORDS) + ")"
# So is one between an article and a noun that is dated rather than counted.
_YEARLY = (
    r"(?!people|troops|soldiers|men|women|children|dead|deaths|tons|tonnes|dollars|euros|meters|"
    r"metres|miles|miners|workers|students|police|prisoners|refugees|migrants|ballots|votes)[a-z]+"
)
# "March" and "May" alone are words; behind one of these they are months.
_MONTH_AFTER = "(?:" + "|".join(rf"(?<=\b{word}\s)" for word in _YEAR_WORDS) + ")"
_NUMBER = rf"(?P<number>\d{{1,3}}|{any_of(sorted(meanings.NUMBERS))})"
# A verb of beginning or ending in the present tells what the calendar holds, however far ahead:
# "the mandate ends on May 31". Chosen by what they mean; "start" and "open" alone are nouns too.
_SCHEDULED = (
    r"expires?|lapses?|ends|begins?|starts|opens|closes|resumes?|runs? out|falls? due"
    r"|takes? (?:effect|place)|(?:enters?|comes?|goes) into (?:force|effect)"
)
FORWARD = re.compile(
    rf"\b(?:{_SCHEDULED}|will|would|shall|is to|are to|was to|were to|plans? to|planned to|"
    r"planning|expected|due|scheduled|set to|set for|slated|going to|next|coming|upcoming|"
    r"intends?|hopes? to|prepar(?:es?|ing) to)\b"
)
# A date in front of its clause is ahead only when the clause is in the future now.
AHEAD = re.compile(
    rf"\b(?:{_SCHEDULED}|will|shall|(?:is|are)\s+(?:to|due|set|expected|scheduled|going)|"
    r"plans? to)\b"
)
# Behind one of these in the clause a future is what somebody told on the date in front.
TELLS = re.compile(
    r"\b(?:said|says|told|tells|announced|warned|added|promised|vowed|pledged|agreed|declared|"
    r"predicted|confirmed|wrote|stated|reported|insisted)\b"
)
# Words right before a date that put it ahead: "by Friday"; farther off they mean other things.
FORWARD_BEFORE = re.compile(r"\b(?P<word>by|until|till|ahead of|before|no later than|starting)\s+$")


# "A day earlier" counts from the date given before, which the caller knows.
RELATIVE = re.compile(rf"\b{_NUMBER}\s+{_UNIT}\s+(?P<side>earlier|later)\b", re.IGNORECASE)
_WHICH = r"(?P<which>[Ll]ast|[Pp]ast|[Pp]revious|[Tt]his|[Nn]ext|[Cc]oming)"
_LATELY = r"(?:[Ii]n|[Oo]ver|[Dd]uring|[Ff]or|[Ww]ithin)\s+(?:the\s+)?"
_TO = r"\s*(?:-|–|to|through|and)\s*"
_YEAR_BEHIND = rf"(?:,?\s+(?P<year>{_YEAR})\b)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_LAST = r"(?P<last>\d{1,2})(?:st|nd|rd|th)?"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"


def _rules(*rows: tuple[str, Resolver]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), resolve) for pattern, resolve in rows)


# Every date holds one of these; most sentences hold none and need no further look.
HINT = re.compile(
    rf"\d|{_MONTH}|{_WEEKDAY}|\b(?:day|week|month|year|today|tonight|yesterday|tomorrow|last\s+night"
    r"|this\s+(?:morning|afternoon|evening)|spring|summer|autumn|fall|winter)",
    re.IGNORECASE,
)
# The longer pattern stands before the shorter one that it holds.
RULES: tuple[Rule, ...] = _rules(
    (rf"\b{_YEAR}-\d{{2}}-\d{{2}}\b", meanings.iso_day),
    (
        rf"\b(?P<month>{_MONTH})\s+{_DAY}{_TO}{_LAST}(?![\d:.]\d|\d){_YEAR_BEHIND}",
        meanings.days_of_month,
    ),
    (
        rf"\b{_DAY}{_TO}{_LAST}\s+(?:of\s+)?(?P<month>{_MONTH})(?!\w){_YEAR_BEHIND}",
        meanings.days_of_month,
    ),
    (rf"\b(?P<month>{_MONTH})\s+{_DAY}(?![\d:]|\.\d){_YEAR_BEHIND}", meanings.full_date),
    (rf"\b{_DAY}\s+(?:of\s+)?(?P<month>{_MONTH})(?!\w){_YEAR_BEHIND}", meanings.full_date),
    (
        rf"\b(?:[Tt]he\s+)?(?P<edge>beginning|start|middle|end|close)\s+of\s+(?P<part>)(?:"
        rf"(?P<month>{_MONTH})(?!\w)(?:,?\s+(?P<year>{_YEAR})\b)?"
        r"|(?:(?P<which>this|next)|the)\s+(?P<unit>month|year)\b)",
        meanings.edge,
    ),
    (
        rf"\b(?:[Tt]he\s+)?(?P<ordinal>first|second|third|fourth|last)\s+(?P<share>half|quarter)"
        rf"\s+of\s+(?:(?P<year>{_YEAR})|(?P<which>this|next|last)\s+year)\b",
        meanings.share_of_year,
    ),
    (
        rf"\b(?:{_PART})?(?P<month>{_MONTH})(?!\w)(?:,?\s+(?:of\s+)?(?P<year>{_YEAR})\b)",
        meanings.month_of_year,
    ),
    (
        rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+|[Tt]he\s+){_SEASON}\b(?:\s+of)?"
        rf"(?:\s+(?P<year>{_YEAR})\b)?",
        meanings.season,
    ),
    (rf"\b(?P<which>){_SEASON}\s+(?P<year>{_YEAR})\b", meanings.season),
    (rf"\b{_PART}(?P<month>{_MONTH})(?!\w)(?P<year>)", meanings.month_of_year),
    (
        rf"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+(?P<month>{_MONTH})(?!\w|\s+\d)",
        meanings.named_month,
    ),
    (
        rf"(?:\b[Ii]n\s+|{_MONTH_AFTER})(?P<part>)(?P<month>{_MONTH})(?!\w|\s+\d)(?P<year>)",
        meanings.month_of_year,
    ),
    (
        r"\b(?P<part>)(?P<month>January|February|April|June|July|August|September"
        r"|October|November|December)(?P<year>)\b(?!\s+\d)",
        meanings.month_of_year,
    ),
    (
        rf"\b(?:on\s+)?(?:(?P<which>last|past|next|this|this coming|coming)\s+)?"
        rf"(?P<weekday>{_WEEKDAY})\b",
        meanings.weekday,
    ),
    (
        r"\b(?:[Oo]ver\s+)?(?:(?P<which>[Tt]his|[Ll]ast|[Pp]ast|[Nn]ext|[Cc]oming)|[Tt]he)\s+weekend\b",
        meanings.weekend,
    ),
    (r"\b(?P<side>[Ee]arlier|[Ll]ater)\s+this\s+(?P<unit>week|month|year)\b", meanings.within_this),
    (rf"\b(?i:{_NUMBER}\s+{_UNIT})\s+ago\b", meanings.ago),
    (rf"\b(?:{_LATELY})?(?:last|past)\s+{_NUMBER}\s+{_UNIT}\b", meanings.past_span),
    (rf"\b{_LATELY}(?:(?:last|past)\s+(?:few|several)|recent)\s+{_UNIT}\b", meanings.lately),
    (
        rf"\b{_LATELY}(?:(?:next|coming)\s+(?:few|several)|coming|next)\s+"
        r"(?P<unit>day|week|month|year)s\b",
        meanings.soon,
    ),
    (rf"\b{_LATELY}(?:next|coming)\s+{_NUMBER}\s+{_UNIT}\b", meanings.coming_span),
    (rf"\b[Ww]ithin\s+{_NUMBER}\s+{_UNIT}\b", meanings.coming_span),
    (r"\b[Ww]ithin\s+(?P<unit>day|week|month)s\b", meanings.soon),
    (rf"\b[Ii]n\s+{_NUMBER}\s+{_UNIT}\b(?!['’]|\s+of\b)", meanings.in_units),
    (rf"\b{_PART}{_WHICH}\s+(?P<unit>month|year)\b", meanings.part_of),
    (rf"\b(?:the\s+)?{_WHICH}\s+(?P<unit>week|month|year)\b", meanings.shifted),
    (
        r"\b(?P<word>(?i:the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|today|tonight|yesterday"
        r"|tomorrow|last\s+night|this\s+(?:morning|afternoon|evening)))\b",
        meanings.near_day,
    ),
    (
        rf"{_YEAR_AFTER}(?:{_PART})?(?P<year>{_YEAR})(?!\d|\s*people|\s*troops)\b(?!-)",
        meanings.whole_year,
    ),
    (rf"\b{_PART}(?P<year>{_YEAR})\b", meanings.whole_year),
    (rf"\b(?:[Tt]he|[Aa]n?)\s+(?P<part>)(?P<year>{_YEAR})(?=\s+{_YEARLY})", meanings.whole_year),
    (rf"['’]s\s+(?P<part>)(?P<year>{_YEAR})(?=\s+{_YEARLY})", meanings.whole_year),
    (rf"\b(?:[Tt]he\s+)?(?:{_PART})?(?P<decade>(?:1[89]|20)\d0)s\b", meanings.decade),
)
