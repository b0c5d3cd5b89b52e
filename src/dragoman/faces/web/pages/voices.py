"""Voices: do the media of two sides tell it differently, and what do they leave out?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.answers import Stories, VoicesAnswer
from dragoman.answers.voicing import MIN_CLAIMS, Silence, VoiceRow, outlet_country
from dragoman.faces.question import actor_code, truth_of
from dragoman.faces.web.claim_cards import Card, card_of
from dragoman.faces.web.desk import desk_of
from dragoman.faces.web.links import Links
from dragoman.model import Claim, Event

# Pairs of quotations on the page, of the events that both sides tell.
MOST_QUOTED = 6
# Events named that one side's media left out; their number is of all.
MOST_MISSED = 100
# Pairs that the page without a pair leads to.
MOST_PAIRS = 30


@dataclass(frozen=True, slots=True)
class Untold:
    """The events that media of one side told and those of the other did not."""

    silence: Silence
    missed: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """One event in the words of the media of either side."""

    event: Event
    first: Card
    second: Card


def voices_index(request: Request) -> Response:
    """Return the pairs most told of; or lead on to the pair asked for."""
    desk = desk_of(request)
    asked = desk.asked(request)
    if request.query_params.get("first") or request.query_params.get("second"):
        sides = [
            actor_code(name, request.query_params.get(name, "")) for name in ("first", "second")
        ]
        return RedirectResponse(asked.to(f"/voices/{sides[0]}-{sides[1]}"), status_code=303)
    events_of = asked.moment.pairs.events_of
    ranked = sorted(events_of, key=lambda pair: (-len(events_of[pair]), pair))
    return desk.page(asked, "voices_index.html", ranked=ranked[:MOST_PAIRS], events_of=events_of)


def voices_page(request: Request) -> Response:
    """Return who tells of two sides, how, and what their media leave out."""
    desk = desk_of(request)
    asked = desk.asked(request)
    first, second = (actor_code(name, request.path_params[name]) for name in ("first", "second"))
    independent = truth_of("independent", asked.parameters.get("independent", "true"))
    answer = asked.moment.voices(first, second, independent=independent)
    parameters = {"first": first, "second": second, "independent": str(independent).lower()}
    stories = asked.moment.stories
    events = asked.moment.pairs.of(first, second)
    return desk.page(
        asked,
        "voices.html",
        answer=answer,
        links=Links("voices", answer, asked.days() | parameters),
        media=media_of(answer),
        speakers=[("other", row) for row in answer.by_speaker],
        untold=[
            Untold(silence, tuple(event for event in events if event.id in set(silence.missed)))
            for silence in answer.silences
        ],
        quoted=quoted_in(events, (first, second), stories),
        least=MIN_CLAIMS,
        most_missed=MOST_MISSED,
    )


def media_of(answer: VoicesAnswer) -> list[tuple[str, VoiceRow]]:
    """Return the rows of outlets, each with whose media they are of the pair.

    Those of the two come first, then others by their claims, then those of too few to rank.
    """
    own = {answer.first: "first", answer.second: "second"}

    def place(row: VoiceRow) -> tuple[int, int, str]:
        if row.country in own:
            return list(own).index(row.country), 0, ""
        return (2, -len(row.backing.claims), "") if row.enough else (3, 0, row.country or "~")

    return [
        (own.get(row.country or "", "other"), row) for row in sorted(answer.by_outlet, key=place)
    ]


def quoted_in(
    events: Iterable[Event], sides: tuple[str, str], stories: Stories
) -> Sequence[Quoted]:
    """Return events that media of both sides tell, the most told of first, in their words."""
    found = []
    for event in events:
        by_side: dict[str | None, Claim] = {}
        for claim in sorted((stories.claim_of[c] for c in event.claims), key=_doubt):
            by_side.setdefault(outlet_country(claim.outlet, stories), claim)
        if set(sides) <= by_side.keys():
            first, second = (card_of(by_side[side], stories) for side in sides)
            found.append(Quoted(event, first, second))
    return sorted(found, key=lambda q: (-len(q.event.origins), q.event.start))[:MOST_QUOTED]


def _doubt(claim: Claim) -> tuple[float, str]:
    return -claim.confidence, claim.id
