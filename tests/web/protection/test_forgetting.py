"""Who is forgotten leaves no trace but numbers: the chains verify, and what invoices rest on stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks
from tests.web.conftest import LATER, Cast
from tests.web.protection.bakery import ADDRESS, ANN, DAY, left_behind, made_bakery, traces_of

from asagreed_web.billing.models import BooksEdition
from asagreed_web.chronicle.models import Event
from asagreed_web.chronicle.queries import chains, find_break
from asagreed_web.customers.models import Customer
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.people.models import Person, Role
from asagreed_web.protection.errors import IsLastOwner, NameTooCommon, NobodyFound
from asagreed_web.protection.operations import forget
from asagreed_web.tickets.attachments import path_of
from asagreed_web.tickets.models import Message, TimeEntry
from asagreed_web.tickets.searching import search

NOW = LATER + DAY


@pytest.fixture
def bakery(cast: Cast) -> Customer:
    return made_bakery()


def chain_is_whole() -> bool:
    return [find_break(chain) for chain in chains()] == [None] * len(chains())


def test_nothing_of_a_forgotten_person_is_left_and_the_chains_verify(
    cast: Cast, bakery: Customer, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    left = left_behind(bakery, cast.technician)
    assert len(traces_of(ANN, ADDRESS)) > 10
    hashes = list(Event.objects.order_by("pk").values_list("hash", flat=True))
    file = path_of(left.attachment)
    assert file.exists()

    with django_capture_on_commit_callbacks(execute=True):
        done = forget(email=ADDRESS.upper(), actor=cast.owner.actor, at=NOW)

    assert traces_of(ANN, ADDRESS, "Łukaszewicz", "555 0188") == []
    assert not file.exists()
    assert done.kept == {}
    assert {"beside the log", "messages", "files", "tickets", "mails"} <= {name for name, n in done.counts.items() if n}
    assert chain_is_whole()
    assert list(Event.objects.order_by("pk").values_list("hash", flat=True))[: len(hashes)] == hashes


def test_neither_the_name_nor_the_address_is_found_in_the_index(cast: Cast, bakery: Customer) -> None:
    left_behind(bakery, cast.technician)
    assert search(cast.owner, "Łukaszewicz")
    forget(email=ADDRESS, actor=cast.owner.actor, at=NOW)
    assert search(cast.owner, "Łukaszewicz") == search(cast.owner, "mill-bakery.example") == []
    assert search(cast.owner, "it is out")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the segments of FTS5 are tables of SQLite")
def test_the_index_does_not_even_keep_the_word_among_what_is_gone(cast: Cast, bakery: Customer) -> None:
    left_behind(bakery, cast.technician)
    forget(email=ADDRESS, actor=cast.owner.actor, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM tickets_search_data")
        assert not any(b"lukaszewicz" in bytes(block) for (block,) in cursor.fetchall())


def test_hours_money_and_what_was_decided_stay(cast: Cast, bakery: Customer) -> None:
    left = left_behind(bakery, cast.technician)
    BooksEdition.objects.create(customer=bakery, number=1, text=f"customer: {ANN}", sha256="", entered_at=LATER)
    verdicts = list(TimeEntry.objects.values_list("start_at", "end_at", "verdict"))
    done = forget(email=ADDRESS, actor=cast.owner.actor, at=NOW)
    assert list(TimeEntry.objects.values_list("start_at", "end_at", "verdict")) == verdicts
    assert left.ticket.rulings.get().says == "included"
    assert list(done.kept.values()) == ["books are kept for as long as the law asks"]
    assert [place.split(":")[0] for place in traces_of(ANN)] == ["billing.BooksEdition"]


def test_the_person_stays_as_a_number_without_access(cast: Cast, bakery: Customer) -> None:
    ann = left_behind(bakery, cast.technician).ann
    forget(email=ADDRESS, actor=cast.owner.actor, at=NOW)
    ann.refresh_from_db()
    assert (ann.name, ann.email, ann.is_active) == (
        "somebody who was forgotten", f"forgotten-{ann.pk}@forgotten.invalid", False,
    )  # fmt: skip
    assert not ann.has_usable_password()


def test_it_stands_on_record_without_the_name(cast: Cast, bakery: Customer) -> None:
    ann = left_behind(bakery, cast.technician).ann
    forget(email=ADDRESS, actor=cast.owner.actor, at=NOW)
    told = Event.objects.get(chain=bakery.pk, kind="person forgotten")
    assert (told.subject_id, told.actor, told.personal_digest) == (ann.pk, cast.owner.actor, "")


def test_somebody_of_the_same_name_at_another_customer_keeps_it(cast: Cast, bakery: Customer) -> None:
    left_behind(bakery, cast.technician)
    namesake = Person.objects.create_user(
        email="ann@riverbend-vets.example", name=ANN, role=Role.VIEWER, customer=cast.other
    )
    forget(email=ADDRESS, actor=cast.owner.actor, at=NOW)
    namesake.refresh_from_db()
    assert namesake.name == ANN


def test_what_was_to_leave_for_them_does_not_leave_any_more(cast: Cast, bakery: Customer) -> None:
    left_behind(bakery, cast.technician)
    waiting = [each.pk for each in OutboxEntry.objects.filter(state="waiting") if ADDRESS in str(each.says)]
    assert waiting
    forget(email=ADDRESS, actor=cast.owner.actor, at=NOW)
    assert set(OutboxEntry.objects.filter(pk__in=waiting).values_list("state", flat=True)) == {"refused"}


def test_words_of_the_providers_people_stay_without_their_name(cast: Cast, bakery: Customer) -> None:
    Person.objects.filter(pk=cast.technician.pk).update(name="Tess Quartz")
    cast.technician.refresh_from_db()
    left_behind(bakery, cast.technician)
    forget(email=cast.technician.email, actor=cast.owner.actor, at=NOW)
    assert traces_of("Tess Quartz", cast.technician.email) == []
    assert Message.objects.get(kind="reply", text__contains="it is out").author_name == "somebody who was forgotten"
    assert chain_is_whole()


def test_a_name_at_the_end_of_a_record_that_signs_in_nowhere_is_forgotten_too(cast: Cast, bakery: Customer) -> None:
    left_behind(bakery, cast.technician)
    Person.objects.filter(email=ADDRESS).update(email="other@mill-bakery.example", name="Other")
    forget(email=ADDRESS, actor=cast.owner.actor, at=NOW)
    assert traces_of(ANN, ADDRESS) == []


def test_forgetting_twice_finds_nobody(cast: Cast, bakery: Customer) -> None:
    left_behind(bakery, cast.technician)
    forget(email=ADDRESS, actor=cast.owner.actor, at=NOW)
    with pytest.raises(NobodyFound, match="Nothing on record is about ann"):
        forget(email=ADDRESS, actor=cast.owner.actor, at=NOW)


def test_the_last_owner_and_a_name_that_is_any_word_are_refused(cast: Cast, attachments_lie_here: Path) -> None:
    with pytest.raises(IsLastOwner):
        forget(email=cast.owner.email, actor=cast.owner.actor, at=NOW)
    Person.objects.filter(pk=cast.viewer.pk).update(name="Al")
    with pytest.raises(NameTooCommon, match="«Al» is too short"):
        forget(email=cast.viewer.email, actor=cast.owner.actor, at=NOW)
    cast.viewer.refresh_from_db()
    assert cast.viewer.name == "Al"
