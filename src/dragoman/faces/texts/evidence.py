"""Sentences with what was read in them."""

from collections.abc import Callable, Iterable

from dragoman.answers import Said
from dragoman.faces.texts.sheet import INDENT, Sheet
from dragoman.faces.texts.words import act_of, commitment_of, no_sentence, source_of
from dragoman.model import Claim

# Gives a claim by its id; `View.claim` is one.
ClaimById = Callable[[str], Claim | None]


def write_said(sheet: Sheet, said: Said, *, indent: int = 2 * INDENT) -> None:
    """Write a sentence and who printed it; of an imported claim, that there is none, and why."""
    if said.sentence is not None:
        sheet.quote(said.sentence, source_of(said), indent=indent)
        return
    assert said.row is not None
    sheet.line(no_sentence(said.row), indent=indent)
    sheet.line(source_of(said), indent=indent + INDENT, style="dim")


def write_claim(sheet: Sheet, said: Said, claim_by_id: ClaimById) -> None:
    """Write a sentence: its words, who printed it, what act it states, how far it goes."""
    write_said(sheet, said, indent=INDENT)
    claim = claim_by_id(said.id)
    if claim is not None:
        sheet.line(act_of(claim), indent=2 * INDENT, style="dim")
        sheet.line(commitment_of(claim), indent=2 * INDENT, style="dim")


def write_claims(sheet: Sheet, sentences: Iterable[Said], claim_by_id: ClaimById) -> None:
    """Write several sentences with a line between them."""
    for number, said in enumerate(sentences):
        if number:
            sheet.blank()
        write_claim(sheet, said, claim_by_id)
