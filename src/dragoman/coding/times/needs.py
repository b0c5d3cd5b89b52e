"""Which kinds of words a text has: a pattern of dates is tried only where its kind is there."""

import re
from enum import Flag, auto

from dragoman.coding.times.calendar import MONTHS, WEEKDAYS


class Need(Flag):
    """Kinds of words that a pattern of dates cannot do without."""

    NONE = 0
    MONTH = auto()
    WEEKDAY = auto()
    YEAR = auto()
    UNIT = auto()
    SEASON = auto()
    DAY = auto()
    CLOCK = auto()
    QUARTER = auto()
    VAGUE = auto()
    RHYTHM = auto()
    SPELLED = auto()
    HOLIDAY = auto()


_LISTED: tuple[tuple[Need, str], ...] = (
    (Need.MONTH, " ".join((*MONTHS, *(name[:3] for name in MONTHS), "sept"))),
    (Need.WEEKDAY, " ".join((*WEEKDAYS, *(f"{name}s" for name in WEEKDAYS)))),
    (
        Need.UNIT,
        "second minute hour day week month quarter year decade century seconds minutes hours days "
        "weeks months quarters years decades centuries weekend weekends "
        "hourlong daylong weeklong monthlong yearlong decadelong",
    ),
    (Need.SEASON, "spring summer autumn fall winter"),
    (Need.DAY, "today tonight yesterday tomorrow overnight night morning afternoon evening"),
    (
        Need.CLOCK,
        "noon midday midnight am pm m gmt utc clock et est edt pst pdt cst cdt mst mdt cet cest "
        "bst local",
    ),
    (Need.QUARTER, "quarter quarters period half year"),
    (
        Need.VAGUE,
        "now current currently nowadays recent recently lately past previously soon future term "
        "moment time while present one days then ago other",
    ),
    (Need.RHYTHM, "hourly daily nightly weekly monthly annually yearly"),
    (
        Need.SPELLED,
        "nineteen eighteen thousand twenty twenties thirties forties fifties sixties seventies "
        "eighties nineties",
    ),
    (
        Need.HOLIDAY,
        "thanksgiving christmas new easter labor memorial veterans halloween valentine fourth "
        "good luther presidents columbus 11",
    ),
)


def _kinds() -> dict[str, Need]:
    kinds: dict[str, Need] = {}
    for need, words in _LISTED:
        for word in words.split():
            kinds[word] = kinds.get(word, Need.NONE) | need
    # The digits of a year, and of a decade: "2019", "the 1990s", "the '80s".
    kinds |= {str(year): Need.YEAR for year in range(1700, 2100)}
    kinds |= {str(tens): Need.YEAR for tens in range(20, 100, 10)}
    return kinds


_KINDS = _kinds()
_WORDS = re.compile(r"[a-z]+|\d+")


def needs_of(text: str) -> Need:
    """Return the kinds of words that a text has.

    >>> needs_of("They met in May.")
    <Need.MONTH: 1>
    """
    found = Need.NONE
    for word in _KINDS.keys() & set(_WORDS.findall(text.lower())):
        found |= _KINDS[word]
    return found
