"""Who may pass: the people of customers, each to their own organisation only."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person
from asagreed_web.people.passing import Given, Rule, View, let_in, person_of


def is_customer(person: Person) -> bool:
    """Whether somebody belongs to a customer."""
    return not person.is_of_provider


def for_customers(*rules: Rule) -> Callable[[View[Given]], View[Given]]:
    """Let the people of customers in who fit every rule."""
    return let_in(is_customer, *rules)


def customer_of(request: HttpRequest) -> Customer:
    """Return the organisation of whoever asks, behind `for_customers`."""
    customer = person_of(request).customer
    assert customer is not None  # noqa: S101 – the guard let nobody else in
    return customer
