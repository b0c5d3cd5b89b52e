"""Which feeds a record watches, and how long it keeps their pages, as people write it.

It is sources.toml in the folder of the record.
"""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import InputError, MalformedInput
from dragoman.record import Rule
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
    """What the file says: whom publishers may write to, what is watched, how long pages stay."""

    contact: str | None
    sources: tuple[Source, ...]
    rules: tuple[Rule, ...] = ()


def read_sources(folder: Path) -> SourceList:
    """Return what a record watches; nothing where the file is not there.

    Raises:
        MalformedInput: it is no TOML, a [[source]] has no address, or a [[keep]] no days.
    """
    path = folder / SOURCES_FILE
    if not path.is_file():
        return SourceList(contact=None, sources=())
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise MalformedInput(f"{path} is not TOML: {error}") from error
    return SourceList(
        contact=_text(path, written, "contact"),
        sources=tuple(_source(path, table) for table in _tables(path, written, "source")),
        rules=_rules(path, _tables(path, written, "keep")),
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


def _tables(path: Path, written: dict[str, Any], key: str) -> list[Any]:
    tables = written.get(key, [])
    if not isinstance(tables, list):
        raise MalformedInput(f"{path}: write [[{key}]] tables, not {key} = {tables!r}")
    return tables


def _rules(path: Path, tables: list[Any]) -> tuple[Rule, ...]:
    """Return how long the bytes of pages stay.

    Where two rules mean a page, the one with fewer days lets it go. So one with more days for an
    outlet than for all would keep nothing, and who wrote it means the contrary.
    """
    rules = tuple(_rule(path, table) for table in tables)
    for_all = min((rule.days for rule in rules if not rule.outlets), default=None)
    for rule in rules:
        if for_all is not None and rule.days > for_all:
            raise MalformedInput(
                f"{path}: a [[keep]] of {rule.days} days beside one of {for_all} for all outlets "
                "keeps nothing; name the outlets of the shorter one"
            )
    return rules


def _rule(path: Path, table: dict[str, Any]) -> Rule:
    days = table.get("days") if isinstance(table, dict) else None
    if type(days) is not int or days < 0:
        raise MalformedInput(f"{path}: a [[keep]] needs days = 365 or another number: {table}")
    outlet = _text(path, table, "outlet")
    return Rule(days=days, outlets=() if outlet is None else (outlet,))


def _text(path: Path, table: dict[str, Any], key: str) -> str | None:
    value = table.get(key)
    if value is not None and not isinstance(value, str):
        raise MalformedInput(f"{path}: {key} is {value!r}, not a text in quotes")
    return value
