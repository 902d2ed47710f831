"""A replay as one page that opens without a network: no script, no request, nothing but the figures and their style."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

from asagreed.documents import how_we_count, replay_lists, replay_summary
from asagreed.documents.markup import Markup, element, said
from asagreed.documents.replay_attainment import TITLES, attainment
from asagreed.documents.states import icons


class Section(NamedTuple):
    """A part of the page that can be jumped to."""

    name: str
    title: str
    content: Markup


def replay_page(data: dict[str, Any]) -> str:
    """Return the page of a replay from its plain data (`replay_data`); the same data gives the same bytes."""
    sections = list(_sections(data))
    body = element(
        "body",
        icons(),
        element("a", "Skip to the figures", href="#figures", class_="skip"),
        _header(data),
        element("div", _contents(sections), element("main", *map(_section, sections)), class_="columns"),
        element("footer", element("p", "Made by asagreed. The same tickets and agreement make the same page.")),
    )
    return f"<!doctype html>\n{element('html', _head(data), body, lang='en')}\n"


def _head(data: dict[str, Any]) -> Markup:
    style = files("asagreed.documents").joinpath("replay_page.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"{data['agreement']}: what was promised and what was kept"),
        # The only text that must not be escaped: the style as it was hashed, a file of this package.
        element("style", Markup(style)),
    )


def _header(data: dict[str, Any]) -> Markup:
    return element(
        "header",
        element("p", "Replay of tickets", class_="kind"),
        element("h1", said(data["agreement"]), ": what was promised and what was kept"),
        replay_summary.answer(data),
    )


def _contents(sections: list[Section]) -> Markup:
    links = (element("li", element("a", section.title, href=f"#{section.name}")) for section in sections)
    return element(
        "nav", element("h2", "On this page", id="contents"), element("ul", *links), aria_labelledby="contents"
    )


def _section(section: Section) -> Markup:
    heading = element("h2", section.title, id=f"{section.name}-title")
    return element("section", heading, section.content, id=section.name, aria_labelledby=f"{section.name}-title")


def _sections(data: dict[str, Any]) -> Iterator[Section]:
    yield Section("figures", "At a glance", replay_summary.figures(data))
    yield Section("read", "What was read", replay_summary.account(data))
    yield Section("promises", "Promised shares", replay_lists.promises(data))
    for dimension, title in TITLES.items():
        yield Section(f"by-{dimension}", f"Attainment {title.lower()}", attainment(data, dimension))
    yield Section("misses", "Worst misses", replay_lists.misses(data))
    yield Section("paused", "Time paused", replay_lists.paused(data))
    yield Section("not-judged", "Not judged", replay_lists.not_judged(data))
    if "comparison" in data:
        yield Section("comparison", "Another agreement", replay_lists.comparison(data))
    yield Section("counting", "How we count", how_we_count.how_we_count())
    yield Section("clauses", "Clauses behind the targets", how_we_count.clauses(data))
