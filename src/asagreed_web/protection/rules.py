"""Who may hand personal data out, and have somebody forgotten."""

from __future__ import annotations

from asagreed_web.people.models import Person, Role


def may_protect(person: Person) -> bool:
    """Whether somebody answers for personal data: an owner."""
    return person.role == Role.OWNER
