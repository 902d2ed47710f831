"""Low balances: told once when a balance falls below an agreed threshold, and again only after it rose above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from asagreed.errors import AsagreedError
from asagreed.money import Money
from asagreed.open_time import in_words
from asagreed_web.agreements.pages import version_at
from asagreed_web.agreements.queries import history_of
from asagreed_web.billing.pages import BalanceView
from asagreed_web.billing.queries import balances
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.invoicing.mailing import mail_about_money
from asagreed_web.invoicing.models import LowBalance
from asagreed_web.kit import wall

EVERY = 900
"""How often the worker looks, in seconds."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold of which notice is agreed, and what is left of what it watches."""

    purse: str
    below: str
    left: str
    is_below: bool


def watch_balances(*, at: int) -> int:
    """Tell of every threshold that was crossed since the last look; return how many were told."""
    with wall.seeing(wall.ALL):
        return sum(_watched(each.pk, at) for each in Customer.objects.filter(is_served=True))


def thresholds(customer_id: int, *, at: int) -> list[Threshold]:
    """Return every threshold that the agreement in force names, with what is left now."""
    version = version_at(history_of(customer_id), at=at)
    prepaid = version.terms.prepaid if version else None
    if prepaid is None or not (prepaid.block or prepaid.retainer):
        return []
    left = balances(customer_id, at=at)
    found = list(_of_blocks(left, prepaid.block.notice_below)) if prepaid.block else []
    return [*found, *(_of_retainer(left, prepaid.retainer.notice_below) if prepaid.retainer else ())]


def _of_blocks(found: list[BalanceView], notice_below: tuple[int, ...]) -> Iterator[Threshold]:
    blocks = [each for each in found if each.kind == "block"]
    if not blocks:
        return
    left = sum(each.left for each in blocks if isinstance(each.left, int))
    for below in notice_below:
        yield Threshold("block", in_words(below), in_words(left) if left > 0 else "0 min", left < below)


def _of_retainer(found: list[BalanceView], notice_below: tuple[Money, ...]) -> Iterator[Threshold]:
    for balance in found:
        # Of a retainer into which nothing was ever paid nothing has fallen.
        if balance.kind == "retainer" and isinstance(balance.left, Money) and balance.put_in != balance.lost:
            for below in notice_below:
                yield Threshold("retainer", str(below), str(balance.left), balance.left.amount < below.amount)


@transaction.atomic
def _watched(customer_id: int, at: int) -> int:
    customer = Customer.objects.select_for_update(no_key=True).get(pk=customer_id)
    try:
        found = thresholds(customer_id, at=at)
    except AsagreedError:
        # What cannot be computed is shown on the pages of the customer, with the reason.
        return 0
    return sum(_crossed(customer, each, at) for each in found)


def _crossed(customer: Customer, now: Threshold, at: int) -> int:
    before = LowBalance.objects.filter(customer=customer, purse=now.purse, threshold=now.below).order_by("-pk").first()
    if now.is_below == (before.is_below if before else False):
        return 0
    row = LowBalance.objects.create(
        customer=customer, purse=now.purse, threshold=now.below, left=now.left, is_below=now.is_below, at=at
    )
    kind = "balance low" if now.is_below else "balance above again"
    says = {"purse": now.purse, "threshold": now.below, "left": now.left}
    append(customer.pk, Happening(subject="balance", subject_id=row.pk, kind=kind, happened_at=at, recorded_at=at,
                                  actor="worker", says=says))  # fmt: skip
    if not now.is_below:
        return 0
    what: dict[str, Any] = {
        "purse": now.purse,
        "threshold": now.below,
        "left": now.left,
        "link": f"{settings.ADDRESS}/portal/invoices/",
    }
    mail_about_money("low_balance", f"low balance {row.pk}", what, customer=customer, at=at)
    return 1
