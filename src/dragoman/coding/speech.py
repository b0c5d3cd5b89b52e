"""Which source, cue and content of a sentence belong together, as the reader hears them.

The reader marks the words of sources, cues and contents (reader.py); one saying is a cue with
the content beside it and the source that stands nearest, which may be missing: "it was reported
that". Measured by link_f1 of `python -m eval attribution`. Claims do not take their voices from
here: between rules and roles it cost voice_f1 (docs/limits.md).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.coding.reader import Role
from dragoman.model import Span

# Words farther from a cue are not its own, in characters. Chosen, not varied; link_f1 of
# `python -m eval attribution` would tell.
REACH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One thing said: by whom (None: nobody is named), with which words, and what."""

    source: Span | None
    cue: Span
    contents: tuple[Span, ...]


def sayings(speech: Sequence[Role]) -> tuple[Saying, ...]:
    """Return what is said in a sentence, in the order of its cues."""
    cues = [role.span for role in speech if role.role == "cue"]
    sources = [role.span for role in speech if role.role == "source"]
    contents = [role.span for role in speech if role.role == "content"]
    return tuple(_sayings(cues, sources, contents))


def _sayings(
    cues: Sequence[Span], sources: Sequence[Span], contents: Sequence[Span]
) -> Iterator[Saying]:
    said: dict[Span, list[Span]] = {cue: [] for cue in cues}
    for content in contents:
        cue = min(cues, key=lambda c: _gap(c, content), default=None)
        if cue is not None:
            said[cue].append(content)
    for cue in cues:
        near = [source for source in sources if _gap(source, cue) <= REACH]
        source = min(near, key=lambda s: _gap(s, cue), default=None)
        if said[cue]:
            yield Saying(source=source, cue=cue, contents=tuple(said[cue]))


def _gap(one: Span, other: Span) -> int:
    """Return how many characters lie between two spans."""
    return max(0, max(one.start, other.start) - min(one.end, other.end))
