"""Shifts that a louder story hid, with the formula and its terms."""

from collections.abc import Sequence

from dragoman.answers import Overshadowed, Said, Shadows
from dragoman.faces.texts.evidence import ClaimById, write_claims, write_said
from dragoman.faces.texts.sheet import INDENT, Sheet
from dragoman.faces.texts.shift_text import rule_of, since_words
from dragoman.faces.texts.state_text import write_state
from dragoman.faces.texts.words import counted, pair_named

NONE = (
    "Nothing: no shift of the last year was told of less than usual while another story ran loud."
)


def write_shadows(
    sheet: Sheet, answer: Shadows, claim_by_id: ClaimById, *, sentences: bool = False
) -> None:
    """Write the answer to `overshadowed`, and how far it can be relied on."""
    write_state(sheet, answer.state)
    write_overshadowed(sheet, answer.entries, claim_by_id, sentences=sentences)


def write_overshadowed(
    sheet: Sheet,
    entries: Sequence[Overshadowed],
    claim_by_id: ClaimById,
    *,
    sentences: bool = False,
) -> None:
    """Write what was overshadowed by what, the highest score first."""
    if not entries:
        sheet.line(NONE)
    for number, entry in enumerate(entries):
        if number:
            sheet.blank()
        _write_entry(sheet, entry)
        if sentences:
            sheet.blank()
            write_claims(sheet, entry.sentences, claim_by_id)


def _write_entry(sheet: Sheet, entry: Overshadowed) -> None:
    start, end = entry.window
    sheet.line(f"{pair_named(entry.first, entry.second)}: {entry.shift.arrow.value}", style="bold")
    sheet.line(f"{since_words(entry.shift)}, {rule_of(entry.shift)}", indent=2 * INDENT)
    sheet.line(
        f"hidden from {start} to {end} by {pair_named(*entry.louder)}: {entry.louder_told.words}",
        indent=2 * INDENT,
    )
    sheet.line(f"told of in these days: {entry.told.words}", indent=2 * INDENT)
    if entry.entangled:
        stories = counted(len(entry.entangled), "story").replace("storys", "stories")
        sheet.line(f"{stories} of the louder pair also tell of one of the two", indent=2 * INDENT)
    sheet.line(f"score {entry.score:.2f} = surprise x shortfall", indent=2 * INDENT)
    sheet.table(
        ("term", "value", "what it is"),
        [(term.name, f"{term.value:.4g}", term.meaning) for term in entry.terms],
        right=("value",),
        whole=("term",),
        indent=3 * INDENT,
    )
    for said in _latest_of_its_own(entry):
        write_said(sheet, said)


def _latest_of_its_own(entry: Overshadowed) -> Sequence[Said]:
    """Return the latest sentence that is not from a story of the louder pair, if any."""
    own = [said for said in entry.sentences if said.article not in entry.entangled]
    return (own or entry.sentences)[-1:]
