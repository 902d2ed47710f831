"""Who may pass: every view of the desk is for the provider's people, and some for a few of them only."""

from __future__ import annotations

from collections.abc import Callable

from asagreed_web.people.models import Person
from asagreed_web.people.passing import Given, Rule, View, let_in, moment_of, person_of

__all__ = ["for_those_who", "is_staff", "moment_of", "person_of"]


def is_staff(person: Person) -> bool:
    """Whether somebody is one of the provider's people."""
    return person.is_of_provider


def for_those_who(may: Rule = is_staff) -> Callable[[View[Given]], View[Given]]:
    """Let the provider's people in who `may`; everybody else gets 403 before anything is looked up."""
    return let_in(is_staff, may)
