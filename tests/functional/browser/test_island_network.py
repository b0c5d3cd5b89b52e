"""The matrix, read by row and column and put into another order, and the lines of a state."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

NETWORK = "/network?least=1"


def order(page: Page) -> list[str]:
    """The states as their columns stand, from left to right."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('svg.matrix g[data-code]')]
          .map(g => [g.querySelector('text').x.baseVal[0].value, g.dataset.code])
          .sort((one, other) => one[0] - other[0]).map(entry => entry[1])"""
    )
    return found


def test_a_cell_one_points_at_is_told_with_its_row_and_column(page: Page) -> None:
    page.goto(NETWORK)
    cell = page.locator("svg.matrix a").first
    cell.hover()
    expect(page.locator(".reading-of .told")).to_contain_text(
        cell.get_attribute("aria-label") or ""
    )
    expect(page.locator("svg.matrix g.on")).to_have_count(2)


def test_the_pair_of_a_cell_opens_from_what_is_told(page: Page) -> None:
    page.goto(NETWORK)
    page.locator("svg.matrix a").first.hover()
    page.get_by_role("link", name="open the pair").click()
    expect(page).to_have_url(re.compile(r"/dyads/"))
    expect(page.locator("h1")).to_be_visible()


def test_arrows_go_from_cell_to_cell_and_d_opens_the_pair(page: Page) -> None:
    page.goto(NETWORK)
    first = page.locator("svg.matrix a").first
    first.focus()
    page.keyboard.press("ArrowDown")
    there = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert there != first.get_attribute("aria-label")
    page.keyboard.press("d")
    expect(page).to_have_url(re.compile(r"/dyads/"))


def test_states_stand_in_the_order_one_chooses_and_come_back(page: Page) -> None:
    page.goto(NETWORK)
    by_bloc = order(page)
    choose = page.get_by_label("Order the states by")
    choose.select_option("code")
    assert order(page) == sorted(by_bloc)
    expect(page.locator("svg.matrix .bloc").first).to_be_hidden()
    choose.select_option("bloc")
    assert order(page) == by_bloc
    expect(page.locator("svg.matrix .bloc").first).to_be_visible()


def test_another_order_keeps_cooperation_above_the_diagonal(page: Page) -> None:
    page.goto(NETWORK)
    page.get_by_label("Order the states by").select_option("degree")
    above: list[bool] = page.evaluate(
        """() => { const svg = document.querySelector('svg.matrix');
          return [...svg.querySelectorAll('rect.cell')].map(cell =>
            (cell.x.baseVal.value - svg.dataset.left > cell.y.baseVal.value - svg.dataset.top)
            === cell.classList.contains('cooperation')); }"""
    )
    assert above
    assert all(above)


def test_a_cell_opens_its_events_in_another_order_too(page: Page) -> None:
    page.goto(NETWORK)
    page.get_by_label("Order the states by").select_option("code")
    cell = page.locator("svg.matrix a").first
    counted = int(cell.locator("text").text_content() or "")
    cell.click()
    expect(page.locator("[data-event]")).to_have_count(counted)


def test_a_state_lights_up_whom_it_is_joined_with(page: Page) -> None:
    page.goto(NETWORK)
    joined = page.locator("svg.net line").first.get_attribute("data-pair") or ""
    state, other = joined.split()
    dot = page.locator(f'svg.net g[data-code="{state}"]')
    dot.focus()
    expect(page.locator(f'svg.net g.lit[data-code="{other}"]')).to_have_count(1)
    page.keyboard.press("Enter")
    expect(dot).to_have_attribute("aria-pressed", "true")
    page.mouse.move(0, 0)
    assert page.locator("svg.net line.lit").count() > 0


def test_a_finger_reads_the_matrix_on_a_narrow_screen(browser: Browser, address: str) -> None:
    context = browser.new_context(
        base_url=address, has_touch=True, viewport={"width": 320, "height": 800}
    )
    page = context.new_page()
    page.goto(NETWORK)
    page.get_by_label("Order the states by").select_option("code")
    page.locator("svg.net g[data-code]").first.tap()
    expect(page.locator('svg.net g[aria-pressed="true"]')).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
