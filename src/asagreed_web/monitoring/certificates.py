"""A certificate that ends soon is somebody's work before it is an outage: it is told once, however often it is seen."""

from __future__ import annotations

from typing import Any

from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.monitoring.models import Check
from asagreed_web.monitoring.probing.looking import Saw
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author

MOST_KNOWN = 20
"""Several machines behind one name may each show a certificate of their own."""


def author_of(check: Check) -> Author:
    """Return a check as the one who writes on tickets."""
    return Author(actor=f"check {check.pk}", name=f"Check of {check.system}")


def is_news(check: Check, saw: Saw) -> bool:
    """Whether a look warns of a certificate of which this check has not told yet."""
    return bool(saw.certificate) and saw.certificate not in check.warned_of


def tell_of_certificate(check: Check, saw: Saw, *, at: int) -> None:
    """Open a ticket for a certificate that ends soon, and put it on the chain in any case. The caller saves the check.

    It is no outage, so whether an outage of the same system is open does not matter.
    """
    check.warned_of = [*check.warned_of, saw.certificate][-MOST_KNOWN:]
    says: dict[str, Any] = {
        "system": check.system,
        "target": check.target,
        "certificate": saw.certificate,
        "warns": saw.says,
    }
    if check.opens_ticket:
        says["ticket"] = log_ticket(customer=check.customer, report=_report(check, saw), at=at).number
    told = Happening(
        subject="check",
        subject_id=check.pk,
        kind="certificate ends soon",
        happened_at=saw.at,
        recorded_at=at,
        actor=f"check {check.pk}",
        says=says,
    )
    append(check.customer_id, told)


def _report(check: Check, saw: Saw) -> Report:
    where = f"{check.target}:{check.port}" if check.port else check.target
    return Report(
        channel=Ticket.Channel.ALERT,
        subject=f"The certificate of {check.system} ends soon",
        text=f"{saw.says}\n\nIt is shown by {where}. Its SHA-256 fingerprint is {saw.certificate}.\n"
        "Nothing is down yet: replace it before it ends. The check tells of each certificate once.",
        by=author_of(check),
        reported_at=saw.at,
        occurred_at=saw.at,
        system=check.system,
        more={"check": check.pk, "certificate": saw.certificate},
    )
