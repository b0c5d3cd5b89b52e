"""The forms that answers leave in: chosen by the end of the path, or by what is accepted."""

import io
from collections.abc import Iterable, Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dragoman.faces.output import as_csv, as_json, write_parquet
from dragoman.model import Claim
from dragoman.record import export

JSON, JSONL, CSV, PARQUET, GEOJSON = "json", "jsonl", "csv", "parquet", "geojson"
ATOM = "atom"
MEDIA_TYPES = {
    JSON: "application/json",
    JSONL: "application/x-ndjson",
    CSV: "text/csv",
    PARQUET: "application/vnd.apache.parquet",
    GEOJSON: "application/geo+json",
    ATOM: "application/atom+xml",
    # What `import_files` calls its pages, which has no registered name.
    "polecat": "application/vnd.dragoman.polecat+tab-separated-values",
    "icews": "application/vnd.dragoman.icews+tab-separated-values",
    "gdelt": "application/vnd.dragoman.gdelt+tab-separated-values",
}
LAYOUTS = ("polecat", "icews", "gdelt")
# The forms of flat rows, and those in which claims come all at once.
FLAT = (JSONL, CSV, PARQUET)
WHOLE = (*FLAT, GEOJSON, *LAYOUTS)
# Our description of ourselves has the end of its name and only that form.
OWN_NAME = "/openapi.json"
# How many rows an answer holds, so that a reader can tell a whole answer from a broken one.
ROWS_HEADER = "Dragoman-Rows"
# An export up to this many bytes stays in memory, a larger one lies in a temporary file.
BYTES_IN_MEMORY = 8 * 1024 * 1024
BYTES_PER_CHUNK = 256 * 1024


class Suffixes:
    """ASGI middleware that takes the form from the end of a path: `/claims.csv`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on without the end of its path."""
        if scope["type"] == "http" and not scope["path"].endswith(OWN_NAME):
            path, _, form = scope["path"].rpartition(".")
            if form in MEDIA_TYPES:
                state = {**scope.get("state", {}), "form": form}
                scope = {**scope, "path": path, "state": state}
        await self._app(scope, receive, send)


def form_of(request: Request, offered: Iterable[str]) -> str:
    """Return the form to answer in: that of the path, else the most wanted of those offered.

    Raises:
        HTTPException: 404 where the path asks for a form that this answer does not have, 406
            where nothing that is accepted is offered.
    """
    offered = tuple(offered)
    named = getattr(request.state, "form", None)
    if named is not None:
        if named not in offered:
            raise HTTPException(404, f"no .{named} of this; there are {', '.join(offered)}")
        return str(named)
    wanted = accepted(request.headers.get("accept", "*/*"))
    for form in sorted(offered, key=lambda form: -_weight(wanted, MEDIA_TYPES[form])):
        if _weight(wanted, MEDIA_TYPES[form]) > 0:
            return form
    types = ", ".join(MEDIA_TYPES[form] for form in offered)
    raise HTTPException(406, f"none of what you accept is offered; there are {types}")


def in_forms(*forms: str) -> dict[int | str, dict[str, Any]]:
    """Return what the description of an address says of the forms that its answer has."""
    return {200: {"description": "The answer.", "content": {MEDIA_TYPES[f]: {} for f in forms}}}


def accepted(header: str) -> Mapping[str, float]:
    """Return what an Accept header wants, by media type; a weight that is none counts as 1.

    >>> accepted("text/csv, */*;q=0.1")
    {'text/csv': 1.0, '*/*': 0.1}
    """
    wanted: dict[str, float] = {}
    for entry in header.split(","):
        media_type, *parameters = (part.strip().lower() for part in entry.split(";"))
        if media_type:
            wanted[media_type] = next(map(_quality, parameters), 1.0)
    return wanted or {"*/*": 1.0}


def _quality(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    try:
        return min(1.0, max(0.0, float(value))) if name == "q" else 1.0
    except ValueError:
        return 1.0


def _weight(wanted: Mapping[str, float], media_type: str) -> float:
    kind, _, _ = media_type.partition("/")
    for name in (media_type, f"{kind}/*", "*/*"):
        if name in wanted:
            return wanted[name]
    return 0.0


def as_response(form: str, rows: Iterable[Mapping[str, Any]]) -> Response:
    """Return flat rows as JSON lines, CSV or Parquet."""
    kept = list(rows)
    names = list(dict.fromkeys(name for row in kept for name in row))
    if form == PARQUET:
        file = io.BytesIO()
        write_parquet(kept, names, file)
        body = file.getvalue()
    elif form == CSV:
        body = as_csv(kept, names).encode("utf-8", "backslashreplace")
    else:
        body = "".join(f"{as_json(row)}\n" for row in kept).encode()
    return Response(body, media_type=MEDIA_TYPES[form], headers={ROWS_HEADER: str(len(kept))})


def exported(form: str, claims: Iterable[Claim]) -> Response:
    """Return claims as a file that is whole before its first byte leaves.

    So an error is still told as one, its length is known, and a slow reader holds up nobody.
    """
    file: IO[bytes] = SpooledTemporaryFile(max_size=BYTES_IN_MEMORY)  # noqa: SIM115 - closed when sent
    rows = export(claims, form, file)
    headers = {ROWS_HEADER: str(rows), "Content-Length": str(file.tell())}
    if form in {CSV, PARQUET, *LAYOUTS}:
        headers["Content-Disposition"] = f'attachment; filename="claims.{form}"'
    file.seek(0)
    return StreamingResponse(_chunks(file), media_type=MEDIA_TYPES[form], headers=headers)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(BYTES_PER_CHUNK):
            yield chunk
