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

from dragoman.errors import AnswerError, DragomanError, InputError, UnknownCode
from dragoman.faces.web import security
from dragoman.faces.web.desk import FOLDER, Desk, desk_of
from dragoman.faces.web.pages import (
    actors,
    articles,
    behind,
    brief,
    claims,
    dyads,
    events,
    places,
    search,
    sources,
)

# In the order of a first visit.
    figures,
    networks,
PAGES = (
    Route("/", brief.brief_page),
    Route("/dyads", dyads.dyads_page),
    Route("/dyads/{first}-{second}", dyads.dyad_page),
    Route("/map", places.map_page),
    Route("/actors", actors.actors_page),
    Route("/actors/{code}", actors.actor_page),
    Route("/claims", claims.claims_page),
    Route("/articles/{article}", articles.article_page),
    Route("/events/{event}", events.event_page),
    Route("/sources", sources.sources_page),
    Route("/network", networks.network_page),
    Route("/network.{form}", networks.network_download),
    Route("/figures/{kind}.{form}", figures.figure_file),
    Route("/sources/{outlet:path}", sources.source_page),
    Route("/search", search.search_page),
    Route("/behind/{kind}", behind.behind_page),
)
# What a reader asked wrongly; anything else that we raise is trouble of the record.
ASKED_WRONGLY = (AnswerError, InputError, UnknownCode)


def create_app(folder: Path, *, hosts: Sequence[str] = ("localhost", "127.0.0.1")) -> Starlette:
    """Return the application that answers from a record.

    Args:
        folder: the record.
        hosts: the names by which it may be called; others are refused, for a name that an
            attacker controls may lead here too.
    """
    app = Starlette(
        routes=[*PAGES, Mount("/static", StaticFiles(directory=FOLDER / "static"))],
        middleware=[
            Middleware(security.SecurityHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)),
        ],
        exception_handlers={
            HTTPException: _not_here,
            DragomanError: _said_wrong,
        },
    )
    app.state.desk = Desk(folder)
    return app


async def _not_here(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return desk_of(request).failure(error.detail, error.status_code)


async def _said_wrong(request: Request, error: Exception) -> Response:
    status = 400 if isinstance(error, ASKED_WRONGLY) else 503
    return desk_of(request).failure(str(error), status)
