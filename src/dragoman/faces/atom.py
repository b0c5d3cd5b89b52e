"""Atom feeds (RFC 4287): what every feed of ours has, and texts that XML can hold."""

from collections.abc import Iterable
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
# The prefix that XML keeps for itself; ElementTree writes it as `xml:`.
BASE = "{http://www.w3.org/XML/1998/namespace}base"
_SELF = "Dragoman"


def feed_named(title: str, *, identity: str, updated: date) -> ET.Element:
    """Return a feed without entries; the same identity is the same feed to a reader."""
    feed = ET.Element("feed", xmlns=ATOM)
    add(feed, "id", identity)
    add(feed, "title", title)
    add(feed, "updated", stamp(updated))
    add(add(feed, "author"), "name", _SELF)
    return feed


def add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    """Add an element; what XML cannot hold of a text, or what turns its lines, is a space."""
    child = ET.SubElement(parent, name)
    if text is not None:
        child.text = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    return child


def add_lines(parent: ET.Element, name: str, lines: Iterable[str]) -> None:
    """Add an element of plain text, which no reader takes for HTML."""
    add(parent, name, "\n".join(lines)).set("type", "text")


def urn(*words: str) -> str:
    """Return an identity that follows from words and is the same in every run."""
    return uuid5(NAMESPACE_URL, "\n".join(("dragoman", *words))).urn


def stamp(day: date) -> str:
    """Return the beginning of a day as RFC 3339 writes it."""
    return f"{day.isoformat()}T00:00:00Z"


def written(feed: ET.Element) -> str:
    """Return a feed as a document."""
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode")
