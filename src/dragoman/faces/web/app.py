"""The server of one record: pages for people, `/v1` for programs."""

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dragoman.errors import DragomanError
from dragoman.faces.access import Access
from dragoman.faces.api.app import create_api
from dragoman.faces.api.problems import CHALLENGE, problem, status_of
from dragoman.faces.web import metrics, probes, security
from dragoman.faces.web.desk import FOLDER, Desk, desk_of
from dragoman.faces.web.kept import KeptPages, in_turn, kept
from dragoman.faces.web.limits import Budget, Budgets, SmallBodies, Used
from dragoman.faces.web.pages import (
    actors,
    api,
    articles,
    behind,
    brief,
    calendar,
    claims,
    codebook,
    dyads,
    events,
    figures,
    health,
    networks,
    places,
    review,
    review_log,
    search,
    shadows,
    snapshots,
    sources,
    voices,
)

# In the order of a first visit. What is not kept has a form of one visitor, says the address that
# it was asked by, or tells of more than one state of the record.
PAGES = (
    Route("/", kept(brief.brief_page)),
    Route("/dyads", kept(dyads.dyads_page)),
    Route("/dyads/{first}-{second}", kept(dyads.dyad_page)),
    Route("/map", kept(places.map_page)),
    Route("/network", kept(networks.network_page)),
    Route("/network.{form}", in_turn(networks.network_download)),
    Route("/figures/{kind}.{form}", in_turn(figures.figure_file)),
    Route("/actors", kept(actors.actors_page)),
    Route("/actors/{code}", kept(actors.actor_page)),
    Route("/calendar", kept(calendar.calendar_page)),
    Route("/calendar.ics", in_turn(calendar.calendar_file)),
    Route("/claims", kept(claims.claims_page)),
    Route("/articles/{article}", kept(articles.article_page)),
    Route("/voices", kept(voices.voices_index)),
    Route("/voices/{first}-{second}", kept(voices.voices_page)),
    Route("/overshadowed", kept(shadows.overshadowed_page)),
    Route("/events/{event}", in_turn(events.event_page)),
    Route("/events/{event}", events.judge_event, methods=["POST"]),
    Route("/sources", kept(sources.sources_page)),
    Route("/sources/{outlet:path}", kept(sources.source_page)),
    Route("/search", kept(search.search_page)),
    Route("/review", in_turn(review.review_page)),
    Route("/review", review.judge_claim, methods=["POST"]),
    Route("/review/queue", in_turn(review_log.queue_page)),
    Route("/review/judged", in_turn(review_log.judged_page)),
    Route("/review/log", in_turn(review_log.log_page)),
    Route("/health", kept(health.health_page)),
    Route("/health/pages", kept(health.health_list)),
    Route("/codebook", kept(codebook.codebook_page)),
    Route("/codebook/{code}", kept(codebook.type_page)),
    Route("/snapshots", in_turn(snapshots.snapshots_page)),
    Route("/snapshots/{before}..{after}", in_turn(snapshots.difference_page)),
    Route("/behind/{kind}", kept(behind.behind_page)),
    Route("/api", api.api_page),
)
# For whoever runs the server: does it run, can it answer, how is its record.
PROBES = (
    Route("/healthz", probes.health),
    Route("/readyz", probes.readiness),
    Route("/metrics", metrics.metrics),
)


def create_app(
    folder: Path,
    *,
    hosts: Sequence[str] = ("localhost", "127.0.0.1"),
    answers_sql: bool = False,
    access: Access | None = None,
    budget: Budget | None = None,
    used: Used | None = None,
) -> Starlette:
    """Return the application that answers from a record.

    Args:
        folder: the record.
        hosts: the names by which it may be called; others are refused, for a name that an
            attacker controls may lead here too.
        answers_sql: whether `/v1/sql` answers.
        access: who may write; whoever reaches the server where it is None.
        budget: what one address may use in a minute; None sets no limit.
        used: what counts that; None for counts of its own.
    """
    desk = Desk(folder)
    program = create_api(desk.moments, answers_sql=answers_sql)
    static = StaticFiles(directory=FOLDER / "static")
    app = Starlette(
        routes=[*PAGES, *PROBES, Mount("/static", static), Mount("/v1", program)],
        middleware=[
            Middleware(security.SecurityHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)),
            *([Middleware(Budgets, budget=budget, used=used)] if budget else []),
            Middleware(SmallBodies),
        ],
        exception_handlers={
            HTTPException: _not_here,
            DragomanError: _said_wrong,
        },
    )
    app.state.desk = desk
    app.state.kept = KeptPages()
    app.state.access = access or Access()
    app.state.api = program
    return app


async def _not_here(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if request.scope["path"].startswith("/v1"):
        # A path that no route takes, such as one with an end of line in it.
        return problem(error.status_code, error.detail)
    return desk_of(request).failure(error.detail, error.status_code)


async def _said_wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, DragomanError)
    status = status_of(error)
    response = desk_of(request).failure(str(error), status)
    response.headers.update(CHALLENGE if status == 401 else {})
    return response
