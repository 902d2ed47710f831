"""A chain in which anything was changed, taken out, put in or moved names its first bad row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from asagreed_web.chronicle import append_only
from asagreed_web.chronicle.hashing import HASHED, hash_of
from asagreed_web.chronicle.models import ChainHead, Event, PersonalData
from asagreed_web.chronicle.operations import Happening, append_all
from asagreed_web.chronicle.queries import chains, find_break

CHAIN, LENGTH = 7, 12


@pytest.fixture(autouse=True)
def chain(request: pytest.FixtureRequest) -> Iterator[None]:
    """Have a chain of a dozen events, every third with personal data, and somebody who can pass by the triggers."""
    request.getfixturevalue("sees_all")
    told = [
        Happening(
            subject="ticket",
            subject_id=1,
            kind="reply",
            happened_at=number,
            recorded_at=number,
            actor="person 1",
            says={"number": number, "words": "Grüße – «€»", "share": 0.1},
            personal={"text": f"Text {number}"} if number % 3 == 0 else None,
        )
        for number in range(1, LENGTH + 1)
    ]
    append_all(CHAIN, told)
    with append_only.lifted():
        yield


def run(statement: str, *values: int | str) -> None:
    """Change the database behind the application's back."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def first_bad() -> int | None:
    """Return the number of the first bad event."""
    found = find_break(CHAIN)
    return found.seq if found else None


def test_a_chain_as_it_was_written_has_no_break() -> None:
    assert (chains(), first_bad()) == ([CHAIN], None)


@pytest.mark.parametrize("column", [*HASHED, "hash"])
@pytest.mark.parametrize("seq", [1, 6, LENGTH])
def test_a_changed_event_is_named(seq: int, column: str) -> None:
    event = Event.objects.get(chain=CHAIN, seq=seq)
    number = {"chain": 8, "seq": seq + 100}.get(column, 99)
    changed = number if isinstance(getattr(event, column), int) else {"x": 1} if column == "says" else "other"
    Event.objects.filter(pk=event.pk).update(**{column: changed})
    assert first_bad() == seq


@pytest.mark.parametrize("seq", range(1, LENGTH + 1))
def test_a_deleted_event_is_named(seq: int) -> None:
    PersonalData.objects.filter(event__seq=seq).delete()
    run("DELETE FROM chronicle_event WHERE seq = %s", seq)
    assert first_bad() == seq


@pytest.mark.parametrize("seq", range(1, LENGTH))
def test_two_events_that_changed_places_are_named_by_the_first(seq: int) -> None:
    for old, new in ((seq, 999), (seq + 1, seq), (999, seq + 1)):
        run("UPDATE chronicle_event SET seq = %s WHERE seq = %s", new, old)
    assert first_bad() == seq


@pytest.mark.parametrize(("seq", "named"), [(0, 0), (-5, -5), (LENGTH + 1, LENGTH + 1)])
def test_an_event_that_was_put_in_is_named(seq: int, named: int) -> None:
    last = Event.objects.get(chain=CHAIN, seq=LENGTH)
    last.pk, last.seq, last.prev, last.personal_digest = None, seq, last.hash, ""
    last.hash = hash_of({name: getattr(last, name) for name in HASHED})
    last.save()
    assert first_bad() == named


def test_an_event_rewritten_with_a_new_hash_is_found_at_the_one_after_it() -> None:
    event = Event.objects.get(chain=CHAIN, seq=4)
    event.actor = "person 2"
    event.hash = hash_of({name: getattr(event, name) for name in HASHED})
    event.save()
    assert first_bad() == 5


def test_a_head_that_was_changed_or_taken_away_is_found() -> None:
    ChainHead.objects.update(hash="other")
    assert first_bad() == LENGTH
    ChainHead.objects.all().delete()
    assert first_bad() == LENGTH


def test_personal_data_that_was_changed_or_taken_away_names_its_event() -> None:
    PersonalData.objects.filter(event__seq=6).update(data={"text": "Another text"})
    assert first_bad() == 6
    PersonalData.objects.filter(event__seq=3).delete()
    PersonalData.objects.filter(event__seq=6).delete()
    assert first_bad() == 3


def test_personal_data_that_was_erased_leaves_the_chain_whole() -> None:
    PersonalData.objects.filter(event__seq=6).update(data={}, salt="")
    assert first_bad() is None


def test_personal_data_put_beside_an_event_that_had_none_names_it() -> None:
    PersonalData.objects.create(event=Event.objects.get(seq=2), chain=CHAIN, salt="", data={})
    assert first_bad() == 2


def test_a_chain_longer_than_one_stretch_is_walked_to_its_end() -> None:
    happening = Happening(subject="x", subject_id=1, kind="x", happened_at=0, recorded_at=0, actor="x")
    append_all(CHAIN, [happening] * 10_400)
    run("UPDATE chronicle_event SET actor = 'y' WHERE seq = %s", 10_300)
    assert first_bad() == 10_300
