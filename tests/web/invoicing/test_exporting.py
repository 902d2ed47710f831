"""Invoices leave as files: what was issued, valid where rules ask for it, and frozen where an accountant gets it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from decimal import Decimal

import pytest
from tests.web.conftest import EXAMPLES, LATER, Cast
from tests.web.doors.desk.test_queue import signed_in
from tests.web.invoicing.at_the_books import FIRST_OF_JUNE, may_issued

from asagreed.billing.exports import read_invoice
from asagreed_web.agreements.operations import enter_papers
from asagreed_web.chronicle.models import Event
from asagreed_web.customers.models import Customer
from asagreed_web.invoicing.exporting import export, file_of, json_of, pdf_of, ubl_of
from asagreed_web.invoicing.facts import issued_invoice
from asagreed_web.invoicing.models import ExportBatch, Invoice
from asagreed_web.invoicing.operations import issue_credit, issue_month
from asagreed_web.kit import clock
from asagreed_web.tickets.errors import NotPossible

pytestmark = pytest.mark.django_db


def exported(cast: Cast, form: str) -> ExportBatch:
    return export(invoices=list(Invoice.objects.order_by("-serial")), form=form, by=cast.bookkeeper, at=FIRST_OF_JUNE)


def test_a_batch_is_frozen_and_hands_out_the_same_bytes_again(cast: Cast) -> None:
    invoice = may_issued(cast)
    issue_credit(invoice_id=invoice.pk, by=cast.bookkeeper, why="=cmd|'/c calc'!A1", at=FIRST_OF_JUNE, lines=[1])
    for form, ending in (("quickbooks", "csv"), ("xero", "csv"), ("json", "jsonl")):
        batch = exported(cast, form)
        made = file_of(batch)
        assert (made.name, batch.invoices) == (f"invoices-{form}-{batch.pk}.{ending}", ["INV-00001", "INV-00002"])
        assert hashlib.sha256(made.content).hexdigest() == batch.sha256
        assert file_of(ExportBatch.objects.get(pk=batch.pk)).content == made.content
        assert file_of(exported(cast, form)).content == made.content
    assert Event.objects.filter(kind="invoice exported", chain=cast.harbour.pk).count() == 12


def test_the_sums_of_a_file_are_those_of_the_invoice_to_the_last_digit(cast: Cast) -> None:
    invoice = issued_invoice(may_issued(cast)).invoice
    rows = list(csv.DictReader(io.StringIO(file_of(exported(cast, "xero")).content.decode())))
    assert {row["*InvoiceNumber"] for row in rows} == {"INV-00001"}
    assert sum(Decimal(row["*Quantity"]) * Decimal(row["*UnitAmount"]) for row in rows) == invoice.net.amount
    (line,) = file_of(exported(cast, "json")).content.decode().splitlines()
    assert read_invoice(line) == invoice


def test_an_electronic_invoice_that_is_not_valid_is_not_handed_out(cast: Cast) -> None:
    invoice = may_issued(cast)  # the example names no country of either party
    with pytest.raises(NotPossible, match="country"):
        ubl_of(invoice)
    with pytest.raises(NotPossible, match="country"):
        exported(cast, "ubl")
    assert not ExportBatch.objects.exists()


def test_an_electronic_invoice_is_validated_by_the_rules(cast: Cast) -> None:
    customer = Customer.objects.create(slug="lindner-joinery", name="Lindner", zone="Europe/Berlin", entered_at=LATER)
    papers = {"agreement.yaml": (EXAMPLES / "lindner-joinery" / "agreement.yaml").read_text()}
    assert enter_papers(customer=customer, papers=papers, by=None, at=LATER).edition
    invoice = issue_month(customer_id=customer.pk, month=(2026, 5), by=cast.bookkeeper, at=FIRST_OF_JUNE)
    made = ubl_of(invoice)
    assert b"INV-00001" in made.content
    batch = exported(cast, "ubl")
    with zipfile.ZipFile(io.BytesIO(file_of(batch).content)) as archive:
        assert archive.read("INV-00001.xml") == made.content
    assert batch.customer == customer


def test_what_is_no_export_is_refused(cast: Cast) -> None:
    may_issued(cast)
    with pytest.raises(NotPossible, match="no such file"):
        exported(cast, "fax")
    with pytest.raises(NotPossible, match="0 are chosen"):
        export(invoices=[], form="json", by=cast.bookkeeper, at=FIRST_OF_JUNE)


def test_the_pdf_and_the_json_are_what_was_frozen(cast: Cast) -> None:
    invoice = may_issued(cast)
    assert pdf_of(invoice).content == pdf_of(Invoice.objects.get(pk=invoice.pk)).content
    assert pdf_of(invoice, language="de-at").content != pdf_of(invoice, language="xx").content
    assert json.loads(json_of(invoice).content)["invoice"]["invoice"]["number"] == "INV-00001"


def test_files_are_saved_by_who_may_see_them(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: FIRST_OF_JUNE + 600)
    may_issued(cast)
    pdf = signed_in(cast.viewer).get("/portal/invoices/INV-00001/pdf/")
    assert (pdf.content[:5], pdf["Content-Disposition"]) == (b"%PDF-", 'attachment; filename="INV-00001.pdf"')
    assert signed_in(cast.stranger).get("/portal/invoices/INV-00001/pdf/").status_code == 404
    keeper = signed_in(cast.bookkeeper)
    assert "add country" in keeper.get("/desk/invoices/INV-00001/ubl/", follow=True).content.decode()
    answer = keeper.post("/desk/invoices/exports/", {"form": "xero", "first": "1", "last": "1"}, follow=True)
    assert "1 invoice is frozen as a file." in answer.content.decode()
    made = keeper.get(f"/desk/invoices/exports/{ExportBatch.objects.get().pk}/")
    assert made.content == bytes(ExportBatch.objects.get().content)
    assert keeper.post("/desk/invoices/exports/", {"form": "xero", "first": "x", "last": "1"}).status_code == 422
