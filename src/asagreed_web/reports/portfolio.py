"""All customers of the provider together: how they stand in a period, and what of it may be published."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction

from asagreed.documents.report import ReportFacts, portfolio_report, proof_page, report_page
from asagreed.money import Money
from asagreed_web.agreements.queries import histories_of
from asagreed_web.chronicle.models import HOUSE
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.customers.queries import served_customers
from asagreed_web.people.models import Person
from asagreed_web.reports.errors import NotReported
from asagreed_web.reports.facts import facts_of_customer
from asagreed_web.reports.making import Data, print_pdf, text_of
from asagreed_web.reports.models import Proof
from asagreed_web.reports.periods import find_period

_AMOUNT = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,4})?) ?([A-Z]{3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a page of all customers is asked for; no plans and customers are all of them."""

    period: str
    plan: str = ""
    customer: str = ""
    cost_per_hour: str = ""
    """What an hour of work costs the provider, such as «60 USD»."""
    language: str = "en"


def portfolio(asked: Asked, *, at: int) -> Data:
    """Return how all customers stand in a period, as of a moment. Raises NotReported."""
    period = find_period(asked.period)
    return portfolio_report(
        _everything(asked.period, at=at),
        period=period,
        as_of=at,
        provider=settings.PROVIDER,
        zone=settings.TIME_ZONE,
        plans=(asked.plan,) if asked.plan else (),
        customers=(asked.customer,) if asked.customer else (),
        cost_per_hour=cost_of(asked.cost_per_hour),
        language=asked.language,
    )


def plans_in_use() -> list[str]:
    """Return the plans that agreements of customers name, by name."""
    histories = histories_of(each.pk for each in served_customers())
    pins = {version.agreement.plan for history in histories.values() for version in history.versions}
    return sorted({pin.plan for pin in pins if pin})


def cost_of(typed: str) -> Money | None:
    """Return money that was typed as «60 USD», nothing for nothing. Raises NotReported."""
    if not typed.strip():
        return None
    found = _AMOUNT.fullmatch(typed.strip().upper())
    if found is None:
        raise NotReported(f"«{typed[:40]}» is no amount with its currency. Write it as 60 USD.")
    return Money(Decimal(found[1]), found[2])


def proof(period: str, *, language: str, at: int) -> Data:
    """Return what may be published of a period; no customer can be guessed. Raises NotReported and PublishedAlready."""
    published = [json.loads(text) for text in Proof.objects.order_by("pk").values_list("data", flat=True)]
    return proof_page(
        _everything(period, at=at),
        period=find_period(period),
        as_of=at,
        provider=settings.PROVIDER,
        zone=settings.TIME_ZONE,
        published=published,
        language=language,
    )


@transaction.atomic
def publish(period: str, *, language: str, by: Person, at: int) -> Proof:
    """Freeze a page of proof: no later one may be about the same months, for the two could be subtracted."""
    asked = find_period(period)
    if at < asked.span(settings.TIME_ZONE).end:
        raise NotReported(f"{asked.name} is not over yet. Publish it when it is.")
    # Whoever publishes at the same time waits here: the row of the chain is held until the page is kept.
    says = {"period": asked.name, "language": language}
    told = append(HOUSE, Happening(subject="proof", subject_id=0, kind="proof published", happened_at=at,
                                   recorded_at=at, actor=by.actor, says=says))  # fmt: skip
    data = proof(period, language=language, at=at)
    document = print_pdf(data)
    return Proof.objects.create(
        period=asked.name,
        language=language,
        data=text_of(data),
        data_sha256=data["hash"],
        document=document,
        document_sha256=hashlib.sha256(document).hexdigest(),
        event_seq=told.seq,
        published_at=at,
        published_by=by,
    )


def standing_page(text: str) -> str:
    """Return frozen data as a page that stands alone, to be put on any web site."""
    return report_page(json.loads(text))


def _everything(period: str, *, at: int) -> Iterator[ReportFacts]:
    """Yield what is known of each customer that has an agreement, one at a time; people by their names."""
    names = {f"person {pk}": name for pk, name in Person.objects.filter(customer=None).values_list("pk", "name")}
    asked = find_period(period)
    for customer in _with_agreement():
        facts = facts_of_customer(customer, asked, as_of=at)
        entries = tuple(replace(each, person=names.get(each.person or "", each.person)) for each in facts.entries)
        yield replace(facts, entries=entries)


def _with_agreement() -> list[Customer]:
    served = served_customers()
    known: dict[int, Any] = histories_of(each.pk for each in served)
    return [each for each in served if each.pk in known]
