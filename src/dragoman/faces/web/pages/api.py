"""The interface of programs, as people read it: every address with its parameters."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dragoman.faces.api.forms import MEDIA_TYPES
from dragoman.faces.web.desk import desk_of

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an address may be asked with."""

    name: str
    words: str
    example: str
    default: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One address: what it answers, in words of its own."""

    method: str
    path: str
    words: str
    forms: tuple[str, ...]
    parameters: tuple[Parameter, ...]


def api_page(request: Request) -> Response:
    """Return the description that the interface gives of itself, section by section."""
    desk = desk_of(request)
    document = request.app.state.api.openapi()
    sections: dict[str, list[Operation]] = {}
    for section, operation in operations_of(document):
        sections.setdefault(section, []).append(operation)
    return desk.page(
        desk.asked(request),
        "api.html",
        sections=sections,
        paragraphs=document["info"]["description"].strip().split("\n\n"),
        base=str(request.base_url),
    )


def operations_of(document: Json) -> Iterator[tuple[str, Operation]]:
    """Yield every operation of an OpenAPI document with the section that it stands in."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield (
                operation["tags"][0],
                Operation(
                    method=method.upper(),
                    path=f"/v1{path}",
                    words=operation["description"],
                    forms=_forms(operation),
                    parameters=tuple(map(_parameter, operation.get("parameters", ()))),
                ),
            )


def _parameter(given: Json) -> Parameter:
    schema = given["schema"]
    default = schema.get("default")
    return Parameter(
        name=given["name"],
        words=given.get("description", ""),
        example=str(next(iter(schema.get("examples", ())), "")),
        default="" if default in (None, []) else str(default).lower(),
        is_needed=given["required"],
    )


def _forms(operation: Json) -> tuple[str, ...]:
    """Return the forms of an answer by the end of a path that asks for each."""
    told = operation["responses"]["200"]["content"]
    return tuple(form for form, media_type in MEDIA_TYPES.items() if media_type in told)
