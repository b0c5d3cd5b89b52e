"""Which mode of its type an act is, by its words: data/modes.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_NEVER = re.compile(r"(?!)")


def mode_of(event_type: str, trigger: str, sentence: str) -> str | None:
    """Return the mode of an act, None when its words do not tell.

    >>> mode_of("COERCE", "arrested", "Police arrested two men.")
    'arrest'
    """
    modes = _modes().get(event_type, ())
    for mode, in_trigger, _ in modes:
        if in_trigger.search(trigger):
            return mode
    for mode, _, in_clause in modes:
        if in_clause.search(sentence):
            return mode
    return None


@cache
def _modes() -> dict[str, tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]]:
    raw = files("dragoman.coding").joinpath("data/modes.toml").read_text(encoding="utf-8")
    return {
        event_type: tuple(
            (mode, _starts(cues["trigger"]), _starts(cues["clause"]))
            for mode, cues in modes.items()
        )
        for event_type, modes in tomllib.loads(raw).items()
    }


def _starts(cues: list[str]) -> re.Pattern[str]:
    """Return a pattern that finds a word beginning with any of the cues."""
    if not cues:
        return _NEVER
    alternatives = "|".join(re.escape(cue).replace(r"\ ", r"\s+") for cue in cues)
    return re.compile(rf"\b(?:{alternatives})", re.IGNORECASE)
