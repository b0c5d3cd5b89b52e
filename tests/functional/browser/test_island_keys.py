"""Keys for all pages: they move the focus, follow links and press buttons, and can be put off."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.functional.browser.test_every_page import EVERY_RULE, THEMES, WIDTHS, violations

pytestmark = pytest.mark.browser


def has_focus(page: Page, where: str) -> bool:
    return bool(page.evaluate(f"document.activeElement.matches({where!r})"))


def test_a_slash_goes_to_the_search(page: Page) -> None:
    page.goto("/dyads")
    page.keyboard.press("/")
    assert has_focus(page, "#q")
    page.keyboard.type("j/?")
    expect(page.locator("#q")).to_have_value("j/?")


def test_g_and_a_letter_go_to_a_page(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("m")
    expect(page).to_have_url(re.compile(r"/map$"))


def test_j_and_k_go_through_a_list_and_back(page: Page) -> None:
    page.goto("/claims")
    cards = page.locator("article.card")
    inside = "(n) => n.contains(document.activeElement)"
    page.keyboard.press("j")
    assert cards.nth(0).evaluate(inside)
    page.keyboard.press("j")
    assert cards.nth(1).evaluate(inside)
    page.keyboard.press("k")
    assert cards.nth(0).evaluate(inside)


def test_a_question_mark_lists_the_keys_that_act_on_this_page(page: Page) -> None:
    page.goto("/map")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("on the map")
    expect(dialog).not_to_contain_text("on the matrix")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_the_list_of_keys_is_legible_in_both_themes_and_widths(page: Page) -> None:
    page.goto("/review")
    page.get_by_role("button", name="Keys").click()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            assert violations(page, EVERY_RULE) == [], (width, theme)


def test_keys_of_letters_can_be_put_off_for_good(page: Page) -> None:
    page.goto("/claims")
    page.keyboard.press("?")
    page.get_by_label("Letters act without Ctrl").uncheck()
    page.get_by_role("button", name="Close").click()
    page.goto("/claims")
    page.keyboard.press("j")
    assert has_focus(page, "body")
    page.keyboard.press("?")
    expect(page.get_by_label("Letters act without Ctrl")).not_to_be_checked()


def test_a_key_with_control_stays_with_the_browser(page: Page) -> None:
    page.goto("/claims")
    page.keyboard.press("Control+j")
    assert has_focus(page, "body")


def test_the_desk_is_worked_by_keys_with_the_tokens_of_its_forms(desk: Page) -> None:
    desk.goto("/review")
    left = desk.locator("h1").inner_text()
    desk.keyboard.press("a")
    expect(desk.get_by_role("status")).to_contain_text("Kept: accept")
    assert desk.locator("h1").inner_text() != left
    desk.keyboard.press("u")
    expect(desk.get_by_role("status")).to_contain_text("Kept: undo")
    expect(desk.locator("h1")).to_have_text(left)


def test_r_asks_for_a_reason_and_e_opens_the_correction(desk: Page) -> None:
    desk.goto("/review")
    desk.keyboard.press("r")
    assert has_focus(desk, ".choices input[name=reason]")
    desk.keyboard.type("erring")
    expect(desk.locator("form.correct")).to_be_hidden()
    desk.locator("h1").click()
    desk.locator("body").press("e")
    expect(desk.locator("form.correct")).to_be_visible()
    assert has_focus(desk, "form.correct select[name=type]")
