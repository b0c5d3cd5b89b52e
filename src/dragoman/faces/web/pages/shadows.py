"""Overshadowed: which real shift got little attention because something louder ran?"""

from starlette.requests import Request
from starlette.responses import Response

from dragoman.answers import Shadows
from dragoman.faces.question import count_of
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.faces.web.links import Links
from dragoman.faces.web.scatter import scatter_of

WINDOWS = ("7", "14", "28")
WINDOW_DAYS = "14"
# Pairs that came nearest, where nothing is overshadowed or much is.
MOST_MISSES = 8
# Sentences of a pair on the page; the number beside them opens all.
MOST_SENTENCES = 2


def overshadowed_page(request: Request) -> Response:
    """Return the shifts that a louder story hid, with their formula, and the near misses."""
    desk = desk_of(request)
    asked = desk.asked(request)
    answer = shadows(asked)
    days = asked.parameters.get("days", WINDOW_DAYS)
    parameters = asked.days() | {"today": asked.today.isoformat(), "days": days}
    return desk.page(
        asked,
        "overshadowed.html",
        answer=answer,
        links=Links("overshadowed", answer, parameters),
        scatter=scatter_of(answer, asked),
        misses=answer.misses[:MOST_MISSES],
        most_sentences=MOST_SENTENCES,
        windows=WINDOWS,
        days=days,
    )


def shadows(asked: Asked) -> Shadows:
    """Return the answer of the page, as the list behind a number asks for it again."""
    days = count_of("days", asked.parameters.get("days", WINDOW_DAYS))
    return asked.moment.overshadowed(asked.today, days)
