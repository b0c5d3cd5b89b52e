"""Who wrote an article: by JSON-LD, else by meta tags, else by the mark of its byline."""

import html
import re
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from dragoman.articles.linked import Linked

AUTHOR_META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "cxenseparse:author",
)
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
# How many lines of a body can be its byline.
BYLINE_LINES = 3
# A personal name: two to four words with capitals, maybe several such.
PERSON = re.compile(r"(?:[A-Z][\w'’.-]+\s+){1,3}[A-Z][\w'’.-]+")
NO_NAME = re.compile(r"https?:|www\.|@|\d{3}|^\W*$", re.IGNORECASE)
# An author's page, not the name: "ann-bell".
SLUG = re.compile(r"[a-z]+(?:-[a-z]+)+")
ADDRESS = re.compile(r"\s*(?:https?:)?//")
BY = re.compile(r"^\s*(?:by|von|par|por|di|da|av|af|text|written by|author)[:\s]+", re.IGNORECASE)


def authors_of(
    linked: Linked, meta: Mapping[str, str], tree: HtmlElement, outlet: str | None
) -> tuple[str, ...]:
    """Return who wrote it: people where any way names some, else the outlet if it is named."""
    levels = (
        [name for words in linked.authors() for name in _listed(words)],
        [name for key in AUTHOR_META for name in _listed(meta.get(key, ""))][:MOST_BYLINES],
        [name for words in _marked(tree) for name in _listed(words)],
    )
    fallback: tuple[str, ...] = ()
    for level in levels:
        names = (BY.sub("", name).strip(" ,.;") for name in level)
        kept = tuple(dict.fromkeys(name for name in names if _is_name(name)))
        people = tuple(name for name in kept if not is_outlet(name, outlet))
        if people:
            return people
        fallback = fallback or kept
    return fallback


def printed_byline(body: str) -> tuple[str, ...]:
    """Return the people whom one of the first lines of a body names, and does nothing else."""
    for line in body.split("\n", BYLINE_LINES)[:BYLINE_LINES]:
        names = [name.strip(" .") for name in _listed(BY.sub("", line))]
        # Words all in capitals are a rubric: "GIRLS BASKETBALL".
        shouted = any(word.isupper() for word in line.split() if len(word) > SHORTEST_NAME)
        if names and not shouted and all(PERSON.fullmatch(name) for name in names):
            return tuple(names)
    return ()


def is_outlet(name: str, outlet: str | None) -> bool:
    """Tell whether a name is the outlet's own, not a person's."""
    if not outlet:
        return False
    one, other = name.casefold(), outlet.casefold()
    return one in other or other in one


def _marked(tree: HtmlElement) -> Iterator[str]:
    """Yield the words that the markup itself marks as the author, the surest mark first."""
    for path in BYLINE_PATHS:
        found = [" ".join(tag.text_content().split()) for tag in tree.xpath(path)]
        kept = [BY.sub("", words) for words in found if 0 < len(words) <= LONGEST_BYLINE]
        named = list(dict.fromkeys(words for words in kept if PERSON.match(words)))
        # Many names are the authors of other stories beside this one.
        if named and len(named) <= MOST_BYLINES and (len(named) == 1 or path in SURE_PATHS):
            yield from named
            return


def _listed(names: str) -> Iterator[str]:
    """Yield the names of a text that lists them: "A. Smith, B. Jones and C. Brown"."""
    if ADDRESS.match(names):
        return
    for part in re.split(r"\s*[,;/|]\s*", html.unescape(names)):
        people = re.split(r"\s+(?:and|und|et|y|e|&)\s+", part)
        # "Le Figaro et AFP" is one source; two people have two names each.
        whole = any(len(name.split()) < 2 for name in people)
        yield from [part.strip()] if whole else (name.strip() for name in people)


def _is_name(name: str) -> bool:
    if name.lower() in PLACEHOLDERS or SLUG.fullmatch(name):
        return False
    return SHORTEST_NAME <= len(name) <= LONGEST_NAME and not NO_NAME.search(name)
