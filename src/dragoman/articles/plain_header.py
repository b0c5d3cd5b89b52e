"""The header of a plain text: title, byline, outlet and date from its first lines.

A plain page has no markup to say which line is what, so only lines that look the part
count: short ones near the top. Everything found here has the source `text`.
"""

import re
from collections.abc import Iterator

from dragoman.articles.dates import WORDS, day_of
from dragoman.articles.header import Header, without_site
from dragoman.articles.published import settle
from dragoman.model import DateCandidate

# How many lines of a page can be its head, and how long such a line can be.
HEAD_LINES = 14
LONGEST_DATE_LINE = 80
# A longer line is no part of a head; it also keeps the expressions below from running wild.
LONGEST_HEAD_LINE = 300
LEAST_TITLE = 3
BYLINE = re.compile(r"^\s*By\s+((?:[A-Z][\w.'’-]+\s*){2,4})(?:,.*|\|.*)?$")
# What newspapers call themselves; a short line of such a name near the top is the outlet.
MASTHEAD = re.compile(
    r"^(?:The\s+)?(?:[A-Z][\w'’-]*\s+){0,3}(?:News|Daily|Gazette|Times|Post|Wire|Agency|Herald|"
    r"Tribune|Telegraph|Press|Journal|Observer|Today|Standard|Globe|Mail|Chronicle|Courier|"
    r"Monitor|Review|Report|Dispatch|Bulletin|Record|Star|Mirror|Sun|Guardian|Independent|"
    r"Register|Examiner|Voice|Radio|TV|Service|Online|Network|Weekly|Presse|Zeitung|Tagblatt)$"
)
# "Example Gazette, September 26, 2020" and "EXAMPLE WIRE / ENGLISH SERVICE".
STAMPED = re.compile(r"^([A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,3}\s*),\s+(?=[A-Z\d])")
SHOUTED = re.compile(r"^([A-Z][A-Z.&'’-]+(?:\s+[A-Z.&'’-]+){0,3})(?:\s+/\s+.*)?$")
# Above the title a line of two or three capitalised words is a name.
MASTHEAD_LINES = 3
SHORT_NAME = re.compile(r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){1,2}")
MARKS = re.compile(r"\s+(?:\||::|—|–|-)\s+")


def plain_header(text: str) -> Header:
    """Return what the first lines of a plain page say of it."""
    head = [line for line in text.splitlines() if line.strip()][:HEAD_LINES]
    lines = [line for line in head if len(line) <= LONGEST_HEAD_LINE]
    title, site = _title(lines)
    return Header(
        title=title,
        authors=tuple(_byline(lines)),
        outlet=site or next(_mastheads(lines), None),
        published=settle(_dates(lines)),
    )


def _title(lines: list[str]) -> tuple[str | None, str | None]:
    """Return the headline and, where it carries one, the name of its outlet.

    The headline is the first line without a final stop and with four words or more;
    where a line stands twice near the top it is that one.
    """
    bare = [line.strip() for line in lines]
    # A paragraph that stands twice ends with a stop.
    repeated = [
        line
        for line in bare
        if bare.count(line) > 1 and len(line.split()) > LEAST_TITLE and line[-1] not in ".。"
    ]
    shown = [
        line
        for line in bare
        if LEAST_TITLE < len(line.split()) <= 24
        and not SHOUTED.match(line)
        and line[-1] not in '.:;,”"'
        and "   " not in line
        and day_of(line) is None
        and not BYLINE.match(line)
    ]
    if not repeated and not shown:
        return None, None
    chosen = (repeated or shown)[0]
    parts = MARKS.split(chosen)
    if len(parts) > 1 and len(parts[-1].split()) <= 4:
        return without_site(chosen, parts[-1]), parts[-1]
    return chosen, None


def _byline(lines: list[str]) -> Iterator[str]:
    for line in lines:
        found = BYLINE.match(line)
        if found:
            yield found.group(1).strip()
            return


def _mastheads(lines: list[str]) -> Iterator[str]:
    """Yield what may be the outlet's name: before a datestamp, as a masthead, above the title."""
    bare = [line.strip() for line in lines]
    for line in bare:
        stamped = STAMPED.match(line)
        if stamped and WORDS.search(line):
            yield stamped.group(1)
    for line in bare:
        shouted = SHOUTED.match(line)
        if shouted:
            yield shouted.group(1).title()
        elif MASTHEAD.match(line):
            yield line
    yield from (line for line in bare[:MASTHEAD_LINES] if SHORT_NAME.fullmatch(line))


def _dates(lines: list[str]) -> Iterator[DateCandidate]:
    """Yield the dates of short lines: a datestamp, not a date inside the story."""
    for line in lines:
        found = WORDS.search(line) or re.search(r"\b(?:19|20)\d{2}-\d{2}-\d{2}\b", line)
        if found is None or len(line) > LONGEST_DATE_LINE:
            continue
        day = day_of(found.group())
        if day is not None and not line.rstrip().endswith("."):
            yield DateCandidate(value=day.isoformat(), source="text", raw=line.strip())
