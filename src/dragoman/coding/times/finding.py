"""When: the dates a sentence gives, as intervals anchored on the publication date.

The expressions come from tagger.py; here "since" is opened, ranges are joined, and an act
gets its date. Words we cannot turn into days give nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dragoman.coding.times.calendar import Interval
from dragoman.coding.times.tagger import expressions
from dragoman.coding.times.tense import TELLS
from dragoman.coding.times.values import Setting
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
    before = (earlier.start, earlier.end, earlier.precision) if earlier else None
    setting = Setting(published=published, earlier=before)
    found = _widened(text, _dated(text, setting, cited), published)
    then = _then(text, earlier)
    if earlier is not None and then is not None:
        found.append((then, _meant(earlier, published)))
    return tuple(_when(sentence, span, interval) for span, interval in found)


def _dated(text: str, setting: Setting, taken: Sequence[Span] = ()) -> list[tuple[Span, Interval]]:
    """Return the dates of a text that overlap nothing taken."""
    return [
        (each.span, each.meaning.interval)
        for each in expressions(text, setting, taken=taken, dated=True)
        if each.meaning.interval
    ]


def _meant(earlier: When, published: date) -> Interval:
    """Return what "that time" is: of "since the summer of 2019", the summer."""
    words = earlier.passage.exact if earlier.passage else ""
    since = SINCE_WORD.match(words)
    if since:
        for _, interval in _dated(words[since.end() :], Setting(published=published)):
            return interval
    return earlier.start, earlier.end, earlier.precision


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
    match = re.search(r"\b[Aa]t that time\b", text) if earlier else None
    return Span(match.start(), match.end()) if match else None


def _widened(
    text: str, found: Sequence[tuple[Span, Interval]], published: date
) -> list[tuple[Span, Interval]]:
    """Return the dates with ranges joined and "since" and "until" opened."""
    joined: list[tuple[Span, Interval]] = []
    for span, interval in found:
        if joined and _ranges(text, joined[-1], (span, interval)):
            before, (start, _, _) = joined.pop()
            joined.append((Span(before.start, span.end), (start, interval[1], Precision.RANGE)))
        else:
            joined.append((span, interval))
    return [_since(text, span, interval, published) for span, interval in joined]


def _ranges(text: str, left: tuple[Span, Interval], right: tuple[Span, Interval]) -> bool:
    """Tell whether two dates are the ends of one range: "from May 1 to May 3".

    Two of a kind that "and" joins ("in 2013 and 2015") are one interval too: it is the
    shortest that holds both.
    """
    if left[1][0] > right[1][1]:
        return False
    gap = text[left[0].end : right[0].start]
    if re.fullmatch(r"\s*(?:[–-]|to|through|until)\s*", gap):
        return True
    is_listed = re.fullmatch(r"\s+and\s+(?:on\s+|in\s+)?", gap) is not None
    between = re.search(r"\bbetween\s+$", text[: left[0].start]) is not None
    return is_listed and (between or left[1][2] == right[1][2])


# "Since" leads to its date through a noun at most: "since the coup in 2021"; in "since
# leaving office in May" the date is that of the leaving.
SINCE = re.compile(r"\b(?:ever )?[Ss]ince\s+(?:(?!\w+(?:ing|ed)\b)[\w’'-]+\s+){0,4}$")


SINCE_WORD = re.compile(r"(?:ever )?since\s+", re.IGNORECASE)


def _since(text: str, span: Span, interval: Interval, published: date) -> tuple[Span, Interval]:
    match = SINCE.search(text[: span.start])
    if match is None or interval[0] > published:
        return span, interval
    return Span(match.start(), span.end), (interval[0], published, Precision.RANGE)


def when_of(
    sentence: Sentence,
    trigger: Span,
    times: Sequence[When],
    published: date,
    said: Sequence[Span] = (),
) -> When | None:
    """Return the date of an act: the one the reader gave it, else the nearest by clauses.

    Args:
        sentence: the sentence of the act.
        trigger: the words of the act, in article offsets.
        times: the dates of the sentence.
        published: the end of what goes on since then.
        said: what the reader took for the time of this act, in article offsets.
    """
    ranked = sorted(
        (_cost(sentence, trigger, when.passage.span), i)
        for i, when in enumerate(times)
        if when.passage
    )
    # The reader may give an act several dates; the nearest of them is its own.
    read = [i for _, i in ranked if _overlaps_any(times[i], said)]
    near = [i for cost, i in ranked if cost <= REACH]
    return next((_since_then(sentence, trigger, times[i], published) for i in (*read, *near)), None)


# "Since it seized power in 2021": what is told beside the clause goes on from then.
SINCE_CLAUSE = re.compile(r"\b[Ss]ince\s+(?:[\w’'-]+\s+){1,9}$")


def _since_then(sentence: Sentence, trigger: Span, when: When, published: date) -> When:
    """Return the date of an act; beside a clause of "since" it lasts from there to publication."""
    words = when.passage
    clause = words and SINCE_CLAUSE.search(sentence.text[: words.start - sentence.start])
    if words is None or not clause or SINCE_WORD.match(words.exact) or when.start > published:
        return _begun(sentence, trigger, when)
    whole = Span(sentence.start + clause.start(), words.end)
    if whole.overlaps(trigger):
        return when
    passage = Passage(span=whole, exact=whole.shift(-sentence.start).cut(sentence.text))
    return replace(when, end=published, precision=Precision.RANGE, passage=passage)


# "They fight since 2011, when troops came": the troops came in 2011.
WHEN_CLAUSE = re.compile(r",?\s+when\b")


def _begun(sentence: Sentence, trigger: Span, when: When) -> When:
    """Return the date of an act; of one in a "when" behind "since" it is the beginning."""
    words = when.passage
    if words is None or words.span > trigger or not SINCE_WORD.match(words.exact):
        return when
    if not WHEN_CLAUSE.match(sentence.text[words.span.end - sentence.start :]):
        return when
    start, end, precision = _meant(when, when.end)
    return replace(when, start=start, end=end, precision=precision)


def _overlaps_any(when: When, spans: Sequence[Span]) -> bool:
    words = when.passage
    return words is not None and any(span.overlaps(words.span) for span in spans)


# Characters between an act and its date where the reader gave none. This and the next two
# were swept on the gold triggers of the train stories, for the right date and against a date
# where the gold has none: 60 loses dates, 140 takes those of other acts.
REACH = 100
# What each new clause between the two costs, in characters; a date that opens the sentence
# reaches all of it but for them.
CLAUSE_COST = 10
# What a verb of telling between the two costs: the date may be that of the telling. Swept from
# 0 to 100 on the stories annotated by us: 20 loses no date and dates fewer acts that have none.
TELLING_COST = 20
NEW_CLAUSE = re.compile(
    r"[;:“”\"]|—|\s-\s|\b(?:who|which|that|after|before|when|while|but|although|though|as|where|and)\b"
)
# The end of a quotation before who said it; a date behind it is that of the saying.
QUOTE_END = re.compile(r"[,.?!][”\"’]+")
# "Last month's deportations" dates the deportations, or what "Tuesday's announcement" tells,
# and nothing else: so many characters behind, by the gold triggers of the train stories.
OF_NOUN = re.compile(r"['’]s\b")
NOUN_REACH = 40
OPENING = re.compile(r"\W*(?:(?:[A-Z][a-z]+|on|in|by|at|the|earlier|late)\s+){0,3}")


def _cost(sentence: Sentence, trigger: Span, place: Span) -> int:
    """Return how far a date lies from an act, with new clauses between counted as distance."""
    first, last = sorted((place, trigger))
    gap = sentence.text[max(first.end - sentence.start, 0) : max(last.start - sentence.start, 0)]
    if place > trigger and (quoted := QUOTE_END.search(gap)):
        # Of an act told in quotation marks the date of the telling is as near as the marks.
        gap = gap[quoted.start() :]
    elif place < trigger and OF_NOUN.match(gap):
        return len(gap) + (0 if len(gap) <= NOUN_REACH else REACH)
    elif place > trigger and OF_NOUN.match(sentence.text[place.end - sentence.start :]):
        return len(gap) + REACH
    breaks = CLAUSE_COST * len(NEW_CLAUSE.findall(gap)) + TELLING_COST * bool(TELLS.search(gap))
    is_opening = OPENING.fullmatch(sentence.text[: place.start - sentence.start])
    return breaks if is_opening else len(gap) + breaks
