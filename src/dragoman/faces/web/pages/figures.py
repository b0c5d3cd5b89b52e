"""Figures as files: what a page draws, alone, as SVG, PNG or the rows behind it."""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.answers import Backing, DyadAnswer
from dragoman.answers.voicing import outlet_country
from dragoman.errors import AnswerError
from dragoman.faces.answer_rows import dyad_rows, overshadowed_row
from dragoman.faces.networks import network_rows
from dragoman.faces.output import Row
from dragoman.faces.question import actor_code
from dragoman.faces.texts.words import pair_named
from dragoman.faces.web.charts import chart_of_dyad
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.faces.web.figures import Figure, land, picture, rows_as_csv, style
from dragoman.faces.web.links import Links
from dragoman.faces.web.matrices import matrix_of, net_of
from dragoman.faces.web.pages.networks import network_answer
from dragoman.faces.web.pages.places import map_asked, places_answer
from dragoman.faces.web.pages.shadows import shadows
from dragoman.faces.web.scatter import scatter_of
from dragoman.faces.web.strips import strip_of, ways_of
from dragoman.model import Claim

FORMS: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
}


def _dyad(asked: Asked) -> DyadAnswer:
    first, second = (
        actor_code(name, asked.parameters.get(name, "")) for name in ("first", "second")
    )
    return asked.moment.dyad(first, second, asked.span, asked.parameters.get("by", "month"))


def _links(kind: str, answer: Any) -> Links:
    # A saved file leads nowhere; its marks keep their words.
    return Links(kind, answer, {})


def _bars(asked: Asked) -> Any:
    answer = _dyad(asked)
    return chart_of_dyad(answer, _links("dyad", answer))


def _map(asked: Asked) -> Any:
    answer = places_answer(asked)
    return map_asked(asked, answer, _links("map", answer))


def _matrix(asked: Asked) -> Any:
    answer = network_answer(asked)
    return matrix_of(answer, _links("network", answer)) if answer.ties else None


def _net(asked: Asked) -> Any:
    answer = network_answer(asked)
    return net_of(answer, _links("network", answer)) if answer.ties else None


def _place_rows(asked: Asked) -> Iterable[Row]:
    answer = places_answer(asked)
    for row in (*answer.places, *answer.countries):
        yield {
            "name": row.name,
            "kind": row.kind,
            "extent": row.extent.value,
            "country": row.country,
            "lat": row.lat,
            "lon": row.lon,
            **_counts("all", row.told),
            **_counts("cooperation", row.cooperation),
            **_counts("conflict", row.conflict),
            **_counts("apart", row.apart),
            **_counts("hedged", row.hedged),
            "last": row.last.isoformat(),
            "snapshot": answer.snapshot,
        }


def _counts(name: str, told: Backing) -> dict[str, int]:
    return {
        f"{name}_events": len(told.events),
        f"{name}_claims": len(told.claims),
        f"{name}_independent": len(told.origins),
    }


def _dyad_title(asked: Asked) -> str:
    answer = _dyad(asked)
    return f"{pair_named(answer.first, answer.second)}, by {answer.by}"


def _network_rows(asked: Asked) -> Iterable[Row]:
    return network_rows(network_answer(asked))


def _claims(asked: Asked) -> list[Claim]:
    return [asked.moment.stories.claim_of[claim] for claim in _dyad(asked).total.claims]


def _strip(asked: Asked) -> Any:
    return strip_of(_claims(asked), asked.moment.stories, asked)


def _strip_rows(asked: Asked) -> Iterable[Row]:
    for claim in _claims(asked):
        yield {
            "claim": claim.id,
            "published": claim.published,
            "outlet": claim.outlet,
            "outlet_country": outlet_country(claim.outlet, asked.moment.stories),
            "event_type": claim.event_type,
            "quad": claim.quad,
            "hedged": claim.hedged,
            "article": claim.article,
            "snapshot": asked.moment.view.snapshot,
        }


def _ways(asked: Asked) -> Any:
    answer = _dyad(asked)
    return ways_of(answer, _links("dyad", answer))


def _scatter(asked: Asked) -> Any:
    return scatter_of(shadows(asked), asked)


def _shadow_rows(asked: Asked) -> Iterable[Row]:
    answer = shadows(asked)
    of_record = {"snapshot": asked.moment.view.snapshot}
    yield from (overshadowed_row(entry) | of_record for entry in answer.entries)
    for miss in answer.misses:
        yield of_record | {
            "first": miss.first,
            "second": miss.second,
            "score": None,
            "arrow": miss.shift.arrow.value,
            "surprise": miss.surprise,
            "told": miss.attention.observed,
            "expected": miss.attention.expected,
            "reason": miss.reason,
        }


# By the name in the address.
FIGURES: Mapping[str, Figure] = {
    "dyad": Figure("chart", _bars, lambda asked: dyad_rows(_dyad(asked)), _dyad_title),
    "lines": Figure("net", _net, _network_rows, lambda _: "Network"),
    "map": Figure("map", _map, _place_rows, lambda _: "Where it is told to happen"),
    "voices": Figure("strip", _strip, _strip_rows, _dyad_title),
    "ways": Figure("ways", _ways, lambda asked: dyad_rows(_dyad(asked)), _dyad_title),
    "overshadowed": Figure("scatter", _scatter, _shadow_rows, lambda _: "Shifts and attention"),
    "network": Figure("matrix", _matrix, _network_rows, lambda _: "Matrix of pairs"),
}


def figure_file(request: Request) -> Response:
    """Return a figure as a file, with the parameters of the page that shows it.

    Raises:
        AnswerError: there is nothing to draw.
    """
    kind, form = request.path_params["kind"], request.path_params["form"]
    if kind not in FIGURES or form not in FORMS:
        raise HTTPException(
            404,
            f"no figure {kind}.{form}; there are {', '.join(FIGURES)} as {', '.join(FORMS)}",
        )
    asked = desk_of(request).asked(request)
    body = rows_as_csv(FIGURES[kind].rows(asked)) if form == "csv" else _drawn(request, asked)
    if form == "png":
        assert isinstance(body, str)
        body = picture(body)
    named = {"Content-Disposition": f'attachment; filename="{kind}.{form}"'}
    return Response(body, media_type=FORMS[form], headers=named)


def _drawn(request: Request, asked: Asked) -> str:
    figure = FIGURES[request.path_params["kind"]]
    drawing = figure.drawn(asked)
    if drawing is None:
        raise AnswerError("nothing is told of these days that could be drawn; widen them")
    return desk_of(request).text(
        "figure.svg",
        asked=asked,
        part=figure.part,
        drawing=drawing,
        title=figure.title(asked),
        address=str(request.url),
        style=Markup(style()),  # noqa: S704 - our own style sheet
        land=Markup(land()),  # noqa: S704 - our own base map
    )
