"""Page, PDF, CSV and charts: the texts of the data, to the last digit."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.documents.printed import LANGUAGES, ODD, SVG, is_in, pages_of, plain, text_of
from tests.documents.report.sample import DECLINED, MAY_END, Data, done, facts, history_in, shown_in

from asagreed.documents.report import charts, customer_report, period_named, report_csv, report_page, report_pdf
from asagreed.documents.typesetting import Look

MAY = period_named("2026-05")


@pytest.fixture(scope="module", params=LANGUAGES)
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Data:
    history = history_in(tmp_path_factory.mktemp("bakery"), declarations_1=DECLINED)
    return customer_report(facts(history), period=MAY, as_of=MAY_END, language=request.param)


def test_every_text_of_the_data_is_in_the_pdf(data: Data, tmp_path: Path) -> None:
    pdf = report_pdf(data, look=Look(colour="#5b2a86", logo=SVG))
    text = text_of(pdf, tmp_path)
    assert [shown for shown in shown_in(data) if not is_in(shown, text)] == []
    assert pages_of(pdf, tmp_path) == 4


def test_the_same_data_gives_the_same_pdf(data: Data) -> None:
    assert report_pdf(data) == report_pdf(data)


def test_every_text_of_the_data_is_on_the_page(data: Data) -> None:
    text = plain(unescape(re.sub(r"<[^>]+>", "", report_page(data).replace("<wbr>", ""))))
    assert [shown for shown in shown_in(data) if plain(shown) not in text] == []


def test_every_cell_of_the_data_is_in_the_csv(data: Data) -> None:
    rows = list(csv.DictReader(io.StringIO(report_csv(data))))
    shown = [row["shown"] for row in rows]
    missing = [
        cell
        for section in data["sections"]
        for table in section["tables"]
        for row in table["rows"]
        for cell in row["cells"]
        if cell["shown"] not in shown
    ]
    assert missing == []
    share = next(row for row in rows if row["section"] == "figures" and row["row"] == "resolution")
    assert (share["value"], share["state"]) == ("1/2", "bad")


def test_charts_stand_in_page_and_pdf_as_the_same_bytes(data: Data) -> None:
    drawn = charts(data)
    page = report_page(data)
    assert list(drawn) == ["trend response", "trend resolution"]
    assert all(svg in page for svg in drawn.values())


def test_a_chart_is_sound_and_has_its_table(data: Data) -> None:
    tables = {table["id"] for section in data["sections"] for table in section["tables"]}
    for section in data["sections"]:
        assert {each["table"] for each in section["charts"]} <= tables
    for svg in charts(data).values():
        assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 -- our own


def test_what_people_typed_stays_text(tmp_path: Path) -> None:
    tickets = [
        done(number, "2026-05-04 08:00", "2026-05-05 08:00", "2026-05-08 08:00", title=odd)
        for number, odd in enumerate(ODD)
    ]
    data = customer_report(facts(history_in(tmp_path), tickets), period=MAY, as_of=MAY_END)
    text = text_of(report_pdf(data), tmp_path)
    assert [odd for odd in ODD if not is_in(odd, text)] == []
    assert "<script>" not in report_page(data)


def test_a_cell_that_begins_like_a_formula_is_disarmed(tmp_path: Path) -> None:
    tickets = [done(1, "2026-05-04 08:00", "2026-05-05 08:00", "2026-05-08 08:00", title="x")]
    data = customer_report(facts(history_in(tmp_path), tickets, customer="=1+1"), period=MAY, as_of=MAY_END)
    assert "'=1+1" in report_csv(data)


def test_an_empty_report_is_one_that_can_be_sent(tmp_path: Path) -> None:
    empty = facts(history_in(tmp_path, terms=""), [], books=None, uptime=None)
    data = customer_report(empty, period=MAY, as_of=MAY_END)
    pdf = report_pdf(data)
    assert pages_of(pdf, tmp_path) == 3
    assert "No promised time was missed." in report_page(data)
