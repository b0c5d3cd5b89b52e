"""The words of dates as patterns, and what the number words among them count."""

import re

from dragoman.coding.lexicon import any_of

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|(?=\s+\d)|(?<=\d\s[A-Z][a-z]{2})))"
    r"(?![a-z])"
)
# "March" and "May" are words too; the others name a month wherever they stand.
CLEAR_MONTH = (
    r"(?:January|February|April|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec)\.)"
)
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
YEAR = r"(?:1[89]|20)\d{2}"
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
PART = r"(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[\s-]+(?:in\s+)?"
PART_OF_DAY = r"(?P<hours>morning|afternoon|evening|night)"
UNIT = r"(?P<unit>minute|hour|day|week|month|quarter|year|decade|century)"
UNITS = r"(?P<unit>second|minute|hour|day|week|month|quarter|year|decade|centurie)s"
ANY_UNIT = r"(?P<unit>minute|hour|day|week|month|quarter|year|decade|centur(?:y|ie))s?"

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: number for number, word in enumerate(_ONES)}
_SMALL |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}
NUMBERS = _SMALL | {"a": 1, "an": 1, "another": 1, "couple": 2}
_TEENS_OF_CENTURY = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_DAYS = {word: number for number, word in enumerate(_ORDINALS, 1)} | {"twentieth": 20}
_DAYS |= {"thirtieth": 30, "thirty first": 31}
_DAYS |= {f"twenty {word}": 20 + number for number, word in enumerate(_ORDINALS[:9], 1)}

_TENS_PATTERN = rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES[1:10])})\b)?"
_COUNT = rf"(?:{_TENS_PATTERN}|{any_of(_ONES)}|an?|another)(?:\s+(?:{'|'.join(_SCALES)}))?"
NUMBER = rf"(?P<number>(?<!\d\.)\d{{1,3}}(?:,\d{{3}})*|(?:a\s+)?couple(?:\s+of)?|{_COUNT})"
# "Two and a half", "2 1/2": a half of the unit more.
HALF = r"(?P<half>[\s-]+1/2|[\s-]+and[\s-]+a[\s-]+half)?"
SPELLED_YEAR = (
    rf"(?:(?P<century>eighteen|nineteen|twenty)\s+"
    rf"(?P<rest>{_TENS_PATTERN}|{any_of(_ONES[10:])}|(?:oh|o)[\s-](?:{'|'.join(_ONES[1:10])})\b)"
    rf"|two\s+thousand(?:\s+(?:and\s+)?(?P<ones>{any_of(_ONES[1:])})\b)?)"
)

WHICH = (
    r"(?P<which>[Ll]ast|[Pp]ast|[Ll]atest|[Pp]revious|[Pp]rior"
    r"|[Tt]his|[Cc]urrent|[Nn]ext|[Cc]oming)"
)
# "October seventeenth", as it is spoken; not "in the March first quarter".
SPELLED_DAY = (
    rf"(?:{any_of([*_DAYS, *(word.replace(' ', '-') for word in _DAYS)])}"
    r"\b(?![\s-]+(?:quarter|half|week|month|time|round|grade|place|person|lady)))"
)
DAY = r"(?P<day>\d{1,2}(?:st|nd|rd|th)?)"
# "Dec.14" has lost its blank.
DATED = rf"(?P<month>{MONTH})(?:\s+|(?<=\.))(?:{DAY}(?!\d|[:.]\d)|(?P<spelledday>{SPELLED_DAY}))"
# A year behind a date, written, spelled, or by "last", "this" and "next".
YEAR_BEHIND = (
    rf"(?:,?\s+(?:of\s+)?(?P<year>{YEAR}\b|{SPELLED_YEAR})"
    r"|\s+(?:of\s+)?(?P<whose>last|this|next)\s+year\b)?"
)
# What makes a length inexact.
ABOUT = (
    r"(?P<about>(?:[Aa]lmost|[Aa]bout|[Nn]early|[Aa]t\s+least|[Aa]t\s+most|[Uu]p\s+to|[Aa]round"
    r"|(?:[Nn]o\s+)?(?:[Mm]ore|[Ll]ess)\s+than|[Oo]ver|[Rr]oughly|[Aa]pproximately)\s+)?"
)
HOUR_WORDS = any_of(_ONES[1:13])
_ZONES = r"(?:E[SD]T|P[SD]T|C[SD]T|M[SD]T|CES?T|BST|ET|local\s+time)"
_ZONE = rf"(?:\s*\(?(?:GMT|UTC|{_ZONES})\b\)?)?"
CLOCK = (
    r"(?:(?P<noon>[Nn]oon|[Mm]idday|[Mm]idnight)"
    r"|(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?\s*(?P<half>[AaPp])\.?\s?[Mm]\b\.?"
    rf"|(?P<oclock>\d{{1,2}}|{HOUR_WORDS})\s+o['’]clock\b(?:\s+in\s+the\s+{PART_OF_DAY}\b)?"
    r"|(?<!\()(?P<hours24>[01]\d|2[0-3]):?(?P<minutes>[0-5]\d)"
    rf"(?=\s+\(?(?:(?P<zulu>GMT|UTC)|{_ZONES})\b))"
    rf"{_ZONE}"
)


def named(match: re.Match[str], name: str) -> str:
    """Return what a group matched, in lower case; nothing where the pattern has none such.

    >>> named(re.match("(?P<unit>Day)", "Day"), "unit"), named(re.match("x", "x"), "unit")
    ('day', '')
    """
    return " ".join((match.groupdict().get(name) or "").lower().split())


def day_number(match: re.Match[str]) -> int:
    """Return the day of a month that a match names: "17th", "twenty-third"."""
    spelled = named(match, "spelledday")
    return (
        _DAYS[spelled.replace("-", " ")] if spelled else int(named(match, "day").rstrip("stndrh"))
    )


def year_number(match: re.Match[str]) -> int:
    """Return the year beside a date, in digits or spelled."""
    digits = named(match, "year")
    return int(digits) if digits.isdigit() else spelled_year(match)


def count(words: str) -> int:
    """Return what number words count.

    >>> count("twenty-one"), count("a couple of"), count("two hundred"), count("1,000")
    (21, 2, 200, 1000)
    """
    digits = words.replace(",", "")
    if digits.isdigit():
        return int(digits)
    tokens = re.split(r"[\s-]+", words.lower().removesuffix(" of"))
    if len(tokens) > 1 and tokens[-1] == "couple":
        return NUMBERS["couple"]
    scale = _SCALES.get(tokens[-1], 1)
    named = tokens[:-1] if scale > 1 else tokens
    return scale * sum(NUMBERS[token] for token in named) if named else scale


def spelled_year(match: re.Match[str]) -> int:
    """Return the year that a match of SPELLED_YEAR names: "nineteen ninety-one"."""
    if match["century"]:
        rest = re.sub(r"^oh?[\s-]", "", match["rest"].lower())
        return _TEENS_OF_CENTURY[match["century"].lower()] + count(rest)
    return 2000 + (count(match["ones"]) if match["ones"] else 0)
