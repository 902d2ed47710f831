"""What every page keeps, whoever writes it: no inline script or style, icons that exist, colours from the tokens."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import django_htmx
import pytest
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader
from tests.web.kit.test_look import samples, specimen

from asagreed_web.kit.jinja import environment
from asagreed_web.kit.states import AUTHORS, PRIORITIES, STATES

WEB = specimen.KIT.parent
STATIC = specimen.KIT / "static"
TEMPLATES = [*WEB.rglob("templates_jinja/**/*.html"), *WEB.rglob("templates/**/*.html"), *specimen.PAGES.glob("*.html")]
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "asagreed/icons.svg").read_text()))
CSS = (STATIC / "asagreed/asagreed.css").read_text()
FORBIDDEN = re.compile(r"""\sstyle=|<style|\son\w+=["']|hx-on|javascript:|<script(?![^>]*\ssrc=)(?![^>]*json)""")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return dict(specimen.pages())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_inline_script_or_style(template: Path) -> None:
    assert FORBIDDEN.findall(template.read_text()) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_an_icon_of_a_template_is_in_the_sprite(template: Path) -> None:
    text = template.read_text()
    named = {*re.findall(r"""icon\('([\w-]+)'""", text), *re.findall(r"""sign='([\w-]+)'""", text)}

    assert named - SPRITE == set()


def test_a_state_has_an_icon_and_a_tone() -> None:
    states = [*STATES.values(), *PRIORITIES.values(), *AUTHORS.values()]

    assert {state.icon for state in states} - SPRITE == set()
    assert {state.tone for state in states} - set(re.findall(r"\.tone-(\w+) \{ --tone-ink", CSS)) == set()


def test_colours_are_named_in_the_tokens_only() -> None:
    without_pictures = re.sub(r"url\([^)]*\)", "", CSS.split("@media print")[0])

    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", without_pictures)) <= {"#ffffff"}


def test_a_rendered_page_answers_to_the_content_security_policy(pages: dict[str, str]) -> None:
    assert {name: FORBIDDEN.findall(text) for name, text in pages.items()} == {name: [] for name in pages}


@pytest.mark.parametrize("layout", ["desk.html", "portal.html"])
@pytest.mark.parametrize(("cards", "has_rail"), [("a card", True), ("  ", False)])
def test_a_rail_is_rendered_once_and_left_out_where_it_is_empty(layout: str, cards: str, *, has_rail: bool) -> None:
    blocks = "{% block body %}the body{% endblock %}{% block rail %}{{ rail() }}{% endblock %}"
    pages = DictLoader({"page": f"{{% extends '{layout}' %}}{blocks}"})
    asked: list[str] = []

    def rail() -> str:
        asked.append(cards)
        return cards

    made = environment(loader=ChoiceLoader([pages, FileSystemLoader(specimen.KIT / "templates_jinja")]))
    shown = made.get_template("page").render(frame=samples.DESK, csrf_input="", rail=rail)

    assert asked == [cards]
    assert shown.count("the body") == 1
    assert ('<aside class="rail"' in shown) is has_rail


def test_ids_of_a_page_are_unique(pages: dict[str, str]) -> None:
    for text in pages.values():
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert sorted(ids) == sorted(set(ids))


def test_what_a_person_typed_is_text_and_never_markup(pages: dict[str, str]) -> None:
    assert "«no connection to server»" in pages["ticket"]
    assert "<b>" not in specimen.rendered("ticket", subject="<b>bold</b>")


def test_the_first_page_weighs_at_most_120_kilobytes() -> None:
    htmx = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
    loaded = [htmx, STATIC / "vendor/bootstrap.min.css", *(STATIC / "asagreed").iterdir()]

    assert sum(len(gzip.compress(file.read_bytes())) for file in loaded) <= 120_000


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_an_error_page_says_what_was_kept_and_gives_the_number_of_the_request(name: str, pages: dict[str, str]) -> None:
    assert "What was kept" in pages[name]
    assert "<code>5f0c9a2b71de</code>" in pages[name]
