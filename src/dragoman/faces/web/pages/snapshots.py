"""Snapshots: what was the record then, and what is different since?"""

from itertools import pairwise
from shlex import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.faces.moment import Moment
from dragoman.faces.web.desk import Desk, desk_of
from dragoman.record import difference

# The present state, which needs no name.
NOW = "now"


def snapshots_page(request: Request) -> Response:
    """Return the snapshots, the latest first, each with what changed up to the next."""
    desk = desk_of(request)
    asked = desk.asked(request)
    kept = desk.moments.snapshots()
    names = [*(snapshot.name for snapshot in kept), NOW]
    following = dict(pairwise(names))
    return desk.page(
        asked,
        "snapshots.html",
        snapshots=tuple(reversed(kept)),
        following=following,
        names=names,
    )


def difference_page(request: Request) -> Response:
    """Return the claims that were added, went or changed between two snapshots, and why."""
    desk = desk_of(request)
    asked = desk.asked(request)
    before, after = request.path_params["before"], request.path_params["after"]
    found = difference(_moment(desk, before).view, _moment(desk, after).view)
    return desk.page(
        asked,
        "snapshots_between.html",
        found=found,
        before=before,
        after=after,
        command=f"dragoman diff {quote(before)} {quote(after)}",
    )


def _moment(desk: Desk, name: str) -> Moment:
    """Return a moment by the name of its snapshot.

    Raises:
        HTTPException: there is none; 404.
    """
    if name == NOW:
        return desk.moments.now()
    names = [snapshot.name for snapshot in desk.moments.snapshots()]
    if name not in names:
        said = ", ".join([*names, NOW])
        raise HTTPException(404, f"there is no snapshot {name!r}; there are {said}")
    return desk.moments.at(name)
