"""Reminders before a term ends or renews, while notice can still be given: to the owners, once for each end."""

from __future__ import annotations

from asagreed.versions.ending import Turn, next_turn
from asagreed_web.agreements.pages import version_at
from asagreed_web.agreements.queries import histories_of
from asagreed_web.customers.models import Customer
from asagreed_web.kit import wall
from asagreed_web.kit.outbox import put_mail
from asagreed_web.people.models import Person, Role

DAY = 86_400
DAYS_BEFORE = 30
"""So long before the last day for notice, or before the end where none is asked for."""


def turn_of(customer_id: int, *, at: int) -> Turn | None:
    """Return when the term of a customer's agreement ends next, or None."""
    return _turns([customer_id], at=at).get(customer_id)


def remind_of_terms(*, at: int) -> int:
    """Mail every owner about each term whose last day for notice, or whose end, is near; return how many mails."""
    with wall.seeing(wall.ALL):
        customers = {each.pk: each for each in Customer.objects.all()}
        owners = list(Person.objects.filter(role=Role.OWNER, is_active=True))
        put = 0
        for customer_id, turn in _turns(list(customers), at=at).items():
            last = turn.at if turn.notice_by is None else turn.notice_by
            if at <= last <= at + DAYS_BEFORE * DAY:
                for owner in owners:
                    _mail(customers[customer_id], turn, owner, at)
                    put += 1
    return put


def _turns(customer_ids: list[int], *, at: int) -> dict[int, Turn]:
    found: dict[int, Turn] = {}
    for customer_id, history in histories_of(customer_ids).items():
        version = version_at(history, at=at)
        turn = next_turn(version.agreement, at=at) if version else None
        if turn is not None:
            found[customer_id] = turn
    return found


def _mail(customer: Customer, turn: Turn, to: Person, at: int) -> None:
    says = {
        "customer": customer.name,
        "ends_at": turn.at,
        "renews": turn.renews,
        "notice_by": turn.notice_by,
        "zone": customer.zone,
        "name": to.name,
    }
    # The key has the end in it: the next term is another reminder, the next day is not.
    put_mail(
        key=f"term of {customer.pk} ends {turn.at} to {to.pk}",
        template="term_ends",
        to=to.email,
        says=says,
        customer_id=customer.pk,
        at=at,
    )
