"""Inline citations: "(Nezavisimaya Gazeta, July 30, 2019)", and holes "(, September 28)"."""

import re
from collections.abc import Iterator
from datetime import date

from dragoman.model import Citation, Passage, Span

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("January", "Jan"),
            ("February", "Feb"),
            ("March", "Mar"),
            ("April", "Apr"),
            ("May", "May"),
            ("June", "Jun"),
            ("July", "Jul"),
            ("August", "Aug"),
            ("September", "Sept", "Sep"),
            ("October", "Oct"),
            ("November", "Nov"),
            ("December", "Dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# "(Outlet, July 30, 2019)", "(Outlet, 30 July 2019; Other, May 2)": a name, a comma, a day.
_DAY = (
    rf"(?:(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})\s+(?P<month2>{_MONTH})\.?)"
    r"(?:,?\s+(?P<year>\d{4}))?"
)
REFERENCE = re.compile(rf"(?P<outlet>[^,;()]{{0,60}}?)\s*,\s*{_DAY}")
BRACKET = re.compile(r"\(([^()\n]{4,240})\)")


def citations(text: str, span: Span, published: date | None) -> Iterator[Citation]:
    """Yield the citations of a sentence; a date without a year is resolved backwards.

    A bracket counts when all of it is references: "(born May 2, 1960)" has words
    before its day that are no name and no comma, "(Kyiv, May 2)" is taken for one.
    """
    for bracket in BRACKET.finditer(text, span.start, span.end):
        start = bracket.start(1)
        for part in bracket.group(1).split(";"):
            reference = REFERENCE.fullmatch(part.strip())
            if reference is not None and _is_name(reference["outlet"]):
                yield Citation(
                    passage=Passage.of(text, Span(bracket.start(), bracket.end())),
                    outlet=reference["outlet"].strip() or None,
                    date=_iso(reference, published),
                )
            start += len(part) + 1


def _is_name(words: str) -> bool:
    """Tell whether words before a date can be an outlet's name; none at all is a hole."""
    words = words.strip()
    return not words or words[0].isupper() or "." in words


def _iso(reference: re.Match[str], published: date | None) -> str | None:
    """Return the day of a reference; without a year the last such day up to publication."""
    month = MONTHS[reference["month"] or reference["month2"]]
    day = int(reference["day"] or reference["day2"])
    if reference["year"] is None and published is None:
        return None
    year = int(reference["year"]) if reference["year"] else _year_before(month, day, published)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_before(month: int, day: int, published: date | None) -> int:
    assert published is not None
    return published.year - ((month, day) > (published.month, published.day))
