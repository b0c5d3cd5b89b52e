"""The law of every page: a number is the length of the list that it opens."""

import re

from lxml import html
from starlette.testclient import TestClient

NUMBER = re.compile(r"[\d,]+")
LISTS = {
    "events": "[data-event]",
    "claims": "article.card",
    "outlets": "li.outlet",
    "origins": "li.origin",
}


def assert_numbers_open_their_lists(client: TestClient, path: str, most: int | None = None) -> None:
    """Check the numbers of a page, or so many spread over it."""
    page = html.fromstring(client.get(path).text)
    links = [(link.text_content(), link.get("href")) for link in page.cssselect("a.number")]
    assert links, f"{path} has no number that opens a list"
    step = max(1, len(links) // most) if most else 1
    for words, address in links[::step]:
        found = NUMBER.match(words)
        assert found, words
        shown = listed(client, address)
        assert shown == int(found[0].replace(",", "")), address


def listed(client: TestClient, address: str) -> int:
    """Return how long a list is over all its pages; an act of two pages is one."""
    kind = address.partition("#")[2]
    rows: list[str] = []
    following: str | None = address
    while following:
        opened = html.fromstring(client.get(following).text)
        found = opened.cssselect(LISTS[kind])
        rows += [row.get("data-event") or f"{following} {n}" for n, row in enumerate(found)]
        after = opened.cssselect("nav.pages a[rel=next]")
        following = after[0].get("href") if after else None
    return len(set(rows))
