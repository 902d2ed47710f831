"""What every page needs to know of the person who looks at it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from asagreed_web.people import rules
from asagreed_web.people.models import Person

RULES = {
    name: rule
    for name, rule in vars(rules).items()
    if name.startswith("may_")
}  # fmt: skip


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """Return the person, what they may do, the moment and the provider's name."""
    user = getattr(request, "user", None)
    person = user if isinstance(user, Person) else None
    return {
        "person": person,
        "may": {name: bool(person and rule(person)) for name, rule in RULES.items()},
        "moment": getattr(request, "moment", None),
        "provider": settings.PROVIDER,
        "theme": person.theme if person else request.COOKIES.get("theme", "auto"),
    }
