"""Questions about people: who has access, from where they are signed in, which programs have keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from allauth.usersessions.models import UserSession
from django.db.models import Max, Q

from asagreed_web.people.models import ApiToken, Invitation, Person
from asagreed_web.people.rules import AT_THE_DESK, may_record_work_of_others, people_for
from asagreed_web.people.tokens import digest_of, is_secret_of


def everybody(person: Person) -> Sequence[Person]:
    """Return all people whom somebody may see, those of the provider first, then by customer and name."""
    people = people_for(person).select_related("customer")
    return sorted(people, key=lambda one: (one.customer.name if one.customer else "", one.name.casefold()))


def workers_for(person: Person, *, also: int | None = None) -> Sequence[Person]:
    """Return the people whose work somebody may record, themselves first; `also` is the id of one more."""
    asked = Q(pk__in=[each for each in (person.pk, also) if each is not None])
    if may_record_work_of_others(person):
        asked |= Q(role__in=AT_THE_DESK, is_active=True)
    return sorted(Person.objects.filter(asked), key=lambda one: (one.pk != person.pk, one.name.casefold()))


def open_invitations(people: Iterable[Person], *, at: int) -> Mapping[int, int]:
    """Return until when (UTC seconds) the open invitation of each person can be answered, by the person's id."""
    rows = Invitation.objects.filter(person__in=list(people), used_at=None, expires_at__gt=at)
    return dict(rows.values_list("person").annotate(until=Max("expires_at")))


def sessions_of(person: Person) -> Sequence[UserSession]:
    """Return the sessions in which somebody is signed in, the newest first."""
    sessions: list[UserSession] = UserSession.objects.purge_and_list(person)
    return sorted(sessions, key=lambda session: session.created_at, reverse=True)


def keys_for_programs() -> Sequence[ApiToken]:
    """Return all keys for programs that were ever made, the newest first."""
    return list(ApiToken.objects.select_related("customer", "made_by").order_by("-made_at", "-pk"))


def find_by_token(raw: str, *, at: int) -> ApiToken | None:
    """Return the key for programs that a request brought, or None where it is unknown, ended or too old."""
    found = ApiToken.objects.select_related("customer", "made_by").filter(token_digest=digest_of(raw)).first()
    if found is None or not is_secret_of(found.token_digest, raw) or found.ended_at is not None:
        return None
    return found if found.expires_at is None or at < found.expires_at else None
