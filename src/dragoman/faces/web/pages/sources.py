"""Sources: who reports, for whom, how much of it was read, and how fresh is it?"""

from collections import Counter
from collections.abc import Iterable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.answers.coverage import Coverage, coverage_in
from dragoman.answers.sides import pairs_of
from dragoman.faces.question import count_of
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.faces.web.links import Links
from dragoman.model import Claim

# Articles on one page of an outlet.
PER_PAGE = 100
# Pairs named on the page of one outlet.
MOST_PAIRS = 12


def coverage(asked: Asked) -> Coverage:
    """Return what was read of every outlet, as of the day asked about."""
    return coverage_in(asked.moment.stories, asked.moment.view.imprints(), asked.today)


def sources_page(request: Request) -> Response:
    """Return the outlets of the record, most articles first."""
    desk = desk_of(request)
    asked = desk.asked(request)
    answer = coverage(asked)
    return desk.page(asked, "sources.html", answer=answer, links=_links(asked, answer))


def source_page(request: Request) -> Response:
    """Return the articles of one outlet, and whom they tell of.

    Raises:
        HTTPException: the record has no article of this outlet.
    """
    desk = desk_of(request)
    asked = desk.asked(request)
    name = request.path_params["outlet"]
    answer = coverage(asked)
    source = next((s for s in answer.sources if s.outlet.name.lower() == name.lower()), None)
    if source is None:
        raise HTTPException(404, f"no article of {name!r} in this record; /sources lists all")
    stories = asked.moment.stories
    claims = [stories.claim_of[claim] for claim in source.told.claims]
    imprints = list(asked.moment.view.imprints(outlet=source.outlet.name))
    number = count_of("page", asked.parameters.get("page", "1"))
    return desk.page(
        asked,
        "source.html",
        source=source,
        links=_links(asked, answer),
        total=len(imprints),
        imprints=imprints[(number - 1) * PER_PAGE : number * PER_PAGE],
        number=number,
        pages=-(-len(imprints) // PER_PAGE),
        told=Counter(claim.article for claim in claims),
        origin_of=stories.origin,
        pairs=_pairs(claims),
    )


def _links(asked: Asked, answer: Coverage) -> Links:
    return Links("sources", answer, asked.days() | {"today": asked.today.isoformat()})


def _pairs(claims: Iterable[Claim]) -> list[tuple[tuple[str, str], int]]:
    """Return the pairs that claims tell of, most told of first, with how many claims."""
    counted = Counter(pair for claim in claims for pair in pairs_of(claim))
    return sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))[:MOST_PAIRS]
