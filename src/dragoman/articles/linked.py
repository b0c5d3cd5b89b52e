"""What a page says of itself in JSON-LD: the nodes of articles, and how to read their fields."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml.html import HtmlElement

from dragoman.articles.decode import well_formed

Node = Mapping[str, Any]
# Deeper than this no page nests its nodes.
DEEPEST_NODE = 4
# Under these a page hangs the node of its article.
HOLDERS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report)$")
WRAPPING = re.compile(r"^(?:<!--|//<!\[CDATA\[|\s)+|(?:-->|//\]\]>|;|\s)+$")


@dataclass(frozen=True)
class Linked:
    """The JSON-LD nodes of a page, the outer ones first."""

    nodes: tuple[Node, ...] = field(default=())

    @classmethod
    def of(cls, tree: HtmlElement) -> "Linked":
        """Return what a page holds; a broken block is left out."""
        return cls(tuple(node for block in _blocks(tree) for node in _inner(block)))

    @cached_property
    def articles(self) -> tuple[Node, ...]:
        """The nodes that are articles."""
        return tuple(node for node in self.nodes if _is_article(node))

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """The nodes that others can refer to."""
        return {node["@id"]: node for node in self.nodes if isinstance(node.get("@id"), str)}

    def texts(self, *keys: str) -> Iterator[str]:
        """Yield what the articles have under some keys, where it is a text."""
        for node in self.articles:
            stated = (node.get(key) for key in keys)
            yield from (well_formed(text) for text in stated if isinstance(text, str))

    def authors(self) -> Iterator[str]:
        """Yield the names of the articles' authors as they are printed, people or not."""
        for node in self.articles:
            yield from self._names(node.get("author"))

    def publishers(self) -> Iterator[str]:
        """Yield the names of the articles' publishers."""
        for node in self.articles:
            yield from self._names(node.get("publisher"))

    def body(self) -> str:
        """Return the text that the page states to be its article's; empty when it does not."""
        return max(self.texts("articleBody"), key=len, default="")

    def is_free(self) -> bool | None:
        """Return whether the page says that anybody may read it; None when it does not say."""
        for node in self.articles:
            stated = node.get("isAccessibleForFree")
            if stated is not None:
                return str(stated).strip().lower() in {"true", "1", "yes"}
        return None

    def _names(self, named: Any) -> Iterator[str]:
        """Yield the names of a text, an object, a reference to one, or several of these."""
        if isinstance(named, list):
            for one in named:
                yield from self._names(one) if not isinstance(one, list) else ()
        elif isinstance(named, str):
            yield well_formed(named)
        elif isinstance(named, dict):
            known = named if "name" in named else self.by_id.get(str(named.get("@id")), {})
            name = known.get("name")
            names = name if isinstance(name, list) else [name]
            yield from (well_formed(one) for one in names if isinstance(one, str))


def _blocks(tree: HtmlElement) -> Iterator[Any]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            yield json.loads(WRAPPING.sub("", script.text or ""), strict=False)
        except (ValueError, RecursionError):
            # A broken block says nothing; the page has other ways to say it.
            continue


def _inner(value: Any, depth: int = 0) -> Iterator[Node]:
    """Yield the nodes of a JSON-LD value, the outer ones first."""
    if depth > DEEPEST_NODE:
        return
    if isinstance(value, list):
        for item in value:
            yield from _inner(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in HOLDERS:
            if isinstance(value.get(key), list | dict):
                yield from _inner(value[key], depth + 1)


def _is_article(node: Node) -> bool:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and ARTICLE_TYPES.search(kind) for kind in named)
