"""Who asks: a token in the role that it was made for. Sessions of browsers count for nothing here."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from asagreed_web.doors.api.problems import NotAllowed
from asagreed_web.kit import wall
from asagreed_web.people.models import ApiToken, Person
from asagreed_web.people.operations import note_use
from asagreed_web.people.passing import Rule, moment_of
from asagreed_web.people.queries import find_by_token
from asagreed_web.people.wall import scope_of
from asagreed_web.tickets.operations import Author

LONGEST_TOKEN = 200


@dataclass(frozen=True, slots=True)
class Asker:
    """A token that asks: `person` stands for it where rooms ask what somebody may see or do, and is never saved."""

    token_id: int
    person: Person
    author: Author

    @property
    def is_of_provider(self) -> bool:
        """Whether it speaks for the provider."""
        return self.person.is_of_provider


class BearerToken(HttpBearer):
    """`Authorization: Bearer asg_…`; from then on the request sees the rows of the token's role and no others."""

    def authenticate(self, request: HttpRequest, token: str) -> Asker | None:
        """Return who asks, or None where the token opens nothing."""
        if not token.isascii() or not 0 < len(token) <= LONGEST_TOKEN:
            return None
        at = moment_of(request)
        with wall.seeing(wall.DOOR):
            found = find_by_token(token, at=at)
        if found is None:
            return None
        person = _acting(found)
        wall.see(scope_of(person))
        note_use(token=found, at=at)
        return Asker(found.pk, person, Author(actor=person.actor, name=found.name))


def _acting(token: ApiToken) -> Person:
    """Return a person in the role of a token, named as it is; for the provider, with the number of who made it."""
    person = Person(name=token.name, role=token.role, customer_id=token.customer_id, is_active=True)
    person.pk = token.made_by_id if token.customer_id is None else None
    person.through = f"token {token.pk}"
    return person


def asker_of(request: HttpRequest) -> Asker:
    """Return who asks, behind the check of the token."""
    asker = request.auth  # type: ignore[attr-defined]
    assert isinstance(asker, Asker)  # noqa: S101 – the check let nobody else in
    return asker


def allow(request: HttpRequest, rule: Rule, what: str) -> Asker:
    """Return who asks, if their role fits a rule; `what` says in words what is refused. Raises NotAllowed."""
    asker = asker_of(request)
    if not rule(asker.person):
        raise NotAllowed(what)
    return asker


class Pace(BaseThrottle):
    """So many requests a minute for each token, counted in each process."""

    def __init__(self, *, per_minute: int) -> None:
        self.per_minute = per_minute
        self._counted: dict[int, tuple[int, int]] = {}
        self._lock = threading.Lock()

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether a token may ask once more in this minute."""
        minute, token_id = moment_of(request) // 60, asker_of(request).token_id
        with self._lock:
            since, count = self._counted.get(token_id, (minute, 0))
            count = count + 1 if since == minute else 1
            self._counted[token_id] = (minute, count)
        return count <= self.per_minute

    def wait(self) -> float | None:
        """Return how many seconds to wait at most: the next minute is another one."""
        return 60.0

    def forget(self, **_: Any) -> None:
        """Begin to count anew."""
        self._counted.clear()
