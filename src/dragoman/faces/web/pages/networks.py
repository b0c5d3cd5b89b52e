"""The network: who is aligned with whom, against whom?"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.answers.blocs import LEAST_EVENTS, Network, network_in
from dragoman.faces.networks import FORMS, network_file, network_rows
from dragoman.faces.question import count_of
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.faces.web.figures import rows_as_csv
from dragoman.faces.web.links import Links
from dragoman.faces.web.matrices import matrix_of, net_of

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
    links = Links("network", answer, asked.days() | figure)
    return desk.page(
        asked,
        "network.html",
        answer=answer,
        large=[bloc for bloc in answer.blocs if len(bloc) > 1],
        alone=[bloc[0] for bloc in answer.blocs if len(bloc) == 1],
        links=links,
        matrix=matrix_of(answer, links) if answer.ties else None,
        net=net_of(answer, links) if answer.ties else None,
        figure=figure,
    )


def network_answer(asked: Asked) -> Network:
    """Return the network of the days of a request.

    Raises:
        InputError: `least` is no number above 0.
    """
    least = count_of("least", asked.parameters.get("least", str(LEAST_EVENTS)))
    return network_in(asked.moment.pairs, asked.span, least)


def network_download(request: Request) -> Response:
    """Return the network as a file that other tools read."""
    form = request.path_params["form"]
    if form not in MEDIA:
        raise HTTPException(404, f"no network as {form!r}; there are {', '.join(MEDIA)}")
    answer = network_answer(desk_of(request).asked(request))
    body = network_file(answer, form) if form in FORMS else rows_as_csv(network_rows(answer))
    named = {"Content-Disposition": f'attachment; filename="network.{form}"'}
    return Response(body, media_type=MEDIA[form], headers=named)
