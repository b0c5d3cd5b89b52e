"""The codebook: what each code means, with examples, and where this record uses it."""

from starlette.requests import Request
from starlette.responses import Response

from dragoman.faces.web.desk import desk_of
from dragoman.ontology import cameo, plover
from dragoman.ontology.examples import examples_of


def codebook_page(request: Request) -> Response:
    """Return the types by quad, contexts and sectors, with how many claims have each type."""
    desk = desk_of(request)
    asked = desk.asked(request)
    return desk.page(
        asked,
        "codebook.html",
        quads=[
            (quad, [entry for entry in plover.EVENT_TYPES if entry.quad == quad])
            for quad in plover.QUADS
        ],
        counts=asked.moment.view.count_by("type"),
        contexts=plover.CONTEXTS,
        sectors=plover.SECTORS,
        non_states=plover.NON_STATES,
        auxiliary=plover.AUXILIARY_MODES,
    )


def type_page(request: Request) -> Response:
    """Return one type: definition, modes, examples, CAMEO codes, and its count in this record.

    Raises:
        UnknownCode: there is no such type.
    """
    desk = desk_of(request)
    asked = desk.asked(request)
    entry = plover.event_type(request.path_params["code"].upper())
    return desk.page(
        asked,
        "codebook_type.html",
        entry=entry,
        count=asked.moment.view.count(event_type=entry.code),
        examples=examples_of(entry.code),
        older=cameo_codes_of(entry.code),
    )


def cameo_codes_of(event_type: str) -> list[tuple[str, str, cameo.Crosswalk]]:
    """Return the CAMEO codes that become a type, with their names and what else they become."""
    rows = ((code, cameo.name(code), cameo.to_plover(code)) for code in cameo.codes())
    return [row for row in rows if row[2].event_type == event_type]
