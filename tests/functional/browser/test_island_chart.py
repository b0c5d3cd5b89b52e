"""The chart of a pair, read month by month, and the window one draws on it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAIR = "/dyads/RUS-IRN?by=week"


def asked(page: Page) -> dict[str, str]:
    return {name: text[0] for name, text in parse_qs(urlsplit(page.url).query).items()}


def middle_of(page: Page, period: int) -> tuple[float, float]:
    """Where the middle of a period is on the screen, above its bars."""
    box = page.locator("svg.chart").bounding_box()
    assert box is not None
    rows = page.locator("tr[data-since]").count()
    left, right, wide = 34, 712, 720
    x = left + (period + 0.5) * (right - left) / rows
    return box["x"] + x * box["width"] / wide, box["y"] + 0.08 * box["height"]


def test_the_chart_reads_what_the_table_holds(page: Page) -> None:
    page.goto(PAIR)
    slider = page.get_by_label("Read")
    row = page.locator("tr[data-since]").last
    events = row.locator("td").nth(0).inner_text()
    told = page.locator(".reading-of .told")
    expect(told).to_contain_text(row.locator("th").inner_text())
    expect(told).to_contain_text("none told" if events == "0" else f"cooperation {events} event")
    assert "of all told" in (slider.get_attribute("aria-valuetext") or "")


def test_an_arrow_key_reads_the_period_before(page: Page) -> None:
    page.goto(PAIR)
    page.get_by_label("Read").focus()
    page.keyboard.press("ArrowLeft")
    before = page.locator("tr[data-since]").nth(-2).locator("th").inner_text()
    expect(page.locator(".reading-of strong")).to_have_text(before)


def test_enter_opens_the_claims_of_the_period(page: Page) -> None:
    page.goto(PAIR)
    row = page.locator("tr[data-since]").last
    since, label = row.get_attribute("data-since"), row.locator("th").inner_text()
    page.get_by_label("Read").press("Enter")
    expect(page).to_have_url(re.compile(r"/claims\?"))
    assert asked(page)["since"] == since
    assert asked(page)["dyad"] == "RUS,IRN"
    assert label.startswith("2020-W")


def test_shift_with_an_arrow_draws_a_window_that_the_server_answers(page: Page) -> None:
    page.goto(PAIR)
    rows = page.locator("tr[data-since]")
    first, until = rows.nth(-2).get_attribute("data-since"), page.locator("tbody[data-until]")
    last = until.get_attribute("data-until")
    page.get_by_label("Read").focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.get_by_role("button", name="Show").last.click()
    expect(page).to_have_url(re.compile(r"since="))
    assert (asked(page)["since"], asked(page)["until"]) == (first, last)
    assert asked(page)["by"] == "week"
    expect(rows).to_have_count(2)


def test_a_brush_chooses_the_window_it_covers(page: Page) -> None:
    page.goto(PAIR)
    rows = page.locator("tr[data-since]")
    since = rows.nth(0).get_attribute("data-since")
    page.mouse.move(*middle_of(page, 0))
    page.mouse.down()
    page.mouse.move(*middle_of(page, 1), steps=4)
    expect(page.locator(".choice button")).to_contain_text("Show 2020-W")
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"until="))
    assert asked(page)["since"] == since
    expect(rows).to_have_count(2)
    page.get_by_role("link", name="All days again").click()
    expect(page).to_have_url(re.compile(r"^(?!.*since=)"))


def test_a_click_beside_the_bars_opens_the_claims_of_the_period(page: Page) -> None:
    page.goto(PAIR)
    since = page.locator("tr[data-since]").nth(0).get_attribute("data-since")
    page.mouse.click(*middle_of(page, 0))
    expect(page).to_have_url(re.compile(r"/claims\?|/behind/"))
    assert asked(page).get("since", since) == since


def test_a_bar_still_opens_its_own_events(page: Page) -> None:
    page.goto(PAIR)
    page.locator("svg.chart a").first.click()
    expect(page).to_have_url(re.compile(r"/behind/dyad"))


def test_a_finger_reads_before_it_opens(browser: Browser, address: str) -> None:
    context = browser.new_context(
        base_url=address, has_touch=True, viewport={"width": 320, "height": 800}
    )
    page = context.new_page()
    page.goto(PAIR)
    page.locator("svg.chart").scroll_into_view_if_needed()
    page.touchscreen.tap(*middle_of(page, 0))
    label = page.locator("tr[data-since]").nth(0).locator("th").inner_text()
    expect(page.locator(".reading-of strong")).to_have_text(label)
    assert "/dyads/" in page.url
    context.close()
