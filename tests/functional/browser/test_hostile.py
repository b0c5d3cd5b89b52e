"""Hostile texts in a real browser: on no page does one run, ask another server or turn words."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from dragoman.record import Record
from tests.functional.browser.examples import WRONG, every_address, filled
from tests.functional.conftest import served
from tests.functional.web.hostile_record import TEXTS, make_hostile_record

pytestmark = pytest.mark.browser

# Each opens an article whose title, author, outlet and body are another text.
ARTICLES_APART = 9
# Where a page shows what its address says.
SHOWN = ("/search?q={}", "/claims?outlet={}", "/sources/{}", "/dyads/{}-IRN", "/nowhere/{}")
TURNING = TEXTS[[any(c in "\u202e\u2066" for c in words) for words in TEXTS].index(True)]
# Controls that turn the order of what follows (UAX 9): a page that holds one bare can be made to
# read as what it does not say.
BARE = """() => {
  const turns = /[\\u202a-\\u202e\\u2066-\\u2069]/;
  const found = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.data;
    if (turns.test(words)) found.push(words);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def hostile_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_hostile_record(tmp_path_factory.mktemp("hostile") / "record")


@pytest.fixture(scope="module")
def hostile_address(hostile_record: Path) -> Iterator[str]:
    with served(hostile_record) as root:
        yield root


class Watched:
    """A window that notes whatever runs, fails or asks another server."""

    def __init__(self, page: Page, root: str) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("dialog", self._dialog)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", lambda sent: self._sent(sent.url, root))
        page.on("popup", lambda window: self.faults.append(f"window: {window.url}"))
        page.on("console", lambda said: self._said(said.type, said.text))

    def faults_at(self, address: str) -> list[str]:
        """What was noted at an address, with the controls that stand bare on its page."""
        self.faults.clear()
        self.page.goto(address)
        return self.faults + [f"bare: {words[:80]!r}" for words in self.page.evaluate(BARE)]

    def _dialog(self, dialog: object) -> None:
        self.faults.append(f"dialog: {dialog}")
        dialog.dismiss()  # type: ignore[attr-defined]

    def _sent(self, url: str, root: str) -> None:
        if not url.startswith(f"{root}/"):
            self.faults.append(f"request: {url}")

    def _said(self, kind: str, words: str) -> None:
        """Note what the policy stopped; of a page that is not here the browser itself complains."""
        if kind == "error" and "status of 4" not in words:
            self.faults.append(f"console: {words}")


@pytest.fixture
def watched(browser: Browser, hostile_address: str) -> Iterator[Watched]:
    context = browser.new_context(base_url=hostile_address)
    yield Watched(context.new_page(), hostile_address)
    context.close()


@pytest.mark.parametrize("example", [path for path in every_address() if path != WRONG])
def test_a_page_of_hostile_texts_runs_none_of_them(
    watched: Watched, hostile_record: Path, example: str
) -> None:
    assert watched.faults_at(filled(example, hostile_record)) == []


def test_an_article_runs_nothing_of_its_own_text(watched: Watched, hostile_record: Path) -> None:
    with Record.open(hostile_record) as record:
        articles = sorted({claim.article for claim in record.view().claims()})
    assert len(articles) == len(TEXTS)
    for article in articles[::ARTICLES_APART]:
        assert watched.faults_at(f"/articles/{article}") == []


@pytest.mark.parametrize("path", SHOWN)
def test_a_page_that_shows_its_address_runs_nothing_of_it(watched: Watched, path: str) -> None:
    for words in (TURNING, *TEXTS[13::17]):
        assert watched.faults_at(path.format(quote(words, safe=""))) == [], words


def test_a_control_that_turns_words_is_shown_as_what_it_is(watched: Watched) -> None:
    watched.page.goto(f"/sources/{quote(TURNING, safe='')}")
    heading = watched.page.locator("h1").inner_text()
    assert heading.startswith("[RLO]")


def test_the_window_notes_what_would_run_where_a_page_let_it(watched: Watched) -> None:
    watched.page.goto("about:blank")
    watched.faults.clear()
    watched.page.set_content("<img src=x onerror=alert(1)><script>alert(2)</script>\u202eturned")
    watched.page.wait_for_timeout(200)
    assert [fault.split(":")[0] for fault in watched.faults].count("dialog") == 2
    assert watched.page.evaluate(BARE) == ["\u202eturned"]
