"""Probes: what a supervisor asks a server."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.errors import DragomanError
from dragoman.faces.web.desk import desk_of


def health(_: Request) -> Response:
    """Tell that the server runs, whatever state its record is in."""
    return JSONResponse({"status": "ok"})


def readiness(request: Request) -> Response:
    """Tell whether the record can be read; 503 with the reason where it cannot."""
    try:
        view = desk_of(request).moments.now().view
    except DragomanError as error:
        return JSONResponse({"status": "not ready", "detail": str(error)}, status_code=503)
    return JSONResponse({"status": "ready", "as_of": view.as_of})
