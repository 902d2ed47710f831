"""What is done to people and keys: each is one transaction, told in the chain of the house or of the customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from asagreed_web.chronicle.models import HOUSE
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.kit import wall
from asagreed_web.kit.outbox import put_mail
from asagreed_web.people.errors import AlreadyHasAccess, InvitationRefused, IsOfAnother, LastOwner, RoleDoesNotFit
from asagreed_web.people.models import CUSTOMER_ROLES, PROVIDER_ROLES, ApiToken, Invitation, Person, Role
from asagreed_web.people.tokens import API_PREFIX, digest_of, is_secret_of, new_secret
from asagreed_web.people.wall import scope_of

INVITATION_LASTS = 72 * 3600
"""Seconds in which an invitation can be answered."""
TOUCHED_EVERY = 60
"""Seconds; the last use of a key is noted no more often, so that reading does not become writing."""
INSTALLER = "installation"


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and its link, which is known here for this once; `expires_at` in UTC seconds."""

    person: Person
    link: str
    expires_at: int


@transaction.atomic
def invite(*, name: str, email: str, role: str, customer: Customer | None, by: Person, at: int) -> Invited:
    """Invite somebody who has no access; earlier invitations of theirs end. Raises AccessRefused."""
    return _invite(name=name, email=email, role=role, customer=customer, actor=by.actor, at=at)


@transaction.atomic
def invite_again(*, person_id: int, by: Person, at: int) -> Invited:
    """Send a new invitation to somebody who has not come in yet, or whose access was ended. Raises AccessRefused."""
    person = Person.objects.get(pk=person_id)
    return _invite(
        name=person.name, email=person.email, role=person.role, customer=person.customer, actor=by.actor, at=at
    )


@transaction.atomic
def invite_owner(*, name: str, email: str, at: int) -> Invited:
    """Invite the first owner of an installation. Raises AlreadyHasAccess where there is one who can sign in."""
    owner = Person.objects.filter(role=Role.OWNER, is_active=True).first()
    if owner:
        raise AlreadyHasAccess(email=owner.email)
    return _invite(name=name, email=email, role=Role.OWNER, customer=None, actor=INSTALLER, at=at)


def _invite(*, name: str, email: str, role: str, customer: Customer | None, actor: str, at: int) -> Invited:
    _check_fit(role, customer)
    person = _entered(name=name.strip(), email=email.strip().lower(), role=role, customer=customer, at=at)
    _end_invitations(person, at=at)
    secret = new_secret()
    invitation = Invitation.objects.create(
        person=person, token_digest=digest_of(secret), invited_at=at, expires_at=at + INVITATION_LASTS
    )
    link = settings.ADDRESS + reverse("invitation", args=[secret])
    _mail_invitation(invitation, link, at=at)
    _tell(person, "invited", actor=actor, at=at, role=role, expires_at=invitation.expires_at)
    return Invited(person=person, link=link, expires_at=invitation.expires_at)


def _entered(*, name: str, email: str, role: str, customer: Customer | None, at: int) -> Person:
    person = Person.objects.select_for_update().filter(email=email).first()
    if person is None:
        # Until the invitation is answered nobody comes in by this address, by whatever way.
        return Person.objects.create_user(
            email=email, name=name, role=role, customer=customer, is_active=False, entered_at=at
        )
    if person.is_active:
        raise AlreadyHasAccess(email=email)
    if person.customer_id != (customer.pk if customer else None):
        raise IsOfAnother(email=email)
    person.name, person.role = name, role
    person.save(update_fields=["name", "role"])
    return person


def _mail_invitation(invitation: Invitation, link: str, *, at: int) -> None:
    person = invitation.person
    put_mail(
        key=f"invitation {invitation.pk}",
        template="invitation",
        to=person.email,
        says={"name": person.name, "link": link, "expires_at": invitation.expires_at, "provider": settings.PROVIDER},
        customer_id=person.customer_id,
        at=at,
    )


@transaction.atomic
def accept(*, token: str, password: str, at: int) -> Person:
    """Let somebody in who answered an invitation; the link is used up. Raises InvitationRefused."""
    invitation = find_invitation(token=token, at=at)
    if invitation is None:
        raise InvitationRefused
    # Whoever of two answers comes first marks it; the other finds no row.
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=at):
        raise InvitationRefused
    person = invitation.person
    with wall.seeing(scope_of(person)):
        _let_in(person, password=password, at=at)
    return person


def _let_in(person: Person, *, password: str, at: int) -> None:
    person.set_password(password)
    person.is_active, person.access_ended_at = True, None
    person.save()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    _tell(person, "invitation accepted", actor=person.actor, at=at)


def find_invitation(*, token: str, at: int) -> Invitation | None:
    """Return the invitation that a link is good for, or None; an empty one is never good."""
    found = Invitation.objects.select_related("person").filter(token_digest=digest_of(token)).first()
    if found is None or not is_secret_of(found.token_digest, token):
        return None
    return found if found.used_at is None and at < found.expires_at else None


@transaction.atomic
def end_access(*, person_id: int, by: Person, at: int) -> Person:
    """Let somebody in no more: sessions, keys, passkeys, codes and invitations end at once. Raises LastOwner."""
    person = Person.objects.select_for_update().get(pk=person_id)
    _keep_an_owner(person)
    person.is_active, person.access_ended_at = False, at
    person.set_unusable_password()
    person.save()
    _end_invitations(person, at=at)
    end_sessions(person_id=person.pk, by=by, at=at)
    for token in ApiToken.objects.filter(made_by=person, ended_at=None):
        _end_token(token, actor=by.actor, at=at)
    Authenticator.objects.filter(user=person).delete()
    SocialAccount.objects.filter(user=person).delete()
    _tell(person, "access ended", actor=by.actor, at=at)
    return person


@transaction.atomic
def change_role(*, person_id: int, role: str, by: Person, at: int) -> Person:
    """Give somebody another role of their organisation, from their next page on. Raises AccessRefused."""
    person = Person.objects.select_for_update().get(pk=person_id)
    _check_fit(role, person.customer)
    if role == person.role:
        return person
    _keep_an_owner(person)
    before, person.role = person.role, role
    person.save(update_fields=["role"])
    _tell(person, "role changed", actor=by.actor, at=at, before=before, role=role)
    return person


@transaction.atomic
def end_sessions(*, person_id: int, by: Person, at: int, session_id: int | None = None) -> int:
    """End one session of somebody, or all of them; return how many ended."""
    person = Person.objects.get(pk=person_id)
    sessions = UserSession.objects.filter(user=person)
    chosen = list(sessions if session_id is None else sessions.filter(pk=session_id))
    for session in chosen:
        session.end()
    if chosen:
        _tell(person, "sessions ended", actor=by.actor, at=at, count=len(chosen))
    return len(chosen)


@transaction.atomic
def change_profile(*, person_id: int, name: str, theme: str, uses_single_keys: bool, language: str, at: int) -> Person:
    """Keep how somebody wants to be called and to see pages."""
    person = Person.objects.select_for_update().get(pk=person_id)
    is_renamed = person.name != name
    person.name, person.theme, person.uses_single_keys, person.language = name, theme, uses_single_keys, language
    person.save(update_fields=["name", "theme", "uses_single_keys", "language"])
    if is_renamed:
        _tell(person, "renamed", actor=person.actor, at=at)
    return person


@transaction.atomic
def change_theme(*, person_id: int, theme: str) -> None:
    """Keep whether somebody wants light or dark pages."""
    Person.objects.filter(pk=person_id).update(theme=theme)


@transaction.atomic
def make_token(
    *, name: str, role: str, customer: Customer | None, by: Person, at: int, expires_at: int | None = None
) -> tuple[ApiToken, str]:
    """Make a key for a program; the second of the two is the key itself, known for this once. Raises AccessRefused."""
    _check_fit(role, customer)
    secret = new_secret(API_PREFIX)
    token = ApiToken.objects.create(
        name=name.strip(),
        token_digest=digest_of(secret),
        role=role,
        customer=customer,
        made_by=by,
        made_at=at,
        expires_at=expires_at,
    )
    _tell_of_token(token, "token made", actor=by.actor, at=at, role=role, expires_at=expires_at)
    return token, secret


@transaction.atomic
def end_token(*, token_id: int, by: Person, at: int) -> ApiToken:
    """End a key; ending it twice is the same as once."""
    token = ApiToken.objects.select_for_update().get(pk=token_id)
    if token.ended_at is None:
        _end_token(token, actor=by.actor, at=at)
    return token


def note_use(*, token: ApiToken, at: int) -> None:
    """Keep when a key was last used, to the minute."""
    if token.last_used_at is None or at - token.last_used_at >= TOUCHED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)


def _end_token(token: ApiToken, *, actor: str, at: int) -> None:
    token.ended_at = at
    token.save(update_fields=["ended_at"])
    _tell_of_token(token, "token ended", actor=actor, at=at)


def _end_invitations(person: Person, *, at: int) -> None:
    Invitation.objects.filter(person=person, used_at=None, expires_at__gt=at).update(expires_at=at)


def _check_fit(role: str, customer: Customer | None) -> None:
    if role not in (PROVIDER_ROLES if customer is None else CUSTOMER_ROLES):
        raise RoleDoesNotFit(role=role, whose=customer.name if customer else settings.PROVIDER)


def _keep_an_owner(person: Person) -> None:
    owners = Person.objects.select_for_update().filter(role=Role.OWNER, is_active=True)
    if person.is_active and [owner.pk for owner in owners] == [person.pk]:
        raise LastOwner


def _tell(person: Person, kind: str, *, actor: str, at: int, **says: Any) -> None:
    happening = Happening(
        subject="person",
        subject_id=person.pk,
        kind=kind,
        happened_at=at,
        recorded_at=at,
        actor=actor,
        says=says,
        personal={"name": person.name, "email": person.email},
    )
    append(person.customer_id or HOUSE, happening)


def _tell_of_token(token: ApiToken, kind: str, *, actor: str, at: int, **says: Any) -> None:
    happening = Happening(
        subject="token", subject_id=token.pk, kind=kind, happened_at=at, recorded_at=at, actor=actor, says=says
    )
    append(token.customer_id or HOUSE, happening)
