"""Pictures of every state, to be looked at: `python -m tests.web.journeys.screenshots FOLDER`.

Each in light and dark, at 1280 and 320 px; of a ticket and a quote also what is printed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
from playwright.sync_api import BrowserContext
from tests.web.journeys.browsing import NARROW, WIDE, launched, opened
from tests.web.journeys.states import STATES, State, visit

PRINTED = ("ticket, open", "quote, to answer", "plans, compared", "portal report, restated")


def main(folder: Path, only: str = "") -> None:
    """Build the house in a database that is thrown away, and take the pictures of states whose name has a word."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
    # What is below reads models, which exist only now.
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: PLC0415
    from tests.web.journeys.house import built  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    with built() as house, launched() as browser:
        profiles: dict[str, BrowserContext] = {}
        for state in (each for states in STATES.values() for each in states if only in each.name):
            if state.who not in profiles:
                profiles[state.who] = opened(browser, house.site, house.person(state.who), reduced_motion="reduce")
            _pictures(profiles[state.who], state, house.things, folder)
    teardown_databases(databases, verbosity=0)


def _pictures(context: BrowserContext, state: State, things: dict[str, str], folder: Path) -> None:
    name = "".join(letter if letter.isalnum() else "-" for letter in state.name)
    page = context.new_page()
    visit(page, state, things)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for size, viewport in (("desk", WIDE), ("phone", NARROW)):
            page.set_viewport_size(viewport)
            page.screenshot(path=folder / f"{name}.{size}.{theme}.png", full_page=True)
    page.set_viewport_size(WIDE)
    if state.name in PRINTED:
        page.emulate_media(color_scheme="light")
        page.pdf(path=folder / f"{name}.pdf", format="A4")
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
