"""One actor: who does it deal with, and how, now against before?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.answers.pairs import Pairs
from dragoman.answers.partners import WINDOW_DAYS, ActorAnswer
from dragoman.faces.question import actor_code, count_of
from dragoman.faces.web.claim_cards import leading_cards
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.faces.web.links import Links
from dragoman.faces.web.slopes import slopes_of
from dragoman.ontology import actors, plover
from dragoman.ontology.known_names import known_names

# Cards on the page; the number above them opens all.
MOST_CARDS = 4
# Partners in the drawing; the table below holds all.
MOST_SLOPES = 10
# Partners in the table, so that a page of a state that deals with everybody stays light.
MOST_PARTNERS = 60
# Names that texts use; rarer ones are spellings and slips.
MOST_NAMES = 12
WINDOWS = ("30", "90", "180", "365")
# The words of a role, as a table has them.
ROLE_WORDS = {
    "acts": "acts",
    "faces": "is acted towards",
    "against": "is acted against",
    "speaks": "speaks",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the ontology knows of an actor: its names, and who leads it on the day."""

    name: str
    sector: str | None
    variants: tuple[str, ...]
    capital: str | None
    leaders: tuple[tuple[str, str], ...]


def actors_page(request: Request) -> Response:
    """Return the actors of the record, most told of first; or lead on to the one asked for."""
    desk = desk_of(request)
    asked = desk.asked(request)
    if request.query_params.get("who"):
        code = actor_code("who", request.query_params["who"])
        return RedirectResponse(asked.to(f"/actors/{code}"), status_code=303)
    ranked = sorted(
        _told_of(asked.moment.pairs).items(), key=lambda entry: (-entry[1][0], entry[0])
    )
    return desk.page(asked, "actors.html", ranked=ranked)


def _told_of(pairs: Pairs) -> Mapping[str, tuple[int, int]]:
    """Return the events and the partners of each country."""
    events: dict[str, set[str]] = {}
    partners: dict[str, set[str]] = {}
    for pair, found in pairs.events_of.items():
        for side, other in (pair, pair[::-1]):
            events.setdefault(side, set()).update(event.id for event in found)
            partners.setdefault(side, set()).add(other)
    return {side: (len(events[side]), len(partners[side])) for side in events}


def actor_page(request: Request) -> Response:
    """Return one actor: its partners before and now, its roles, its words, and its names."""
    desk = desk_of(request)
    asked = desk.asked(request)
    code = actor_code("actor", request.path_params["code"])
    answer = actor_answer(asked, code)
    links = Links(
        "actor",
        answer,
        asked.days() | {"actor": code, "today": asked.today.isoformat(), "days": str(_days(asked))},
    )
    stories = asked.moment.stories
    return desk.page(
        asked,
        "actor.html",
        answer=answer,
        links=links,
        known=_known(asked, code),
        slopes=slopes_of(code, answer.partners[:MOST_SLOPES], asked),
        partners=answer.partners[:MOST_PARTNERS],
        made=leading_cards(answer.made.claims, stories, MOST_CARDS),
        about=leading_cards(answer.about.claims, stories, MOST_CARDS),
        names=answer.names[:MOST_NAMES],
        role_words=ROLE_WORDS,
        windows=WINDOWS,
        days=str(_days(asked)),
    )


def actor_answer(asked: Asked, code: str) -> ActorAnswer:
    """Return the answer of the page, as the list behind a number asks for it again."""
    return asked.moment.actor(code, asked.today, _days(asked))


def _days(asked: Asked) -> int:
    return count_of("days", asked.parameters.get("days", str(WINDOW_DAYS)))


def _known(asked: Asked, code: str) -> Known:
    country, _, sector = code.partition(".")
    entry = actors.country(country)
    return Known(
        name=entry.name,
        sector=plover.sector(sector).definition if sector else None,
        variants=(*entry.variants, *entry.demonyms),
        capital=entry.capital,
        leaders=tuple(_leaders(country, asked)) if not sector else (),
    )


def _leaders(country: str, asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield who led a country on the day asked about, with the post."""
    for known in known_names():
        for spell in known.spells if known.kind == "person" else ():
            leads = spell.actor.country == country and spell.rank == 0 and spell.office is not None
            if leads and spell.since is not None and spell.holds_on(asked.today):
                yield known.name, spell.post or "leader"
