"""Render every layout and macro with sample data: `python specimen.py FOLDER` writes the pages there.

For looking at: screenshots and axe (see test_in_a_browser.py) are made from the same pages.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import django
from django.conf import settings
from jinja2 import FileSystemLoader
from tests.web.kit.test_look import samples

from asagreed_web.kit.frame import Theme
from asagreed_web.kit.jinja import environment

KIT = Path(__file__).parents[4] / "src/asagreed_web/kit"
SUBJECT = samples.SUBJECT
PAGES = Path(__file__).parent / "pages"


def configure() -> None:
    """Give Django as much as the environment needs, unless a test run has done so."""
    if not settings.configured:
        settings.configure(
            STATIC_URL="/static/",
            INSTALLED_APPS=["django.contrib.staticfiles", "django_htmx"],
            STATICFILES_DIRS=[KIT / "static"],
            USE_TZ=True,
        )
        django.setup()


NAMES = ("queue", "ticket", "states", "report", "approval", "400", "403", "403_csrf", "404", "500")
FRAMES = {"report": samples.PORTAL, "approval": samples.OUTSIDE}


def pages(theme: Theme = "auto", *, is_right_to_left: bool = False) -> Mapping[str, str]:
    """Return the pages by name, in a theme and a direction of writing."""
    return {name: rendered(name, theme, is_right_to_left=is_right_to_left) for name in NAMES}


def rendered(
    name: str, theme: Theme = "auto", *, is_right_to_left: bool = False, subject: str = samples.SUBJECT
) -> str:
    """Return one page; `subject` is what the customer of the sample ticket wrote."""
    made = environment(loader=FileSystemLoader([PAGES, KIT / "templates_jinja"]))
    frame = replace(FRAMES.get(name, samples.DESK), theme=theme, is_right_to_left=is_right_to_left)
    return made.get_template(f"{name}.html").render(
        frame=frame,
        csrf_input="",
        messages=_notices() if name == "states" else (),
        request=SimpleNamespace(id="5f0c9a2b71de"),
        subject=subject,
        **samples.everything(),
    )


def _notices() -> tuple[SimpleNamespace, ...]:
    said = (("success", "The reply was sent."), ("info", "Logged as NW-1043."), ("warning", "The block is low."))
    return tuple(SimpleNamespace(level_tag=level, message=text) for level, text in (*said, ("error", "Not sent.")))


if __name__ == "__main__":
    configure()
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / f"{name}.html").write_text(text)
