"""A month at Harbour Dental that is over, for tests of what is done with it."""

from __future__ import annotations

from typing import Any

from tests.web.billing.at_work import PROJECT, block_bought, ticket_of, worked
from tests.web.conftest import Cast, chicago

from asagreed_web.billing.operations import enter_books
from asagreed_web.invoicing.models import Invoice
from asagreed_web.invoicing.operations import issue_month

MAY, JUNE = (2026, 5), (2026, 6)
FIRST_OF_JUNE = chicago("2026-06-01 09:00")
COUNTS = "books: harbour-dental\ncounts:\n  2026-01-12: {user: 14, server: 2}\n"


def may_worked(cast: Cast) -> None:
    """Let work have been done in May: some that is free, some that draws the allowance, some that is billed."""
    assert enter_books(customer=cast.harbour, text=COUNTS, by=cast.bookkeeper, at=chicago("2026-05-01 09:00")).edition
    changes, project = ticket_of(cast, kind="new user", service="changes"), ticket_of(cast, service=PROJECT)
    worked(cast, changes, "2026-05-12 09:00", "2026-05-12 13:00")
    worked(cast, project, "2026-05-15 09:00", "2026-05-15 11:00")


def may_issued(cast: Cast, **said: Any) -> Invoice:
    """Let May have been worked and issued on the first of June."""
    may_worked(cast)
    return issued(cast, **said)


def issued(cast: Cast, month: tuple[int, int] = MAY, at: int = FIRST_OF_JUNE, **said: Any) -> Invoice:
    """Issue a month of Harbour Dental."""
    return issue_month(customer_id=cast.harbour.pk, month=month, by=cast.bookkeeper, at=at, **said)


__all__ = ["FIRST_OF_JUNE", "JUNE", "MAY", "block_bought", "issued", "may_issued", "may_worked"]
