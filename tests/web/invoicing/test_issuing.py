"""A month is issued once, as the library freezes it; what is found later stands on the next invoice."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from tests.web.billing.at_work import PROJECT, looked_at, ticket_of, worked
from tests.web.conftest import Cast, chicago
from tests.web.invoicing.at_the_books import FIRST_OF_JUNE, JUNE, MAY, issued, may_issued, may_worked

from asagreed.billing.exports import read_invoice
from asagreed.billing.work.settling import settle
from asagreed_web.billing.models import IssuedMonth
from asagreed_web.billing.queries import balances, month_so_far
from asagreed_web.billing.showing import entry_part
from asagreed_web.billing.standings import standing_of
from asagreed_web.chronicle.models import Event
from asagreed_web.invoicing.errors import NotReady
from asagreed_web.invoicing.facts import issued_invoice, ledger_of
from asagreed_web.invoicing.models import Invoice, LedgerEntry, LedgerPosting
from asagreed_web.invoicing.operations import hash_of, issue_credit
from asagreed_web.invoicing.readiness import readiness
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.tickets.errors import NotPossible

pytestmark = pytest.mark.django_db


def test_an_issued_month_is_the_statement_that_was_shown(cast: Cast) -> None:
    may_worked(cast)
    shown = month_so_far(cast.harbour.pk, month=MAY, at=FIRST_OF_JUNE)
    invoice = issued(cast)
    frozen = issued_invoice(invoice).invoice
    assert (frozen.gross, [line.net for line in frozen.lines]) == (shown.gross, [line.net for line in shown.lines])
    assert (invoice.number, invoice.serial, invoice.kind) == ("INV-00001", 1, "invoice")
    assert invoice.gross == frozen.gross.amount
    assert read_invoice(json.dumps(json.loads(invoice.text)["invoice"])) == frozen
    assert invoice.inputs["papers"] == list(frozen.versions)


def test_issuing_twice_is_once(cast: Cast) -> None:
    first = may_issued(cast)
    assert issued(cast, at=FIRST_OF_JUNE + 60).pk == first.pk
    assert (Invoice.objects.count(), IssuedMonth.objects.count()) == (1, 1)
    assert Event.objects.filter(kind="invoice issued").count() == 1


def test_a_month_that_is_not_over_is_not_issued(cast: Cast) -> None:
    may_worked(cast)
    with pytest.raises(NotReady, match="not over"):
        issued(cast, at=chicago("2026-05-31 23:59"))
    assert not Invoice.objects.exists()


def test_what_changed_since_it_was_shown_is_looked_at_again(cast: Cast) -> None:
    may_worked(cast)
    shown = hash_of(readiness(cast.harbour, MAY, at=FIRST_OF_JUNE))
    worked(cast, ticket_of(cast, service=PROJECT), "2026-05-20 09:00", "2026-05-20 10:00", at=FIRST_OF_JUNE - 60)
    with pytest.raises(NotReady, match="changed meanwhile"):
        issued(cast, shown=shown)
    assert issued(cast, shown=hash_of(readiness(cast.harbour, MAY, at=FIRST_OF_JUNE))).serial == 1


def test_what_somebody_has_to_decide_is_told_with_whom_to_ask(cast: Cast) -> None:
    may_worked(cast)
    worked(cast, ticket_of(cast, service="specialised audit"), "2026-05-18 09:00", "2026-05-18 10:07")
    ready = readiness(cast.harbour, MAY, at=FIRST_OF_JUNE)
    assert (ready.is_ready, ready.may_be_issued, [each.ask for each in ready.open]) == (
        False,
        True,
        ["account manager"],
    )
    with pytest.raises(NotReady, match="Ask: account manager"):
        issued(cast)
    assert issued(cast, with_open=True).serial == 1


def test_work_that_is_found_later_stands_on_the_next_invoice(cast: Cast) -> None:
    may = issued_invoice(may_issued(cast)).invoice
    late = worked(cast, ticket_of(cast, service=PROJECT), "2026-05-20 09:00", "2026-05-20 11:00",
                  at=chicago("2026-06-03 09:00"))  # fmt: skip
    again = month_so_far(cast.harbour.pk, month=MAY, at=chicago("2026-06-03 10:00"))
    assert again.gross == may.gross
    june = issued_invoice(issued(cast, JUNE, at=chicago("2026-07-01 09:00")))
    assert f"entry {late.pk}" in june.entries
    (work,) = [line for line in june.invoice.lines if line.item == "work"]
    assert work.quantity == 2


def test_a_correction_of_invoiced_work_gives_back_on_the_next_invoice(cast: Cast) -> None:
    may_worked(cast)
    ticket = ticket_of(cast, service=PROJECT)
    wrong = worked(cast, ticket, "2026-05-20 09:00", "2026-05-20 13:00")
    issued(cast)
    at = chicago("2026-06-03 09:00")
    shown = looked_at(cast, ticket, "2026-05-20 09:00", "2026-05-20 10:00", at=at, corrects=wrong.pk)
    right = worked(cast, ticket, "2026-05-20 09:00", "2026-05-20 10:00", at=at, corrects=wrong.pk)
    standing = standing_of(cast.harbour.pk)
    assert standing
    settled = settle(standing.entries(), standing.history, standing.books, issued=standing.issued)
    parts = [part for part in settled.parts if part.entry == f"entry {right.pk}"]
    assert tuple(entry_part(part, standing.history) for part in parts) == shown.parts
    june = month_so_far(cast.harbour.pk, month=JUNE, at=at)
    assert sum(line.net.amount for line in june.lines if line.item == "work") < 0


def test_numbers_have_no_gap_though_issuing_fails_between(cast: Cast) -> None:
    may_worked(cast)
    with transaction.atomic():
        assert issued(cast).number == "INV-00001"
        transaction.set_rollback(True)
    assert not Invoice.objects.exists()
    assert issued(cast).number == "INV-00001"


def test_an_invoice_is_never_changed(cast: Cast) -> None:
    invoice = may_issued(cast)
    for change in (
        lambda: Invoice.objects.filter(pk=invoice.pk).update(gross=1),
        lambda: Invoice.objects.filter(pk=invoice.pk).delete(),
        lambda: LedgerEntry.objects.update(hash="0"),
        lambda: LedgerPosting.objects.update(units=0),
        lambda: IssuedMonth.objects.update(entries=[]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_ledger_adds_up_to_nothing_and_its_balances_are_those_of_the_library(cast: Cast) -> None:
    invoice = may_issued(cast)
    sums = LedgerPosting.objects.values_list("commodity").annotate(total=Sum("units"))
    assert dict(sums) == {"USD": Decimal(0), "SECONDS": Decimal(0)}
    ledger = ledger_of(cast.harbour.pk)
    ledger.verify()
    owed = LedgerPosting.objects.filter(account="Assets:Receivable:harbour-dental").aggregate(total=Sum("units"))
    assert owed["total"] == (invoice.gross - invoice.paid) * 100
    left = {each.name: each.left for each in balances(cast.harbour.pk, at=chicago("2026-05-31 23:59"))}
    for name, seconds in left.items():
        rows = LedgerPosting.objects.filter(account=f"Assets:Time:Allowance:{name}", ledger_entry__happened_at__lt=
                                            chicago("2026-06-01 00:00"))  # fmt: skip
        assert rows.aggregate(total=Sum("units"))["total"] == seconds


def test_a_credit_note_takes_back_lines_once_and_says_why(cast: Cast) -> None:
    invoice = may_issued(cast)
    first = issued_invoice(invoice).invoice.lines[0]
    note = issue_credit(invoice_id=invoice.pk, by=cast.bookkeeper, why="Counted wrong", at=FIRST_OF_JUNE, lines=[1])
    assert (note.number, note.corrects, note.net) == ("INV-00002", invoice, first.net.amount)
    with pytest.raises(NotPossible, match="Line 1 of INV-00001 was taken back by INV-00002"):
        issue_credit(invoice_id=invoice.pk, by=cast.bookkeeper, why="Again", at=FIRST_OF_JUNE, lines=[1])
    rest = issue_credit(invoice_id=invoice.pk, by=cast.bookkeeper, why="All of it", at=FIRST_OF_JUNE)
    assert note.net + rest.net == invoice.net
    owed = LedgerPosting.objects.filter(account="Assets:Receivable:harbour-dental").aggregate(total=Sum("units"))
    assert owed["total"] == (invoice.gross - note.gross - rest.gross) * 100
    with pytest.raises(NotPossible, match="Nothing of INV-00001 is left"):
        issue_credit(invoice_id=invoice.pk, by=cast.bookkeeper, why="Once more", at=FIRST_OF_JUNE)
    with pytest.raises(NotPossible, match="says why"):
        issue_credit(invoice_id=invoice.pk, by=cast.bookkeeper, why=" ", at=FIRST_OF_JUNE)


def test_the_approver_is_told_once(cast: Cast) -> None:
    may_issued(cast)
    issued(cast, at=FIRST_OF_JUNE + 60)
    mails = OutboxEntry.objects.filter(says__template="invoice")
    assert [mail.says["to"] for mail in mails] == [cast.approver.email]
    assert "INV-00001" in mails[0].says["subject"]
