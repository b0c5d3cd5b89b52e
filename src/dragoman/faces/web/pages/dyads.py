"""Two sides: are they drawing closer or apart, since when, says who?"""

from collections import Counter
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.answers import AgendaQuestion, Arrow, DueItem, DyadAnswer, Outlook
from dragoman.answers.between import Between, between_in
from dragoman.answers.pair_index import PairIndex, index_of
from dragoman.errors import AnswerError
from dragoman.faces.question import actor_code, count_of, one_of
from dragoman.faces.web.charts import chart_of_dyad
from dragoman.faces.web.claim_cards import leading_cards
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.faces.web.links import Links
from dragoman.faces.web.strips import strip_of, ways_of
from dragoman.model import AgendaStatus

# Cards on the page; the numbers above them open all.
MOST_CARDS = 8
# Periods in the drawings and the table: with the links of all their numbers each is 2 kB.
MOST_PERIODS = 30
# Pairs on one page of the index.
PER_PAGE = 100
# Acts listed as likely next; the share of all others stands below them.
MOST_PROSPECTS = 5
MOST_DUE = 6
# What a reader of a pair still waits for.
OPEN = (AgendaStatus.UNKNOWN, AgendaStatus.ANNOUNCED)
UNITS = ("week", "month", "quarter", "year")


def dyads_page(request: Request) -> Response:
    """Return the pairs of the record by their arrow; or lead on to the pair asked for."""
    desk = desk_of(request)
    asked = desk.asked(request)
    if request.query_params.get("first") or request.query_params.get("second"):
        sides = [
            actor_code(name, request.query_params.get(name, "")) for name in ("first", "second")
        ]
        return RedirectResponse(asked.to(f"/dyads/{sides[0]}-{sides[1]}"), status_code=303)
    answer = pair_index(asked)
    arrows = Counter(shift.arrow for shift in asked.moment.shifts(asked.today).values())
    number = _page(asked)
    chosen = {"arrow": answer.arrow.value} if answer.arrow else {}
    parameters = asked.days() | chosen | {"today": asked.today.isoformat(), "page": str(number)}
    return desk.page(
        asked,
        "dyads.html",
        answer=answer,
        links=Links("dyads", answer, parameters),
        arrows=[(arrow, arrows[arrow]) for arrow in Arrow],
        chosen=chosen,
        number=number,
        looked=asked.moment.looked_at(asked.today),
        pages=-(-answer.total // PER_PAGE),
        first_row=(number - 1) * PER_PAGE,
    )


def pair_index(asked: Asked) -> PairIndex:
    """Return one page of the pairs, as the list behind a number asks for it again."""
    given = asked.parameters.get("arrow")
    arrow = Arrow(one_of("arrow", given, tuple(Arrow))) if given else None
    start = (_page(asked) - 1) * PER_PAGE
    return index_of(asked.moment.pairs, asked.moment.shifts(asked.today), arrow, start, PER_PAGE)


def _page(asked: Asked) -> int:
    return count_of("page", asked.parameters.get("page", "1"))


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
    shown, number, pages = periods_shown(asked, answer)
    return desk.page(
        asked,
        "dyad.html",
        answer=answer,
        links=links,
        chart=chart_of_dyad(shown, links),
        ways=ways_of(shown, links),
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
        rows=shown.periods,
        number=number,
        pages=pages,
    )


def periods_shown(asked: Asked, answer: DyadAnswer) -> tuple[DyadAnswer, int, int]:
    """Return an answer with some of its periods, the newest first; which part, of how many."""
    number = _page(asked)
    last = len(answer.periods) - (number - 1) * MOST_PERIODS
    rows = answer.periods[max(0, last - MOST_PERIODS) : max(0, last)]
    return replace(answer, periods=rows), number, -(-len(answer.periods) // MOST_PERIODS)


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
