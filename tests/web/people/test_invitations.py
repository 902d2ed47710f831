"""Invitations: one link, once, for three days, and nothing of it kept but its digest."""

from __future__ import annotations

import pytest
from tests.web.conftest import PASSWORD, Cast, chicago

from asagreed_web.chronicle.models import Event
from asagreed_web.chronicle.queries import find_break
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.people.errors import (
    AccessRefused,
    AlreadyHasAccess,
    InvitationRefused,
    IsOfAnother,
    LastOwner,
    RoleDoesNotFit,
)
from asagreed_web.people.models import Invitation, Person, Role
from asagreed_web.people.operations import (
    INVITATION_LASTS,
    Invited,
    accept,
    change_role,
    end_access,
    find_invitation,
    invite,
    invite_again,
    invite_owner,
)

AT = chicago("2026-05-15 09:00")


def invited(cast: Cast, *, email: str = "new@harbour-dental.example", at: int = AT) -> Invited:
    """Invite a viewer to Harbour Dental."""
    return invite(name="New", email=email, role=Role.VIEWER, customer=cast.harbour, by=cast.owner, at=at)


def token_of(invitation: Invited) -> str:
    """Return the secret at the end of a link."""
    return invitation.link.rsplit("/", 1)[1]


def test_an_invitation_answered_in_time_lets_the_person_in_and_is_told_in_the_chain(cast: Cast) -> None:
    person = accept(token=token_of(invited(cast)), password=PASSWORD, at=AT + 60)
    assert person.is_active
    assert person.check_password(PASSWORD)
    kinds = Event.objects.filter(subject="person", subject_id=person.pk).order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["invited", "invitation accepted"]
    assert find_break(cast.harbour.pk) is None


def test_nobody_comes_in_before_the_invitation_is_answered(cast: Cast) -> None:
    person = invited(cast).person
    assert not person.is_active
    assert not person.has_usable_password()


def test_only_the_digest_of_a_link_is_kept(cast: Cast) -> None:
    token = token_of(invited(cast))
    assert token not in Invitation.objects.get().token_digest
    assert not Event.objects.filter(says__icontains=token).exists()


def test_the_link_is_mailed_once(cast: Cast) -> None:
    link = invited(cast).link
    mail = OutboxEntry.objects.get(kind="mail", says__template="invitation")
    assert mail.says["to"] == "new@harbour-dental.example"
    assert link in mail.says["text"]


def test_a_link_is_good_once(cast: Cast) -> None:
    token = token_of(invited(cast))
    accept(token=token, password=PASSWORD, at=AT + 60)
    with pytest.raises(InvitationRefused):
        accept(token=token, password=PASSWORD + "!", at=AT + 61)


def test_a_link_is_good_until_the_last_second_of_three_days(cast: Cast) -> None:
    token = token_of(invited(cast))
    assert find_invitation(token=token, at=AT + INVITATION_LASTS - 1)
    assert find_invitation(token=token, at=AT + INVITATION_LASTS) is None


@pytest.mark.parametrize("token", ["", " ", "guess", "0" * 43, "None", "%00", "é" * 20])
def test_a_guessed_or_empty_token_is_never_good(cast: Cast, token: str) -> None:
    invited(cast)
    assert find_invitation(token=token, at=AT) is None


def test_an_empty_token_is_not_good_even_where_its_digest_is_stored(cast: Cast) -> None:
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    Invitation.objects.create(person=cast.viewer, token_digest=digest, invited_at=AT, expires_at=AT + 9)
    assert find_invitation(token="", at=AT) is None


def test_a_new_invitation_ends_the_older_one(cast: Cast) -> None:
    first = invited(cast)
    second = invite_again(person_id=first.person.pk, by=cast.owner, at=AT + 60)
    assert find_invitation(token=token_of(first), at=AT + 61) is None
    assert find_invitation(token=token_of(second), at=AT + 61)


def test_somebody_with_access_is_not_invited_anew(cast: Cast) -> None:
    with pytest.raises(AlreadyHasAccess):
        invited(cast, email=cast.viewer.email.upper())


def test_somebody_of_another_customer_is_not_taken_over(cast: Cast) -> None:
    end_access(person_id=cast.stranger.pk, by=cast.owner, at=AT)
    with pytest.raises(IsOfAnother):
        invited(cast, email=cast.stranger.email)


@pytest.mark.parametrize("role", [Role.OWNER, Role.TECHNICIAN, "root", ""])
def test_nobody_of_a_customer_gets_a_role_of_the_provider(cast: Cast, role: str) -> None:
    with pytest.raises(RoleDoesNotFit):
        invite(name="New", email="n@harbour-dental.example", role=role, customer=cast.harbour, by=cast.owner, at=AT)
    with pytest.raises(RoleDoesNotFit):
        change_role(person_id=cast.viewer.pk, role=role, by=cast.owner, at=AT)


def test_the_last_owner_keeps_access_and_role(cast: Cast) -> None:
    with pytest.raises(LastOwner):
        end_access(person_id=cast.owner.pk, by=cast.owner, at=AT)
    with pytest.raises(LastOwner):
        change_role(person_id=cast.owner.pk, role=Role.DISPATCHER, by=cast.owner, at=AT)


def test_an_owner_may_go_once_there_is_another(cast: Cast) -> None:
    change_role(person_id=cast.dispatcher.pk, role=Role.OWNER, by=cast.owner, at=AT)
    end_access(person_id=cast.owner.pk, by=cast.dispatcher, at=AT)
    assert not Person.objects.get(pk=cast.owner.pk).is_active


def test_a_change_of_role_says_what_it_was_before(cast: Cast) -> None:
    change_role(person_id=cast.viewer.pk, role=Role.APPROVER, by=cast.owner, at=AT)
    event = Event.objects.get(chain=cast.harbour.pk, kind="role changed")
    assert event.says == {"before": "viewer", "role": "approver"}
    assert event.actor == cast.owner.actor


@pytest.mark.usefixtures("sees_all")
def test_the_first_owner_is_invited_by_the_installation() -> None:
    person = accept(
        token=token_of(invite_owner(name="First", email="first@northwind.example", at=AT)), password=PASSWORD, at=AT
    )
    assert (person.role, person.is_active) == (Role.OWNER, True)


@pytest.mark.usefixtures("cast")
def test_no_second_owner_is_invited_by_the_installation() -> None:
    with pytest.raises(AlreadyHasAccess):
        invite_owner(name="Second", email="second@northwind.example", at=AT)


def test_every_refusal_says_what_to_do() -> None:
    refusals: tuple[AccessRefused, ...] = (InvitationRefused(), AlreadyHasAccess(email="a@b.example"), LastOwner())
    assert all(str(each).endswith(".") for each in refusals)
