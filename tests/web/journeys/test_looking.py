"""The look at a page sees what is wrong in one theme only."""

from __future__ import annotations

from playwright.sync_api import Browser
from tests.web.journeys.looking import findings

PAGE = """<!doctype html><html lang="en"><title>A page</title>
<style>:root { color-scheme: light dark } body { background: light-dark(#fff, #000); color: %s }</style>
<main><h1>Words</h1>%s</main>"""


def found(chromium: Browser, ink: str, more: str = "") -> list[str]:
    """Return the themes and rules of what is found on a page in an ink."""
    with chromium.new_page() as page:
        page.set_content(PAGE % (ink, more))
        return [each.split(":")[0] for each in findings(page)]


def test_a_page_that_can_be_read_in_both_themes_has_no_finding(chromium: Browser) -> None:
    assert found(chromium, "light-dark(#000, #fff)") == []


def test_what_cannot_be_read_in_one_theme_is_found_there(chromium: Browser) -> None:
    assert found(chromium, "light-dark(#000, #111)") == ["dark color-contrast"]
    assert found(chromium, "light-dark(#eee, #fff)") == ["light color-contrast"]


def test_what_has_no_colour_is_found_once(chromium: Browser) -> None:
    assert found(chromium, "light-dark(#000, #fff)", "<img src=''>") == ["light image-alt"]
