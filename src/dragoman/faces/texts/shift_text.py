"""A change between two, with its figures."""

from dragoman.answers.shares import Change, Rate
from dragoman.answers.shifts.arrows import Level, Shift
from dragoman.faces.texts.sheet import INDENT, Sheet
from dragoman.faces.texts.words import day_named


def rule_of(shift: Shift) -> str:
    """Return the rule that gave an arrow; its figures stand behind the first semicolon."""
    return shift.reason.partition("; ")[0]


def write_figures(sheet: Sheet, shift: Shift, *, indent: int = 2 * INDENT) -> None:
    """Write the rates before and after, against what was to be expected, and how sure that is."""
    if shift.before is None or shift.after is None or shift.found is None:
        return
    before, after = shift.before, shift.after
    sheet.table(
        ("", "events a month", "times the expected", "grown beside others"),
        (
            (*_axis("cooperation", before, after), _times(shift.cooperation_change)),
            (*_axis("conflict", before, after), _times(shift.conflict_change)),
        ),
        whole=("", "events a month"),
        indent=indent,
    )
    days = f"{_days(before)} -> {_days(after)}"
    gain = f"gain {shift.found.gain:.1f}, threshold {shift.found.threshold:.1f}"
    sheet.line(f"{days}; {gain}", indent=indent, style="dim")
    reaches = (
        _reach("cooperation", before.cooperation_rate, after.cooperation_rate),
        _reach("conflict", before.conflict_rate, after.conflict_rate),
    )
    sheet.line(f"a month, 95 %: {'; '.join(reaches)}", indent=indent, style="dim")
    if shift.since is not None:
        began = f"began {_between(shift)} (95 %)"
        chance = f"by chance {shift.found.chance:.3f}, sure up to {shift.found.allowed:.3f}"
        sheet.line(f"{began}; {chance}", indent=indent, style="dim")


def certainty_of(shift: Shift) -> str:
    """Return how sure a change is, as a sentence."""
    if shift.is_certain:
        return (
            "Sure: a steady pair shows such a break less than once in a hundred years, and the "
            "interval of the change leaves out that nothing changed."
        )
    return "The record suggests it; chance or more news of everybody might have done so."


def _axis(name: str, before: Level, after: Level) -> tuple[str, str, str]:
    if name == "conflict":
        rates = before.conflict_rate, after.conflict_rate
        told = before.told_conflict, after.told_conflict
    else:
        rates = before.cooperation_rate, after.cooperation_rate
        told = before.told_cooperation, after.told_cooperation
    excess = f"{told[0].excess.value:.1f} -> {told[1].excess.value:.1f}"
    return name, f"{rates[0].value:.1f} -> {rates[1].value:.1f}", excess


def _reach(axis: str, before: Rate, after: Rate) -> str:
    return f"{axis} {before.low:.1f}..{before.high:.1f} -> {after.low:.1f}..{after.high:.1f}"


def _times(change: Change | None) -> str:
    """Return how an axis grew against what is told of others: "1.8 times (0.3..11.7)"."""
    if change is None:
        return "-"
    high = "" if change.high is None else f"{change.high:.1f}"
    return f"{change.value:.1f} times ({change.low:.1f}..{high})"


def _between(shift: Shift) -> str:
    """Return the days between which a change began; one day where it can be no other."""
    if shift.since_earliest == shift.since_latest:
        return f"{shift.since}"
    return f"{shift.since_earliest}..{shift.since_latest}"


def _days(level: Level) -> str:
    return f"{level.start}..{level.end}"


def since_words(shift: Shift) -> str:
    """Return since when, with the day; nothing where there is no change."""
    return f"since {day_named(shift.since)}" if shift.since else ""
