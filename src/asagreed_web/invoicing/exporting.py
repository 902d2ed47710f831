"""Invoices for others: one as PDF, electronic or JSON, and several as a file for an accounting program, frozen."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from asagreed.billing.exports import invoice_json, quickbooks_csv, ubl_invoice, validate_ubl, xero_csv
from asagreed.documents.invoice import invoice_sheet, print_invoice
from asagreed.errors import AsagreedError
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.invoicing.facts import issued_invoice
from asagreed_web.invoicing.models import ExportBatch, Invoice
from asagreed_web.people.models import Person
from asagreed_web.tickets.errors import NotPossible

MOST = 2000
"""How many invoices one file has at most."""
LANGUAGES = ("en", "de")
_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class File:
    """A file that is handed out."""

    name: str
    media_type: str
    content: bytes


def pdf_of(invoice: Invoice, *, language: str = "en") -> File:
    """Return an invoice as PDF, in a language that documents have; any other is English."""
    spoken = language[:2] if language[:2] in LANGUAGES else "en"
    content = print_invoice(invoice_sheet(issued_invoice(invoice).invoice, language=spoken))
    return File(f"{invoice.number}.pdf", "application/pdf", content)


def ubl_of(invoice: Invoice) -> File:
    """Return an invoice as UBL 2.1 that was validated by EN 16931. Raises NotPossible where it is not valid.

    What could not be validated is not handed out either.
    """
    try:
        content = ubl_invoice(issued_invoice(invoice).invoice)
        validate_ubl(content)
    except AsagreedError as error:
        raise NotPossible(str(error)) from error
    return File(f"{invoice.number}.xml", "application/xml", content)


def json_of(invoice: Invoice) -> File:
    """Return an invoice as the canonical text that was frozen, with its hash."""
    return File(f"{invoice.number}.json", "application/json", invoice.text.encode())


@transaction.atomic
def export(*, invoices: Sequence[Invoice], form: str, by: Person, at: int) -> ExportBatch:
    """Freeze invoices as one file for an accounting program, in the order of their numbers, and tell each customer.

    Raises NotPossible for nothing, for too much, and for an electronic invoice that is not valid.
    """
    if form not in ExportBatch.Form.values:
        raise NotPossible("There is no such file. Choose QuickBooks, Xero, JSON or electronic invoices.")
    if not 0 < len(invoices) <= MOST:
        raise NotPossible(f"A file has 1 to {MOST} invoices, and {len(invoices)} are chosen. Choose others.")
    ordered = sorted(invoices, key=lambda each: each.serial)
    content = _content(ordered, form)
    customers = {each.customer_id for each in ordered}
    batch = ExportBatch.objects.create(
        customer_id=customers.pop() if len(customers) == 1 else None,
        form=form,
        invoices=[each.number for each in ordered],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        exported_at=at,
        exported_by=by,
    )
    for each in ordered:
        says = {"number": each.number, "form": form, "batch": batch.pk, "sha256": batch.sha256}
        append(each.customer_id, Happening(subject="invoice", subject_id=each.pk, kind="invoice exported",
                                           happened_at=at, recorded_at=at, actor=by.actor, says=says))  # fmt: skip
    return batch


def file_of(batch: ExportBatch) -> File:
    """Return a frozen file again: the same bytes as when it was made. Raises NotPossible where it was tampered with."""
    content = bytes(batch.content)
    if hashlib.sha256(content).hexdigest() != batch.sha256:
        raise NotPossible("The file is not what was exported: its hash differs. Restore it from a backup.")
    media_type, ending = {
        ExportBatch.Form.JSON: ("application/x-ndjson", "jsonl"),
        ExportBatch.Form.UBL: ("application/zip", "zip"),
    }.get(ExportBatch.Form(batch.form), ("text/csv; charset=utf-8", "csv"))
    return File(f"invoices-{batch.form}-{batch.pk}.{ending}", media_type, content)


def _content(ordered: Sequence[Invoice], form: str) -> bytes:
    frozen = [issued_invoice(each).invoice for each in ordered]
    if form == ExportBatch.Form.QUICKBOOKS:
        return quickbooks_csv(frozen).encode()
    if form == ExportBatch.Form.XERO:
        return xero_csv(frozen).encode()
    if form == ExportBatch.Form.JSON:
        return "".join(f"{invoice_json(each)}\n" for each in frozen).encode()
    return _zipped([(each.number, ubl_of(row).content) for each, row in zip(frozen, ordered, strict=True)])


def _zipped(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return a zip with the same bytes for the same files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(f"{name}.xml", _EARLIEST), content)
    return made.getvalue()
