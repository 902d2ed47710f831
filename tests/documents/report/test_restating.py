"""What a restatement says of an issued report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.documents.printed import plain, text_of
from tests.documents.report.sample import MAY_END, TICKETS, Data, done, facts, history_in

from asagreed.documents.report import customer_report, period_named, report_pdf, restated
from asagreed.errors import NotTheSameReport

MAY = period_named("2026-05")


def report(folder: Path, *, language: str = "en", period: str = "2026-05", **more: Any) -> Data:
    folder.mkdir(exist_ok=True)
    given = facts(history_in(folder), **more)
    return customer_report(given, period=period_named(period), as_of=MAY_END, language=language)


def with_credits(data: Data, amount: str) -> Data:
    """Return a report whose statement has credits."""
    money = {"id": "credits", "cells": [{"shown": "Service credits"}, {"shown": amount, "value": amount}]}
    tables = [{**each, "rows": [*each["rows"], money]} if each["id"] == "money" else each for each in data["first"]]
    return {**data, "first": tables}


@pytest.fixture
def issued(tmp_path: Path) -> Data:
    return report(tmp_path / "one")


def test_the_same_data_changed_nothing(issued: Data) -> None:
    told = restated(issued, issued)
    assert (told["is_changed"], told["changes"], told["inputs"], told["credit"]) == (False, [], [], None)
    assert told["section"]["tables"][0]["empty"] == "No figure changed."


def test_a_ticket_that_became_known_later_changes_its_figures(issued: Data, tmp_path: Path) -> None:
    late = done(9, "2026-05-25 09:00", "2026-05-25 15:00", "2026-05-25 16:00")
    after = report(tmp_path / "two", tickets=[*TICKETS, late], inputs={"tickets": "b" * 64, "books": "c" * 64})
    told = restated(issued, after)
    changes = {each["id"]: (each["before"], each["after"]) for each in told["changes"]}
    share = "attainment / promises / targets.kept in.response 2026-05 / share"
    assert changes[share] == ("100.0\N{NO-BREAK SPACE}%", "75.0\N{NO-BREAK SPACE}%")
    assert changes["misses / misses / T-9 response / late by"] == ("–", "2\N{NO-BREAK SPACE}h")
    assert told["inputs"] == ["tickets", "books"]
    assert told["before"]["hash"] == issued["hash"] != told["after"]["hash"]
    assert not any(place.startswith("how we count") for place in changes)


def test_what_is_gone_is_told_too(issued: Data, tmp_path: Path) -> None:
    told = restated(report(tmp_path / "two", tickets=TICKETS), report(tmp_path / "three", tickets=TICKETS[:3]))
    gone = {each["id"]: (each["before"], each["after"]) for each in told["changes"]}
    assert gone["misses / misses / T-5 resolution / late by"] == ("1\N{NO-BREAK SPACE}h", "–")


def test_the_difference_in_credits_is_told(issued: Data) -> None:
    told = restated(issued, with_credits(issued, "-50.00 USD"))
    assert told["credit"] == {"before": "0.00 USD", "after": "-50.00 USD", "difference": "-50.00 USD"}
    back = restated(with_credits(issued, "-50.00 USD"), issued)
    assert back["credit"] == {"before": "-50.00 USD", "after": "0.00 USD", "difference": "50.00 USD"}
    assert "Service credits were 0.00 USD and are -50.00 USD: a difference of -50.00 USD." in told["section"]["text"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_restated_report_prints_what_changed(tmp_path: Path, language: str) -> None:
    before = report(tmp_path / "one", language=language)
    after = report(tmp_path / "two", language=language, tickets=TICKETS[:3])
    section = restated(before, after)["section"]
    text = text_of(report_pdf({**after, "sections": [section, *after["sections"]]}), tmp_path)
    shown = [cell["shown"] for table in section["tables"] for row in table["rows"] for cell in row["cells"]]
    assert [each for each in (*section["text"], *shown) if plain(each) not in text] == []


@pytest.mark.parametrize(("more", "what"), [({"language": "de"}, "language"), ({"period": "2026-04"}, "period")])
def test_another_report_is_no_edition_of_this_one(
    issued: Data, tmp_path: Path, more: dict[str, Any], what: str
) -> None:
    with pytest.raises(NotTheSameReport, match=f"the {what} of one is"):
        restated(issued, report(tmp_path / "two", **more))
