"""Codes, days and counts in the words of a person."""

from collections.abc import Iterable
from datetime import date

from dragoman.answers.evidence import Said
from dragoman.answers.shares import Share
from dragoman.errors import UnknownCode
from dragoman.model import Claim, ImportedRow, Participant, Voice
from dragoman.ontology import actors

MONTHS = "January February March April May June July August September October November December"


def name_of(code: str | None) -> str:
    """Return the name of a country: "Iran"; the code itself where we know no name."""
    if code is None:
        return "unknown"
    try:
        return actors.country(code).name
    except UnknownCode:
        # A record may be older than the table.
        return code


def named(code: str | None) -> str:
    """Return a country with its code.

    >>> named("IRN"), named(None)
    ('Iran (IRN)', 'unknown')
    """
    return name_of(code) if code is None else f"{name_of(code)} ({code})"


def named_all(codes: Iterable[str]) -> str:
    """Return several countries with their codes; "nobody named" when there is none."""
    return ", ".join(named(code) for code in codes) or "nobody named"


def pair_named(first: str, second: str) -> str:
    """Return two countries with their codes.

    >>> pair_named("IRN", "RUS")
    'Iran (IRN) and Russia (RUS)'
    """
    return f"{named(first)} and {named(second)}"


def month_named(day: date) -> str:
    """Return the month of a day.

    >>> month_named(date(2020, 6, 1))
    'June 2020'
    """
    return f"{MONTHS.split()[day.month - 1]} {day.year}"


def day_named(day: date) -> str:
    """Return a day as prose has it.

    >>> day_named(date(2020, 10, 10))
    '10 October 2020'
    """
    return f"{day.day} {month_named(day)}"


def counted(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> counted(1, "claim"), counted(1187, "claim")
    ('1 claim', '1,187 claims')
    """
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def part_of(share: Share) -> str:
    """Return a share as its counts and the rounded percentage; a dash where there is none."""
    return "-" if share.value is None else f"{share.part} of {share.whole} ({share.value:.0%})"


def party_named(party: Participant) -> str:
    """Return one side of a claim: its country and code, else the name in the text."""
    actor = party.actor
    return actor.name if actor.id is None else f"{name_of(actor.country)} ({actor.id})"


def parties_named(parties: Iterable[Participant]) -> str:
    """Return the sides of a claim, each once."""
    return ", ".join(dict.fromkeys(map(party_named, parties)))


def act_of(claim: Claim) -> str:
    """Return what a claim says that was done, by whom, to whom."""
    act = "/".join([claim.event_type, *claim.modes])
    words = f"{act}: {parties_named(claim.actors) or 'nobody named'}"
    if claim.recipients:
        words += f" to {parties_named(claim.recipients)}"
    return words + (f" against {parties_named(claim.against)}" if claim.against else "")


def commitment_of(claim: Claim) -> str:
    """Return how far a claim goes and in whose voice."""
    hedges = ", ".join(f"“{hedge.exact}”" for hedge in claim.hedges)
    hedged = f", hedged by {hedges}" if hedges else ", hedged" if claim.hedged else ""
    silent = "the outlet itself" if claim.row is None else f"not coded by {claim.row.dataset}"
    voices = ", ".join(map(_voice_named, claim.voices)) or silent
    background = ", background" if claim.historical else ""
    return f"{claim.status.value}{background}{hedged}; voice: {voices}"


def _voice_named(voice: Voice) -> str:
    words = f"“{voice.passage.exact}”"
    return words if voice.actor.id is None else f"{words} ({voice.actor.id})"


def no_sentence(row: ImportedRow) -> str:
    """Return what stands where the sentence of an imported claim would.

    >>> no_sentence(ImportedRow(dataset="ICEWS", file="events.tab", number=7))
    'no sentence: imported from ICEWS, row 7 of events.tab'
    """
    return f"no sentence: {row.words}"


def source_of(said: Said) -> str:
    """Return who printed a sentence and when."""
    return f"{said.outlet or 'unknown outlet'}, {said.published or 'undated'}"
