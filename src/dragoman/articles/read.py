"""From a page to its article: decode, find the body, label it, read the header, judge.

Whatever the bytes are, an Article comes back; what it is not is said by its verdict.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from typing import Any

import lxml.html
from lxml.etree import LxmlError

from dragoman.articles.asides import label_asides
from dragoman.articles.bylines import is_outlet, printed_byline
from dragoman.articles.dates import day_of
from dragoman.articles.decode import MAX_TEXT_BYTES, Decoded, decode, well_formed
from dragoman.articles.header import Header, header_of
from dragoman.articles.html import (
    DEEPEST,
    LXML_DEEPEST,
    MOST_CHARACTERS,
    MOST_TAGS,
    Shape,
    all_text,
    body_of,
    cut_long_tags,
    shape_of,
)
from dragoman.articles.language import language_of
from dragoman.articles.plain import label_plain
from dragoman.articles.plain_header import plain_header
from dragoman.articles.published import settle
from dragoman.articles.rails import headlines_of
from dragoman.articles.verdict import Evidence, judge
from dragoman.model import (
    ARTICLE_JSON,
    READABLE,
    Article,
    DateCandidate,
    LabelledSpan,
    Page,
    Published,
    Span,
    Verdict,
    content_id,
    text_digest,
)


def read(page: Page) -> Article:
    """Return the article of a page; never raises on what the page holds."""
    if page.media_type == ARTICLE_JSON:
        return _given(page)
    decoded = decode(page.raw)
    if decoded.kind == "html":
        return _from_html(page, decoded)
    if decoded.kind == "text":
        return _from_text(page, decoded)
    return _article(page, "", Verdict(decoded.kind), decoded.notes, encoding=decoded.encoding)


def _from_html(page: Page, decoded: Decoded) -> Article:
    markup = cut_long_tags(decoded.text)
    shape = shape_of(markup)
    refused = _too_wild(shape)
    if refused is not None:
        verdict, reason = refused
        return _article(page, "", verdict, (reason,), encoding=decoded.encoding)
    shown = all_text(markup)
    if len(shown) > MOST_CHARACTERS:
        return _article(page, "", Verdict.TOO_LARGE, (TOO_LONG,), encoding=decoded.encoding)
    tree = _tree(markup)
    if tree is None:
        notes = ("no tree can be made of it",)
        return _article(page, "", Verdict.EMPTY, notes, encoding=decoded.encoding)
    header = header_of(tree, markup, page.url, _latest(page))
    body = body_of(markup, tree if shape.depth <= LXML_DEEPEST else None, header.body)
    verdict, reasons = judge(
        Evidence(markup=markup, tree=tree, header=header, body=body.text, shown=shown)
    )
    # Of a page that is no article no words are kept as if they were one.
    text = body.text if verdict in READABLE else ""
    return _article(
        page,
        text,
        verdict,
        (*reasons, *decoded.notes),
        header=_trusted(header, verdict, text),
        spans=label_asides(text, headlines_of(tree)),
        encoding=decoded.encoding,
        extractor=_with_version(body.extractor),
    )


@cache
def _with_version(library: str) -> str:
    """Return a library with its version; looking that up parses a file, 5 % of reading a page."""
    return f"{library} {version(library)}"


# The longest page of the research data has some 3,000 lines when it is flattened; labelling takes
# a third of a millisecond a line.
MOST_LINES = 20_000
TOO_LONG = f"more than {MOST_CHARACTERS} characters of text"


def _too_wild(shape: Shape) -> tuple[Verdict, str] | None:
    """Return why no parser should see a page, None when one may."""
    if shape.tags > MOST_TAGS:
        return Verdict.TOO_LARGE, f"more than {MOST_TAGS} tags"
    if shape.depth > DEEPEST:
        return Verdict.NOT_HTML, f"tags nest deeper than {DEEPEST} levels"
    return None


def _trusted(header: Header, verdict: Verdict, text: str) -> Header:
    """Return what may be kept of a header: the date of a page that is no article is a guess."""
    if verdict not in READABLE:
        return replace(header, published=None)
    authors = header.authors
    if all(is_outlet(name, header.outlet) for name in authors):
        authors = printed_byline(text) or authors
    return replace(header, language=language_of(text, header.language), authors=authors)


def _latest(page: Page) -> date | None:
    """Return the last day on which a page can have been published: a day after its fetching."""
    fetched = day_of(page.fetched_at) if page.fetched_at else None
    return fetched + timedelta(days=1) if fetched else None


def _tree(markup: str) -> lxml.html.HtmlElement | None:
    """Return the tree of a page, None where lxml sees nothing in it."""
    try:
        return lxml.html.document_fromstring(
            markup.encode("utf-8", "replace"),
            parser=lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False),
        )
    except (LxmlError, ValueError, AssertionError):
        return None


def _from_text(page: Page, decoded: Decoded) -> Article:
    text = decoded.text
    if len(text) > MOST_CHARACTERS:
        return _article(page, "", Verdict.TOO_LARGE, (TOO_LONG,), encoding=decoded.encoding)
    if text.count("\n") > MOST_LINES:
        notes = (f"more than {MOST_LINES} lines",)
        return _article(page, "", Verdict.TOO_LARGE, notes, encoding=decoded.encoding)
    spans = label_plain(text)
    content = "\n".join(s.span.cut(text) for s in spans if s.is_content)
    header = replace(plain_header(text), language=language_of(content, None))
    verdict, reasons = judge(
        Evidence(markup="", tree=None, header=header, body=content, shown=content or text)
    )
    return _article(
        page,
        text,
        verdict,
        (*reasons, *decoded.notes),
        header=_trusted(header, verdict, content),
        spans=spans,
        encoding=decoded.encoding,
        extractor="plain 1",
    )


def _given(page: Page) -> Article:
    """Return an article that came as JSON: its text is taken whole, as it was given."""
    if len(page.raw) > MAX_TEXT_BYTES:
        return _article(page, "", Verdict.TOO_LARGE, (f"more than {MAX_TEXT_BYTES} bytes",))
    try:
        row: Any = json.loads(page.raw.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        return _article(page, "", Verdict.NOT_HTML, (f"no JSON: {error}",))
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return _article(page, "", Verdict.NOT_HTML, ("no JSON object with a text",))
    text = well_formed(row["text"])
    if len(text) > MOST_CHARACTERS:
        return _article(page, "", Verdict.TOO_LARGE, (TOO_LONG,))
    header = Header(
        title=_said(row, "title"),
        outlet=_said(row, "outlet"),
        published=settle(_said_dates(row)),
        language=language_of(text, _said(row, "language")),
        url=_said(row, "url"),
    )
    blank = not text.strip()
    verdict = Verdict.EMPTY if blank else Verdict.ARTICLE
    reasons = ("no words",) if blank else ()
    spans = (LabelledSpan(span=Span(0, len(text))),) if text else ()
    article = _article(page, text, verdict, reasons, header=header, spans=spans, extractor="given")
    given_id = row.get("id")
    return article if given_id is None else replace(article, id=well_formed(str(given_id)))


def _said_dates(row: dict[str, Any]) -> Iterator[DateCandidate]:
    """Yield the date a row gives, if it gives one."""
    published = _said(row, "published")
    if published:
        yield DateCandidate(value=published, source="given", raw=published)


def _said(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    return well_formed(value) if isinstance(value, str) and value.strip() else None


def _article(
    page: Page,
    text: str,
    verdict: Verdict,
    reasons: tuple[str, ...],
    **found: Any,
) -> Article:
    """Return an article of a page; what the user said of the page stands above what it says."""
    header: Header = found.get("header") or Header()
    digest = text_digest(text)
    return Article(
        id=content_id("ar", page.sha256, digest),
        page_sha256=page.sha256,
        origin=page.origin,
        text=text,
        text_sha256=digest,
        verdict=verdict,
        verdict_reasons=reasons,
        spans=found.get("spans", ()),
        title=header.title,
        authors=header.authors,
        outlet=page.outlet or header.outlet,
        published=_published(page, header),
        language=header.language,
        encoding=found.get("encoding"),
        url=page.url or header.url,
        extractor=found.get("extractor", ""),
    )


def _published(page: Page, header: Header) -> Published | None:
    """Return the date the user gave, else the page's; all candidates are kept."""
    if page.published is None or day_of(page.published) is None:
        return header.published
    given = DateCandidate(value=page.published, source="given", raw=page.published)
    return settle([given, *(header.published.candidates if header.published else ())])
