"""Two sides: are they drawing closer or apart, since when, says who?"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.answers import AgendaQuestion, DueItem, Outlook
from dragoman.answers.between import Between, between_in
from dragoman.errors import AnswerError
from dragoman.faces.question import actor_code
from dragoman.faces.web.charts import chart_of_dyad
from dragoman.faces.web.claim_cards import leading_cards
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.faces.web.links import Links
from dragoman.faces.web.strips import strip_of, ways_of
from dragoman.model import AgendaStatus

# Cards on the page; the numbers above them open all.
MOST_CARDS = 8
# Acts listed as likely next; the share of all others stands below them.
MOST_PROSPECTS = 5
MOST_DUE = 6
# What a reader of a pair still waits for.
OPEN = (AgendaStatus.UNKNOWN, AgendaStatus.ANNOUNCED)
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
    claims = [moment.stories.claim_of[claim] for claim in answer.total.claims]
    return desk.page(
        asked,
        "dyad.html",
        answer=answer,
        links=links,
        chart=chart_of_dyad(answer, links),
        ways=ways_of(answer, links),
        between=(told := between(asked, first, second)),
        between_links=Links("between", told, parameters),
        strip=strip_of(claims, moment.stories, asked),
        due=due_between(asked, first, second),
        outlook=(next_told := outlook(asked, first, second)),
        outlook_links=Links("outlook", next_told, parameters | {"today": asked.today.isoformat()}),
        most_prospects=MOST_PROSPECTS,
        cards=leading_cards(answer.total.claims, moment.stories, MOST_CARDS),
        by=by,
        units=UNITS,
    )


def between(asked: Asked, first: str, second: str) -> Between:
    """Return which way the acts of two run, in the days asked about."""
    return between_in(asked.moment.pairs, first, second, asked.span)


def outlook(asked: Asked, first: str, second: str) -> Outlook:
    """Return what is likely to be told next of two, as of the day asked about."""
    return asked.moment.outlook(first, second, asked.today)


def due_between(asked: Asked, first: str, second: str) -> tuple[DueItem, ...]:
    """Return what is announced of two and open, what is over first."""
    question = AgendaQuestion(today=asked.today, parties=(first, second), statuses=OPEN)
    return asked.moment.agenda(question).things[:MOST_DUE]
