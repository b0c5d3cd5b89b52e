"""Reads a TOML file of outlets as people write it: who publishes, from where, run by whom."""

import tomllib
from pathlib import Path

from dragoman.errors import MalformedInput, MissingInput
from dragoman.model import Outlet
from dragoman.ontology import actors

KINDS = ("agency", "state", "private")


def read_outlets(path: Path) -> tuple[Outlet, ...]:
    """Return the outlets of `[[outlet]]` tables.

    Raises:
        MissingInput: there is no such file.
        MalformedInput: it is no TOML, or a table has no name or an unknown kind.
        UnknownCode: a country is none.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("outlet", [])
    except FileNotFoundError as error:
        raise MissingInput(f"{path} is not there; give a TOML file of [[outlet]] tables") from error
    except (OSError, ValueError) as error:
        raise MalformedInput(f"{path} cannot be read: {error}") from error
    return tuple(_outlet(path, table) for table in tables)


def _outlet(path: Path, table: dict[str, object]) -> Outlet:
    name, kind, country = table.get("name"), table.get("kind"), table.get("country")
    domains = table.get("domains", [])
    if not isinstance(name, str) or not isinstance(domains, list):
        raise MalformedInput(f"{path}: an [[outlet]] needs a name and a list of domains: {table}")
    if kind is not None and kind not in KINDS:
        raise MalformedInput(f"{path}: the kind of {name!r} is {kind!r}, not one of {KINDS}")
    return Outlet(
        name=name,
        country=actors.resolve_code(str(country)) if country else None,
        kind=str(kind) if kind else None,
        domains=tuple(str(domain) for domain in domains),
    )
