"""What is likely next, with its base rate, and what the ranking cannot know."""

from dragoman.answers import Outlook
from dragoman.answers.outlooks.answer import MIN_DEEDS, TRIED_PLACES, Prospect
from dragoman.answers.state import Standing
from dragoman.faces.texts.evidence import ClaimById, write_claims
from dragoman.faces.texts.sheet import Sheet
from dragoman.faces.texts.words import counted, named, pair_named, part_of

# The heads of the four reasons, short enough for a terminal of 80 columns.
_REASONS = ("again", "follows", "habit", "custom")
_NUMBERS = ("share", "base", *_REASONS)
CAVEAT = (
    "A ranking of what recurs, no forecast: what nobody has told before it cannot know. share is "
    "the chance of being the next act told = again (the same act of the two) + follows (what "
    "their acts tend to bring) + habit (of either side, with anybody) + custom (of everybody); "
    "base is what it would be by the whole record. How much each counts is learned from {learned}."
)
STANDINGS = {
    Standing.BELOW_THRESHOLD: f"Too few events to rely on (below {MIN_DEEDS}).",
    Standing.STALE: "The record ends long before this day; it tells of another time.",
    Standing.OUTSIDE_COVERAGE: "The record tells of no act here, which does not mean none is due.",
    Standing.NOT_COLLECTED: "The record tells of no act of anybody; nothing can be said.",
}


def write_outlook(
    sheet: Sheet, answer: Outlook, claim_by_id: ClaimById, *, sentences: bool = False
) -> None:
    """Write the prospects, what they rest on, and how far they can be relied on."""
    whom = pair_named(answer.first, answer.second) if answer.second else named(answer.first)
    sheet.title(f"What may come next: {whom}")
    if answer.standing in STANDINGS:
        sheet.line(STANDINGS[answer.standing])
    if not answer.prospects:
        return
    sheet.line(f"{answer.told.words}, the latest of {answer.newest}; as of {answer.today}.")
    sheet.blank()
    heads = ("act", "direction" if answer.second else "who", "last")
    cells = [_cells(prospect) for prospect in answer.prospects]
    sheet.table((*heads, *_NUMBERS), cells, right=_NUMBERS, whole=heads)
    sheet.line(f"Everything else together: {answer.unlisted:.0%}.")
    sheet.blank()
    _write_limits(sheet, answer)
    if sentences:
        for prospect in answer.prospects:
            sheet.heading(f"{prospect.event_type} {prospect.direction}")
            write_claims(sheet, prospect.sentences, claim_by_id)


def _cells(prospect: Prospect) -> tuple[str, ...]:
    mutual = f"{prospect.first}, {prospect.second}"
    return (
        prospect.event_type,
        mutual if prospect.direction == "mutual" else prospect.direction,
        str(prospect.last or "never"),
        f"{prospect.share:.1%}",
        f"{prospect.base:.1%}",
        *(f"{reason.value:.1%}" for reason in prospect.reasons),
    )


def _write_limits(sheet: Sheet, answer: Outlook) -> None:
    sheet.line(
        f"Told for the first time when it was told: {part_of(answer.unseen)} of these acts, "
        f"{part_of(answer.unseen_in_record)} of all in the record."
    )
    trial = answer.trial
    if trial.tried:
        sheet.line(
            f"Tried on the last {counted(len(trial.tried), 'act')}: among the first "
            f"{TRIED_PLACES} of such a ranking {part_of(trial.ranked)} ({trial.promised:.0%} "
            f"promised), of one by base rates alone {part_of(trial.by_base)}."
        )
    # Each act is learned from as both its sides see it.
    learned = counted(answer.learned_from // 2, "act")
    sheet.line(CAVEAT.format(learned=f"{learned} of the record"), style="dim")
