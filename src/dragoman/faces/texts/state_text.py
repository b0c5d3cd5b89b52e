"""How far an answer can be relied on, where that is not far."""

from dragoman.answers import Standing, State
from dragoman.faces.texts.sheet import Sheet

MEANINGS = {
    Standing.NOT_COLLECTED: "the record tells of no act of anybody; nothing can be said",
    Standing.OUTSIDE_COVERAGE: "the record tells nothing of them in these days, which does not "
    "mean that nothing happened",
    Standing.STALE: "the record ends long before this day; it tells of another time",
    Standing.BELOW_THRESHOLD: "too little to tell a change from chance",
}


def write_state(sheet: Sheet, state: State) -> None:
    """Write a standing with its meaning; nothing where the answer rests on enough."""
    if not state.is_enough:
        words = state.words
        sheet.line(f"{words[0].upper()}{words[1:]}: {MEANINGS[state.standing]}.")
