"""Who wrote what, when: the header of an article from all that its page says of itself.

A cascade by trust: JSON-LD, then meta tags, then the markup's own tags, then htmldate. Every
date a page offers is kept; where two differ by more than a day, or by a swap of day and
month, the choice is marked as a guess.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from dragoman.articles.dates import day_of, is_conflict, url_day
from dragoman.model import DateCandidate, Published

ARTICLE_TYPES = re.compile(
    r"(?:News|Analysis|Opinion|Report|Review|Live|Blog|Social)?\w*"
    r"(?:Article|BlogPosting|Posting|Report)$"
)
# The names that pages give their publication date, the most exact first.
DATE_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publishdate",
    "pubdate",
    "cxenseparse:recs:publishtime",
    "last-modified",
)
TITLE_META = ("og:title", "twitter:title", "dc.title", "parsely-title", "title")
AUTHOR_META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "cxenseparse:author",
)
OUTLET_META = ("og:site_name", "application-name", "publisher", "dc.publisher")
# Between a title and the name of its site: "Minister resigns - Example Wire".
LONGEST_SITE = 4
SITE_MARK = re.compile(r"\s+(?:[-–—|•·»:]+|::)\s+")
# Longer than this an author is a sentence, shorter an initial.
LONGEST_NAME, SHORTEST_NAME = 60, 3
PLACEHOLDERS = frozenset({"author", "authors", "admin", "editor", "staff", "webmaster", "user"})
# Where markup marks the author, the surest first.
BYLINE_PATHS = (
    "//a[@rel='author']",
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[contains(@class,'author') and contains(@class,'name')]",
    "//*[contains(@class,'byline')]//a | //*[contains(@class,'author')]//a",
    "//*[contains(@class,'byline') or contains(@class,'author')]",
)
SURE_PATHS = BYLINE_PATHS[:2]
LONGEST_BYLINE, MOST_BYLINES = 80, 3
# A personal name: two to four words with capitals, maybe several such.
PERSON = re.compile(r"(?:[A-Z][\w'’.-]+\s+){1,3}[A-Z][\w'’.-]+")
NO_NAME = re.compile(r"https?:|www\.|@|\d{3}|^\W*$", re.IGNORECASE)
BY = re.compile(r"^\s*(?:by|von|par|por|di|da|av|af|text|written by|author)[:\s]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a page says of the article on it."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: Published | None = None
    language: str | None = None
    url: str | None = None
    free: bool | None = None


def header_of(tree: HtmlElement, markup: str, url: str | None = None) -> Header:
    """Return title, authors, outlet, dates, language and address of a page."""
    linked = list(_json_ld(tree))
    main = [node for node in linked if _is_article(node)]
    meta = _meta(tree)
    address = url or _first(_links(tree, "canonical")) or meta.get("og:url")
    return Header(
        title=_title(main, meta, tree),
        authors=_authors(main, meta, linked, tree),
        outlet=_outlet(main, meta, linked) or _site_in_title(tree),
        published=settle(_dates(main, meta, tree, markup, address)),
        language=_language(tree, meta, main),
        url=address,
        free=_free(main),
    )


def settle(candidates: Iterable[DateCandidate]) -> Published | None:
    """Return the first date with all that were offered; None when there is none."""
    offered = tuple(dict.fromkeys(candidates))
    days = [(day, c) for c in offered if (day := day_of(c.value)) is not None]
    if not days:
        return None
    chosen, source = days[0]
    # What htmldate and the address say are guesses themselves: they cannot accuse a stated date.
    stated = [
        day for day, c in days if c.source in {"given", "json-ld", "meta", "time-tag", "text"}
    ]
    conflict = any(is_conflict(chosen, day) for day in stated)
    return Published(
        day=chosen.isoformat(), source=source.source, candidates=offered, conflict=conflict
    )


def _json_ld(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Yield every JSON-LD node of a page; a broken block is left out."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        raw = (script.text or "").strip().removeprefix("<!--").removesuffix("-->")
        raw = raw.removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
        try:
            yield from _nodes(json.loads(raw, strict=False))
        except (ValueError, RecursionError):
            continue


def _nodes(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield the nodes of a JSON-LD value, the outer ones first."""
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in (
            "@graph",
            "mainEntity",
            "mainEntityOfPage",
            "itemListElement",
            "liveBlogUpdate",
        ):
            if isinstance(value.get(key), list | dict) and key != "liveBlogUpdate":
                yield from _nodes(value[key], depth + 1)


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and ARTICLE_TYPES.search(kind) for kind in named)


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the meta tags of a page by lower-cased name; the first of a name stands."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = (tag.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first(values: Iterable[Any]) -> str | None:
    """Return the first value that is a text with something in it."""
    return next(
        (value.strip() for value in values if isinstance(value, str) and value.strip()), None
    )


def _links(tree: HtmlElement, relation: str) -> Iterator[str]:
    return (tag.get("href") or "" for tag in tree.iter("link") if tag.get("rel") == relation)


def _title(main: list[Mapping[str, Any]], meta: Mapping[str, str], tree: HtmlElement) -> str | None:
    linked = _first(node.get("headline") or node.get("name") for node in main)
    shown = _shown_title(tree)
    named = _first(meta.get(name) for name in TITLE_META)
    printed = _first(tag.text_content() for tag in tree.iter("title"))
    for title in (linked, named):
        # A headline cut at a hundred characters, and the whole of it above the article.
        if title and shown and title != shown and shown.startswith(title.rstrip("…. ")):
            return shown
    chosen = linked or without_site(named, meta.get("og:site_name")) or shown
    site = meta.get("og:site_name") or _site_in_title(tree)
    return _plain(chosen or without_site(printed, site))


def _shown_title(tree: HtmlElement) -> str | None:
    headings = [" ".join(tag.text_content().split()) for tag in tree.iter("h1")]
    return _first(heading for heading in headings if len(heading) > SHORTEST_NAME)


def _plain(title: str | None) -> str | None:
    """Return a title without entities and line ends."""
    import html

    if not title:
        return None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", title)).split()) or None


def without_site(title: str | None, site: str | None) -> str | None:
    """Return a title without the name of its site at the end.

    >>> without_site("Minister resigns - Example Wire", "Example Wire")
    'Minister resigns'
    """
    if not title:
        return None
    parts = SITE_MARK.split(title)
    if len(parts) < 2:
        return title
    last = parts[-1]
    named = site is not None and (last.lower() in site.lower() or site.lower() in last.lower())
    bare = title[: title.rindex(last)].rstrip(" -–—|•·»:")
    if named or (len(last.split()) <= LONGEST_SITE - 1 and len(bare.split()) >= LONGEST_SITE):
        return bare
    first = parts[0]
    rest = title[len(first) :].lstrip(" -–—|•·»:")
    leads = site is not None and first.lower() == site.lower()
    return rest if leads else title


def _authors(
    main: list[Mapping[str, Any]],
    meta: Mapping[str, str],
    linked: list[Mapping[str, Any]],
    tree: HtmlElement,
) -> tuple[str, ...]:
    """Return the people who wrote it: by JSON-LD, else by meta, else by the byline's mark."""
    by_id = {node["@id"]: node for node in linked if isinstance(node.get("@id"), str)}
    levels = (
        [name for node in main for name in _names(node.get("author"), by_id)],
        [name for key in AUTHOR_META for name in _listed(meta.get(key, ""))][:MOST_BYLINES],
        [name for words in _marked_bylines(tree) for name in _listed(words)],
    )
    for level in levels:
        names = (BY.sub("", name).strip(" ,.;") for name in level)
        kept = tuple(dict.fromkeys(name for name in names if _is_name(name)))
        if kept:
            return kept
    return ()


def _marked_bylines(tree: HtmlElement) -> Iterator[str]:
    """Yield the words that the markup itself marks as the author, the surest mark first."""
    for path in BYLINE_PATHS:
        found = [" ".join(tag.text_content().split()) for tag in tree.xpath(path)]
        kept = [BY.sub("", words) for words in found if 0 < len(words) <= LONGEST_BYLINE]
        named = list(dict.fromkeys(words for words in kept if PERSON.match(words)))
        # Many names are the authors of other stories beside this one.
        if named and len(named) <= MOST_BYLINES and (len(named) == 1 or path in SURE_PATHS):
            yield from named
            return


def _names(author: Any, by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield the names of a JSON-LD author: a text, an object, a reference, or several."""
    if isinstance(author, list):
        for one in author:
            yield from _names(one, by_id)
    elif isinstance(author, str):
        yield from _listed(author)
    elif isinstance(author, dict):
        known = by_id.get(str(author.get("@id")), {}) if "name" not in author else author
        name = known.get("name")
        for one in name if isinstance(name, list) else [name]:
            if isinstance(one, str):
                yield from _listed(one)


def _listed(names: str) -> Iterator[str]:
    """Yield the names of a text that lists them: "A. Smith, B. Jones and C. Brown"."""
    import html

    for part in re.split(r"\s*[,;/|]\s*", html.unescape(names)):
        people = re.split(r"\s+(?:and|und|et|y|e|&)\s+", part)
        # "Le Figaro et AFP" is one source; two people have two names each.
        whole = any(len(name.split()) < 2 for name in people)
        yield from [part.strip()] if whole else (name.strip() for name in people)


def _is_name(name: str) -> bool:
    if name.lower() in PLACEHOLDERS:
        return False
    return SHORTEST_NAME <= len(name) <= LONGEST_NAME and not NO_NAME.search(name)


def _outlet(
    main: list[Mapping[str, Any]], meta: Mapping[str, str], linked: list[Mapping[str, Any]]
) -> str | None:
    by_id = {node["@id"]: node for node in linked if isinstance(node.get("@id"), str)}
    named = [name for node in main for name in _publisher(node.get("publisher"), by_id)]
    return _first([meta.get("og:site_name"), *named, *(meta.get(key) for key in OUTLET_META)])


def _site_in_title(tree: HtmlElement) -> str | None:
    """Return the name of the site that a page prints before or after its title.

    "Example Wire : Minister resigns over budget", or the same the other way round: the
    short side that is not the headline above the article.
    """
    printed = _first(tag.text_content() for tag in tree.iter("title"))
    parts = [part.strip() for part in SITE_MARK.split(printed or "") if part.strip()]
    if len(parts) < 2:
        return None
    heading = (_shown_title(tree) or "").lower()
    ends = sorted((parts[0], parts[-1]), key=lambda part: len(part.split()))
    short = ends[0]
    named = len(short.split()) <= LONGEST_SITE and short.lower() not in heading
    return short if named and len(ends[1].split()) > len(short.split()) else None


def _publisher(publisher: Any, by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else None
    if isinstance(publisher, dict):
        known = publisher if "name" in publisher else by_id.get(str(publisher.get("@id")), {})
        publisher = known.get("name")
    if isinstance(publisher, str):
        yield publisher


def _dates(
    main: list[Mapping[str, Any]],
    meta: Mapping[str, str],
    tree: HtmlElement,
    markup: str,
    url: str | None,
) -> Iterator[DateCandidate]:
    """Yield every publication date a page offers, the most trusted first."""
    for node in main:
        for key in ("datePublished", "dateCreated", "uploadDate"):
            if isinstance(node.get(key), str):
                yield DateCandidate(value=node[key], source="json-ld", raw=node[key])
    for name in DATE_META:
        if name in meta and name != "last-modified" and day_of(meta[name]) is not None:
            yield DateCandidate(value=meta[name], source="meta", raw=meta[name])
    for tag in tree.iter("time"):
        stamp = tag.get("datetime") or ""
        marked = tag.get("itemprop") == "datePublished" or tag.get("pubdate") is not None
        if marked and day_of(stamp) is not None:
            yield DateCandidate(value=stamp, source="time-tag", raw=stamp)
    by_url = url_day(url or "")
    if by_url is not None:
        yield DateCandidate(value=by_url.isoformat(), source="url", raw=url or "")
    yield from _by_htmldate(markup, url)


def _by_htmldate(markup: str, url: str | None) -> Iterator[DateCandidate]:
    """Yield what htmldate finds in the text: a guess among the page's dates."""
    from htmldate import find_date

    try:
        found = find_date(markup, url=url, original_date=True, outputformat="%Y-%m-%d")
    except (ValueError, TypeError, AttributeError, RecursionError):
        return
    if found:
        yield DateCandidate(value=found, source="htmldate", raw=found)


def _language(
    tree: HtmlElement, meta: Mapping[str, str], main: list[Mapping[str, Any]]
) -> str | None:
    stated = _first(
        [tree.get("lang"), meta.get("og:locale"), *(node.get("inLanguage") for node in main)]
    )
    return re.split(r"[-_]", stated)[0].lower() if stated else None


def _free(main: list[Mapping[str, Any]]) -> bool | None:
    """Return whether the page says that anybody may read it; None when it does not say."""
    for node in main:
        stated = node.get("isAccessibleForFree")
        if stated is not None:
            return str(stated).strip().lower() in {"true", "1", "yes"}
    return None
