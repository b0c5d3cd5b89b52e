"""The network: who is aligned with whom, against whom?"""

from collections import Counter
from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.answers.blocs import LEAST_EVENTS, Network
from dragoman.faces.networks import FORMS, network_file, network_rows
from dragoman.faces.question import count_of
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.faces.web.figures import rows_as_csv
from dragoman.faces.web.links import Links
from dragoman.faces.web.matrices import matrix_of, net_of
from dragoman.faces.web.parts import part_of

# Pairs that are drawn: with the links of their numbers each is over a kilobyte.
MOST_DRAWN = 40
# Pairs in one table.
PER_PAGE = 40
# Names in a list; the table of pairs and the files have all.
MOST_NAMED = 4
MOST_LISTED = 24

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "gexf": "application/gexf+xml",
    "graphml": "application/graphml+xml",
}


def network_page(request: Request) -> Response:
    """Return the matrix of a window, its blocs, what changed, and the same as tables."""
    desk = desk_of(request)
    asked = desk.asked(request)
    answer = network_answer(asked)
    figure = {"least": str(answer.least)}
    drawn = busiest(answer)
    links = Links("network", answer, asked.days() | figure)
    return desk.page(
        asked,
        "network.html",
        answer=answer,
        large=[bloc for bloc in answer.blocs if len(bloc) > 1],
        alone=[bloc[0] for bloc in answer.blocs if len(bloc) == 1],
        links=links,
        matrix=matrix_of(drawn, links) if answer.ties else None,
        net=net_of(drawn, links) if answer.ties else None,
        drawn=drawn,
        part=part_of(asked, answer.ties, PER_PAGE),
        most_named=MOST_NAMED,
        most_listed=MOST_LISTED,
        figure=figure,
    )


def busiest(answer: Network) -> Network:
    """Return the network of the states of most events, as many as can be drawn."""
    events: Counter[str] = Counter()
    for tie in answer.ties:
        told = len(tie.cooperation.events) + len(tie.conflict.events)
        events.update(dict.fromkeys(tie.pair, told))
    kept = [node.code for node in sorted(answer.nodes, key=lambda n: (-events[n.code], n.code))]
    ties = list(answer.ties)
    while len(ties) > MOST_DRAWN:
        gone = kept.pop()
        ties = [tie for tie in ties if gone not in tie.pair]
    blocs = (tuple(code for code in bloc if code in kept) for bloc in answer.blocs)
    return replace(
        answer,
        ties=tuple(ties),
        nodes=tuple(node for node in answer.nodes if node.code in kept),
        blocs=tuple(bloc for bloc in blocs if bloc),
    )


def network_answer(asked: Asked) -> Network:
    """Return the network of the days of a request.

    Raises:
        InputError: `least` is no number above 0.
    """
    least = count_of("least", asked.parameters.get("least", str(LEAST_EVENTS)))
    return asked.moment.network(asked.span, least)


def network_download(request: Request) -> Response:
    """Return the network as a file that other tools read."""
    form = request.path_params["form"]
    if form not in MEDIA:
        raise HTTPException(404, f"no network as {form!r}; there are {', '.join(MEDIA)}")
    answer = network_answer(desk_of(request).asked(request))
    body = network_file(answer, form) if form in FORMS else rows_as_csv(network_rows(answer))
    named = {"Content-Disposition": f'attachment; filename="network.{form}"'}
    return Response(body, media_type=MEDIA[form], headers=named)
