"""Which feeds a record watches, as people write it: sources.toml in the folder of the record."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import InputError, MalformedInput
from dragoman.record.durable import keep_file

SOURCES_FILE = "sources.toml"
ADDRESSES = ("http://", "https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed or sitemap; `outlet` is given to its pages, where they do not say."""

    url: str
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList:
    """What the file says: whom publishers may write to, and what is watched."""

    contact: str | None
    sources: tuple[Source, ...]


def read_sources(folder: Path) -> SourceList:
    """Return what a record watches; nothing where the file is not there.

    Raises:
        MalformedInput: it is no TOML, or a [[source]] has no address.
    """
    path = folder / SOURCES_FILE
    if not path.is_file():
        return SourceList(contact=None, sources=())
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise MalformedInput(f"{path} is not TOML: {error}") from error
    tables = written.get("source", [])
    if not isinstance(tables, list):
        raise MalformedInput(f"{path}: sources are [[source]] tables, not {tables!r}")
    return SourceList(
        contact=_text(path, written, "contact"),
        sources=tuple(_source(path, table) for table in tables),
    )


def add_source(folder: Path, source: Source) -> bool:
    """Write a source below the others; return whether it is new.

    What people wrote into the file, comments too, stays as it is.

    Raises:
        InputError: the address is none.
    """
    if not source.url.startswith(ADDRESSES) or not source.url.isprintable():
        raise InputError(f"{source.url!r} is no address; give one that begins with https://")
    if any(known.url == source.url for known in read_sources(folder).sources):
        return False
    path = folder / SOURCES_FILE
    before = path.read_text("utf-8") if path.is_file() else ""
    said = {"url": source.url} | ({"outlet": source.outlet} if source.outlet else {})
    # A string of JSON is one of TOML too.
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in said.items()]
    gap = "\n" if before else ""
    table = "\n".join(("[[source]]", *lines))
    keep_file(path, f"{before}{gap}{table}\n".encode())
    return True


def _source(path: Path, table: dict[str, Any]) -> Source:
    url = _text(path, table, "url") if isinstance(table, dict) else None
    if url is None or not url.startswith(ADDRESSES):
        raise MalformedInput(f'{path}: a [[source]] needs a url = "https://...": {table}')
    return Source(url=url, outlet=_text(path, table, "outlet"))


def _text(path: Path, table: dict[str, Any], key: str) -> str | None:
    value = table.get(key)
    if value is not None and not isinstance(value, str):
        raise MalformedInput(f"{path}: {key} is {value!r}, not a text in quotes")
    return value
