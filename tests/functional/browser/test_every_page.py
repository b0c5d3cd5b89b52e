"""Every page in a real browser: legible, narrow and wide, light and dark, and ours alone."""

from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.functional.browser.examples import EXAMPLES, WRONG, every_address, filled, looked_at

pytestmark = pytest.mark.browser

Rules = dict[str, Any]

WIDTHS = (1280, 320)
HEIGHT = 900
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
KEYBOARD = ("/", "/dyads/RUS-IRN", "/map")
# Pages with forms or lists that one opens.
FOLDED = ("/events/{event}", "/review", "/health")
# More than there are links on any page of the small record.
MOST_TABS = 600
# What passes is not reported, which is much of the time of an audit.
EVERY_RULE: Rules = {"resultTypes": ["violations"]}
ADDRESSES = tuple(every_address())


def violations(page: Page, rules: Rules) -> list[list[str]]:
    """What axe finds wrong: the rule, the first element, what to do."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[list[str]] = page.evaluate(
        """async rules => (await axe.run(rules)).violations.map(
          one => [one.id, one.nodes[0].html.slice(0, 200), one.help])""",
        rules,
    )
    return found


def test_every_page_has_an_example() -> None:
    assert set(looked_at()) == set(EXAMPLES)


@pytest.mark.parametrize("example", ADDRESSES)
def test_a_page_is_legible_in_both_themes_and_widths_and_asks_nobody_else(
    page: Page, address: str, record: Path, example: str
) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None,
    )
    page.goto(filled(example, record))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            assert violations(page, EVERY_RULE) == [], (width, theme)
    assert [url for url in asked if not url.startswith(address)] == []
    # The browser itself complains of a page that is not here.
    assert [words for words in complaints if example != WRONG] == []


@pytest.mark.parametrize("example", FOLDED)
def test_what_a_page_folds_away_is_legible_when_it_is_opened(
    page: Page, record: Path, example: str
) -> None:
    page.goto(filled(example, record))
    assert page.evaluate("document.querySelectorAll('details:not([open])').length") > 0
    page.evaluate("document.querySelectorAll('details').forEach(node => node.open = true)")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            assert violations(page, EVERY_RULE) == [], (width, theme)


def said(page: Page) -> str:
    """What a page says, without what its script adds: controls, marked as islands."""
    page.evaluate("document.querySelectorAll('main .island').forEach(node => node.remove())")
    return page.locator("main").inner_text()


@pytest.mark.parametrize("example", ADDRESSES)
def test_a_page_says_the_same_without_javascript(
    browser: Browser, page: Page, address: str, record: Path, example: str
) -> None:
    place = filled(example, record)
    page.goto(place)
    context = browser.new_context(base_url=address, java_script_enabled=False)
    plain = context.new_page()
    plain.goto(place)
    assert plain.locator(".island").count() == 0
    assert plain.locator("main").inner_text() == said(page)
    context.close()


@pytest.mark.parametrize("example", KEYBOARD)
def test_the_keyboard_reaches_every_link(page: Page, example: str) -> None:
    page.goto(example)
    wanted = page.evaluate(
        """() => {
          const links = [...document.querySelectorAll('a[href], button, input, select, summary')]
            .filter(node => node.type !== 'hidden' && node.checkVisibility());
          links.forEach((node, place) => node.dataset.place = place);
          return links.length;
        }"""
    )
    reached: set[str] = set()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        place = page.evaluate("document.activeElement?.dataset.place")
        if place is None and len(reached) == wanted:
            break
        if place is not None:
            reached.add(place)
    assert len(reached) == wanted


@pytest.mark.parametrize("example", ["/", "/dyads/RUS-IRN", "/map", "/network?least=1"])
def test_paper_shows_the_answer_without_what_one_clicks(page: Page, example: str) -> None:
    page.goto(example)
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not page.locator("header nav").is_visible()
    assert all(not form.is_visible() for form in page.locator("form.ask").all())
    assert page.pdf(format="A4").startswith(b"%PDF")
