"""A report as one page that opens without a network: no script, no request, the very texts and charts of its data."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from typing import Any

from asagreed.documents import page_tables, states
from asagreed.documents.language import Language, language_named
from asagreed.documents.markup import Markup, element, joined, said
from asagreed.documents.page_tables import Column
from asagreed.documents.report.charting import chart

Data = dict[str, Any]
_KINDS = {"number": "number", "state": "sign", "words": None}


def report_page(data: Data) -> str:
    """Return the page of a report from its data; the same data gives the same bytes."""
    spoken = language_named(data["language"])
    body = element(
        "body",
        states.icons(),
        element("a", spoken.say("report skip"), href="#figures", class_="skip"),
        _header(data),
        element("div", _contents(data, spoken), element("main", *_sections(data, spoken)), class_="columns"),
        element("footer", element("p", f"{spoken.say('report data hash')}: ", element("code", data["hash"]))),
    )
    return f"<!doctype html>\n{element('html', _head(data), body, lang=data['language'])}\n"


def _head(data: Data) -> Markup:
    read = files("asagreed.documents").joinpath
    style = read("replay_page.css").read_text(encoding="utf-8") + read("report", "report.css").read_text("utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"{data['title']}: {data['customer']}, {data['subtitle']}"),
        # The only text that must not be escaped: the style as it was hashed, files of this package.
        element("style", Markup(style)),
    )


def _header(data: Data) -> Markup:
    verdict = data["verdict"]
    return element(
        "header",
        element("p", data["provider"], class_="kind"),
        element("h1", data["title"]),
        element("p", element("strong", said(data["customer"])), " · ", data["subtitle"], class_="answer"),
        element("p", verdict["shown"], class_=f"verdict {verdict['state']}"),
    )


def _contents(data: Data, spoken: Language) -> Markup:
    named = [("figures", spoken.say("report at a glance")), *((each["id"], each["title"]) for each in data["sections"])]
    links = (element("li", element("a", title, href=f"#{_slug(name)}")) for name, title in named)
    heading = element("h2", spoken.say("report on this page"), id="contents")
    return element("nav", heading, element("ul", *links), aria_labelledby="contents")


def _sections(data: Data, spoken: Language) -> Iterator[Markup]:
    glance = joined(
        element("ul", *map(_figure, data["figures"]), class_="figures"), *(_captioned(each) for each in data["first"])
    )
    yield _part("figures", spoken.say("report at a glance"), glance)
    for section in data["sections"]:
        drawn = [_drawn(each) for each in section["charts"]]
        content = joined(
            *(element("p", words) for words in section["text"]),
            element("div", *drawn, class_="charts") if drawn else Markup(),
            *(_captioned(each) for each in section["tables"]),
            *(element("p", words) for words in section["after"]),
        )
        yield _part(section["id"], section["title"], content)


def _part(name: str, title: str, content: Markup) -> Markup:
    slug = _slug(name)
    heading = element("h2", title, id=f"{slug}-title")
    return element("section", heading, content, id=slug, aria_labelledby=f"{slug}-title")


def _figure(figure: Data) -> Markup:
    beside = element("span", figure["beside"], class_="beside") if figure["beside"] else Markup()
    return element(
        "li",
        element("span", figure["name"], class_="name"),
        element("span", figure["shown"], class_="value"),
        element("span", figure["target_shown"], class_="beside"),
        beside,
        states.state(figure["state"], figure["verdict"]),
    )


def _drawn(drawn: Data) -> Markup:
    # What the chart module drew was escaped there.
    return element("figure", element("figcaption", element("strong", drawn["title"])), Markup(chart(drawn)))


def _captioned(table: Data) -> Markup:
    heading = element("h3", table["caption"])
    if not table["rows"]:
        return joined(heading, element("p", table["empty"]))
    columns = [Column(each["head"], _KINDS[each["kind"]]) for each in table["columns"]]
    rows = [[_cell(cell) for cell in row["cells"]] for row in table["rows"]]
    return joined(heading, page_tables.table(_slug(table["id"]), table["caption"], columns, rows))


def _cell(cell: Data) -> Markup:
    return states.state(cell["state"], cell["shown"]) if cell.get("state") else said(cell["shown"])


def _slug(name: str) -> str:
    return name.replace(" ", "-")
