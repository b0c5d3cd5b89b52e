"""The map: where is it told to happen, and how much is told without a place?"""

from starlette.requests import Request
from starlette.responses import Response

from dragoman.answers.places import PlacesAnswer
from dragoman.faces.question import one_of, truth_of
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.faces.web.links import Links
from dragoman.faces.web.maps import WORLD, Frame, Map, frame_around, frame_of, map_of
from dragoman.faces.web.parts import part_of

FRAMES = ("told", "world")
# Places, and countries, in one table: the map of a year of a million claims stays below the 150 kB
# of `python -m bench pages`.
PER_PAGE = 56


def map_page(request: Request) -> Response:
    """Return the map with the table of the same places."""
    desk = desk_of(request)
    asked = desk.asked(request)
    answer = places_answer(asked)
    links = Links("map", answer, asked.days())
    drawing = map_asked(asked, answer, links)
    return desk.page(
        asked,
        "map.html",
        answer=answer,
        links=links,
        map=drawing,
        part=part_of(asked, answer.places, PER_PAGE),
        countries=part_of(asked, answer.countries, PER_PAGE, "countries"),
        told_of={row.name: row for row in answer.places},
        frames=FRAMES,
        frame=asked.parameters.get("frame", FRAMES[0]),
        at=asked.parameters.get("at", ""),
        shaded=bool(drawing.shades),
        figure={k: asked.parameters[k] for k in ("at", "frame", "states") if k in asked.parameters},
    )


def places_answer(asked: Asked) -> PlacesAnswer:
    """Return where it happens in the days of a request."""
    return asked.moment.places(asked.span)


def map_asked(asked: Asked, answer: PlacesAnswer, links: Links) -> Map:
    """Return the drawing that a request asks for.

    Raises:
        AnswerError: it asks for the surroundings of a place that has no point.
        InputError: a parameter has no such value.
    """
    shaded = truth_of("states", asked.parameters.get("states", "false"))
    return map_of(answer, links, _frame(asked, answer), shaded=shaded)


def _frame(asked: Asked, answer: PlacesAnswer) -> Frame:
    if "at" in asked.parameters:
        return frame_around(answer, asked.parameters["at"])
    named = one_of("frame", asked.parameters.get("frame", FRAMES[0]), FRAMES)
    return frame_of(answer) if named == "told" else Frame(*WORLD)
