"""The map, moved, enlarged and asked about a place, without leaving the frame it was drawn for."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

NEAR = "/map?at=Strait of Hormuz"


def base(page: Page) -> tuple[float, float, float]:
    """Where the land is moved to, and how many times it is enlarged."""
    drawn = page.locator("svg.map g.base").get_attribute("transform") or ""
    found = re.match(r"translate\((\S+) (\S+)\) scale\((\S+)\) translate", drawn)
    return tuple(map(float, found.groups())) if found else (0.0, 0.0, 1.0)  # type: ignore[return-value]


def test_buttons_enlarge_the_land_and_keep_the_size_of_marks(page: Page) -> None:
    page.goto("/map")
    mark = page.locator("svg.map .place").first
    before = mark.bounding_box()
    page.get_by_role("button", name="Enlarge").click()
    after = mark.bounding_box()
    assert base(page)[2] == 1.5
    assert before is not None
    assert after is not None
    assert after["width"] == pytest.approx(before["width"], abs=0.5)
    assert (after["x"], after["y"]) != (before["x"], before["y"])
    page.get_by_role("button", name="The whole map").click()
    assert base(page) == (0, 0, 1)


def test_the_map_is_never_smaller_than_its_frame(page: Page) -> None:
    page.goto("/map")
    page.get_by_role("button", name="Reduce").click()
    assert base(page) == (0, 0, 1)


def test_keys_move_and_enlarge_the_map_that_has_the_focus(page: Page) -> None:
    page.goto("/map")
    page.locator("svg.map").focus()
    page.keyboard.press("+")
    left = base(page)[0]
    page.keyboard.press("ArrowRight")
    assert base(page)[0] < left
    page.keyboard.press("0")
    assert base(page) == (0, 0, 1)


def test_the_wheel_scrolls_the_page_until_the_map_has_the_focus(page: Page) -> None:
    page.goto("/map")
    page.locator("svg.map").hover()
    page.mouse.wheel(0, -100)
    page.wait_for_timeout(100)
    assert base(page)[2] == 1
    page.locator("svg.map").focus()
    page.mouse.wheel(0, -100)
    page.wait_for_function("document.querySelector('svg.map').classList.contains('large')")


def test_a_drag_moves_the_map_and_opens_nothing(page: Page) -> None:
    page.goto("/map")
    page.get_by_role("button", name="Enlarge").click()
    before = base(page)
    box = page.locator("svg.map").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 240, box["y"] + 220, steps=4)
    page.mouse.up()
    assert base(page)[0] > before[0]
    assert page.url.endswith("/map")


def test_what_we_know_of_a_region_is_drawn_in_layers_that_one_puts_away(page: Page) -> None:
    page.goto(NEAR)
    bases = page.locator("svg.map .glyph.base")
    assert bases.count() > 0
    expect(bases.first).to_be_visible()
    page.get_by_label("bases").uncheck()
    expect(bases.first).to_be_hidden()
    expect(page.locator("svg.map .place").first).to_be_visible()


def test_a_place_one_goes_to_tells_its_numbers_and_reads_its_claims(page: Page) -> None:
    page.goto("/map")
    page.get_by_label("Go to").select_option(label="Bandar Abbas")
    place = page.get_by_role("region", name="Chosen place")
    expect(place.get_by_role("heading")).to_have_text("Bandar Abbas")
    counted = int(re.findall(r"(\d+) claim", place.locator("li").first.inner_text())[0])
    place.get_by_role("button", name="Read them here").click()
    expect(place.locator("article.card").first).to_be_visible()
    assert 0 < place.locator("article.card").count() <= 8
    opens = place.locator("li a").first.get_attribute("href") or ""
    page.goto(opens)
    expect(page.locator("article.card")).to_have_count(counted)


def test_the_keyboard_shows_a_place_and_opens_it(page: Page) -> None:
    page.goto("/map")
    page.locator("svg.map .place a").first.focus()
    expect(page.get_by_role("region", name="Chosen place")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/behind/map"))


def test_a_country_is_never_a_place_to_go_to(page: Page) -> None:
    page.goto("/map?frame=world&states=true")
    offered = page.get_by_label("Go to").locator("option").all_inner_texts()
    assert set(offered) == {"a place", "Bandar Abbas", "Strait of Hormuz", "Nagorno-Karabakh"}


def test_a_finger_reads_a_mark_before_it_opens_it(browser: Browser, address: str) -> None:
    context = browser.new_context(
        base_url=address, has_touch=True, viewport={"width": 320, "height": 800}
    )
    page = context.new_page()
    page.goto("/map")
    # Alone on the sheet: of two marks that overlap each tap may find another one.
    half = page.locator('svg.map .place[data-name="Nagorno-Karabakh"] a path').first
    box = half.bounding_box()
    assert box is not None
    # Wide enough for a finger although the drawing is narrow.
    assert box["height"] > 8
    half.tap(force=True)
    expect(page.get_by_role("region", name="Chosen place")).to_be_visible()
    assert page.url.endswith("/map")
    half.tap(force=True)
    expect(page).to_have_url(re.compile(r"/behind/map"))
    context.close()
