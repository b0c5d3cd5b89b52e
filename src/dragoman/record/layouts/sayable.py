"""Which claims a dataset of coded events can hold, and what of them it has no place for.

A row of POLECAT, ICEWS or GDELT says that something was done. There is no cell for "did not"
or "may", so a claim that is negated, to come or only supposed is left out: its row would say
the opposite of its sentence. A claim that is doubted or in somebody's voice is written, for the
datasets themselves code such sentences, and counted as having lost that.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from dragoman.model import Claim, Participant, Status
from dragoman.model.cells import inert
from dragoman.record.imports.parties import is_given


class Losses:
    """How many claims a layout leaves out, and how many it writes without something."""

    def __init__(self) -> None:
        self.left_out: dict[str, int] = {}
        self.unsaid: dict[str, int] = {}

    def add(self, claim: Claim, unsaid: Iterable[str]) -> bool:
        """Count a claim; tell whether it is written."""
        reason = left_out(claim)
        if reason is not None:
            self.left_out[reason] = self.left_out.get(reason, 0) + 1
            return False
        for what in (*_unsaid_everywhere(claim), *unsaid):
            self.unsaid[what] = self.unsaid.get(what, 0) + 1
        return True

    @property
    def lines(self) -> tuple[str, ...]:
        """The counts for a person, one line each kind; none where nothing was lost."""
        told = (("left out", self.left_out), ("written without", self.unsaid))
        return tuple(
            f"{words}: {', '.join(f'{n} {what}' for what, n in sorted(counts.items()))}"
            for words, counts in told
            if counts
        )

    def as_json(self) -> dict[str, dict[str, int]]:
        """Return the counts by their names, without those where nothing was lost."""
        counts = {"left_out": self.left_out, "written_without": self.unsaid}
        return {name: dict(sorted(count.items())) for name, count in counts.items() if count}


def left_out(claim: Claim) -> str | None:
    """Return why no row says a claim, None where one can."""
    if claim.status is not Status.ACTUAL:
        return claim.status.value
    if day_of_act(claim) is None:
        return "without a day"
    if not sayable(claim.actors) and not sayable(claim.recipients):
        return "with nobody named"
    return None


def day_of_act(claim: Claim) -> date | None:
    """Return the first day of an act; of an undated one the day it was told, as the datasets do."""
    return claim.when.start if claim.when is not None else claim.told_on


def sayable(parties: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return the parties that a cell can name."""
    return tuple(one for one in parties if is_given(name_of(one)))


def name_of(party: Participant) -> str:
    """Return the name of a party as a cell; its country where the name says nothing."""
    name = cell(party.actor.name)
    return name if is_given(name) else party.actor.country or ""


def cell(text: str) -> str:
    """Return a text as a cell: on one line, and no formula to a spreadsheet, as in our CSV.

    So a name that begins like a formula comes back with an apostrophe; codes never do.

    >>> cell(" Ministry  of Trade"), cell("=1+1")
    ('Ministry of Trade', "'=1+1")
    """
    return inert(" ".join(text.split()))


def _unsaid_everywhere(claim: Claim) -> Iterator[str]:
    if claim.hedged or claim.hedges:
        yield "doubt"
    if claim.voices:
        yield "voice"
    if claim.historical:
        yield "background"
    if claim.against:
        yield "against"
    if claim.when is None:
        yield "day of the act"
    elif claim.when.start != claim.when.end:
        yield "period"
    if len(claim.where) > 1:
        yield "further places"
