"""Papers to begin with: the first agreement, an amendment, another plan, a rider that is taken up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from asagreed.money import Money
from asagreed.open_time import in_zone
from asagreed.signing.signature_file import quoted
from asagreed.starter import NewAgreement
from asagreed_web.agreements.models import Plan
from asagreed_web.agreements.pages import version_at
from asagreed_web.agreements.queries import edition_of, history_of
from asagreed_web.customers.models import Customer
from asagreed_web.signing.errors import NotAgreed

_WORDS = re.compile(r"[^a-z0-9]+")
_TO_FILL_IN = "  # a clause by its address and what it says from then on, such as targets.P2.response: 1 h"
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?")


@dataclass(frozen=True, slots=True)
class Offer:
    """A rider that the signed agreement offers, with its price a month and a ticket where it has one."""

    name: str
    title: str
    per_month: Money | None
    per_ticket: Money | None
    is_taken: bool


def first_agreement(customer: Customer, *, plan: str, begins: str, currency: str, holidays: str) -> tuple[str, str]:
    """Return place and text of a new agreement on a kept plan. Raises NotAgreed."""
    if not Plan.objects.filter(name=plan).exists():
        raise NotAgreed(f"There is no plan «{plan}». Choose one from the list, or enter the starter plans first.")
    new = NewAgreement(
        customer=customer.name,
        provider=settings.PROVIDER,
        plan=plan.partition("@")[0],
        zone=customer.zone,
        currency=currency,
        holidays=holidays,
        begins=_day(begins),
    )
    return "agreement.yaml", new.text(plan).replace(f"agreement: {new.name}\n", f"agreement: {customer.slug}\n", 1)


def amendment(customer: Customer, *, begins: str, sets: Mapping[str, str], reason: str = "") -> tuple[str, str]:
    """Return place and text of the next amendment, which sets clauses by their address. Raises NotAgreed."""
    number = next_amendment(customer)
    lines = [f"amendment: {number}"]
    if reason.strip():
        lines.append(f"reason: {quoted(reason.strip())}")
    lines += [f"in force from: {_moment(begins)}", "running tickets: keep their targets", "set:"]
    lines += [f"  {address}: {value}" for address, value in sets.items()] or [_TO_FILL_IN]
    return f"amendments/{number}.yaml", "\n".join(lines) + "\n"


def other_plan(customer: Customer, *, plan: str, begins: str) -> tuple[str, str]:
    """Return an amendment by which the agreement rests on another plan from a moment on. Raises NotAgreed."""
    if not Plan.objects.filter(name=plan).exists():
        raise NotAgreed(f"There is no plan «{plan}». Choose one from the list.")
    return amendment(customer, begins=begins, sets={"plan": plan}, reason=f"Change to the plan {plan}")


def termination(customer: Customer, *, ends: str, begins: str, reason: str) -> tuple[str, str]:
    """Return an amendment by which the agreement is over on a day, whatever its term says. Raises NotAgreed."""
    return amendment(customer, begins=begins, sets={"term.ends": _day(ends).isoformat()}, reason=reason)


def next_amendment(customer: Customer) -> int:
    """Return the number of the next amendment."""
    edition = edition_of(customer.pk)
    places = edition.papers if edition else {}
    numbers = [int(found[1]) for place in places if (found := re.fullmatch(r"amendments/(\d+)\.yaml", place))]
    return max(numbers, default=0) + 1


def offers_of(customer: Customer, *, at: int) -> tuple[Offer, ...]:
    """Return the riders that the version in force offers, with what they cost."""
    version = version_at(history_of(customer.pk), at=at)
    if version is None:
        return ()
    taken = {each.name for each in version.riders}
    return tuple(
        Offer(
            name,
            offer.title or name,
            offer.price.per_month.money if offer.price and offer.price.per_month else None,
            offer.price.per_ticket.money if offer.price and offer.price.per_ticket else None,
            name in taken,
        )
        for name, offer in version.agreement.riders.items()
    )


def rider_paper(customer: Customer, rider: str, *, begins: str, at: int) -> tuple[str, str]:
    """Return place and text of the paper that takes up an offered rider from a local moment on. Raises NotAgreed."""
    version = version_at(history_of(customer.pk), at=at)
    if version is None or rider not in version.agreement.riders:
        raise NotAgreed(f"The agreement in force offers no rider «{rider}». Ask for an amendment instead.")
    if rider in {each.name for each in version.riders}:
        raise NotAgreed(f"«{rider}» is in force already.")
    moment = _moment(begins)
    if moment[:10] < in_zone(at, customer.zone).date().isoformat():
        raise NotAgreed("Nothing is taken up for days that are over. Choose today or a later day.")
    place = f"riders/{_WORDS.sub('-', rider.lower()).strip('-')}-{moment[:10]}.yaml"
    return place, f"rider: {quoted(rider)}\nin force from: {moment}\n"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotAgreed(f"«{text}» is no day. Write it as 2026-12-01.") from None


def _moment(text: str) -> str:
    words = text.strip().replace("T", " ")
    if not _MOMENT.fullmatch(words):
        raise NotAgreed(f"«{text}» is no day or moment. Write 2026-12-01 or 2026-12-01 15:30.")
    _day(words[:10])
    return words
