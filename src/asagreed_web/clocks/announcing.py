"""Warnings and breaches leave by mail and web hook, through the outbox."""

from __future__ import annotations

from asagreed_web.clocks.models import Announcement
from asagreed_web.kit.outbox import put_mail
from asagreed_web.kit.web_hooks import put_web_hooks
from asagreed_web.people.models import Person, Role

WATCHING = (Role.OWNER, Role.DISPATCHER)
LATE_AFTER = 300
"""Seconds after which an announcement says that it comes late: the worker had been away."""


def announce(announcement: Announcement, *, due_at: int | None, at: int) -> None:
    """Tell the one who has the ticket, or else those who give tickets out; and every web hook that asked for it."""
    ticket, is_breach = announcement.ticket, announcement.step == "breached"
    key = f"announcement {announcement.pk}"
    says = {
        "number": ticket.number,
        "subject": ticket.subject,
        "customer": ticket.customer.name,
        "clock": announcement.clock,
        "step": announcement.step,
        "true_at": announcement.true_at,
        "announced_at": at,
        "due_at": due_at,
        "zone": ticket.customer.zone,
    }
    for person in _to_be_told(announcement):
        put_mail(
            key=f"{key} to {person.pk}",
            template="breach" if is_breach else "warning",
            to=person.email,
            says={**says, "is_late": at - announcement.true_at > LATE_AFTER},
            customer_id=ticket.customer_id,
            at=at,
            ticket=ticket.number,
            language=person.language,
        )
    kind = "clock.breached" if is_breach else "clock.at_risk"
    data = {**says, "customer_id": ticket.customer_id, "cycle": announcement.cycle}
    put_web_hooks(kind=kind, key=key, data=data, customer_id=ticket.customer_id, at=at)


def _to_be_told(announcement: Announcement) -> list[Person]:
    assignee = announcement.ticket.assignee
    if assignee is not None and assignee.is_active:
        return [assignee]
    return list(Person.objects.filter(role__in=WATCHING, is_active=True))
