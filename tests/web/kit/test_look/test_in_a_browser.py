"""The specimen pages in a real browser, served with the real content security policy."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

import django_htmx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, sync_playwright
from tests.web.kit.test_look import specimen

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
STATIC = (specimen.KIT / "static", Path(django_htmx.__file__).parent / "static")
NAMES = ("queue", "ticket", "states", "report", "approval", "404", "500", "right-to-left")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the pages on the loopback."""
    pages = {f"/{name}.html": text.encode() for name, text in specimen.pages().items()}
    pages["/dark.html"] = specimen.rendered("queue", "dark").encode()
    pages["/right-to-left.html"] = specimen.rendered("queue", is_right_to_left=True).encode()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            files = [folder / path.removeprefix("/static/") for folder in STATIC]
            body = pages.get(path) or next((file.read_bytes() for file in files if file.is_file()), None)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "text/plain")
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is given)
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_page(viewport={"width": 1280, "height": 800}) as opened:
        yield opened


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_and_the_policy_stops_nothing(
    name: str, theme: Literal["light", "dark"], width: int, address: str, browser: Browser
) -> None:
    with browser.new_page(viewport={"width": width, "height": 800}, color_scheme=theme) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{address}/{name}.html")
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]

        assert [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]] == []
        assert [text for text in said if "Content Security Policy" in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_page_scrolls_sideways_at_320_px(name: str, address: str, browser: Browser) -> None:
    with browser.new_page(viewport={"width": 320, "height": 700}) as page:
        page.goto(f"{address}/{name}.html")

        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_question_mark_lists_the_keys_and_escape_closes_the_list(address: str, page: Page) -> None:
    page.goto(f"{address}/queue.html")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()

    page.keyboard.press("Escape")

    assert page.locator("#keys").is_hidden()


def test_j_walks_down_the_rows_and_enter_opens_one(address: str, page: Page) -> None:
    page.goto(f"{address}/queue.html")
    for key in ("j", "j", "k", "Enter"):
        page.keyboard.press(key)

    page.wait_for_url("**/ticket.html")


def test_keys_do_nothing_while_one_types(address: str, page: Page) -> None:
    page.goto(f"{address}/ticket.html")
    page.keyboard.press("r")
    page.keyboard.type("no? j/k")

    assert page.locator("#reply-text").input_value() == "no? j/k"
    assert page.locator("#keys").is_hidden()


def test_a_reply_that_was_not_sent_is_there_again(address: str, page: Page) -> None:
    page.goto(f"{address}/ticket.html")
    page.fill("#reply-text", "I call you by three.")
    page.goto(f"{address}/queue.html")

    page.goto(f"{address}/ticket.html")

    assert page.locator("#reply-text").input_value() == "I call you by three."
    assert page.locator(".draft-note").is_visible()


def test_a_promise_counts_down_to_missed_and_says_so_once(address: str, page: Page) -> None:
    page.clock.install()
    page.goto(f"{address}/ticket.html")
    promise = page.locator(".promise").nth(1)
    page.clock.run_for(120_000)
    assert "7 min left" in promise.inner_text()

    page.clock.run_for(665_000)

    assert "Missed by 3 min" in promise.inner_text()
    assert page.locator("#announcer").inner_text() == "NW-1042 has missed a promise"


def test_the_clock_stands_still_while_the_hours_are_closed(address: str, page: Page) -> None:
    page.clock.install()
    page.goto(f"{address}/ticket.html")
    page.clock.run_for(3_600_000)

    assert "5 h left" in page.locator(".promise").nth(2).inner_text()


def test_new_rows_wait_until_they_are_asked_for(address: str, page: Page) -> None:
    page.clock.install()
    page.goto(f"{address}/queue.html")
    page.evaluate("document.getElementById('NW-1043').remove()")
    page.clock.run_for(31_000)
    show = page.get_by_role("button", name="1 new – show")
    show.wait_for()
    assert page.locator("#NW-1043").count() == 0

    show.click()

    assert page.locator("#NW-1043").count() == 1


def test_what_is_selected_brings_the_bar(address: str, page: Page) -> None:
    page.goto(f"{address}/queue.html")
    assert page.locator(".bulk-bar").is_hidden()

    page.get_by_label("Select all on this page").check()

    assert page.locator(".bulk-count").inner_text() == "8 selected"


def test_without_scripts_nothing_that_needs_them_is_shown(address: str, browser: Browser) -> None:
    with browser.new_page(java_script_enabled=False, color_scheme="dark") as page:
        page.goto(f"{address}/queue.html")

        assert page.get_by_text("Pause refreshing").is_hidden()
        assert page.locator(".bulk-bar").is_visible()


def test_the_theme_follows_the_system_without_scripts(address: str, browser: Browser) -> None:
    with browser.new_page(java_script_enabled=False, color_scheme="dark") as page:
        page.goto(f"{address}/queue.html")
        dark = page.screenshot()
        page.emulate_media(color_scheme="light")

        assert page.screenshot() != dark


def test_the_choice_of_a_person_goes_before_the_system(address: str, browser: Browser) -> None:
    with browser.new_page(java_script_enabled=False, color_scheme="light") as page:
        page.goto(f"{address}/dark.html")

        assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(19, 20, 23)"
