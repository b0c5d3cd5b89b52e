"""Alerts as a page to read: firings, and how far silence can be relied on."""

from collections.abc import Iterable, Sequence
from datetime import date

from dragoman.answers.alerts import AlertAnswer
from dragoman.faces.asking import PATH
from dragoman.faces.question import command_of, question_of
from dragoman.faces.texts.sheet import INDENT, Sheet
from dragoman.faces.texts.state_text import write_state
from dragoman.faces.texts.words import counted
from dragoman.model import Alert, Channel, Firing

NONE = "No alert is saved; `dragoman alerts add` saves one."
MEANINGS = {
    Channel.SIREN: "enough independent origins",
    Channel.DIGEST: "too few independent origins for a siren",
}


def address_of_claim(claim: str) -> str:
    """Return the address of a claim below the root of `dragoman serve`."""
    return f"{PATH}/{claim}"


def counts_of(firing: Firing) -> str:
    """Return what a firing counts: "3 acts, 4 claims, 2 outlets, 2 independent"."""
    return (
        f"{counted(len(firing.events), 'act')}, {counted(len(firing.claims), 'claim')}, "
        f"{counted(len(firing.outlets), 'outlet')}, {len(firing.origins)} independent"
    )


def asked_by(alert: Alert) -> str:
    """Return the command that lists the claims of an alert, whatever their day."""
    return command_of(question_of(dict(alert.query)))


def standing_in(answers: Iterable[AlertAnswer], channel: Channel) -> list[Firing]:
    """Return the firings of one channel that stand on the last day."""
    found = (answer.standing for answer in answers)
    return [firing for firing in found if firing is not None and firing.channel is channel]


def write_tested(sheet: Sheet, answers: Sequence[AlertAnswer]) -> None:
    """Write what would have fired between two days, alert by alert."""
    if not answers:
        sheet.line(NONE, indent=0)
    for answer in answers:
        alert = answer.alert
        sheet.heading(f"{alert.name}, {answer.since} to {answer.until}")
        sheet.line(_rule_in_words(alert))
        write_state(sheet, answer.state)
        sheet.line(f"{counted(len(answer.firings), 'firing')} in these days.")
        for firing in answer.firings:
            _write_firing(sheet, firing)
        _write_unplaced(sheet, answer)


def write_checked(sheet: Sheet, answers: Sequence[AlertAnswer], today: date) -> None:
    """Write what stands on a day, sirens and digest apart, then which alerts are silent."""
    sheet.title(f"Alerts on {today}")
    if not answers:
        sheet.line(NONE)
        return
    for channel in Channel:
        sheet.heading(f"{channel.value}: {MEANINGS[channel]}")
        _write_firings(sheet, standing_in(answers, channel))
    sheet.heading("silent, which is no all-clear")
    silent = [answer for answer in answers if answer.standing is None]
    if not silent:
        sheet.line("None.")
    for answer in silent:
        sheet.line(f"{answer.alert.name}: {answer.state.words}")
    for answer in answers:
        _write_unplaced(sheet, answer)


def _write_firings(sheet: Sheet, firings: Iterable[Firing]) -> None:
    found = list(firings)
    if not found:
        sheet.line("None.")
    for firing in found:
        _write_firing(sheet, firing)


def _rule_in_words(alert: Alert) -> str:
    acts, origins = counted(alert.at_least, "act"), counted(alert.origins, "independent origin")
    days = counted(alert.within, "day")
    return f"Fires at {acts} told within {days}; a siren from {origins} on. `{asked_by(alert)}`"


def _write_firing(sheet: Sheet, firing: Firing) -> None:
    """Write the day of a firing, its counts, and where its claims are read."""
    sheet.blank()
    words = f"{firing.day} {firing.channel.value}: {firing.alert}"
    sheet.line(words, style="bold")
    sheet.line(f"{counts_of(firing)}, published since {firing.since}", indent=2 * INDENT)
    sheet.line(f"outlets: {', '.join(firing.outlets) or 'unknown'}", indent=2 * INDENT)
    sheet.line(f"origins: {', '.join(firing.origins)}", indent=2 * INDENT)
    for claim in firing.claims:
        sheet.line(address_of_claim(claim), indent=2 * INDENT, style="dim")


def _write_unplaced(sheet: Sheet, answer: AlertAnswer) -> None:
    if answer.unplaced:
        sheet.line(
            f"{answer.alert.name}: {counted(answer.unplaced, 'claim')} without a day of "
            "publication or of the act: in no window.",
            style="dim",
        )
