"""Two sides: are they drawing closer or apart, since when, says who?"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.errors import AnswerError
from dragoman.faces.question import actor_code
from dragoman.faces.web.charts import chart_of_dyad
from dragoman.faces.web.claim_cards import cards_of
from dragoman.faces.web.desk import desk_of
from dragoman.faces.web.links import Links

# Cards on the page; the numbers above them open all.
MOST_CARDS = 8
UNITS = ("week", "month", "quarter", "year")


def dyads_page(request: Request) -> Response:
    """Return the pairs of the record, most told of first; or lead on to the pair asked for."""
    desk = desk_of(request)
    asked = desk.asked(request)
    if request.query_params.get("first") or request.query_params.get("second"):
        sides = [
            actor_code(name, request.query_params.get(name, "")) for name in ("first", "second")
        ]
        return RedirectResponse(asked.to(f"/dyads/{sides[0]}-{sides[1]}"), status_code=303)
    pairs = asked.moment.pairs
    ranked = sorted(pairs.events_of.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return desk.page(asked, "dyads.html", ranked=ranked)


def dyad_page(request: Request) -> Response:
    """Return the answer about two sides: the arrow, the months, who says so, the sentences."""
    desk = desk_of(request)
    asked = desk.asked(request)
    first, second = (actor_code(name, request.path_params[name]) for name in ("first", "second"))
    by = asked.parameters.get("by", "month")
    if by not in UNITS:
        raise AnswerError(f"by={by!r} is no unit; say {', '.join(UNITS)}")
    moment = asked.moment
    answer = moment.dyad(first, second, asked.span, by)
    parameters = asked.days() | {"first": first, "second": second, "by": by}
    links = Links("dyad", answer, parameters)
    return desk.page(
        asked,
        "dyad.html",
        answer=answer,
        links=links,
        chart=chart_of_dyad(answer, links),
        cards=cards_of(answer.total.claims, moment.stories, MOST_CARDS),
        by=by,
        units=UNITS,
    )
