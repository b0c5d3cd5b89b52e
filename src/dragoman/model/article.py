"""The article: the text taken from a page, with a label on every character."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.model.span import Span


class Verdict(StrEnum):
    """What a page turned out to be."""

    ARTICLE = "article"
    STUB_PAYWALL = "stub_paywall"
    JS_SHELL = "js_shell"
    ERROR_PAGE = "error_page"
    INDEX_PAGE = "index_page"
    CONSENT_WALL = "consent_wall"
    NOT_HTML = "not_html"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"


# Pages whose text may be coded: an article, the free lead of a paywalled one, and
# what arrived of a page that was cut off. Of the others nothing is an article.
READABLE = frozenset({Verdict.ARTICLE, Verdict.STUB_PAYWALL, Verdict.TRUNCATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSpan:
    """A range of the article's text: content (`reason` None) or dropped, with the reason."""

    span: Span
    reason: str | None = None

    @property
    def is_content(self) -> bool:
        """Tell whether the range is the article's own text."""
        return self.reason is None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """One date that a page gives for its publication.

    `value` is ISO 8601: "2020-10-06", or with time and zone where the page has them.
    `source` is given, json-ld, meta, time-tag, url, text or htmldate.
    """

    value: str
    source: str
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The publication date we settled on, and every date the page offered.

    `day` is YYYY-MM-DD. `conflict` is set when candidates differ by more than a
    day or by a swap of day and month; then the choice is a guess and says so.
    """

    day: str
    source: str
    candidates: tuple[DateCandidate, ...] = ()
    conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes: a name, the country it speaks from (ISO3) and how it is run.

    `kind` is agency, state, private, or None where nobody said.
    """

    name: str
    country: str | None = None
    kind: str | None = None
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An immutable version of the text of one page.

    The spans partition `text`: every character is content or dropped with a reason.
    `id` is the id given with a JSONL article, else derived from page and text.
    """

    id: str
    page_sha256: str
    origin: str
    text: str
    text_sha256: str
    verdict: Verdict
    verdict_reasons: tuple[str, ...] = ()
    spans: tuple[LabelledSpan, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: Published | None = None
    language: str | None = None
    encoding: str | None = None
    url: str | None = None
    extractor: str = ""

    @property
    def is_readable(self) -> bool:
        """Tell whether the text may be coded."""
        return self.verdict in READABLE
