"""The brief: what changed between whom since one last looked?"""

from starlette.requests import Request
from starlette.responses import Response

from dragoman.faces.web.desk import desk_of
from dragoman.faces.web.links import Links


def brief_page(request: Request) -> Response:
    """Return the state of the record on a day: changes, due, overshadowed, disputed."""
    desk = desk_of(request)
    asked = desk.asked(request)
    answer = asked.moment.brief(asked.today)
    links = Links("brief", answer, asked.days() | {"today": asked.today.isoformat()})
    return desk.page(
        asked, "brief.html", answer=answer, links=links, counts=asked.moment.view.counts()
    )
