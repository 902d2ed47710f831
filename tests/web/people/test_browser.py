"""Sign-in in a real browser: no page of it breaks the content security policy, and a passkey works for real."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer
from tests.web.conftest import PASSWORD, Cast

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip
OWN_PAGES = (
    "profile", "password/change/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/", "2fa/webauthn/add/",
    "sessions/", "3rdparty/", "logout/",
)  # fmt: skip
OPEN_PAGES = ("login/", "login/code/", "password/reset/", "password/reset/done/", "inactive/", "signup/",
              "invitation/guess")  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return a browser; it needs no other machine."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop in this thread
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Return a page of a new browser profile, at the name that passkeys are bound to."""
    context = chromium.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective))"
    )
    yield page
    context.close()


def wrongs_of(page: Page) -> list[str]:
    """Gather what a page complains of from now on."""
    wrongs: list[str] = []
    page.on("console", lambda said: wrongs.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: wrongs.append(f"{page.url}: {error}"))
    return wrongs


def sign_in(page: Page, email: str) -> None:
    """Sign in by password."""
    page.goto("/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]:not([form])")
    page.wait_for_url(lambda url: "/account/login" not in url)


def confirm(page: Page, path: str) -> None:
    """Open a page that asks for the password once more."""
    page.goto(path)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(f"**{path}")


def with_a_device(page: Page) -> CDPSession:
    """Put a passkey device into the browser, which knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


@pytest.mark.django_db(transaction=True)
def test_no_page_of_sign_in_breaks_the_policy(page: Page, cast: Cast) -> None:
    wrongs = wrongs_of(page)
    for path in OPEN_PAGES:
        page.goto(f"/account/{path}")
    sign_in(page, cast.owner.email)
    confirm(page, "/account/2fa/totp/activate/")
    for path in OWN_PAGES:
        page.goto(f"/account/{path}")
        assert page.locator("h1").count() == 1, path
    assert not [wrong for wrong in wrongs if "404" not in wrong]


@pytest.mark.django_db(transaction=True)
def test_a_passkey_is_added_and_lets_its_owner_in_without_a_password(page: Page, cast: Cast) -> None:
    wrongs = wrongs_of(page)
    with_a_device(page)
    sign_in(page, cast.technician.email)
    confirm(page, "/account/2fa/webauthn/add/")
    page.fill("[name=name]", "My laptop")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    page.goto("/account/2fa/webauthn/")
    assert "My laptop" in page.inner_text("main")
    page.context.clear_cookies()
    page.goto("/account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/desk/**")
    page.goto("/account/profile")
    assert page.input_value("[name=name]") == cast.technician.name
    assert not wrongs


@pytest.mark.django_db(transaction=True)
def test_a_device_without_a_passkey_is_told_so_on_the_page(page: Page) -> None:
    with_a_device(page)
    page.goto("/account/login/")
    page.click("#passkey_login")
    page.wait_for_selector("#notices [role=alert]")
    assert "sign in another way" in page.inner_text("#notices")
