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
        opened = html.fromstring(client.get(address).text)
        found = NUMBER.match(words)
        assert found, words
        shown = opened.cssselect(LISTS[address.partition("#")[2]])
        assert len(shown) == int(found[0].replace(",", "")), address
