"""Money that came in and blocks that were sold, put on record; what was recorded wrong is taken back, never changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from asagreed.money import Money
from asagreed.terms.resolved.rate_card import local_midnight
from asagreed_web.agreements.pages import version_at
from asagreed_web.agreements.queries import history_of
from asagreed_web.billing.facts import books_of, exact
from asagreed_web.billing.models import BlockSold, IssuedMonth, MoneyReceived
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.invoicing.models import Invoice
from asagreed_web.invoicing.posting import post_ledger
from asagreed_web.people.models import Person
from asagreed_web.tickets.errors import NotPossible

RETAINER = "retainer"
NOON = 12 * 3600
LONGEST_NOTE = 200


@transaction.atomic
def receive_money(
    *, customer_id: int, purpose: str, amount: Decimal, on: date, by: Person, at: int, note: str = ""
) -> MoneyReceived:
    """Record that money came in on a local day: for the retainer, a block, or an invoice by its number.

    Raises NotPossible for what nobody owes, for nothing, and for a day that has not come.
    """
    customer = Customer.objects.select_for_update(no_key=True).get(pk=customer_id)
    money = Money(amount, _currency(customer, at))
    known = purposes_of(customer)
    if purpose not in known:
        raise NotPossible(f"«{purpose}» is nothing of {customer} that money can be for. Choose one of the list.")
    if amount <= 0 or exact(amount, money.currency) != amount:
        raise NotPossible(f"{amount} is no amount of {money.currency} that came in. Write it as 120.00.")
    received = MoneyReceived.objects.create(
        customer=customer,
        purpose=purpose,
        amount=amount,
        currency=money.currency,
        happened_at=_moment(customer, on, at),
        recorded_at=at,
        recorded_by=by,
        note=note.strip()[:LONGEST_NOTE],
    )
    _tell(received, "money received", by, at)
    post_ledger(customer.pk, at=at)
    return received


@transaction.atomic
def take_back_money(*, received_id: int, why: str, by: Person, at: int) -> MoneyReceived:
    """Take back money that was recorded wrong, by a row that reverses it. Raises NotPossible."""
    wrong = MoneyReceived.objects.select_related("customer").get(pk=received_id)
    customer = Customer.objects.select_for_update(no_key=True).get(pk=wrong.customer_id)
    if wrong.reverses_id is not None or MoneyReceived.objects.filter(reverses=wrong).exists():
        raise NotPossible("It was taken back already. Record what came in, if something did.")
    if not why.strip():
        raise NotPossible("What is taken back says why. Write the reason in a few words.")
    is_block = BlockSold.objects.filter(customer=customer, name=wrong.purpose).exists()
    if is_block and IssuedMonth.objects.filter(customer=customer, issued_at__gte=wrong.recorded_at).exists():
        raise NotPossible(
            f"A month was issued since «{wrong.purpose}» was recorded as paid, and its hours may stand on it. Issue a "
            "credit note or another invoice for the difference."
        )
    back = MoneyReceived.objects.create(
        customer=customer,
        purpose=wrong.purpose,
        amount=-wrong.amount,
        currency=wrong.currency,
        happened_at=at,
        recorded_at=at,
        recorded_by=by,
        note=why.strip()[:LONGEST_NOTE],
        reverses=wrong,
    )
    _tell(back, "money taken back", by, at)
    post_ledger(customer.pk, at=at)
    return back


@transaction.atomic
def sell_block(*, customer_id: int, name: str, size_seconds: int, on: date, by: Person, at: int) -> BlockSold:
    """Record that a customer bought a block of hours on a local day. Raises NotPossible where none is offered."""
    customer = Customer.objects.select_for_update(no_key=True).get(pk=customer_id)
    bought_at, name = _moment(customer, on, at), name.strip()
    offered = offered_sizes(customer, at=bought_at)
    if not name or name == RETAINER or name in {each.name for each in books_of(customer.pk, zone=customer.zone).blocks}:
        raise NotPossible(f"A block needs a name of its own, by which it is paid. «{name}» is none, or is taken.")
    if size_seconds not in offered:
        sizes = ", ".join(f"{each / 3600:g} h" for each in offered) or "no blocks"
        raise NotPossible(f"On that day the agreement offered {sizes}. Choose one of them, or another day.")
    sold = BlockSold.objects.create(
        customer=customer,
        name=name[:60],
        size_seconds=size_seconds,
        bought_at=bought_at,
        recorded_at=at,
        recorded_by=by,
    )
    says = {"name": sold.name, "seconds": size_seconds}
    append(customer.pk, Happening(subject="block", subject_id=sold.pk, kind="block sold", happened_at=bought_at,
                                  recorded_at=at, actor=by.actor, says=says))  # fmt: skip
    post_ledger(customer.pk, at=at)
    return sold


def purposes_of(customer: Customer) -> list[str]:
    """Return what money of a customer can be for: open invoices first, then blocks, and the retainer where agreed."""
    numbers = Invoice.objects.filter(customer=customer, corrects=None).order_by("-serial")
    blocks = [each.name for each in books_of(customer.pk, zone=customer.zone).blocks]
    return [*numbers.values_list("number", flat=True), *blocks, *([RETAINER] if _has_retainer(customer) else [])]


def offered_sizes(customer: Customer, *, at: int) -> tuple[int, ...]:
    """Return the sizes of blocks that the agreement offers at a moment, in seconds."""
    version = version_at(history_of(customer.pk), at=at)
    block = version.terms.prepaid.block if version else None
    return tuple(offer.size for offer in block.offers) if block else ()


def _has_retainer(customer: Customer) -> bool:
    history = history_of(customer.pk)
    return history is not None and any(each.terms.prepaid.retainer is not None for each in history.versions)


def _currency(customer: Customer, at: int) -> str:
    history = history_of(customer.pk)
    version = version_at(history, at=at) or (history.versions[-1] if history else None)
    currency = version.terms.currency if version else None
    if not currency:
        raise NotPossible(f"No currency is agreed with {customer}, so no money can be recorded. Enter the agreement.")
    return currency


def _moment(customer: Customer, on: date, at: int) -> int:
    """Return noon of a local day, or the moment itself where the day is today and it is earlier."""
    begins = local_midnight(on, customer.zone)
    if begins > at:
        raise NotPossible(f"{on.isoformat()} has not come yet. Record what came in, on the day on which it did.")
    return min(begins + NOON, at)


def _tell(received: MoneyReceived, kind: str, by: Person, at: int) -> None:
    says = {"purpose": received.purpose, "amount": f"{received.amount} {received.currency}",
            "reverses": received.reverses_id}  # fmt: skip
    append(received.customer_id, Happening(subject="money", subject_id=received.pk, kind=kind,
                                           happened_at=received.happened_at, recorded_at=at, actor=by.actor,
                                           says=says))  # fmt: skip
