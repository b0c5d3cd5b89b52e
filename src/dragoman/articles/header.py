"""What an article is called, where it appeared, in which language: its page's own words.

A cascade by trust: JSON-LD, then meta tags, then the markup's own tags. Authors and dates
have modules of their own, `bylines` and `published`.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml.html import HtmlElement

from dragoman.articles.bylines import authors_of
from dragoman.articles.lexicon import error_titles
from dragoman.articles.linked import Linked
from dragoman.articles.published import by_htmldate, dates_of, settle
from dragoman.model import Published

TITLE_META = ("og:title", "twitter:title", "dc.title", "parsely-title", "title")
OUTLET_META = ("og:site_name", "application-name", "publisher", "dc.publisher")
# Between a title and the name of its site: "Minister resigns - Example Wire".
LONGEST_SITE = 4
# A heading shorter than this can be a section.
LEAST_HEADING, SHORTEST_HEADING = 12, 3
SITE_MARK = re.compile(r"\s+(?:[-–—|•·»:]+|::)\s+")


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
    # The text that the page states to be its article's, for comparison with what is found.
    body: str = ""


def header_of(
    tree: HtmlElement, markup: str, url: str | None = None, latest: date | None = None
) -> Header:
    """Return title, authors, outlet, dates, language and address of a page.

    Args:
        tree: the page as lxml sees it.
        markup: the same as text.
        url: where it was found, if it is known.
        latest: the last day on which it can have been published, if it is known.
    """
    linked, meta = Linked.of(tree), _meta(tree)
    address = url or _first(_links(tree, "canonical")) or meta.get("og:url")
    outlet = _outlet(linked, meta) or _site_in_title(tree)
    dates = (*dates_of(linked, meta, tree, address), *by_htmldate(markup, address))
    return Header(
        title=_title(linked, meta, tree, outlet),
        authors=authors_of(linked, meta, tree, outlet),
        outlet=outlet,
        published=settle(dates, latest),
        language=_language(tree, meta, linked),
        url=address,
        free=linked.is_free(),
        body=linked.body(),
    )


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


def _title(
    linked: Linked, meta: Mapping[str, str], tree: HtmlElement, outlet: str | None
) -> str | None:
    shown = _shown_title(tree)
    stated = _first(linked.texts("headline", "name"))
    named = _first(meta.get(name) for name in TITLE_META)
    for title in (stated, named):
        if title and shown and _is_whole(shown, title):
            return _plain(shown)
    site = meta.get("og:site_name") or outlet
    chosen = without_site(stated, site, only_named=True) or without_site(named, site) or shown
    printed = _first(tag.text_content() for tag in tree.iter("title"))
    return _plain(chosen or without_site(printed, site))


def _is_whole(shown: str, title: str) -> bool:
    """Tell whether the heading above the article is the better form of a stated title.

    The title is the heading cut off at a hundred characters, or has the site's name after it.
    """
    if shown.startswith(title.rstrip("…. ")):
        return True
    after = title.removeprefix(shown)
    return after != title and SITE_MARK.match(after) is not None and len(shown) >= LEAST_HEADING


def _shown_title(tree: HtmlElement) -> str | None:
    headings = [" ".join(tag.text_content().split()) for tag in tree.iter("h1")]
    return _first(heading for heading in headings if len(heading) > SHORTEST_HEADING)


def _plain(title: str | None) -> str | None:
    """Return a title without entities and line ends."""
    if not title:
        return None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", title)).split()) or None


def without_site(title: str | None, site: str | None, *, only_named: bool = False) -> str | None:
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
    if only_named:
        return bare if named else title
    if named or (len(last.split()) <= LONGEST_SITE - 1 and len(bare.split()) >= LONGEST_SITE):
        return bare
    first = parts[0]
    rest = title[len(first) :].lstrip(" -–—|•·»:")
    leads = site is not None and first.lower() == site.lower()
    return rest if leads else title


def _outlet(linked: Linked, meta: Mapping[str, str]) -> str | None:
    named = (meta.get(key) for key in OUTLET_META)
    return _first([meta.get("og:site_name"), *linked.publishers(), *named])


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
    if _tells_an_error(ends[0]):
        return None
    short = ends[0]
    named = len(short.split()) <= LONGEST_SITE and short.lower() not in heading
    return short if named and len(ends[1].split()) > len(short.split()) else None


def _tells_an_error(words: str) -> bool:
    """Tell whether words are what a server says where there is no page ("404", "Error 404")."""
    told = error_titles(words)
    # A newspaper may well be called "The Forbidden Times": one word must be all there is.
    return any(p.isdigit() or " " in p or p == words.lower() for p in told)


def _language(tree: HtmlElement, meta: Mapping[str, str], linked: Linked) -> str | None:
    stated = _first([tree.get("lang"), meta.get("og:locale"), *linked.texts("inLanguage")])
    return re.split(r"[-_]", stated)[0].lower() if stated else None
