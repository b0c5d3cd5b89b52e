"""The network in words: blocs, pairs, whom two act against, what changed."""

from dragoman.answers.blocs import Network, Sign, Tie
from dragoman.faces.texts.sheet import Sheet
from dragoman.faces.texts.words import day_named, name_of, named

NO_TIE = "too few events"
# How many fronts stand in the text; the rows of the other formats hold the pairs.
MOST_FRONTS = 12
# The same of the closest pairs.
MOST_CLOSE = 12
CLOSENESS = (
    "Closeness is doublings of cooperation over the expected, and 8 times the common foes (how "
    "alike two quarrel with all others, -1 to 1), less their busyness (doublings of their acts "
    "over those of others). Pairs of more conflict than expected are left out."
)


def write_network(sheet: Sheet, answer: Network) -> None:
    """Write the answer to `network`."""
    sheet.title("Who is aligned with whom, against whom")
    sheet.line(f"{answer.since or 'the first day'} to {answer.until or 'the last'}")
    if not answer.state.is_enough:
        sheet.line(f"{answer.state.words}; --least 1 takes every pair.")
    if not answer.ties:
        return
    _write_blocs(sheet, answer)
    _write_ties(sheet, answer)
    _write_closest(sheet, answer)
    sheet.heading("Against whom, together")
    for front in answer.fronts[:MOST_FRONTS]:
        two = f"{name_of(front.first)} and {name_of(front.second)}"
        sheet.line(f"{two} against {name_of(front.third)}: {front.told.words}")
    if not answer.fronts:
        sheet.line("Nothing is told that two did together against a third.")
    sheet.heading("Aligned with two that are opposed")
    for triad in answer.imbalances:
        between = f"{name_of(triad.first)} and {name_of(triad.second)}"
        sheet.line(f"{name_of(triad.middle)}, between {between}")
    if not answer.imbalances:
        sheet.line("No such triad among these pairs.")
    _write_turns(sheet, answer)


def _write_blocs(sheet: Sheet, answer: Network) -> None:
    sheet.heading("Blocs")
    for number, bloc in enumerate(answer.blocs, 1):
        if len(bloc) > 1:
            sheet.line(f"{number}  {', '.join(map(named, bloc))}")
    alone = [named(bloc[0]) for bloc in answer.blocs if len(bloc) == 1]
    if alone:
        sheet.line(f"In no bloc: {', '.join(alone)}")
    sheet.line(
        "Cooperation beyond the expected is larger within a bloc, conflict between; no alliance.",
        style="dim",
    )


def _write_ties(sheet: Sheet, answer: Network) -> None:
    sheet.heading(f"{len(answer.ties)} pairs of {answer.least} events or more")
    names = ("pair", "sign", "cooperation", "times", "conflict", "times ")
    sheet.table(names, [_row(tie) for tie in answer.ties], right=names[2:], whole=names[:1])
    sheet.line(
        "Events told as done, and how many times what the activity of the two predicts; "
        "a sign with ? is not certain.",
        style="dim",
    )
    sheet.line(f"{answer.below} pairs have fewer events.", style="dim")


def _write_closest(sheet: Sheet, answer: Network) -> None:
    sheet.heading("Closest: much to do with each other, and the same foes")
    for tie in answer.closest[:MOST_CLOSE]:
        two = f"{name_of(tie.first)} and {name_of(tie.second)}"
        sheet.line(f"{two}: {tie.closeness_words}")
    if not answer.closest:
        sheet.line("No pair without more conflict than expected.")
    sheet.line(CLOSENESS, style="dim")


def _row(tie: Tie) -> tuple[str, ...]:
    doubt = "" if tie.is_certain or tie.sign is Sign.NEITHER else "?"
    return (
        f"{tie.first} {tie.second}",
        f"{tie.sign.value}{doubt}",
        str(len(tie.cooperation.events)),
        f"{tie.excess_cooperation.value:.1f}",
        str(len(tie.conflict.events)),
        f"{tie.excess_conflict.value:.1f}",
    )


def _write_turns(sheet: Sheet, answer: Network) -> None:
    if answer.before is None:
        return
    sheet.heading("Gained and lost")
    since, until = map(day_named, answer.before)
    sheet.line(f"Against {since} to {until}.", style="dim")
    for turn in answer.turns:
        before = turn.before.value if turn.before else NO_TIE
        now = turn.now.value if turn.now else NO_TIE
        sheet.line(f"{name_of(turn.first)} and {name_of(turn.second)}: {before}, now {now}")
    if not answer.turns:
        sheet.line("No pair has another sign than before.")
