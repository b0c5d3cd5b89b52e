"""What a request to the interface has: its moment, its form, and the answer that it may have."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from importlib.metadata import version
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import RecordError
from dragoman.faces.api.forms import MEDIA_TYPES, form_of
from dragoman.faces.moment import Moment
from dragoman.faces.moments import Moments

SNAPSHOT_HEADER = "Dragoman-Snapshot"
Producer = Callable[[], Response]


@dataclass(frozen=True, slots=True)
class Service:
    """What all requests share: the moments of the record, and whether SQL is answered."""

    moments: Moments
    answers_sql: bool


def service_of(request: Request) -> Service:
    """Return the service of the application that a request came to."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


class Call:
    """One request, answered from one moment."""

    def __init__(self, request: Request, snapshot: str | None = None) -> None:
        self.request = request
        self.moments = service_of(request).moments
        self.moment = moment_of(self.moments, snapshot)

    @cached_property
    def present(self) -> date:
        """The day to look from where none is asked for."""
        return self.moment.present(datetime.now(UTC).date())

    def answer(self, forms: Mapping[str, Producer], *, beside: str | None = None) -> Response:
        """Return the answer in the form asked for, or only that it is what the caller has.

        Args:
            forms: what makes each form that this answer can have, the usual one first.
            beside: what the answer says that the digest of the record does not count.

        Raises:
            HTTPException: it has no such form.
        """
        form = form_of(self.request, forms)
        tag = self.tag(form, beside)
        headers = {
            "ETag": tag,
            "Cache-Control": "no-cache",
            "Vary": "Accept",
            SNAPSHOT_HEADER: self.moment.view.snapshot,
        }
        known = (part.strip() for part in self.request.headers.get("if-none-match", "").split(","))
        # A proxy may have weakened a tag on its way; for reading that is the same.
        if tag in {part.removeprefix("W/") for part in known}:
            return Response(status_code=304, headers=headers)
        response = forms[form]()
        response.headers.update(headers)
        return response

    def tag(self, form: str, beside: str | None = None) -> str:
        """Return the ETag: what is asked, of which state of the record, on which day."""
        asked = [
            self.moment.view.digest(),
            self.request.url.path,
            sorted(self.request.query_params.multi_items()),
            form,
            datetime.now(UTC).date().isoformat(),
            version("dragoman"),
            *([beside] if beside else ()),
        ]
        return f'"{hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:32]}"'


def moment_of(moments: Moments, snapshot: str | None) -> Moment:
    """Return the moment of a snapshot, or the newest.

    Raises:
        HTTPException: 404, no snapshot has this name.
        RecordError: the record cannot be read.
    """
    if not snapshot:
        return moments.now()
    try:
        return moments.at(snapshot)
    except RecordError as error:
        if snapshot in {shot.name for shot in moments.snapshots()}:
            raise
        raise HTTPException(404, str(error)) from error


def as_document(body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """Return one JSON object; text that is no UTF-8 stays escaped."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=str)
    raw = text.encode("utf-8", "backslashreplace")
    return Response(raw, media_type=MEDIA_TYPES["json"], headers=headers)
