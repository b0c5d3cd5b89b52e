"""When: the dates a sentence gives, as intervals anchored on the publication date.

First rules (issue 4 makes them a whole tagger): absolute dates, months, seasons, years,
weekdays by tense, weeks and months by "last", "this" and "next", recent and coming days,
"since" and ranges. Words we cannot turn into days give nothing.
"""

import re
from collections.abc import Sequence
from datetime import date

from dragoman.coding.calendar import Interval
from dragoman.coding.time_rules import FORWARD, RULES, Resolver
from dragoman.model import Basis, Passage, Precision, Sentence, Span, When


def find_times(
    sentence: Sentence, published: date, earlier: When | None = None
) -> tuple[When, ...]:
    """Return the dates a sentence gives, left to right, none inside another.

    Args:
        sentence: where to look.
        published: what "yesterday" and "Friday" count from.
        earlier: the last date given before this sentence, for "at that time".
    """
    text = sentence.text
    # The date of a cited article is when somebody wrote, not when something happened.
    cited = [
        Span(cited.passage.start - sentence.start, cited.passage.end - sentence.start)
        for cited in sentence.citations
    ]
    found: list[tuple[Span, Interval]] = []
    for pattern, resolve in RULES:
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end())
            if any(span.overlaps(taken) for taken in [*cited, *(place for place, _ in found)]):
                continue
            interval = _resolved(match, resolve, published, text)
            if interval is not None:
                found.append((span, interval))
    found = _widened(text, sorted(found), published)
    then = _then(text, earlier)
    whens = [_when(sentence, span, interval) for span, interval in found]
    if earlier is not None and then is not None:
        whens.append(_when(sentence, then, (earlier.start, earlier.end, earlier.precision)))
    return tuple(whens)


def _resolved(
    match: re.Match[str],
    resolve: Resolver,
    published: date,
    text: str,
) -> Interval | None:
    """Return the interval of a match; one that the calendar does not have is none."""
    clause = re.split(r"[;,:—]|\b(?:and|but|which|that|after|when)\b", text[: match.start()])[-1]
    try:
        return resolve(match, published, bool(FORWARD.search(clause)))
    except (ValueError, OverflowError):
        return None


def _when(sentence: Sentence, span: Span, interval: Interval) -> When:
    start, end, precision = interval
    return When(
        start=start,
        end=end,
        precision=precision,
        basis=Basis.SAID,
        passage=Passage(span=span.shift(sentence.start), exact=span.cut(sentence.text)),
    )


def _then(text: str, earlier: When | None) -> Span | None:
    match = re.search(r"\b[Aa]t (?:that|the) time\b", text) if earlier else None
    return Span(match.start(), match.end()) if match else None


def _widened(
    text: str, found: Sequence[tuple[Span, Interval]], published: date
) -> list[tuple[Span, Interval]]:
    """Return the dates with ranges joined and "since" and "until" opened."""
    joined: list[tuple[Span, Interval]] = []
    for span, interval in found:
        if joined and _ranges(text, joined[-1][0], span) and joined[-1][1][0] <= interval[1]:
            before, (start, _, _) = joined.pop()
            joined.append((Span(before.start, span.end), (start, interval[1], Precision.RANGE)))
        else:
            joined.append((span, interval))
    return [_since(text, span, interval, published) for span, interval in joined]


def _ranges(text: str, left: Span, right: Span) -> bool:
    """Tell whether two dates are the ends of one range: "from May 1 to May 3"."""
    gap, before = text[left.end : right.start], text[: left.start]
    if re.fullmatch(r"\s*(?:[–-]|to|through|until)\s*", gap):
        return True
    return bool(re.fullmatch(r"\s+and\s+", gap) and re.search(r"\bbetween\s+$", before))


def _since(text: str, span: Span, interval: Interval, published: date) -> tuple[Span, Interval]:
    match = re.search(r"\b(?:ever )?[Ss]ince\s+(?:at least\s+)?(?:the\s+)?$", text[: span.start])
    if match is None or interval[0] > published:
        return span, interval
    return Span(match.start(), span.end), (interval[0], published, Precision.RANGE)


def when_of(trigger: Span, times: Sequence[When], said: Sequence[Span] = ()) -> When | None:
    """Return the date of an act: the one the reader gave it, else the nearest of its clause.

    Args:
        trigger: the words of the act, in article offsets.
        times: the dates of the sentence.
        said: what the reader took for the time of this act, in article offsets.
    """
    for when in times:
        if when.passage and any(span.overlaps(when.passage.span) for span in said):
            return when
    near = [when for when in times if when.passage and _distance(when.passage, trigger) <= REACH]
    return min(near, key=lambda when: _distance(when.passage, trigger), default=None)


# Characters between an act and its date where the reader gave none; swept on train stories.
REACH = 60


def _distance(passage: Passage | None, trigger: Span) -> int:
    assert passage is not None
    return max(passage.start - trigger.end, trigger.start - passage.end, 0)
