"""Two countries: their months, where they are going, and the sentences behind it."""

from collections.abc import Iterable

from dragoman.answers import DyadAnswer
from dragoman.answers.dyads import PairPeriod, Tally
from dragoman.answers.evidence import Backing
from dragoman.faces.texts.evidence import ClaimById, write_claims
from dragoman.faces.texts.sheet import Sheet
from dragoman.faces.texts.shift_text import certainty_of, rule_of, since_words, write_figures
from dragoman.faces.texts.state_text import write_state
from dragoman.faces.texts.words import pair_named

# How many sentences, the latest, stand under the table unless all are asked for.
LATEST = 5
QUIET = "·"


def write_dyad(
    sheet: Sheet, answer: DyadAnswer, claim_by_id: ClaimById, *, sentences: bool = False
) -> None:
    """Write the answer to `dyad`: the table, the shift with its reason, the sentences."""
    sheet.title(pair_named(answer.first, answer.second))
    sheet.line(f"{answer.since or '?'} to {answer.until or '?'}: {answer.total.words}")
    sheet.line(f"Over {answer.window.value}.", style="dim")
    write_state(sheet, answer.state)
    if not answer.total.claims:
        sheet.line("No claim is about the two.")
        return
    sheet.blank()
    _write_periods(sheet, answer)
    sheet.heading("Where they are going")
    _write_shift(sheet, answer)
    said = answer.sentences if sentences else answer.sentences[-LATEST:]
    left_out = len(answer.sentences) - len(said)
    sheet.heading(f"The latest {len(said)} sentences" if left_out else "The sentences")
    write_claims(sheet, said, claim_by_id)
    if left_out:
        sheet.blank()
        sheet.line(f"{left_out} earlier sentences: --sentences", style="dim")


def _write_periods(sheet: Sheet, answer: DyadAnswer) -> None:
    names = (answer.by, "cooperation", "conflict", "types", "directions")
    rows = [_row(row) for row in answer.periods]
    sheet.table(names, rows, right=names[1:3], whole=names[:1])
    sheet.line(
        "Events told as done, and after the slash the claims that tell of them.", style="dim"
    )
    apart = (
        ("against a third, both together", [row.joint for row in answer.periods]),
        ("planned, hypothetical or denied", [row.not_actual for row in answer.periods]),
        ("background from earlier days", [row.historical for row in answer.periods]),
        ("of no single period", [answer.elsewhere]),
    )
    counted_apart = [
        f"{words} {_count(backings)}" for words, backings in apart if _count(backings) != QUIET
    ]
    if counted_apart:
        sheet.line(f"Counted apart: {'; '.join(counted_apart)}.", style="dim")


def _row(row: PairPeriod) -> tuple[str, ...]:
    return (
        row.period.label,
        _count([row.cooperation]),
        _count([row.conflict]),
        _tallied(row.types),
        _tallied(row.directions),
    )


def _count(backings: Iterable[Backing]) -> str:
    """Return events and claims: "8/14"; a dot where there is nothing."""
    kept = list(backings)
    events = sum(len(backing.events) for backing in kept)
    return f"{events}/{sum(len(backing.claims) for backing in kept)}" if events else QUIET


def _tallied(tallies: Iterable[Tally]) -> str:
    return ", ".join(f"{tally.key} {len(tally.backing.events)}" for tally in tallies)


def _write_shift(sheet: Sheet, answer: DyadAnswer) -> None:
    shift = answer.shift
    for earlier in answer.shifts:
        if earlier != shift:
            sheet.line(
                f"before that {earlier.arrow.value} {since_words(earlier)}: {rule_of(earlier)}"
            )
    sheet.line(f"{shift.arrow.value} {since_words(shift)}".strip(), style="bold")
    sheet.line(f"Reason: {rule_of(shift)}.")
    write_figures(sheet, shift)
    if shift.since is not None:
        sheet.line(certainty_of(shift))
    excess = (
        f"cooperation {answer.excess_cooperation.value:.1f} "
        f"({answer.excess_cooperation.low:.1f}..{answer.excess_cooperation.high:.1f}), "
        f"conflict {answer.excess_conflict.value:.1f} "
        f"({answer.excess_conflict.low:.1f}..{answer.excess_conflict.high:.1f})"
    )
    sheet.line(f"Over all days, times what the activity of each predicts: {excess}.")
