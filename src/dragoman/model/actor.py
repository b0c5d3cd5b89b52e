"""Mention (words at a span) and actor (who that is): kept apart for ever."""

from dataclasses import dataclass

from dragoman.model.span import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who somebody is, in the codes of PLOVER.

    `country` is ISO3 or one of IGO UNO EUR NGO ISM IMG MNC; None where no single
    code fits or nobody knows. `sector` is a PLOVER sector such as GOV or MIL.
    """

    name: str
    country: str | None = None
    sector: str | None = None

    @property
    def id(self) -> str | None:
        """The code as one word, "RUS.GOV"; None when there is no country."""
        if self.country is None:
            return None
        return f"{self.country}.{self.sector}" if self.sector else self.country


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name somebody, and who we take that to be.

    `actors` is empty when the words are somebody unknown, and has several members
    for a plural such as "the two sides". `reason` says how we came to them.
    """

    passage: Passage
    actors: tuple[Actor, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One party of a claim: the words that name it and who it is."""

    passage: Passage
    actor: Actor
    reason: str = ""
