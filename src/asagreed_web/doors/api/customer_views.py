"""Customers, what is left in their purses, and the provider's people."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from asagreed.money import Money
from asagreed_web.billing.pages import BalanceView
from asagreed_web.billing.queries import balances
from asagreed_web.customers.models import Customer
from asagreed_web.customers.rules import customers_of
from asagreed_web.doors.api.identity import Asker, allow, asker_of
from asagreed_web.doors.api.problems import NotThere
from asagreed_web.doors.api.registering import question
from asagreed_web.doors.api.shapes import ById, ClauseShown, Moment, MoneyShown, Page, Seconds, Shown, paged
from asagreed_web.people.models import Person
from asagreed_web.people.passing import moment_of
from asagreed_web.people.rules import may_see_money, people_for

router = Router(tags=["customers"])
Slug = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,64}$", description="The customer's word in addresses.")]


class CustomerShown(Shown):
    """A customer."""

    id: int
    slug: str
    name: str
    zone: str
    phone: str
    is_served: bool
    entered_at: Moment


class BalanceShown(Shown):
    """A purse at a moment: seconds of an allowance or block, money of a retainer."""

    name: str
    kind: Literal["allowance", "block", "retainer"]
    unit: Literal["seconds", "money"]
    put_in: Seconds | MoneyShown
    taken: Seconds | MoneyShown
    lost: Seconds | MoneyShown
    left: Seconds | MoneyShown
    until_at: Moment | None = Field(description="When it ends; null is never.")
    is_low: bool
    because: str
    clause: ClauseShown | None


class BalancesShown(Shown):
    """What is left of everything granted, bought or paid ahead; nothing without an agreement."""

    at: Moment
    items: list[BalanceShown]


class PersonShown(Shown):
    """Somebody of the provider."""

    id: int
    name: str
    role: str
    work_role: str


def find_customer(asker: Asker, slug: str) -> Customer:
    """Return a customer that a token may see. Raises NotThere."""
    found = customers_of(asker.person.customer_id).filter(slug=slug).first()
    if found is None:
        raise NotThere(f"customer «{slug}»")
    return found


@question(router, "/customers", Page[CustomerShown])
def list_customers(request: HttpRequest, asked: Query[ById]) -> Page[CustomerShown]:
    """List the customers that a token may see, in the order in which they were entered."""
    found = customers_of(asker_of(request).person.customer_id).filter(pk__gt=asked.after or 0).order_by("pk")
    rows = list(found[: asked.limit + 1])
    shown = paged(rows, asked.limit, shown=CustomerShown.model_validate, place=lambda row: row.pk)
    return Page[CustomerShown](**shown)


@question(router, "/customers/{slug}", CustomerShown)
def get_customer(request: HttpRequest, slug: Slug) -> CustomerShown:
    """Show a customer."""
    return CustomerShown.model_validate(find_customer(asker_of(request), slug))


@question(router, "/customers/{slug}/balances", BalancesShown)
def list_balances(request: HttpRequest, slug: Slug) -> BalancesShown:
    """Say what is left of everything granted, bought or paid ahead, as of now."""
    customer, at = find_customer(allow(request, may_see_money, "see balances"), slug), moment_of(request)
    return BalancesShown(at=at, items=[_shown(each) for each in balances(customer.pk, at=at)])


def _shown(view: BalanceView) -> BalanceShown:
    unit = "money" if isinstance(view.left, Money) else "seconds"
    given = {name: getattr(view, name) for name in BalanceShown.model_fields if name != "unit"}
    return BalanceShown.model_validate({**given, "unit": unit})


@question(router, "/people", Page[PersonShown])
def list_people(request: HttpRequest, asked: Query[ById]) -> Page[PersonShown]:
    """List the provider's people who have access: those to whom tickets are given and who record work."""
    asker = allow(request, may_see_money, "see the people of the provider")
    people = people_for(asker.person).filter(customer__isnull=True, is_active=True, pk__gt=asked.after or 0)
    rows: list[Person] = list(people.order_by("pk")[: asked.limit + 1])
    return Page[PersonShown](**paged(rows, asked.limit, shown=PersonShown.model_validate, place=lambda row: row.pk))
