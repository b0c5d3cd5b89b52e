"""Lists page by page: the rows, how many there are, and the way to the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.faces.api.paging import Bookmark, bookmark_of, question_digest
from dragoman.faces.api.parameters import Paged
from dragoman.faces.api.service import Call, as_document

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list that knows its length and can be read from any row: `rows(offset, most)`."""

    name: str
    total: int
    rows: Callable[[int, int], Sequence[Json]]


def begin(call: Call, asked: Paged) -> int:
    """Return the row at which the page asked for begins; the call goes back to its moment.

    Raises:
        HTTPException: 400 where `next` is not of this question, 410 where the state of the
            record that it was made in cannot be had again.
    """
    if asked.next is None:
        return 0
    mark = bookmark_of(asked.next)
    if mark.question != _question(call):
        raise HTTPException(400, "next is of another question; repeat that one, or ask without it")
    moment = call.moments.at_entry(mark.as_of)
    if moment is None or not moment.view.digest().startswith(mark.digest):
        raise HTTPException(410, "the record of this page is gone; ask again from the first page")
    call.moment = moment
    return mark.offset


def page(call: Call, asked: Paged, offset: int, listing: Listing) -> Response:
    """Return one page of a list, with the token and the link of the next one."""
    rows = listing.rows(offset, asked.page_size)
    view = call.moment.view
    following: str | None = None
    headers: dict[str, str] = {}
    if offset + len(rows) < listing.total and rows:
        following = Bookmark(
            as_of=view.as_of,
            digest=view.digest(),
            question=_question(call),
            offset=offset + len(rows),
        ).token()
        address = call.request.url.include_query_params(next=following)
        headers["Link"] = f'<{address.path}?{address.query}>; rel="next"'
    body = {
        "snapshot": view.snapshot,
        "total": listing.total,
        listing.name: rows,
        "next": following,
    }
    return as_document(body, headers)


def _question(call: Call) -> str:
    """Return what the page is a page of; its path without the form, which may be left out."""
    parameters = call.request.query_params.multi_items()
    return question_digest(call.request.scope["path"], parameters)
