"""Programs read invoices as they were issued: the provider's of everybody, a customer's its own."""

from __future__ import annotations

import pytest
from tests.web.conftest import Cast
from tests.web.doors.api.conftest import Programs
from tests.web.invoicing.at_the_books import FIRST_OF_JUNE, may_issued

from asagreed_web.invoicing.facts import issued_invoice
from asagreed_web.invoicing.operations import issue_credit
from asagreed_web.kit import clock


@pytest.fixture(autouse=True)
def in_june(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request come when May is over."""
    monkeypatch.setattr(clock, "now", lambda: FIRST_OF_JUNE + 600)


def test_invoices_are_read_a_page_at_a_time_and_one_with_its_reasons(cast: Cast, programs: Programs) -> None:
    frozen = issued_invoice(invoice := may_issued(cast)).invoice
    issue_credit(invoice_id=invoice.pk, by=cast.bookkeeper, why="Counted wrong", at=FIRST_OF_JUNE, lines=[1])
    _, page = programs("viewer").get("/invoices?limit=1")
    assert ([each["number"] for each in page["items"]], page["next"]) == (["INV-00002"], "2")
    _, rest = programs("bookkeeper").get("/invoices?limit=1&after=2&customer=harbour-dental&state=open")
    assert ([each["number"] for each in rest["items"]], rest["next"]) == (["INV-00001"], None)
    _, whole = programs("viewer").get("/invoices/INV-00001")
    assert whole["gross"] == {"amount": f"{frozen.gross.amount}", "currency": "USD"}
    assert [line["net"]["amount"] for line in whole["lines"]] == [f"{line.net.amount}" for line in frozen.lines]
    assert whole["lines"][0]["taken_back_by"] == "INV-00002"
    assert whole["lines"][0]["why"]["parts"]


def test_a_stranger_gets_none_of_them(cast: Cast, programs: Programs) -> None:
    may_issued(cast)
    assert programs("stranger").get("/invoices")[1]["items"] == []
    assert programs("stranger").get("/invoices/INV-00001")[0] == 404
