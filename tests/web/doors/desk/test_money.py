"""Who keeps the books records what came in and what was bought, and sees at once what is left."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.conftest import Cast
from tests.web.doors.desk.test_queue import page_of, signed_in
from tests.web.invoicing.at_the_books import FIRST_OF_JUNE, may_issued

from asagreed_web.billing.models import BlockSold, MoneyReceived
from asagreed_web.invoicing.models import InvoiceMail
from asagreed_web.kit import clock

MONEY = "/desk/customers/harbour-dental/money/"


@pytest.fixture(autouse=True)
def in_june(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request come when May is over."""
    monkeypatch.setattr(clock, "now", lambda: FIRST_OF_JUNE + 600)


@pytest.fixture
def keeper(cast: Cast) -> Client:
    """Return the browser of the bookkeeper."""
    return signed_in(cast.bookkeeper)


def test_a_payment_is_recorded_and_taken_back(cast: Cast, keeper: Client) -> None:
    may_issued(cast)
    said = {"purpose": "INV-00001", "amount": "100,00", "on": "2026-06-01", "note": "bank 17"}
    assert keeper.post(f"{MONEY}received/", said).status_code == 303
    row = MoneyReceived.objects.get()
    assert (str(row.amount), row.purpose, row.note) == ("100.0000", "INV-00001", "bank 17")
    assert "bank 17" in page_of(cast.bookkeeper, MONEY)
    assert "bank 17" in page_of(cast.bookkeeper, "/desk/invoices/INV-00001/")
    back = f"{MONEY}received/{row.pk}/take-back/"
    assert keeper.post(back, {"why": ""}).status_code == 422
    assert keeper.post(back, {"why": "another customer's"}).status_code == 303
    assert "taken back" in page_of(cast.bookkeeper, MONEY)


@pytest.mark.parametrize(("amount", "on"), [("much", "2026-06-01"), ("1e40", "2026-06-01"), ("5", "tomorrow")])
def test_what_cannot_be_read_is_said_and_stays_typed(cast: Cast, keeper: Client, amount: str, on: str) -> None:
    may_issued(cast)
    answer = keeper.post(f"{MONEY}received/", {"purpose": "INV-00001", "amount": amount, "on": on})
    assert answer.status_code == 422
    assert f'value="{amount}"' in answer.content.decode()


def test_a_block_is_recorded_with_its_name(cast: Cast, keeper: Client) -> None:
    page = page_of(cast.bookkeeper, MONEY)
    assert "A block was bought" in page
    assert keeper.post(f"{MONEY}blocks/", {"size": "72000", "name": "B-9", "bought": "2026-06-01"}).status_code == 303
    assert BlockSold.objects.get().name == "B-9"
    assert keeper.post(f"{MONEY}blocks/", {"size": "x", "name": "B-8", "bought": "2026-06-01"}).status_code == 422


def test_who_is_told_can_be_set(cast: Cast, keeper: Client) -> None:
    said = {"goes_to": "address", "address": "books@harbour-dental.example"}
    assert keeper.post(f"{MONEY}mail/", said).status_code == 303
    assert InvoiceMail.objects.get().address == "books@harbour-dental.example"
    assert keeper.post(f"{MONEY}mail/", {"goes_to": "all"}).status_code == 422


def test_a_technician_sees_what_is_left_and_records_nothing(cast: Cast) -> None:
    assert "Record a payment" not in page_of(cast.technician, MONEY)
    assert signed_in(cast.technician).post(f"{MONEY}mail/", {"goes_to": "nobody"}).status_code == 403
