"""Two who press at once get one invoice; two customers at once get two numbers, without a gap."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from tests.web.conftest import Cast, made_cast, made_customer
from tests.web.invoicing.at_the_books import FIRST_OF_JUNE, JUNE, MAY, may_worked

from asagreed_web.billing.operations import enter_books
from asagreed_web.invoicing.models import Invoice
from asagreed_web.invoicing.operations import issue_month
from asagreed_web.kit import wall

JULY = FIRST_OF_JUNE + 31 * 86_400


def issued(cast: Cast, *asked: tuple[int, tuple[int, int]]) -> list[str]:
    """Issue months of customers, each in a thread of its own, all at the same moment."""
    together = Barrier(len(asked))

    def press(customer_id: int, month: tuple[int, int]) -> str:
        try:
            with wall.seeing(wall.ALL):
                together.wait(timeout=20)
                return issue_month(
                    customer_id=customer_id, month=month, by=cast.bookkeeper, at=JULY, with_open=True
                ).number
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asked)) as pool:
        return [each.result() for each in [pool.submit(press, *one) for one in asked]]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_is_one_invoice_and_numbers_have_no_gap() -> None:
    with wall.seeing(wall.ALL):
        cast = made_cast()
        may_worked(cast)
        legal = made_customer("bright-legal", "Bright Legal")
        books = "books: bright-legal\ncounts:\n  2026-02-02: {user: 12}\n"
        assert enter_books(customer=legal, text=books, by=cast.bookkeeper, at=JULY).edition
        assert set(issued(cast, (cast.harbour.pk, MAY), (cast.harbour.pk, MAY))) == {"INV-00001"}
        assert sorted(issued(cast, (cast.harbour.pk, JUNE), (legal.pk, JUNE))) == ["INV-00002", "INV-00003"]
        assert list(Invoice.objects.order_by("serial").values_list("serial", flat=True)) == [1, 2, 3]
