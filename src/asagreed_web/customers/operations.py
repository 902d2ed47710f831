"""Entering a customer, and changing what is known of one."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction

from asagreed.errors import AsagreedError
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.customers.pages import CustomerEntry
from asagreed_web.customers.queries import name_taken, slug_taken


class CustomerRefused(AsagreedError):
    """What was typed of a customer cannot be; `problems` says why, by the name of the field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


@transaction.atomic
def enter_customer(*, entry: CustomerEntry, actor: str, at: int) -> Customer:
    """Take a customer in; `actor` is how events name whoever does it. Raises CustomerRefused."""
    _check(entry, but=None)
    customer = Customer.objects.create(**_columns(entry), slug=entry.slug, entered_at=at)
    _tell(customer, "customer entered", actor, at)
    return customer


@transaction.atomic
def change_customer(*, customer: Customer, entry: CustomerEntry, actor: str, at: int) -> Customer:
    """Change what is known of a customer; the word in its address stays. Raises CustomerRefused."""
    _check(entry, but=customer.pk)
    for name, value in _columns(entry).items():
        setattr(customer, name, value)
    customer.save()
    _tell(customer, "customer changed", actor, at)
    return customer


def _columns(entry: CustomerEntry) -> dict[str, object]:
    columns = asdict(entry)
    del columns["slug"]
    return {**columns, "mail_domains": list(entry.mail_domains)}


def _check(entry: CustomerEntry, *, but: int | None) -> None:
    problems = entry.problems()
    if not problems and name_taken(entry.name, but=but):
        problems["name"] = f"There is a customer «{entry.name}» already. Add what tells them apart, such as the town."
    if not problems and slug_taken(entry.slug, but=but):
        problems["slug"] = f"«{entry.slug}» is taken by another customer. Choose another word."
    if problems:
        raise CustomerRefused(problems)


def _tell(customer: Customer, kind: str, actor: str, at: int) -> None:
    says = {"slug": customer.slug, "zone": customer.zone, "mail_domains": customer.mail_domains}
    personal = {"name": customer.name, "phone": customer.phone, "notes": customer.notes}
    happening = Happening(
        subject="customer",
        subject_id=customer.pk,
        kind=kind,
        happened_at=at,
        recorded_at=at,
        actor=actor,
        says=says,
        personal=personal,
    )
    append(customer.pk, happening)
