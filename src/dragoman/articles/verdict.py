"""What a page turned out to be, with the reasons: no library tells, all return something."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lxml.html import HtmlElement

from dragoman.articles.header import Header
from dragoman.model import Verdict

# Words of a body below which a page can be a notice, a stub or a list. Measured on the real
# pages of data/headers and data/article_extraction and on tests/bad_inputs.
NOTICE_WORDS = 150
STUB_WORDS = 220
# A lead this short with one phrase of a paywall beside it is a stub.
STUB_LEAD = 60
LEAST_WORDS = 25
# Of a long English word; three words of Japanese.
CHARACTERS_PER_WORD = 8
# Characters a page shows before its scripts have run.
SHELL_CHARACTERS = 400
# Phrases of consent that make a page a wall, and how long a wall can be.
CONSENT_PHRASES = 3
CONSENT_WORDS = 900
# Share of a page's words that stand in links, above which it is a list of stories.
LINK_SHARE = 0.5
LIST_LINKS = 15
ENDING = re.compile(r"[.!?…\"”’»)\]:*。]\s*$")
# Where a whole page ends; what is cut off has neither tag.
PAGE_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a verdict is judged on."""

    markup: str
    tree: HtmlElement
    header: Header
    body: str
    shown: str


Finding = tuple[Verdict, tuple[str, ...]]


def judge(page: Evidence) -> Finding:
    """Return the verdict of a page of HTML and why; the first that fits stands."""
    words = size(page.body)
    for test in (_empty, _consent, _shell, _error, _paywall, _index, _truncated):
        found = test(page, words)
        if found is not None:
            return found
    if words < LEAST_WORDS:
        return Verdict.EMPTY, (f"only {words} words of text",)
    return Verdict.ARTICLE, ()


def size(text: str) -> int:
    """Return about how many words a text has; scripts without spaces count by characters."""
    return max(len(text.split()), len(text) // CHARACTERS_PER_WORD)


@cache
def _lexicon() -> Mapping[str, Sequence[str]]:
    raw = files("dragoman.articles").joinpath("data/verdicts.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)


def _phrases(name: str, text: str) -> list[str]:
    """Return the phrases of a list that stand in a text."""
    lowered = " ".join(text.lower().split()).replace("’", "'")
    return [phrase for phrase in _lexicon()[name] if phrase in lowered]


def _empty(page: Evidence, _words: int) -> Finding | None:
    if page.shown.strip() or page.body.strip():
        return None
    scripts = next(page.tree.iter("script"), None)
    if scripts is not None:
        return Verdict.JS_SHELL, ("scripts and no words",)
    return Verdict.EMPTY, ("no words",)


def _consent(page: Evidence, words: int) -> Finding | None:
    found = _phrases("consent_texts", page.shown)
    walled = size(page.shown) < CONSENT_WORDS and len(found) >= CONSENT_PHRASES
    dense = len(_phrases("consent_texts", page.body)) >= CONSENT_PHRASES - 1
    if walled and (dense or words < LEAST_WORDS):
        return Verdict.CONSENT_WALL, tuple(found[:CONSENT_PHRASES])
    return None


def _shell(page: Evidence, words: int) -> Finding | None:
    inert = " ".join(tag.text_content() for tag in page.tree.iter("noscript"))
    found = _phrases("script_texts", page.shown + " " + inert)
    scripts = sum(len(tag.text or "") + 1 for tag in page.tree.iter("script"))
    if len(page.shown) < SHELL_CHARACTERS and found and words < NOTICE_WORDS:
        return Verdict.JS_SHELL, tuple(found[:2])
    if words < LEAST_WORDS and len(page.shown) < SHELL_CHARACTERS / 2 and scripts > len(page.shown):
        return Verdict.JS_SHELL, ("scripts and next to no words",)
    return None


def _error(page: Evidence, words: int) -> Finding | None:
    if words >= NOTICE_WORDS:
        return None
    printed = " ".join(tag.text_content() for tag in page.tree.iter("title", "h1")).lower()
    titled = [
        phrase
        for phrase in _lexicon()["error_titles"]
        if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", printed)
    ]
    told = _phrases("error_texts", page.body or page.shown[: 10 * SHELL_CHARACTERS])
    if told and (titled or words < NOTICE_WORDS / 2):
        return Verdict.ERROR_PAGE, tuple((titled + told)[:2])
    numbered = [phrase for phrase in titled if phrase.isdigit() or " " in phrase]
    if numbered and words < NOTICE_WORDS / 2:
        return Verdict.ERROR_PAGE, tuple(numbered[:2])
    return None


def _paywall(page: Evidence, words: int) -> Finding | None:
    if words >= STUB_WORDS:
        return None
    if page.header.free is False:
        return Verdict.STUB_PAYWALL, ("isAccessibleForFree is false",)
    found = _phrases("paywall_texts", page.shown)
    near = _phrases("paywall_texts", page.body) or len(found) > 1 or words < STUB_LEAD
    return (Verdict.STUB_PAYWALL, tuple(found[:2])) if found and near else None


def _index(page: Evidence, words: int) -> Finding | None:
    links = [tag for tag in page.tree.iter("a") if len(tag.text_content().split()) >= 4]
    linked = sum(len(tag.text_content().split()) for tag in links)
    total = size(page.shown)
    longest = max((len(line.split()) for line in page.body.splitlines()), default=0)
    kind = next(
        (t.get("content") for t in page.tree.iter("meta") if t.get("property") == "og:type"), None
    )
    if kind == "article":
        return None
    has_story = longest >= 2 * LEAST_WORDS or words >= STUB_WORDS
    if len(links) >= LIST_LINKS and linked > LINK_SHARE * total and not has_story:
        return Verdict.INDEX_PAGE, (f"{len(links)} linked headlines, {linked} of {total} words",)
    site = kind == "website" and page.header.published is None and not has_story
    if site and len(links) >= LIST_LINKS / 2:
        return Verdict.INDEX_PAGE, ("og:type is website, no date, a list of links",)
    return None


def _truncated(page: Evidence, words: int) -> Finding | None:
    if PAGE_END.search(page.markup[-4096:]) or words < LEAST_WORDS:
        return None
    opens = re.search(r"<(?:html|body)\b", page.markup[:8192], re.IGNORECASE)
    last = page.body.rstrip().splitlines()[-1]
    if opens and not ENDING.search(last):
        return Verdict.TRUNCATED, ("the page ends inside a sentence",)
    return None
