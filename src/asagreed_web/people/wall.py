"""Every request sees the rows of the person who asks, and no others, on databases that have such a wall."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from asagreed_web.kit import wall
from asagreed_web.people.models import Person


def scope_of(person: Person) -> str:
    """Return what a person may see at all: everything for the provider's people, else one customer."""
    return wall.ALL if person.is_of_provider else str(person.customer_id)


def wall_for_the_person(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set the scope of the connection for each request; it is nobody's before and afterwards."""

    def walled(request: HttpRequest) -> HttpResponse:
        person = request.user
        scope = scope_of(person) if isinstance(person, Person) and person.is_active else wall.NOBODY
        with wall.seeing(scope):
            return answer(request)

    return walled
