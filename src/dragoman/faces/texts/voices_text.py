"""Who says so about two countries, and who keeps silent."""

from collections.abc import Iterable

from dragoman.answers import VoicesAnswer
from dragoman.answers.voicing import MIN_CLAIMS, Silence, VoiceRow
from dragoman.faces.texts.evidence import ClaimById, write_claims
from dragoman.faces.texts.sheet import Sheet
from dragoman.faces.texts.state_text import write_state
from dragoman.faces.texts.words import counted, name_of, named, pair_named, part_of

NAMES = ("claims", "events", "outlets", "cooperation", "hedged", "score")
SCORE = (
    f"score: mean intensity of the acts, -10 to 10; in brackets on fewer than {MIN_CLAIMS} claims."
)


def write_voices(
    sheet: Sheet,
    answer: VoicesAnswer,
    claim_by_id: ClaimById,
    *,
    sentences: bool = False,
) -> None:
    """Write the answer to `voices`, with its sentences when asked for."""
    sheet.title(f"Who says so about {pair_named(answer.first, answer.second)}")
    write_tables(sheet, answer)
    if sentences:
        sheet.heading("The sentences")
        write_claims(sheet, answer.sentences, claim_by_id)


def write_tables(sheet: Sheet, answer: VoicesAnswer) -> None:
    """Write the counts by country of outlet and of speaker, and the silences."""
    write_state(sheet, answer.state)
    if not answer.total.claims:
        sheet.line("No claim is about the two.")
        return
    copies = "copies of one text count once" if answer.independent else "copies count"
    sheet.line(f"{answer.total.words}; {copies}.")
    _write_rows(sheet, "outlets of", answer.by_outlet)
    _write_rows(sheet, "speakers of", answer.by_speaker)
    itself = len(answer.itself.claims)
    sheet.line(SCORE, style="dim")
    sheet.blank()
    sheet.line(
        f"{counted(itself, 'claim')} in the outlet's own voice. Hedged: {part_of(answer.hedged)}. "
        f"Of voiced claims the speaker has no name: {part_of(answer.anonymous)}."
    )
    uncoded = len(answer.uncoded.claims)
    if uncoded:
        sheet.line(f"{counted(uncoded, 'claim')} of datasets that do not code who speaks.")
    for silence in answer.silences:
        sheet.line(_silence(silence))


def _write_rows(sheet: Sheet, head: str, rows: Iterable[VoiceRow]) -> None:
    cells = [_cells(row) for row in rows]
    if cells:
        sheet.blank()
        sheet.table((head, *NAMES), cells, right=NAMES)


def _cells(row: VoiceRow) -> tuple[str, ...]:
    mean = f"{row.mean_score:+.1f}"
    return (
        named(row.country),
        str(len(row.backing.claims)),
        str(len(row.backing.events)),
        str(len(row.backing.outlets)),
        f"{row.cooperation.value or 0:.0%}",
        f"{row.hedged.value or 0:.0%}",
        mean if row.enough else f"({mean})",
    )


def _silence(silence: Silence) -> str:
    told = f"Outlets of {name_of(silence.told_by)} tell {counted(len(silence.told), 'event')}"
    if silence.share is None:
        return f"{told}; no outlet of {name_of(silence.not_by)} is in the record."
    return f"{told}; outlets of {name_of(silence.not_by)} leave out {len(silence.missed)} of them."
