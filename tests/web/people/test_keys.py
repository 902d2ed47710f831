"""Keys for programs: shown once, kept as a digest, good until they end."""

from __future__ import annotations

import pytest
from tests.web.conftest import Cast, chicago

from asagreed_web.chronicle.models import HOUSE, Event
from asagreed_web.people.errors import RoleDoesNotFit
from asagreed_web.people.models import ApiToken, Role
from asagreed_web.people.operations import change_role, end_access, end_token, make_token, note_use
from asagreed_web.people.queries import find_by_token

AT = chicago("2026-05-15 09:00")


def made(cast: Cast, *, expires_at: int | None = None) -> tuple[ApiToken, str]:
    """Make a key that acts as a technician."""
    return make_token(
        name="monitoring", role=Role.TECHNICIAN, customer=None, by=cast.owner, at=AT, expires_at=expires_at
    )


def test_a_key_is_found_by_its_whole_text_only(cast: Cast) -> None:
    key, raw = made(cast)
    assert raw.startswith("asg_")
    assert find_by_token(raw, at=AT) == key
    wrong = ["", "asg_", raw[:-1], raw + "x", raw.upper(), raw.removeprefix("asg_"), key.token_digest]
    assert [find_by_token(each, at=AT) for each in wrong] == [None] * len(wrong)


def test_a_key_is_good_until_the_second_at_which_it_expires(cast: Cast) -> None:
    _key, raw = made(cast, expires_at=AT + 60)
    assert find_by_token(raw, at=AT + 59)
    assert find_by_token(raw, at=AT + 60) is None


def test_a_key_that_was_ended_is_refused_at_once(cast: Cast) -> None:
    key, raw = made(cast)
    end_token(token_id=key.pk, by=cast.owner, at=AT + 1)
    end_token(token_id=key.pk, by=cast.owner, at=AT + 2)
    assert find_by_token(raw, at=AT + 3) is None
    kinds = Event.objects.filter(chain=HOUSE, subject="token").order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["token made", "token ended"]


def test_keys_end_with_the_access_of_who_made_them(cast: Cast) -> None:
    change_role(person_id=cast.dispatcher.pk, role=Role.OWNER, by=cast.owner, at=AT)
    _key, raw = made(cast)
    end_access(person_id=cast.owner.pk, by=cast.dispatcher, at=AT + 1)
    assert find_by_token(raw, at=AT + 2) is None


def test_a_key_for_a_customer_cannot_act_as_the_provider(cast: Cast) -> None:
    with pytest.raises(RoleDoesNotFit):
        make_token(name="x", role=Role.OWNER, customer=cast.harbour, by=cast.owner, at=AT)


def test_the_key_itself_is_kept_nowhere(cast: Cast) -> None:
    _key, raw = made(cast)
    assert raw not in str(list(ApiToken.objects.values())) + str(list(Event.objects.values()))


def test_the_last_use_is_noted_to_the_minute(cast: Cast) -> None:
    key, _raw = made(cast)
    for moment in (AT + 10, AT + 40):
        note_use(token=ApiToken.objects.get(pk=key.pk), at=moment)
    assert ApiToken.objects.get(pk=key.pk).last_used_at == AT + 10
    note_use(token=ApiToken.objects.get(pk=key.pk), at=AT + 70)
    assert ApiToken.objects.get(pk=key.pk).last_used_at == AT + 70
