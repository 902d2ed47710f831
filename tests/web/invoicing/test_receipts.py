"""Money that came in counts at once, too much is shown, and what was wrong is taken back by a row of its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from tests.web.billing.at_work import HOUR, PROJECT, ticket_of, worked
from tests.web.conftest import Cast, chicago
from tests.web.invoicing.at_the_books import FIRST_OF_JUNE, may_issued

from asagreed_web.billing.models import MoneyReceived
from asagreed_web.billing.queries import balances
from asagreed_web.chronicle.models import Event
from asagreed_web.invoicing.facts import ledger_of
from asagreed_web.invoicing.low_balances import watch_balances
from asagreed_web.invoicing.mailing import set_mail_setting
from asagreed_web.invoicing.models import Invoice, LedgerPosting, LowBalance
from asagreed_web.invoicing.open_items import invoice_rows
from asagreed_web.invoicing.queries import with_names
from asagreed_web.invoicing.receipts import offered_sizes, receive_money, sell_block, take_back_money
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.tickets.errors import NotPossible

pytestmark = pytest.mark.django_db
TENTH = chicago("2026-06-10 15:00")


def paid(cast: Cast, amount: str, purpose: str = "INV-00001", on: str = "2026-06-09", at: int = TENTH) -> MoneyReceived:
    return receive_money(customer_id=cast.harbour.pk, purpose=purpose, amount=Decimal(amount), by=cast.bookkeeper,
                         on=date.fromisoformat(on), at=at)  # fmt: skip


def stands(at: int = TENTH) -> list[tuple[str, str, str]]:
    return [
        (row.number, str(row.left.amount), row.state) for row in invoice_rows(with_names(Invoice.objects.all()), at=at)
    ]


def test_an_invoice_is_paid_in_parts_and_too_much_is_to_give_back(cast: Cast) -> None:
    invoice = may_issued(cast)
    whole = f"{invoice.gross:.2f}"
    assert stands() == [("INV-00001", f"{invoice.gross:.2f}", "open")]
    assert stands(at=chicago("2026-09-01 09:00"))[0][2] == "overdue"
    paid(cast, "100.00")
    assert stands()[0][1:] == (f"{invoice.gross - 100:.2f}", "open")
    wrong = paid(cast, whole)
    assert stands()[0][1:] == ("-100.00", "to give back")
    take_back_money(received_id=wrong.pk, why="Counted twice", by=cast.bookkeeper, at=TENTH + 60)
    assert stands()[0][1:] == (f"{invoice.gross - 100:.2f}", "open")
    paid(cast, str(Decimal(whole) - 100))
    assert stands()[0][1:] == ("0.00", "paid")
    owed = LedgerPosting.objects.filter(account="Assets:Receivable:harbour-dental").aggregate(total=Sum("units"))
    assert owed["total"] == 0
    ledger_of(cast.harbour.pk).verify()


def test_what_was_taken_back_is_not_taken_back_again(cast: Cast) -> None:
    may_issued(cast)
    wrong = paid(cast, "5.00")
    back = take_back_money(received_id=wrong.pk, why="Wrong customer", by=cast.bookkeeper, at=TENTH)
    for each in (wrong, back):
        with pytest.raises(NotPossible, match="taken back already"):
            take_back_money(received_id=each.pk, why="x", by=cast.bookkeeper, at=TENTH)
    with pytest.raises(NotPossible, match="says why"):
        take_back_money(received_id=paid(cast, "6.00").pk, why=" ", by=cast.bookkeeper, at=TENTH)
    with pytest.raises(IntegrityError), transaction.atomic():
        MoneyReceived.objects.filter(pk=wrong.pk).update(amount=1)
    told = Event.objects.filter(subject="money").order_by("seq").values_list("kind", flat=True)
    assert list(told) == ["money received", "money taken back", "money received"]


@pytest.mark.parametrize(
    ("amount", "purpose", "on", "why"),
    [
        ("0", "INV-00001", "2026-06-09", "no amount"),
        ("-5", "INV-00001", "2026-06-09", "no amount"),
        ("0.001", "INV-00001", "2026-06-09", "no amount"),
        ("5", "INV-00009", "2026-06-09", "nothing of Harbour Dental"),
        ("5", "INV-00001", "2026-06-11", "has not come yet"),
    ],
)
def test_what_cannot_have_come_in_is_refused(cast: Cast, amount: str, purpose: str, on: str, why: str) -> None:
    may_issued(cast)
    with pytest.raises(NotPossible, match=why):
        paid(cast, amount, purpose, on)
    assert not MoneyReceived.objects.exists()


def sold(cast: Cast, name: str = "B-7", on: str = "2026-06-01", at: int = FIRST_OF_JUNE) -> None:
    size = offered_sizes(cast.harbour, at=at)[0]
    sell_block(customer_id=cast.harbour.pk, name=name, size_seconds=size, on=date.fromisoformat(on), by=cast.bookkeeper,
               at=at)  # fmt: skip


def test_a_block_that_was_sold_counts_as_the_agreement_says_and_work_draws_from_it(cast: Cast) -> None:
    sold(cast)
    with pytest.raises(NotPossible, match="is taken"):
        sold(cast)
    with pytest.raises(NotPossible, match="Choose one of them"):
        sell_block(customer_id=cast.harbour.pk, name="B-8", size_seconds=60, on=date(2026, 6, 1), by=cast.bookkeeper,
                   at=FIRST_OF_JUNE)  # fmt: skip
    paid(cast, "2400.00", "B-7", "2026-06-01", at=FIRST_OF_JUNE + 60)
    worked(cast, ticket_of(cast, service=PROJECT), "2026-06-02 09:00", "2026-06-02 11:00")
    (block,) = [each for each in balances(cast.harbour.pk, at=chicago("2026-06-03 09:00")) if each.kind == "block"]
    assert (block.name, block.taken) == ("B-7", 2 * HOUR)


def test_a_low_balance_is_told_once_and_again_only_after_it_rose(cast: Cast) -> None:
    sold(cast)
    paid(cast, "2400.00", "B-7", "2026-06-01", at=FIRST_OF_JUNE + 60)
    ticket = ticket_of(cast, service=PROJECT)
    at = chicago("2026-06-20 09:00")
    assert watch_balances(at=FIRST_OF_JUNE + 120) == 0
    for day in (2, 3, 4, 5, 8):
        worked(cast, ticket, f"2026-06-0{day} 09:00", f"2026-06-0{day} 12:30")
    assert [watch_balances(at=at), watch_balances(at=at + 900)] == [1, 0]
    (mail,) = OutboxEntry.objects.filter(says__template="low_balance")
    assert mail.says["to"] == cast.approver.email
    assert mail.says["subject"] == "Block hours are low: 4 h 30 min left"
    sold(cast, "B-8", "2026-06-20", at=at + 1000)
    paid(cast, "2400.00", "B-8", "2026-06-20", at=at + 1000)
    assert watch_balances(at=at + 1800) == 0
    assert [row.is_below for row in LowBalance.objects.order_by("pk")] == [True, False]


def test_nobody_is_told_where_that_is_wished_and_an_address_where_one_is_set(cast: Cast) -> None:
    set_mail_setting(cast.harbour, goes_to="address", address="books@harbour-dental.example", by=cast.bookkeeper, at=1)
    may_issued(cast)
    assert [each.says["to"] for each in OutboxEntry.objects.filter(says__template="invoice")] == [
        "books@harbour-dental.example"
    ]
    for goes_to, address in (("address", ""), ("address", "no address"), ("everybody", "")):
        with pytest.raises(NotPossible):
            set_mail_setting(cast.harbour, goes_to=goes_to, address=address, by=cast.bookkeeper, at=1)
    set_mail_setting(cast.harbour, goes_to="nobody", address="", by=cast.bookkeeper, at=1)
