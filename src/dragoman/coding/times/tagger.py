"""Finds the time expressions of a text, each with its TIMEX3 value and its days."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.coding.times.list_rules import LISTED
from dragoman.coding.times.needs import Need, needs_of
from dragoman.coding.times.relative_rules import (
    ANCHORED,
    DATED_SPANS,
    QUARTERS,
    UNDATED_SPANS,
)
from dragoman.coding.times.rules import DATES, Rule
from dragoman.coding.times.tense import looks_ahead
from dragoman.coding.times.values import Expression, Meaning, Setting
from dragoman.model import Span


def expressions(
    text: str, setting: Setting, *, taken: Sequence[Span] = (), dated: bool = False
) -> tuple[Expression, ...]:
    """Return the time expressions of a sentence, left to right, none inside another.

    Args:
        text: the sentence.
        setting: publication date and what was named before the sentence.
        taken: places where nothing is looked for.
        dated: leave out what names no days ("two years", "now"), which is quicker.
    """
    needs = needs_of(text)
    if needs is Need.NONE:
        return ()
    found: list[Expression] = []
    covered = list(taken)
    for rules in _DATED if dated else _ALL:
        for rule in rules:
            if not rule.need & needs:
                continue
            for match in rule.pattern.finditer(text):
                span = _span(match)
                if any(span.overlaps(other) for other in covered):
                    continue
                meaning = _meaning(rule, match, _setting_at(span, found, setting))
                if meaning is not None:
                    covered.append(span)
                    found.append(Expression(span, meaning))
    kept = (each for each in found if each.meaning.interval or not dated)
    return tuple(sorted(kept, key=lambda each: each.span))


# Ignoring case, a pattern takes these for "i", "s" and "k"; the tables of words do not.
LOOKALIKE = re.compile("[\u0130\u0131\u017f\u212a]")

_DATED = (LISTED, QUARTERS, DATES, ANCHORED, DATED_SPANS)
_ALL = (*_DATED, UNDATED_SPANS)


def _span(match: re.Match[str]) -> Span:
    start, end = match.span("words") if "words" in match.re.groupindex else match.span()
    return Span(*match.span()) if start < 0 else Span(start, end)


def _setting_at(span: Span, found: Iterable[Expression], setting: Setting) -> Setting:
    """Return the setting at a place: what was found to the left of it is named before."""
    before = [each for each in found if each.span.end <= span.start]
    for each in sorted(before, key=lambda each: each.span):
        setting = setting.after(each)
    return setting


def _meaning(rule: Rule, match: re.Match[str], setting: Setting) -> Meaning | None:
    """Return the meaning of a match; one that no calendar has ("30 February") is none."""
    if LOOKALIKE.search(match.group()):
        return None
    ahead = looks_ahead(match.string, match.start(), match.end())
    try:
        return rule.resolve(match, replace(setting, ahead=ahead))
    except (ValueError, OverflowError):
        return None
