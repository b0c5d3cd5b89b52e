"""The patterns of dates that count from another one, and of how long and how often.

`ANCHORED` may count from a date before them in the text. `DATED_SPANS` hang on the day of
publication; `UNDATED_SPANS` say only how long, how often, or "now" and "then". They come last,
so that a date never loses its words to them.
"""

from dragoman.coding.times import anchored, lengths, reports, spans
from dragoman.coding.times import clock as clocks
from dragoman.coding.times.length_rules import HALVES_AGO, LENGTHS
from dragoman.coding.times.needs import Need
from dragoman.coding.times.rules import Rule, rules
from dragoman.coding.times.words import (
    ABOUT,
    ANY_UNIT,
    CLOCK,
    DATED,
    HALF,
    NUMBER,
    PART_OF_DAY,
    SEASON,
    UNIT,
    UNITS,
    YEAR,
    YEAR_BEHIND,
)

_COUNT = rf"(?i:{NUMBER}){HALF}"
# "Five trading days", "two consecutive quarters".
_SUCH = (
    r"(?:(?:more|other|further|extra|additional|full|whole|entire|solid|long|straight|consecutive"
    r"|successive|trading|business|working|calendar|school|fiscal)\s+)?"
)
_COUNTED = rf"{_COUNT}[\s-]+{_SUCH}{ANY_UNIT}"
_FEW = r"(?:[Ss]everal|(?:[Aa]\s+|[Tt]he\s+)?[Ff]ew|[Mm]any)"
_QUARTER = (
    r"(?P<ordinal>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inal)[\s-]+"
    r"(?P<inner>fiscal[\s-]+)?quarter\b"
)
_BEFORE = r"[Yy]ear[\s-](?:ago|earlier)"
_OR_SO = r"(?:\s+or\s+so\b)?"

QUARTERS: tuple[Rule, ...] = rules(
    (Need.QUARTER, rf"\b(?:the\s+)?(?P<ago>{_BEFORE})\s+{_QUARTER}", reports.named_quarter),
    (
        Need.QUARTER,
        rf"\b(?:(?:[Tt]he\s+)?(?P<before>[Ff]iscal\s+)?(?P<year>{YEAR})(?:['’]s)?\s+"
        r"|(?P<whose>[Ll]ast|[Tt]his|[Nn]ext)\s+year['’]s\s+|(?:[Tt]he|[Aa])\s+|(?=[Ii]ts\s))?"
        rf"(?P<fiscal>(?:its\s+)?fiscal[\s-]+|[Ii]ts\s+)?{_QUARTER}"
        rf"(?:\s+(?:of\s+)?(?:(?P<behind>fiscal\s+)?(?:year\s+)?(?P<yearbehind>{YEAR})|(?P<whosebehind>last|this|next)\s+year)\b)?"
        r"(?:(?=\s+(?P<ended>ended|ending)\b)|)",
        reports.named_quarter,
    ),
    (
        Need.QUARTER,
        rf"\b(?:[Tt]he\s+)?(?:comparable\s+)?(?:{_BEFORE}\s+(?P<noun>quarter|period)"
        r"|[Yy]ear-(?:ago|earlier)(?!\s+(?:\w+\s+months|day|week|month)\b))\b",
        reports.same_period,
    ),
    (
        Need.QUARTER,
        r"\b[Tt]he\s+(?:same|corresponding|comparable|year-earlier)\s+(?:period|quarter)"
        r"\s+(?:(?:of\s+)?last\s+year|a\s+year\s+(?:ago|earlier|before))\b",
        reports.same_period,
    ),
    (
        Need.QUARTER,
        rf"\b(?P<words>[Tt]he\s+quarter)\s+end(?:ed|ing)\s+(?:on\s+)?{DATED}{YEAR_BEHIND}",
        reports.quarter_ended,
    ),
    (
        Need.UNIT,
        rf"\b(?:months|weeks|year)\s+end(?:ed|ing)\s+(?:on\s+)?(?P<words>{DATED}{YEAR_BEHIND})",
        reports.end_of_period,
    ),
    (
        Need.UNIT,
        rf"\b[Tt]he\s+(?:(?P<first>first)\s+|(?:latest|{_BEFORE})\s+)?(?i:{NUMBER})\s+(?P<unit>month)s\b"
        r"(?!\s+(?:ago|earlier|later|after|before))"
        rf"(?=\s+of\s+(?:(?P<year>{YEAR})|(?P<whose>last|this|next)\s+year)\b|)",
        reports.months_reported,
    ),
    (
        Need.QUARTER,
        r"\b(?:[Tt]he\s+)?(?P<whose>[Ll]ast|[Tt]his|[Nn]ext)\s+year['’]s\s+(?:quarter|period)\b",
        reports.the_quarter,
    ),
    (Need.QUARTER, rf"\b[Tt]he\s+(?P<year>{YEAR})\s+(?:quarter|period)\b", reports.the_quarter),
    (
        Need.QUARTER,
        r"\b(?:[Tt]he\s+)?(?P<which>[Pp]revious|[Pp]rior|[Pp]receding|[Cc]urrent|[Nn]ext|[Cc]oming)\s+"
        r"quarter\b(?!-)",
        reports.neighbour_quarter,
    ),
    (
        Need.QUARTER,
        r"\b(?:[Tt]he|[Tt]his|[Tt]hat|(?:[Tt]he\s+)?(?:[Ll]ast|[Pp]ast|[Ll]atest|[Mm]ost\s+recent))\s+"
        r"quarter\b(?!-|\s+(?:of|century)\b)|\b[Tt]he\s+latest\s+period\b",
        reports.the_quarter,
    ),
)
ANCHORED: tuple[Rule, ...] = (
    *HALVES_AGO,
    *rules(
        (
            Need.UNIT,
            r"\b[Tt]he\s+(?:same\s+(?P<unit>day|week|month)\s+(?:a\s+year\s+(?:ago|earlier|before)"
            r"|(?:of\s+)?last\s+year)|year-(?:ago|earlier)\s+(?P<compared>day|week|month))\b",
            anchored.same_unit_year_before,
        ),
        (Need.UNIT, r"\b[Aa]\s+year\s+(?P<side>ago|earlier)\b", reports.year_before),
        (
            Need.UNIT,
            r"\b[Hh]alf\s+a\s+(?P<unit>decade|century)\s+ago\b",
            spans.half_ago,
        ),
        (
            Need.UNIT,
            rf"\b{ABOUT}{_COUNT}[\s-]+{ANY_UNIT}{_OR_SO}\s+(?:ago|back)\b",
            spans.ago,
        ),
        (Need.UNIT, rf"\b(?:{_FEW}\s+)?(?i:{UNITS})\s+ago\b", spans.past),
        (
            Need.UNIT,
            r"\b[Aa]\s+(?P<unit>day|week|month|quarter|decade)\s+(?P<which>earlier)\b"
            r"(?!\s+(?:in|on|than|this)\b)",
            reports.one_before,
        ),
        (
            Need.UNIT,
            rf"\b{_COUNT}\s+{ANY_UNIT}\s+(?P<side>(?i:earlier|later))\b",
            anchored.away,
        ),
        (Need.UNIT, rf"\b(?:{_FEW}\s+)?(?i:{UNITS})\s+later\b", anchored.somewhat_later),
        (
            Need.UNIT,
            r"\b(?P<which>(?:[Tt]hat|[Tt]he)(?:\s+(?:same|following|next|previous|preceding))?)"
            r"(?<!\b[Tt]he)\s+(?P<unit>day|week|month|year)\b(?!-|['’])",
            anchored.same_unit,
        ),
        (
            Need.UNIT,
            r"\b[Tt]he\s+(?P<unit>day|week|month|year)\s+(?P<which>before|after)(?=\s*(?:[.,;:)]|$))",
            anchored.neighbour_unit,
        ),
        (
            Need.DAY,
            rf"\b[Tt]hat\s+(?P<which>)(?:same\s+)?{PART_OF_DAY}\b",
            anchored.part_of_day,
        ),
        (
            Need.UNIT,
            r"\b(?:(?:[Ee]arlier|[Ll]ater)\s+(?:in\s+the|that)|(?:[Ee]arly|[Ll]ate)\s+in\s+the)\s+day\b",
            anchored.earlier_that_day,
        ),
        (
            Need.UNIT,
            r"\b(?:[Tt]he\s+(?:(?P<which>current|latest|last|past|next)\s+)?|(?P<whose>this|last|next)\s+)fiscal\s+year\b(?!\s+\d)",
            reports.fiscal_year,
        ),
        (Need.UNIT, r"\b[Tt]he\s+(?P<unit>year)(?=\s+end(?:ed|ing)\b)", lengths.one_unit),
        (
            Need.UNIT,
            r"\b(?:for|during|throughout|of|in)\s+(?P<words>the\s+week)\b"
            r"(?!\s+(?:of|after|before|following|that|when|ended|ending|earlier|later|in)\b|-)",
            anchored.the_week,
        ),
        (
            Need.UNIT,
            r"\b(?:for|of|in)\s+(?P<words>the\s+(?:(?:full|entire|whole)\s+)?year)\b(?!\s+(?:end|earlier|later|[12]|two)|-)",
            anchored.the_year,
        ),
        (
            Need.DAY,
            rf"\b(?:in\s+the|(?:[Tt]he\s+)?(?P<which>next|following))\s+{PART_OF_DAY}\b",
            anchored.part_of_day,
        ),
        (
            Need.VAGUE | Need.UNIT,
            r"\b(?:[Uu]ntil|[Bb]y)\s+(?P<words>then|that\s+(?:time|day))\b",
            anchored.until_then,
        ),
        (Need.CLOCK, rf"\b{CLOCK}", clocks.clock),
    ),
)
_LENGTHS = rules(
    (
        Need.UNIT,
        rf"\b{ABOUT}(?:[Tt]he\s+)?(?:[Ll]ast|[Pp]ast|[Pp]receding)\s+{_COUNTED}\b{_OR_SO}",
        spans.past_span,
    ),
    (
        Need.UNIT,
        rf"\b{ABOUT}(?:[Tt]he\s+)?(?:[Nn]ext|[Cc]oming)\s+{_COUNTED}\b{_OR_SO}",
        spans.coming_span,
    ),
    (
        Need.UNIT,
        r"\b(?:[Tt]he\s+)?(?:(?:[Ll]ast|[Pp]ast)\s+(?:few|several)|[Rr]ecent|[Pp]ast)\s+"
        rf"{UNITS}\b",
        spans.lately,
    ),
    (
        Need.UNIT,
        r"\b(?:[Tt]he\s+)?(?:(?:[Nn]ext|[Cc]oming)\s+(?:few|several)|[Cc]oming|[Nn]ext)\s+"
        rf"{UNITS}\b",
        spans.soon,
    ),
    (Need.UNIT, rf"\b[Tt]he\s+{UNITS}\s+(?:ahead|to\s+come)\b", spans.soon),
    (
        Need.UNIT,
        r"\b(?:[Tt]he\s+)?(?:[Ll]ast|[Pp]ast)\s+decade\b",
        spans.past_decade,
    ),
    (Need.UNIT, rf"\b[Ww]ithin\s+(?P<words>{_COUNTED})\b(?!\s+of\b)", spans.within),
    (Need.UNIT, rf"\b[Ww]ithin\s+(?P<words>{UNITS})\b(?!\s+of\b)", spans.within_vague),
    (Need.UNIT, rf"\b[Ii]n\s+(?P<words>{_COUNTED})\b(?!['’]|\s+of\b)", spans.in_units),
    (
        Need.UNIT,
        rf"\b(?:has|have)\s+(?:[\w-]+\s+){{1,4}}for\s+(?P<words>{ABOUT}{_COUNTED})\b",
        spans.past_span,
    ),
)
_MORE = r"(?:hours|days|weeks|months|years)\b"
# "52 years old", "a 13-year-old" are ages, "minutes apart" is a distance, "24 hours a day" always.
_NOT_OLD = r"\b(?!(?:\s+|-)(?:old|of\s+age|apart|a\s+(?:day|week))\b)"
_HOW_LONG = rules(
    (
        Need.UNIT,
        r"(?:\d|%|illion|percent|times|once|twice)(?:\s+(?!ago\b|in\b)[a-z]+)?\s+"
        r"(?P<words>an?\s+(?P<unit>day|week|month|year))\b",
        spans.every,
    ),
    (
        Need.UNIT,
        r"\b(?:[Ee]very|[Ee]ach)\s+(?P<unit>hour|day|week|month|quarter|year)\b",
        spans.every,
    ),
    (
        Need.UNIT,
        rf"\b[Ee]very\s+(?:(?P<other>other)\s+|(?i:{NUMBER})\s+){ANY_UNIT}\b",
        spans.every_so_many,
    ),
    (Need.UNIT, rf"\b[Ee]very\s+(?:few|several)\s+{UNITS}\b", spans.every_few),
    (
        Need.DAY,
        rf"\b(?:[Ee]very|[Ee]ach)\s+(?:single\s+)?{PART_OF_DAY}\b",
        spans.every_part,
    ),
    (Need.SEASON, rf"\b(?:[Ee]very|[Ee]ach)\s+{SEASON}\b", spans.every_part),
    (Need.UNIT, r"\b(?:[Oo]n|[Aa]t)\s+(?P<words>weekends)\b", spans.weekends),
    (
        Need.UNIT,
        r"\bper\s+(?P<words>(?P<unit>hour|day|week|month|quarter|year))\b",
        spans.every,
    ),
    (Need.VAGUE, r"\b[Tt]hese\s+days\b", spans.present),
    (Need.UNIT, r"\b[Ff]uture\s+(?:days|weeks|months|quarters|years)\b", spans.future),
    (Need.VAGUE, r"\b[Oo]ne\s+day\b", spans.one_day),
    (Need.UNIT, r"\b[Hh]alf\s+an?\s+(?P<unit>hour|day|year|century|decade)\b", lengths.half_unit),
    (
        Need.UNIT,
        rf"\b(?:[Tt]he\s+(?:first\s+|final\s+)?)?{ABOUT}{_COUNTED}{_NOT_OLD}{_OR_SO}(?:[\s-]long\b)?",
        lengths.duration,
    ),
    (Need.UNIT, rf"\b{UNIT}[\s-]long\b", lengths.one_unit),
    (Need.UNIT, rf"\b(?:{_FEW}\s+)?{UNITS}[\s-]long\b", lengths.some_units),
    (Need.UNIT, rf"\b{_FEW}[\s-]+(?:more\s+)?{ANY_UNIT}{_NOT_OLD}", lengths.some_units),
    (
        Need.UNIT,
        rf"(?:^\W*|\b(?<!-)(?=[a-z]))(?P<words>(?i:{UNITS}){_NOT_OLD}(?:\s+(?:or|and)\s+{_MORE})?)",
        lengths.some_units,
    ),
)
_VAGUE = rules(
    # "China Daily" is a newspaper.
    (
        Need.RHYTHM,
        r"(?:^|\b(?=[a-z]))(?i:hourly|daily|nightly|weekly|annually|yearly)\b",
        spans.rhythm,
    ),
    (Need.RHYTHM, r"\bmonthly\b(?=\W*(?:$|[.,;:]))", spans.rhythm),
    (
        Need.VAGUE,
        r"\b(?:[Rr]ight\s+)?[Nn]ow\b|\b[Cc]urrent(?:ly)?\b|\b[Nn]owadays\b"
        r"|\b[Aa]t\s+(?:present|the\s+moment)\b|\b[Ff]or\s+(?P<words>the\s+time\s+being)\b",
        spans.present,
    ),
    (
        Need.VAGUE,
        r"\b(?:[Mm]ost\s+|[Mm]ore\s+)?[Rr]ecent(?:ly)?\b|\b[Ll]ately\b|\b[Tt]he\s+other\s+day\b"
        r"|\b(?:(?:[Nn]ot\s+)?(?:(?:so|very|too|that)\s+)?[Ll]ong|(?:[Aa]\s+(?:long|short)|[Ss]ome)\s+time)\s+ago\b"
        r"|\b(?:[Ii]n|[Oo]f)\s+(?P<words>the\s+past)\b(?!\s+(?:[a-z]+\s+)?(?:day|week|month|year|decade|centur))",
        spans.past,
    ),
    (
        Need.VAGUE,
        r"\b[Ii]n\s+(?P<words>future)\b(?=[.,;])|\b[Tt]he\s+(?:(?:near|immediate|foreseeable)\s+)?future\b"
        r"|\b[Tt]he\s+(?:near|short|long|medium)\s+term\b",
        spans.future,
    ),
    # "It soon became a flood", "he was soon freed" tell what is past.
    (
        Need.VAGUE,
        r"(?<!\bwas\s)(?<!\bwere\s)(?<!\bhad\s)\b(?<!\b[Aa]s\s)[Ss]oon\b(?!\s+(?:after|\w+ed"
        r"|became|began|came|found|gave|got|had|left|made|rose|took|was|went|were)\b)",
        spans.future,
    ),
)
DATED_SPANS: tuple[Rule, ...] = _LENGTHS
UNDATED_SPANS: tuple[Rule, ...] = (*LENGTHS, *_HOW_LONG, *_VAGUE)
