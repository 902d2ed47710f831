"""A customer reads the own invoices, line by line with the reasons, and nobody else's."""

from __future__ import annotations

import pytest
from tests.web.conftest import Cast
from tests.web.doors.desk.test_queue import page_of, signed_in
from tests.web.invoicing.at_the_books import FIRST_OF_JUNE, may_issued

from asagreed_web.invoicing.operations import issue_credit
from asagreed_web.kit import clock


@pytest.fixture(autouse=True)
def in_june(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request come when May is over."""
    monkeypatch.setattr(clock, "now", lambda: FIRST_OF_JUNE + 600)


def test_a_customer_reads_an_invoice_with_the_reasons_of_each_line(cast: Cast) -> None:
    invoice = may_issued(cast)
    note = issue_credit(invoice_id=invoice.pk, by=cast.bookkeeper, why="Counted wrong", at=FIRST_OF_JUNE, lines=[1])
    assert "INV-00001" in page_of(cast.viewer, "/portal/invoices/")
    page = page_of(cast.viewer, "/portal/invoices/INV-00001/")
    assert "why?" in page
    assert f"taken back by {note.number}" in page
    assert "Counted wrong" in page_of(cast.viewer, f"/portal/invoices/{note.number}/")


def test_a_stranger_sees_neither_the_invoice_nor_that_there_is_one(cast: Cast) -> None:
    may_issued(cast)
    assert "No invoice yet" in page_of(cast.stranger, "/portal/invoices/")
    assert signed_in(cast.stranger).get("/portal/invoices/INV-00001/").status_code == 404
