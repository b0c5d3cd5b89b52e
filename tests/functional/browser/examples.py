"""An address for every page there is: a page without one fails the tests of all."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from starlette.routing import Route

from dragoman.faces.moment import Moment
from dragoman.faces.web.app import PAGES
from dragoman.record import Record

# Addresses of each page, by its path in `PAGES`; names in braces come from the record.
EXAMPLES: dict[str, tuple[str, ...]] = {
    "/": ("/",),
    "/actors": ("/actors",),
    "/actors/{code}": ("/actors/IRN",),
    "/api": ("/api",),
    "/articles/{article}": ("/articles/{article}",),
    "/behind/{kind}": ("/behind/dyad?first=RUS&second=IRN&at=/total",),
    "/calendar": ("/calendar?today=2020-10-06",),
    "/claims": ("/claims", "/claims?dyad=RUS,IRN&hedged=true"),
    "/codebook": ("/codebook",),
    "/codebook/{code}": ("/codebook/CONSULT",),
    "/dyads": ("/dyads",),
    "/dyads/{first}-{second}": ("/dyads/RUS-IRN", "/dyads/RUS-FRA"),
    "/events/{event}": ("/events/{event}",),
    "/health": ("/health",),
    "/health/pages": ("/health/pages",),
    "/map": ("/map", "/map?frame=world&states=true"),
    "/network": ("/network?least=1", "/network?least=1000"),
    "/overshadowed": ("/overshadowed",),
    "/review": ("/review",),
    "/review/judged": ("/review/judged",),
    "/review/log": ("/review/log",),
    "/review/queue": ("/review/queue",),
    "/search": ("/search?q=Iran", "/search?q=xyzzy"),
    "/snapshots": ("/snapshots",),
    "/snapshots/{before}..{after}": ("/snapshots/first..now",),
    "/sources": ("/sources",),
    "/sources/{outlet:path}": ("/sources/{outlet}",),
    "/voices": ("/voices",),
    "/voices/{first}-{second}": ("/voices/RUS-IRN",),
}
# What is downloaded and not looked at; each has tests of its own.
FILES = {"/calendar.ics", "/figures/{kind}.{form}", "/network.{form}"}
WRONG = "/no/such/page"


def looked_at() -> Iterator[str]:
    """Yield the path of every page that a person looks at."""
    for route in PAGES:
        if isinstance(route, Route) and "GET" in (route.methods or ()) and route.path not in FILES:
            yield route.path


def every_address() -> Iterator[str]:
    """Yield an example of every page, a page that is not here too."""
    for path in looked_at():
        yield from EXAMPLES.get(path, ())
    yield WRONG


def filled(example: str, folder: Path) -> str:
    """Return an example with ids of a record."""
    if "{" not in example:
        return example
    with Record.open(folder) as record:
        stories = Moment(record.view()).stories
    # What most is told of shows most of its page.
    event = max(stories.events, key=lambda event: (len(event.claims), event.id))
    claim = stories.claim_of[event.claims[0]]
    outlet = quote(claim.outlet or "")
    return example.format(article=claim.article, event=event.id, claim=claim.id, outlet=outlet)
