"""What a page turned out to be, with the reasons: no library tells, all return something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from dragoman.articles.header import Header
from dragoman.articles.lexicon import error_titles, lexicon
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
# A text so short is an article where it is most of the page and holds a sentence.
BRIEF_SHARE = 0.6
SENTENCE = re.compile(r"\w+(?:\W+\w+){4,}\W*[.!?…؟。]")
# The lines of a plain text that can be its title.
TITLE_LINES = 2
ENDING = re.compile(r"[.!?…\"”’»)\]:*。]\s*$")
# Where a whole page ends; what is cut off has neither tag.
PAGE_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
CUT_TAG = re.compile(r"<[a-zA-Z/!][^<>]*$")
LONGEST_TAIL = 20_000
# What holds an article; open at the end of a page, it was cut off in there.
HOLDERS = ("article", "main", "section", "script", "table", "div")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a verdict is judged on; a plain text has neither a tree nor a header to judge by."""

    markup: str
    tree: HtmlElement | None
    header: Header
    body: str
    shown: str


Finding = tuple[Verdict, tuple[str, ...]]


def judge(page: Evidence) -> Finding:
    """Return the verdict of a page and why; the first that fits stands."""
    words = size(page.body)
    for test in (_empty, _consent, _shell, _error, _paywall, _index, _truncated):
        found = test(page, words)
        if found is not None:
            return found
    if words < LEAST_WORDS and not _is_brief(page, words):
        return Verdict.EMPTY, (f"only {words} words of text",)
    return Verdict.ARTICLE, ()


def _is_brief(page: Evidence, words: int) -> bool:
    """Tell whether a few words are all there is and say something: a brief, a single sentence."""
    whole = words >= BRIEF_SHARE * size(page.shown)
    return whole and SENTENCE.search(page.body) is not None


def size(text: str) -> int:
    """Return about how many words a text has; scripts without spaces count by characters."""
    return max(len(text.split()), len(text) // CHARACTERS_PER_WORD)


def _tags(page: Evidence, *names: str) -> Iterator[HtmlElement]:
    """Yield the elements of some names; a plain text has none."""
    return page.tree.iter(*names) if page.tree is not None else iter(())


def _phrases(name: str, text: str) -> list[str]:
    """Return the phrases of a list that stand in a text."""
    lowered = " ".join(text.lower().split()).replace("’", "'")
    return [phrase for phrase in lexicon()[name] if phrase in lowered]


def _empty(page: Evidence, _words: int) -> Finding | None:
    if page.shown.strip() or page.body.strip():
        return None
    if next(_tags(page, "script"), None) is not None:
        return Verdict.JS_SHELL, ("scripts and no words",)
    return Verdict.EMPTY, ("no words",)


def _consent(page: Evidence, words: int) -> Finding | None:
    if page.header.published is not None and words >= NOTICE_WORDS:
        # A dated story about cookies.
        return None
    found = _phrases("consent_texts", page.shown)
    walled = size(page.shown) < CONSENT_WORDS and len(found) >= CONSENT_PHRASES
    dense = len(_phrases("consent_texts", page.body)) >= CONSENT_PHRASES - 1
    if walled and (dense or words < LEAST_WORDS):
        return Verdict.CONSENT_WALL, tuple(found[:CONSENT_PHRASES])
    return None


def _shell(page: Evidence, words: int) -> Finding | None:
    inert = " ".join(tag.text_content() for tag in _tags(page, "noscript"))
    found = _phrases("script_texts", page.shown + " " + inert)
    scripts = sum(len(tag.text or "") + 1 for tag in _tags(page, "script"))
    if len(page.shown) < SHELL_CHARACTERS and found and words < NOTICE_WORDS:
        return Verdict.JS_SHELL, tuple(found[:2])
    if words < LEAST_WORDS and len(page.shown) < SHELL_CHARACTERS / 2 and scripts > len(page.shown):
        return Verdict.JS_SHELL, ("scripts and next to no words",)
    return None


def _error(page: Evidence, words: int) -> Finding | None:
    if words >= NOTICE_WORDS:
        return None
    printed = " ".join(tag.text_content() for tag in _tags(page, "title", "h1")).lower()
    if page.tree is None:
        printed = " ".join(page.shown.splitlines()[:TITLE_LINES]).lower()
    titled = error_titles(printed)
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
    links = [tag for tag in _tags(page, "a") if len(tag.text_content().split()) >= 4]
    linked = sum(len(tag.text_content().split()) for tag in links)
    total = size(page.shown)
    longest = max((len(line.split()) for line in page.body.splitlines()), default=0)
    kind = next(
        (t.get("content") for t in _tags(page, "meta") if t.get("property") == "og:type"), None
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
    if not re.search(r"<(?:html|body)\b", page.markup[:8192], re.IGNORECASE):
        return None
    if CUT_TAG.search(page.markup[-LONGEST_TAIL:]):
        return Verdict.TRUNCATED, ("the page ends inside a tag",)
    if not ENDING.search(page.body.rstrip().splitlines()[-1]):
        return Verdict.TRUNCATED, ("the page ends inside a sentence",)
    holders = (name for name in HOLDERS if _count(name, page) > _count("/" + name, page))
    opened = next(holders, None)
    return (Verdict.TRUNCATED, (f"<{opened}> is never closed",)) if opened else None


def _count(name: str, page: Evidence) -> int:
    return len(re.findall(rf"<{name}\b", page.markup, re.IGNORECASE))
