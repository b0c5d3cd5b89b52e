"""The review desk as a browser sends its forms: it says where they come from, and they are kept."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_judgement_pressed_on_the_desk_is_kept_and_taken_back(desk: Page) -> None:
    desk.goto("/review")
    left = desk.locator("h1").inner_text()
    desk.get_by_role("button", name="Right as it stands").click()
    expect(desk.get_by_role("status")).to_contain_text("Kept: accept")
    desk.get_by_role("button", name="Undo").click()
    expect(desk.get_by_role("status")).to_contain_text("Kept: undo")
    expect(desk.locator("h1")).to_have_text(left)


def test_a_rejection_needs_a_reason_and_keeps_it(desk: Page) -> None:
    desk.goto("/review")
    desk.get_by_role("button", name="Reject").click()
    assert desk.url.endswith("/review")
    expect(desk.get_by_role("status")).to_have_count(0)
    desk.locator(".choices input[name=reason]").fill("no act")
    desk.get_by_role("button", name="Reject").click()
    expect(desk.get_by_role("status")).to_contain_text("no act")
