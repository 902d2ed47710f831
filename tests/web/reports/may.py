"""A month at Harbour Dental: tickets that were met and missed, and work; reports are issued in June."""

from __future__ import annotations

from tests.web.billing.at_work import worked
from tests.web.conftest import Cast, chicago
from tests.web.logging import logged

from asagreed_web.reports.issuing import issue_report
from asagreed_web.reports.models import Report
from asagreed_web.tickets import operations
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author

MAY = "2026-05"
JUNE_3 = chicago("2026-06-03 07:00")


def month_of_may(cast: Cast) -> tuple[Ticket, Ticket]:
    """Let two things happen in May: one is answered in time, the other one late."""
    by = Author.of(cast.technician)
    met = logged(cast.harbour, cast.viewer, at=chicago("2026-05-12 09:00"), subject="The calendar is slow")
    operations.reply(ticket_id=met.pk, by=by, text="On it.", at=chicago("2026-05-12 09:05"))
    operations.resolve(ticket_id=met.pk, by=by, how="Restarted.", at=chicago("2026-05-12 09:50"))
    missed = logged(cast.harbour, cast.viewer, at=chicago("2026-05-19 09:00"))
    operations.reply(ticket_id=missed.pk, by=by, text="Sorry.", at=chicago("2026-05-19 13:00"))
    operations.resolve(ticket_id=missed.pk, by=by, how="New cable.", at=chicago("2026-05-19 18:00"))
    worked(cast, met, "2026-05-12 09:05", "2026-05-12 09:50", service="help for users")
    return met, missed


def may_issued(cast: Cast) -> Report:
    """Issue the report of May."""
    return issue_report(customer=cast.harbour, period=MAY, language="en", by=cast.dispatcher, at=JUNE_3)


def late_work(cast: Cast, ticket: Ticket) -> None:
    """Record work of an evening in May when its report is issued already: it draws hours."""
    worked(cast, ticket, "2026-05-20 17:30", "2026-05-20 19:30", at=chicago("2026-06-10 09:00"),
           service="help for users")  # fmt: skip
