"""Findings as a mail: plain text, and the same as HTML, with nothing in it that is loaded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from dragoman.faces.texts.alert_text import MEANINGS
from dragoman.faces.texts.words import counted
from dragoman.model import Channel

Row = Mapping[str, Any]
FOOT = "Addresses are below the root of `dragoman serve`. Silence of an alert is no all-clear."


def subject_of(channel: Channel, findings: Sequence[Row]) -> str:
    """Return what a mail is about: names of alerts and counts, no word of a publisher."""
    if channel is Channel.SIREN and len(findings) == 1:
        return f"Dragoman siren: {findings[0]['alert']}, {findings[0]['summary']}"
    return f"Dragoman {channel.value}: {counted(len(findings), 'finding')}"


def plain_mail(channel: Channel, findings: Iterable[Row]) -> str:
    """Return findings as plain text."""
    lines = [f"{channel.value}: {MEANINGS[channel]}", ""]
    for finding in findings:
        head, *rest = _lines(finding)
        lines += [head, *(f"  {line}" for line in rest), ""]
    return "\n".join([*lines, FOOT, ""])


def html_mail(channel: Channel, findings: Iterable[Row]) -> str:
    """Return findings as HTML."""
    parts = [f"<p>{escape(channel.value)}: {escape(MEANINGS[channel])}</p>"]
    for finding in findings:
        head, *rest = map(escape, _lines(finding))
        items = "".join(f"<li>{line}</li>" for line in rest)
        parts.append(f"<h2>{head}</h2><ul>{items}</ul>")
    foot = f"<p>{escape(FOOT)}</p>"
    return f"<!doctype html><html><body>{''.join(parts)}{foot}</body></html>"


def _lines(finding: Row) -> Iterator[str]:
    """Yield what a finding says, line by line; names come from pages, so no line is trusted."""
    yield _tame(f"{finding['day']} {finding['channel']}: {finding['alert']}")
    yield _tame(f"{finding['summary']}, published since {finding['since']}")
    yield _tame(f"outlets: {', '.join(finding['outlets']) or 'unknown'}")
    yield _tame(f"all claims: {finding['asked']['command']}")
    yield from map(_tame, finding["addresses"])
    left = finding["n_claims"] - len(finding["addresses"])
    if left:
        yield f"and {counted(left, 'more claim')}"


def _tame(line: str) -> str:
    return "".join(character if character.isprintable() else " " for character in line)
