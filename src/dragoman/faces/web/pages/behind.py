"""Behind a number: the events and claims that it counts, all of them."""

from collections.abc import Callable, Iterable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.answers import Stories
from dragoman.faces.question import actor_code, day_of, truth_of
from dragoman.faces.web.claim_cards import Card, card_of
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.faces.web.links import pointed
from dragoman.faces.web.pages import actors, dyads, search, shadows, sources
from dragoman.faces.web.pages.networks import network_answer
from dragoman.faces.web.pages.places import places_answer
from dragoman.faces.web.parts import part_of
from dragoman.model import Event

# Claims on one page, and outlets and origins beside them: with their sentences they are the
# heaviest list that there is.
PER_PAGE = 100


def _dyad(asked: Asked) -> Any:
    return asked.moment.dyad(*_sides(asked), asked.span, asked.parameters.get("by", "month"))


def _brief(asked: Asked) -> Any:
    return asked.moment.brief(day_of("today", asked.parameters.get("today", "")))


def _voices(asked: Asked) -> Any:
    independent = truth_of("independent", asked.parameters.get("independent", "true"))
    return asked.moment.voices(*_sides(asked), independent=independent)


def _actor(asked: Asked) -> Any:
    return actors.actor_answer(asked, actor_code("actor", asked.parameters.get("actor", "")))


# The answers whose numbers can be opened, each asked again with the parameters of its page.
ANSWERS: dict[str, Callable[[Asked], Any]] = {
    "actor": _actor,
    "between": lambda asked: dyads.between(asked, *_sides(asked)),
    "brief": _brief,
    "dyad": _dyad,
    "dyads": dyads.pair_index,
    "map": places_answer,
    "network": network_answer,
    "outlook": lambda asked: dyads.outlook(asked, *_sides(asked)),
    "overshadowed": shadows.shadows,
    "search": search.named,
    "sources": sources.coverage,
    "voices": _voices,
}


def behind_page(request: Request) -> Response:
    """Return what stands behind one number of an answer, each list as long as its number."""
    desk = desk_of(request)
    asked = desk.asked(request)
    kind = request.path_params["kind"]
    if kind not in ANSWERS:
        raise HTTPException(404, f"there is no answer {kind!r}; there are {', '.join(ANSWERS)}")
    told = pointed(ANSWERS[kind](asked), asked.parameters.get("at", ""))
    stories = asked.moment.stories
    claims, outlets, origins = (
        part_of(asked, rows, PER_PAGE)
        for rows in (in_order_of_acts(told.claims, stories), told.outlets, told.origins)
    )
    return desk.page(
        asked,
        "behind.html",
        told=told,
        kind=kind,
        acts=acts_of(claims.rows, stories),
        outlets=outlets.rows,
        origins=[(origin, asked.moment.view.article(origin)) for origin in origins.rows],
        part=max(claims, outlets, origins, key=lambda part: part.pages),
        again={k: v for k, v in asked.parameters.items() if k != "page"},
    )


def in_order_of_acts(claims: tuple[str, ...], stories: Stories) -> list[str]:
    """Return claims by the day of their act, those of one act together; undated ones last."""

    def place(claim: str) -> tuple[str, str, str]:
        event = stories.event_of.get(claim)
        return (event.start.isoformat(), event.id, claim) if event else ("~", "", claim)

    return sorted(claims, key=place)


def acts_of(claims: Iterable[str], stories: Stories) -> list[tuple[Event | None, list[Card]]]:
    """Return claims by the act they tell of, earliest first; undated ones have no act."""
    by_act: dict[str, tuple[Event | None, list[Card]]] = {}
    for claim_id in claims:
        event = stories.event_of.get(claim_id)
        key = event.id if event else ""
        by_act.setdefault(key, (event, []))[1].append(card_of(stories.claim_of[claim_id], stories))
    return sorted(by_act.values(), key=lambda act: act[0].start.isoformat() if act[0] else "~")


def _sides(asked: Asked) -> tuple[str, str]:
    first, second = (
        actor_code(name, asked.parameters.get(name, "")) for name in ("first", "second")
    )
    return first, second
