"""Reads a title with who bears it: "the Iranian foreign minister", "President Lee".

A title with a country is whoever held that office on the day of the text, or in the other
years that the sentence names. A title with a name is who bore both. Where two are as likely,
or nobody is known, nothing is said: the nouns of the phrase still give its country.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.model import Actor
from dragoman.ontology.countries import country
from dragoman.ontology.known_names import NameHit
from dragoman.ontology.name_guards import name_guards
from dragoman.ontology.office_holders import Bearer, Title, bearers, holders, holders_of_post

__all__ = ["TitleHit", "with_holders"]

# What may stand between a country and the title: "Iran's new foreign minister".
SAME_HOLDER = (
    r"(?:current|new|newly elected|newly appointed|acting|interim|longtime|long-time|veteran)"
)
PAST = r"(?:former|ex|then|ousted|deposed|late)"
JOINT = re.compile(rf"(?:['’]s?)? (?:(?P<past>{PAST})[ -]|{SAME_HOLDER} )?")
PAST_BEFORE = re.compile(rf"\b{PAST}[ -]$", re.IGNORECASE)
# What somebody is or was, at another time: "his years as prime minister of Albania".
ROLE_BEFORE = re.compile(
    r"\b(?:as|is|was|were|be|been|being|became|become|becomes|becoming|named|appointed|elected)"
    r" (?:the |then )*$"
)
# Somebody else's title: a deputy, the next one, the head of a firm ("University President").
OTHER_BEFORE = re.compile(
    r"\b(?P<word>deputy|vice|assistant|shadow|next|future|incoming|first|last|previous|would-be"
    r"|[A-Z][\w’'-]*)[ -]$"
)
OF_COUNTRY = re.compile(r" of (?:the )?")
# "president-elect", "the president's office", "secretary of state for trade", or a name that we
# do not know; a day of the week is none.
GOES_ON = re.compile(r"-|['’]| for |,? (?!\w+day\b)[A-Z]")
PARTICLE = r"(?:al|el|ul|bin|ibn|de|da|dos|van|von|der|den|ould|la|del|di)"
WORD = rf"(?:{PARTICLE}[ -])*[A-Z][\w’'.-]*"
NAME = re.compile(rf" (?P<name>{WORD}(?: {WORD})*)")
# A possessive, or the full stop of the sentence behind a whole word.
ENDING = re.compile(r"(?:['’]s?|(?<=\w\w)\.)$")
YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")
OWNERS = frozenset({"state", "demonym", "capital"})
# No word before a title is longer; keeps the searches from the start of the text.
REACH = 30
# Who held an office once is of the elite of the country.
FORMER = "ELI"


@dataclass(frozen=True, slots=True)
class TitleHit:
    """A title at its place in a text."""

    start: int
    end: int
    title: Title


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A title with the country before or behind it; `is_past` after "former" and the like."""

    start: int
    end: int
    title: Title
    owner: NameHit | None
    is_past: bool

    @property
    def country(self) -> str | None:
        """The country of the office, None where no word gives it."""
        return self.owner.actor.country if self.owner else self.title.country

    def names(self, chosen: Bearer, *, end: int, on: date | None, reason: str) -> NameHit:
        """Return the phrase as the name of somebody, in this office where they hold it."""
        held = on is not None and chosen.spell.holds_on(on)
        return NameHit(
            start=self.start,
            end=end,
            kind="person",
            actor=chosen.spell.actor if held else chosen.known.actor_on(on),
            key=chosen.known.name,
            reason=reason,
        )


def with_holders(
    text: str, hits: Sequence[NameHit], found: Sequence[TitleHit], on: date | None
) -> tuple[NameHit, ...]:
    """Return the hits with every title joined to the one who bears it, left to right.

    Args:
        text: the sentence.
        hits: the names in it, in order.
        found: the titles in it.
        on: the day of the text; without one nobody is said to hold an office.
    """
    kept = list(hits)
    for hit in found:
        meant = _read(text, kept, hit, on)
        if meant is not None:
            kept = [one for one in kept if one.end <= meant.start or meant.end <= one.start]
            kept.append(meant)
    kept.sort(key=lambda one: one.start)
    return tuple(_with_holder(text, hit, kept, on) for hit in kept)


def _read(text: str, hits: Sequence[NameHit], found: TitleHit, on: date | None) -> NameHit | None:
    """Return who a title names with the words around it, None for nobody we could tell."""
    phrase = _phrase(text, hits, found)
    if _is_of_another(text, phrase.start):
        return None
    person = _by_name(text, hits, phrase, on) or _person_behind(text, hits, phrase)
    if person is not None:
        return person
    if GOES_ON.match(text, phrase.end):
        return None
    if phrase.is_past:
        return _former(phrase)
    is_role = ROLE_BEFORE.search(text, max(0, phrase.start - REACH), phrase.start)
    return (None if is_role else _by_day(text, phrase, on)) or _of_default(phrase)


def _phrase(text: str, hits: Sequence[NameHit], found: TitleHit) -> _Phrase:
    """Return a title with the country that stands right before it, or behind "of"."""
    owners = [hit for hit in hits if hit.kind in OWNERS and hit.actor.country is not None]
    start, end, owner, is_past = found.start, found.end, None, False
    for hit in owners:
        joint = JOINT.fullmatch(text, hit.end, found.start)
        if joint is not None:
            start, owner, is_past = hit.start, hit, joint["past"] is not None
    behind = OF_COUNTRY.match(text, found.end)
    if owner is None and behind is not None:
        owner = next((hit for hit in owners if hit.start == behind.end()), None)
        end = owner.end if owner else found.end
    is_past = is_past or PAST_BEFORE.search(text, max(0, start - REACH), start) is not None
    return _Phrase(start, end, found.title, owner, is_past)


def _is_of_another(text: str, start: int) -> bool:
    """Tell whether the word before makes it the title of somebody else."""
    other = OTHER_BEFORE.search(text, max(0, start - REACH), start)
    if other is None:
        return False
    opens = other.start() == 0 and other["word"] not in name_guards().institution_words
    return not (other["word"] in name_guards().office_words or opens) or other["word"].islower()


def _person_behind(text: str, hits: Sequence[NameHit], phrase: _Phrase) -> NameHit | None:
    """Return the known person whose name stands right behind the title, the title with it."""
    for hit in hits:
        beside = hit.start > phrase.end and text[phrase.end : hit.start] in {" ", ", "}
        if hit.kind == "person" and beside and phrase.country in {None, hit.actor.country}:
            return replace(hit, start=phrase.start)
    return None


def _by_name(
    text: str, hits: Sequence[NameHit], phrase: _Phrase, on: date | None
) -> NameHit | None:
    """Return the person of this title with the name behind it: "President Lee"."""
    name = NAME.match(text, phrase.end)
    if name is None:
        return None
    words = ENDING.sub("", name["name"])
    found = bearers(words, phrase.title, phrase.country, on)
    chosen = _likeliest(found, words, {hit.actor.country for hit in hits}, on)
    if chosen is None:
        return None
    end = name.start("name") + len(words)
    hit = phrase.names(chosen, end=end, on=on, reason=f"title and name: {chosen.spell.post}")
    rest = tuple(b.known.actor_on(on) for b in found if b.known is not chosen.known)
    return replace(hit, candidates=rest)


def _likeliest(
    found: Sequence[Bearer], words: str, named: set[str | None], on: date | None
) -> Bearer | None:
    """Return the one meant: of two in office, the one whose country the text names."""
    whole = [bearer for bearer in found if not bearer.is_short_for(words.casefold())]
    rivals = [b for b in whole or found if on is None or b.spell.holds_on(on)]
    if len(rivals) < 2:
        return found[0] if found else None
    near = [bearer for bearer in rivals if bearer.code in named]
    if near:
        return near[0] if len({bearer.code for bearer in near}) == 1 else None
    return rivals[0] if on is None else None


def _by_day(text: str, phrase: _Phrase, on: date | None) -> NameHit | None:
    """Return the only one who held the office when the text means."""
    if on is None or phrase.country is None:
        return None
    first, last = _days_meant(text, on)
    found = holders(phrase.title, phrase.country, first, last)
    if len(found) != 1:
        return None
    reason = f"{found[0].spell.post} on {on}" if first == last else f"office in {first.year}"
    hit = phrase.names(found[0], end=phrase.end, on=on, reason=reason)
    return replace(hit, actor=found[0].spell.actor)


def _days_meant(text: str, on: date) -> tuple[date, date]:
    """Return the first and the last day for which an office may be meant."""
    years = {int(year) for year in YEAR.findall(text)} - {on.year}
    if not years:
        return on, on
    return date(min(years), 1, 1), date(max(years), 12, 31)


def _former(phrase: _Phrase) -> NameHit | None:
    """Return somebody who held the office of a country once, unnamed."""
    code = phrase.country
    if code is None:
        return None
    name = f"former {phrase.title.name} of {country(code).name}"
    return NameHit(
        start=phrase.start,
        end=phrase.end,
        kind="office",
        actor=Actor(name=name, country=code, sector=FORMER),
        key=name,
        reason="former office of a named country",
    )


def _of_default(phrase: _Phrase) -> NameHit | None:
    """Return an office that is one country's where no other is named: "Secretary of State"."""
    code = phrase.title.country
    if phrase.owner is not None or code is None:
        return None
    name = f"{phrase.title.name} of {country(code).name}"
    sector = "MIL" if phrase.title.office == "defence_minister" else "GOV"
    actor = Actor(name=name, country=code, sector=sector)
    return NameHit(start=phrase.start, end=phrase.end, kind="office", actor=actor, key=name)


def _with_holder(text: str, hit: NameHit, hits: Sequence[NameHit], on: date | None) -> NameHit:
    """Return an office that only one body has ("NATO chief") as who held it then."""
    if hit.kind != "office" or hit.post is None or on is None:
        return hit
    if any(one.kind == "person" and one.start - hit.end in {1, 2} for one in hits):
        return hit
    before = max(0, hit.start - REACH)
    is_other = PAST_BEFORE.search(text, before, hit.start) or _is_of_another(text, hit.start)
    if is_other or ROLE_BEFORE.search(text, before, hit.start) or GOES_ON.match(text, hit.end):
        return hit
    found = holders_of_post(hit.post, *_days_meant(text, on))
    if len(found) != 1:
        return hit
    known = found[0].known
    actor = known.actor_on(on)
    return replace(hit, kind="person", actor=actor, key=known.name, reason=f"{hit.post} on {on}")
