"""Rows that are only ever added stay as they were written, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from tests.web.conftest import Cast
from tests.web.logging import AT, logged

from asagreed_web.agreements.models import Edition, Plan
from asagreed_web.billing.models import BlockSold, BooksEdition, IssuedMonth, MoneyReceived, Ruling
from asagreed_web.chronicle import append_only
from asagreed_web.chronicle.models import Event, PersonalData
from asagreed_web.clocks.operations import judge
from asagreed_web.invoicing.models import ExportBatch, Invoice, LedgerEntry, LedgerPosting, LowBalance
from asagreed_web.reports.issuing import annotate, issue_report
from asagreed_web.reports.models import Proof
from asagreed_web.tickets.models import TimeEntry
from asagreed_web.upkeep.models import SettledWork
from asagreed_web.uptime.models import ExcuseRecord, OutageRecord, UnwatchedRecord, WindowRecord

DAYS = 4 * 86400


@pytest.fixture
def rows(cast: Cast) -> dict[str, Any]:
    """Return a row of each table that is only ever added to."""
    issue_report(customer=cast.harbour, period="2026-04", language="en", by=None, at=AT)
    Proof.objects.create(period="2026-03", event_seq=0, published_at=AT, published_by=cast.owner)
    annotate(customer=cast.harbour, period="2026-05", kind="cause", about="#1", text="Cable.", by=cast.owner, at=AT)
    ticket = logged(cast.harbour, cast.viewer)
    judge(ticket, at=AT + DAYS)
    entry = TimeEntry(
        ticket=ticket, customer=cast.harbour, person=cast.technician, start_at=0, end_at=60, recorded_at=60
    )
    entry.save()
    made = {"says": "included", "provider_person": cast.technician, "customer": cast.harbour}
    Ruling.objects.create(ticket=ticket, at=AT, **made)
    BooksEdition.objects.create(customer=cast.harbour, number=1, text="", sha256="", entered_at=0)
    recorded = {"customer": cast.harbour, "record": "one", "edition": 1, "recorded_at": AT, "recorded_by": "person 1"}
    OutageRecord.objects.create(**recorded, system="mail", occurred_at=AT)
    UnwatchedRecord.objects.create(**recorded, system="mail", start_at=AT)
    WindowRecord.objects.create(**recorded, starts_at=AT, planned_end_at=AT + 60)
    ExcuseRecord.objects.create(**recorded, kind="customer", start_at=AT, end_at=AT + 60)
    SettledWork.objects.create(customer=cast.harbour, task="patches", due_on="2026-05-12", says="done", at=AT,
                               recorded_at=AT, recorded_by="person 1")  # fmt: skip
    _money(cast)
    return {label: apps.get_model(label)._default_manager.first() for label in append_only.APPEND_ONLY}


def _money(cast: Cast) -> None:
    by, at = {"customer": cast.harbour, "recorded_by": cast.bookkeeper, "recorded_at": AT}, AT + DAYS
    MoneyReceived.objects.create(purpose="retainer", amount=1, currency="USD", happened_at=AT, **by)
    BlockSold.objects.create(name="B-1", size_seconds=3600, bought_at=AT, **by)
    month = IssuedMonth.objects.create(customer=cast.harbour, year=2026, month=5, issued_at=at, entries=[])
    Invoice.objects.create(customer=cast.harbour, serial=1, number="INV-1", kind="invoice", month=month, issued_at=at,
                           issued_on="2026-06-01", due_on="2026-06-01", issued_by=cast.bookkeeper, currency="USD",
                           net=0, tax=0, gross=0, paid=0, inputs={})  # fmt: skip
    posted = LedgerEntry.objects.create(customer=cast.harbour, seq=1, entry="a", happened_at=at, recorded_at=at,
                                        record={}, hash="")  # fmt: skip
    LedgerPosting.objects.create(ledger_entry=posted, account="Assets:Bank", commodity="USD", units=1)
    LowBalance.objects.create(customer=cast.harbour, purse="block", threshold="5 h", left="4 h", is_below=True, at=at)
    ExportBatch.objects.create(form="xero", invoices=[], content=b"", sha256="", exported_at=at,
                               exported_by=cast.bookkeeper)  # fmt: skip


@pytest.mark.usefixtures("db")
def test_every_trigger_stands() -> None:
    assert append_only.unguarded(connection) == []


@pytest.mark.parametrize("label", append_only.APPEND_ONLY)
def test_a_row_cannot_be_changed(label: str, rows: dict[str, Any]) -> None:
    table = rows[label]._meta.db_table
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET id = id WHERE id = %s", [rows[label].pk])  # noqa: S608


@pytest.mark.parametrize("label", append_only.APPEND_ONLY)
def test_a_row_cannot_be_deleted(label: str, rows: dict[str, Any]) -> None:
    table = rows[label]._meta.db_table
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [rows[label].pk])  # noqa: S608


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no INSERT OR REPLACE")
@pytest.mark.usefixtures("rows")
def test_a_row_cannot_be_replaced() -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO chronicle_event SELECT * FROM chronicle_event")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.usefixtures("rows")
def test_a_table_cannot_be_truncated() -> None:
    truncates = "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE chronicle_event CASCADE"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(truncates)


def test_rows_are_found_for_every_table(rows: dict[str, Any]) -> None:
    assert [label for label, row in rows.items() if row is None] == []
    assert {Event, Plan, Edition, TimeEntry} <= {type(row) for row in rows.values()}


@pytest.mark.usefixtures("rows")
def test_personal_data_may_be_emptied() -> None:
    assert PersonalData.objects.update(data={}, salt="") > 0


@pytest.mark.parametrize(
    "change", [{"data": {"text": "It works."}}, {"data": {}}, {"salt": ""}, {"data": {}, "chain": 0, "salt": ""}]
)
@pytest.mark.usefixtures("rows")
def test_personal_data_cannot_be_made_to_say_something_else(change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        PersonalData.objects.update(**change)


@pytest.mark.usefixtures("rows")
def test_personal_data_cannot_be_deleted() -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        PersonalData.objects.all().delete()
