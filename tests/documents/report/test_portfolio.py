"""The portfolio and the page of proof as data, and in every form."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.documents.printed import LANGUAGES, is_in, pages_of, plain, text_of
from tests.documents.report.sample import MAY_END, WORK, Data, facts, history_in, rows_of, shown_in
from tests.written_agreements import at

from asagreed.documents.report import (
    ReportFacts,
    charts,
    period_named,
    portfolio_report,
    proof_page,
    report_csv,
    report_page,
    report_pdf,
)
from asagreed.errors import PublishedAlready
from asagreed.facts.work import WorkEntry
from asagreed.money import Money

MAY, QUARTER = period_named("2026-05"), period_named("2026-Q2")
NAMES = ("Quay Street Bakery", "Tower Books", "Mill Café", "North Gym", "Old Pharmacy", "Park Hotel")
Customers = Callable[..., list[ReportFacts]]


@pytest.fixture
def customers(tmp_path: Path) -> Customers:
    """Return so many customers with the tickets of the bakery, each under its own name."""

    def made(count: int = 6, **more: Any) -> list[ReportFacts]:
        history = history_in(tmp_path)
        return [facts(history, **{"customer": name, **more}) for name in NAMES[:count]]

    return made


def test_every_customer_has_a_row(customers: Customers) -> None:
    data = portfolio_report(customers(2), period=MAY, as_of=MAY_END)
    assert rows_of(data, "customers")["written"] == [
        "Tower Books", "–", "4", "75.0\N{NO-BREAK SPACE}%", "50.0\N{NO-BREAK SPACE}%", "99.865\N{NO-BREAK SPACE}%", "3",
        "2 of 5",
    ]  # fmt: skip
    assert data["verdict"] == {"shown": "For 0 of 2 customers every promise was kept in May 2026.", "state": "bad"}
    assert [each["shown"] for each in data["figures"]] == [
        "75.0\N{NO-BREAK SPACE}%", "50.0\N{NO-BREAK SPACE}%", "8", "6",
    ]  # fmt: skip


def test_where_it_hurts_is_told_by_system_kind_site_and_hour(customers: Customers) -> None:
    data = portfolio_report(customers(2), period=MAY, as_of=MAY_END)
    assert [row[:2] for row in rows_of(data, "systems").values()] == [["files", "4"], ["mail", "2"]]
    assert [row[0] for row in rows_of(data, "kinds").values()] == ["mail", "server failure"]
    assert [row[0] for row in rows_of(data, "sites").values()] == [
        "Quay Street Bakery: shop", "Tower Books: shop",
    ]  # fmt: skip
    assert rows_of(data, "week")["hour 9"] == ["09:00", "2/4", "0/4", "2/4", "–", "–", "–", "–"]
    assert list(charts(data)) == ["week"]


def test_work_is_set_against_what_it_brings(customers: Customers) -> None:
    earlier = WorkEntry(id="w0", seconds=60, start=at("2026-04-05 09:00"), end=at("2026-04-05 09:01"))
    given = customers(1, entries=(earlier, *WORK))
    data = portfolio_report(given, period=MAY, as_of=MAY_END, cost_per_hour=Money(Decimal(250), "USD"))
    assert rows_of(data, "paying")["written"] == [
        "Quay Street Bakery", "3\N{NO-BREAK SPACE}h", "620.00 USD", "206.67 USD", "750.00 USD", "−130.00 USD",
    ]  # fmt: skip
    assert data["verdict"]["shown"].endswith("The work cost more than it brought for Quay Street Bakery.")
    assert [row[:2] for row in rows_of(data, "load").values()] == [
        ["technician 1", "2\N{NO-BREAK SPACE}h"], ["technician 2", "1\N{NO-BREAK SPACE}h"],
    ]  # fmt: skip


def test_without_a_cost_or_in_another_currency_nothing_is_said_to_be_left(customers: Customers) -> None:
    for cost in (None, Money(Decimal(60), "EUR")):
        data = portfolio_report(customers(1), period=MAY, as_of=MAY_END, cost_per_hour=cost)
        assert rows_of(data, "paying")["written"][4:] == ["–", "–"]
    idle = portfolio_report(customers(1, entries=()), period=MAY, as_of=MAY_END)
    assert rows_of(idle, "paying")["written"][3] == "–"
    without = portfolio_report(customers(1, books=None), period=MAY, as_of=MAY_END)
    assert rows_of(without, "paying") == {}


def test_customers_are_chosen_by_name_and_plan(customers: Customers, tmp_path: Path) -> None:
    everyone = customers(3)
    named = portfolio_report(everyone, period=MAY, as_of=MAY_END, customers=["Mill Café"])
    assert [row[0] for row in rows_of(named, "customers").values()] == ["Mill Café"]
    assert portfolio_report(everyone, period=MAY, as_of=MAY_END, plans=["gold"])["customer"] == "0 customers"


def test_a_customer_whose_promises_were_not_tested_is_no_case(customers: Customers) -> None:
    quiet = customers(1, tickets=[], uptime=None)
    assert rows_of(portfolio_report(quiet, period=MAY, as_of=MAY_END), "customers")["written"][-1] == "no case"


def test_a_customer_that_cannot_be_measured_is_named_with_the_reason(customers: Customers) -> None:
    data = portfolio_report(customers(1), period=period_named("2025-06"), as_of=MAY_END)
    assert data["verdict"]["shown"] == "No promise was put to the test in June 2025."
    assert rows_of(data, "left out")["Quay Street Bakery"][1].startswith("The agreement «written» was not in force")


@pytest.mark.parametrize("language", LANGUAGES)
def test_portfolio_and_proof_say_the_same_in_every_form(customers: Customers, tmp_path: Path, language: str) -> None:
    everyone = customers(6)
    made: list[Data] = [
        portfolio_report(everyone, period=MAY, as_of=MAY_END, language=language),
        proof_page(everyone, period=MAY, as_of=MAY_END, provider="Northwind IT", language=language),
    ]
    for data in made:
        pdf = report_pdf(data)
        text = text_of(pdf, tmp_path)
        assert [shown for shown in shown_in(data) if not is_in(shown, text)] == []
        assert pages_of(pdf, tmp_path) <= 4
        page = plain(report_page(data))
        assert all(plain(each["shown"]) in page for each in data["figures"])
        assert data["hash"] in report_csv(data)


def test_six_customers_make_a_page_that_names_none_of_them(customers: Customers) -> None:
    data = proof_page(customers(6), period=MAY, as_of=MAY_END, provider="Northwind IT")
    assert data["verdict"]["shown"] == (
        "May 2026: Response in time for 75.0\N{NO-BREAK SPACE}% of 24 tickets of 6 customers and "
        "Resolution in time for 50.0\N{NO-BREAK SPACE}% of 24 tickets of 6 customers."
    )
    assert rows_of(data, "published")["response priority P2"] == [
        "Response", "priority P2", "100.0\N{NO-BREAK SPACE}%", "82.4–100.0\N{NO-BREAK SPACE}%", "18", "6",
    ]  # fmt: skip
    told = json.dumps(data, ensure_ascii=False)
    assert [name for name in (*NAMES, "written", "T-3", "a" * 64) if name in told] == []


def test_four_customers_make_no_figure(customers: Customers) -> None:
    data = proof_page(customers(4), period=MAY, as_of=MAY_END, provider="Northwind IT")
    assert (data["figures"], rows_of(data, "published")) == ([], {})
    assert data["verdict"]["shown"].startswith("Too few customers")


def test_a_quarter_is_told_by_its_months_too(customers: Customers) -> None:
    data = proof_page(customers(6), period=QUARTER, as_of=at("2026-07-02 00:00"), provider="Northwind IT")
    assert rows_of(data, "published")["response month 2026-04"][1] == "April 2026"


def test_a_page_of_months_that_were_published_is_refused(customers: Customers) -> None:
    earlier = proof_page(customers(6), period=MAY, as_of=MAY_END, provider="Northwind IT")
    with pytest.raises(PublishedAlready, match="a page of 2026-05 was published already"):
        proof_page(customers(6), period=QUARTER, as_of=MAY_END, provider="Northwind IT", published=[earlier])
    beside = proof_page(
        customers(6), period=period_named("2026-04"), as_of=MAY_END, provider="Northwind IT", published=[earlier]
    )
    assert beside["figures"]
