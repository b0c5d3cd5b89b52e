"""The path of somebody who has never seen the pages, by clicks alone."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_from_the_first_page_to_the_words_of_an_article(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Dyads").click()
    page.get_by_role("link", name="Iran and Russia").click()
    expect(page.locator("h1")).to_contain_text("Iran and Russia")
    number = page.locator("a.number").first
    counted = int(number.inner_text().split()[0])
    number.click()
    expect(page.locator("[data-event]")).to_have_count(counted)
    sentence = page.locator("article.card blockquote").first.inner_text()
    page.locator("article.card .from a").first.click()
    expect(page.locator(".content").first).to_contain_text(sentence)
    expect(page.locator("article.card:target")).to_be_visible()


def test_a_half_of_a_mark_on_the_map_opens_its_claims(page: Page) -> None:
    page.goto("/map")
    # A half disc is no rectangle: the middle of its box may lie beside it.
    page.locator("svg.map .place a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("article.card").first).to_be_visible()


def test_the_base_map_is_drawn(page: Page) -> None:
    page.goto("/map")
    box = page.locator("svg.map use.land").bounding_box()
    assert box is not None
    assert box["width"] > 1000


def test_a_cell_of_the_matrix_opens_its_events(page: Page) -> None:
    page.goto("/network?least=1")
    cell = page.locator("svg.matrix a").first
    counted = int(cell.locator("text").text_content() or "")
    cell.click()
    expect(page.locator("[data-event]")).to_have_count(counted)


def test_the_address_is_the_state(page: Page) -> None:
    page.goto("/map")
    page.get_by_label("Frame").select_option("world")
    page.get_by_role("button", name="Show").click()
    shown = page.locator("main").inner_text()
    page.reload()
    assert page.locator("main").inner_text() == shown
    assert "frame=world" in page.url
