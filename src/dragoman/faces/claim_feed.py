"""Claims as an Atom feed: what became known last, for whoever asks again every hour."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from dragoman.faces.asking import PATH
from dragoman.faces.atom import BASE, add, add_lines, feed_named, stamp, urn, written
from dragoman.faces.question import command_of, parameters_of
from dragoman.faces.texts.words import act_of, commitment_of, no_sentence
from dragoman.model import Claim
from dragoman.record.filters import NEWEST_FIRST, Question

if TYPE_CHECKING:
    from dragoman.record import View

# A reader asks again long before so many are new; more would only be downloaded each time.
MOST_ENTRIES = 100
RULE = (
    f"The {MOST_ENTRIES} claims that became known last, by the day of their page. A claim without "
    "a day is in no feed; `{command}` lists it."
)


def newest_of(view: "View", question: Question) -> list[Claim]:
    """Return the claims of a question that became known last, newest first."""
    found = view.page(0, MOST_ENTRIES, order=NEWEST_FIRST, **question)
    return [claim for claim in found if claim.told_on is not None]


def feed_of_claims(
    claims: Iterable[Claim], question: Question, today: date, place: str | None = None
) -> str:
    """Return the newest claims of a question as an Atom feed (RFC 4287), an entry for each.

    Args:
        claims: those of `newest_of`; one without a day is left out.
        question: what they answer; the feed of one question keeps its id.
        today: how new a feed without entries is.
        place: the whole address that it is read from, to which its links are relative; None
            where it is a file, whose links are below the root of `dragoman serve`.
    """
    dated = [(claim, claim.told_on) for claim in claims if claim.told_on is not None]
    feed = feed_named(
        f"Dragoman: {command_of(question)}",
        identity=urn("claims", *map("=".join, sorted(parameters_of(question).items()))),
        updated=max((day for _, day in dated), default=today),
    )
    add(feed, "subtitle", RULE.format(command=command_of(question)))
    if place is not None:
        feed.set(BASE, place)
        _link(feed, "self", place)
    for claim, day in dated:
        _entry(feed, claim, day)
    return written(feed)


def address_of_words(claim: Claim) -> str:
    """Return where a claim is read: in its article; that of a dataset has none and is a record."""
    return f"{PATH}/{claim.id}" if claim.row else f"/articles/{claim.article}#{claim.id}"


def _entry(feed: ET.Element, claim: Claim, day: date) -> None:
    entry = add(feed, "entry")
    add(entry, "id", urn(claim.id))
    add(entry, "title", act_of(claim))
    add(entry, "updated", stamp(day))
    add(entry, "published", stamp(day))
    _link(entry, "alternate", address_of_words(claim))
    add(entry, "category").set("term", claim.event_type)
    words = claim.evidence.exact if claim.evidence else no_sentence(claim.row) if claim.row else ""
    acted = f"Act: {claim.when.start} to {claim.when.end}." if claim.when else "Act: no day."
    told = f"{claim.outlet or 'unknown outlet'}, {day}."
    add_lines(entry, "content", [words, commitment_of(claim), acted, told])


def _link(parent: ET.Element, relation: str, address: str) -> None:
    link = add(parent, "link")
    link.set("rel", relation)
    link.set("href", address)
