"""What an agreement says of keeping records is obeyed: exactly what is due goes, and nothing of the rest."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks
from tests.web.conftest import LATER, Cast
from tests.web.protection.bakery import ANN, DAY, YEAR, counts, left_behind, made_bakery, traces_of

from asagreed_web.billing.models import BooksEdition
from asagreed_web.chronicle.models import Event
from asagreed_web.chronicle.queries import find_break
from asagreed_web.customers.models import Customer
from asagreed_web.intake.models import MonitoringKey, ReceivedMail, Signal, SignalDelivery
from asagreed_web.kit import worker_duties
from asagreed_web.monitoring.models import Check, Look
from asagreed_web.protection import operations
from asagreed_web.protection.erasing import ERASED
from asagreed_web.protection.keeping import limit_of
from asagreed_web.protection.operations import obey_all, obey_retention
from asagreed_web.protection.retention import Obeyed
from asagreed_web.tickets.attachments import Upload, path_of
from asagreed_web.tickets.models import Attachment, Message, Ticket, TimeEntry
from asagreed_web.upkeep.models import SettledWork
from asagreed_web.upkeep.operations import keep

AFTER = LATER + 4 * YEAR


def obeyed(customer: Customer, *, at: int) -> Obeyed:
    done = obey_retention(customer_id=customer.pk, actor="worker", at=at)
    assert done is not None
    return done


def test_what_was_said_on_an_ended_ticket_is_deleted_and_the_ticket_stays_as_a_number(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    bakery = made_bakery()
    left = left_behind(bakery, cast.technician)
    file = path_of(left.attachment)
    with django_capture_on_commit_callbacks(execute=True):
        done = obeyed(bakery, at=AFTER)
    assert done.counts == {"tickets": 2}
    assert (Message.objects.count(), Attachment.objects.count(), file.exists()) == (0, 0, False)
    left.ticket.refresh_from_db()
    assert (left.ticket.subject, left.ticket.requester, left.ticket.requester_email) == (ERASED, None, "")
    assert (left.ticket.status, left.ticket.last_activity_at) == ("closed", LATER + 2000)
    assert {place.split(":")[0] for place in traces_of(ANN)} <= {"people.Person", "tickets.TimeEntry",
                                                                "chronicle.PersonalData"}  # fmt: skip
    assert find_break(bakery.pk) is None


def test_made_anonymous_keeps_that_something_was_said(cast: Cast) -> None:
    bakery = made_bakery("{tickets: {for: 3 years, then: made anonymous}}")
    left_behind(bakery, cast.technician)
    before = Message.objects.count()
    obeyed(bakery, at=AFTER)
    assert Message.objects.count() == before
    assert set(Message.objects.values_list("text", "author_email")) == {(ERASED, "")}


def test_nothing_goes_a_second_too_early(cast: Cast) -> None:
    bakery = made_bakery()
    left = left_behind(bakery, cast.technician)
    ended = Ticket.objects.get(pk=left.ticket.pk).last_activity_at
    limit = limit_of("tickets", _three_years(), at=0, zone="America/Chicago")
    due = next(at for at in range(ended + 3 * 365 * DAY, ended + 3 * YEAR + DAY) if _is_over(limit, ended, at))
    before = counts()
    assert obeyed(bakery, at=due - 1).counts == {"tickets": 0}
    assert counts() == before
    assert traces_of(ANN)
    assert obeyed(bakery, at=due + 2 * DAY).counts == {"tickets": 2}


def _three_years() -> Any:
    from asagreed.terms.values.periods import Period  # noqa: PLC0415 – used here alone

    return Period(months=36)


def _is_over(limit: Any, moment: int, at: int) -> bool:
    return bool(type(limit)(limit.periods, at, limit.zone).is_over(moment))


def test_a_second_run_finds_nothing_and_changes_nothing(cast: Cast) -> None:
    bakery = made_bakery("{tickets: 3 years, original mails: 1 year, time entries: 2 years, afterwards: deleted}")
    left_behind(bakery, cast.technician)
    first = obeyed(bakery, at=AFTER)
    assert first.counts == {"tickets": 2, "original mails": 0, "time entries": 1}
    before = (counts(), traces_of(ANN))
    assert obeyed(bakery, at=AFTER + DAY).counts == {"tickets": 0, "original mails": 0, "time entries": 0}
    assert (counts(), traces_of(ANN)) == before


def test_open_tickets_and_other_customers_keep_everything(cast: Cast) -> None:
    bakery = made_bakery()
    left = left_behind(bakery, cast.technician)
    Ticket.objects.update(status="open")
    before = (counts(), len(traces_of(ANN)))
    assert obeyed(bakery, at=AFTER).counts == {"tickets": 0}
    Ticket.objects.update(status="closed", customer=cast.harbour)
    Attachment.objects.update(customer=cast.harbour)
    assert obeyed(bakery, at=AFTER).counts == {"tickets": 0}
    assert (counts(), len(traces_of(ANN))) == before
    assert path_of(left.attachment).exists()


def test_each_class_has_its_own_time(cast: Cast) -> None:
    bakery = made_bakery(
        "{tickets: 9 years, attachments: 30 days, original mails: {for: 90 days, then: deleted}, time entries: 1 year,"
        " afterwards: made anonymous}"
    )
    left = left_behind(bakery, cast.technician)
    assert obeyed(bakery, at=LATER + 60 * DAY).counts == {
        "tickets": 0, "attachments": 1, "original mails": 0, "time entries": 0,
    }  # fmt: skip
    assert obeyed(bakery, at=LATER + 120 * DAY).counts["original mails"] == 1
    left.mail.refresh_from_db()
    assert (bytes(left.mail.raw), left.mail.sender, len(left.mail.sha256)) == (b"", "", 64)
    assert obeyed(bakery, at=LATER + 2 * YEAR).counts["time entries"] == 1
    assert TimeEntry.objects.get().note == ""
    assert Message.objects.filter(text__contains=ANN).exists()
    assert find_break(bakery.pk) is None


def test_files_that_show_recurring_work_go_with_the_attachments(cast: Cast) -> None:
    bakery = made_bakery("{attachments: 30 days, afterwards: deleted}")
    work = SettledWork(customer=bakery, task="logs", due_on=date(2026, 5, 14), says="done", at=LATER)
    row = keep(work, actor=cast.technician.actor, at=LATER, uploads=[Upload("a.txt", 2, io.BytesIO(b"a\n"))])
    assert obeyed(bakery, at=LATER + 20 * DAY).counts == {"attachments": 0}
    assert obeyed(bakery, at=LATER + 60 * DAY).counts == {"attachments": 1}
    assert (row.files.count(), SettledWork.objects.count()) == (0, 1)
    assert find_break(bakery.pk) is None


def test_signals_go_unless_an_open_ticket_rests_on_them(cast: Cast) -> None:
    bakery = made_bakery("{monitoring: 90 days, sign-ins: 30 days, reports: 1 year, afterwards: deleted}")
    left = left_behind(bakery, cast.technician)
    key = MonitoringKey.objects.create(name="probe", customer=bakery, token_digest="x", made_at=LATER)  # noqa: S106 – of no key
    for number, ticket in enumerate((left.ticket, None)):
        delivery = SignalDelivery.objects.create(key=key, customer=bakery, raw=b"{}", received_at=LATER, state="read")
        Signal.objects.create(key=key, customer=bakery, delivery=delivery, external_id=str(number), thing="mail",
                              is_down=True, at=LATER, body={}, received_at=LATER, ticket=ticket)  # fmt: skip
    Ticket.objects.update(status="open")
    assert obeyed(bakery, at=LATER + YEAR).counts == {"monitoring": 2, "sign-ins": 0, "reports": 0}
    assert [each.ticket_id for each in Signal.objects.all()] == [left.ticket.pk]
    assert SignalDelivery.objects.count() == 1


def test_looks_go_unless_what_they_tell_is_not_over(cast: Cast) -> None:
    bakery = made_bakery("{monitoring: 90 days, afterwards: deleted}")
    given = {"customer": bakery, "system": "mail", "kind": "tcp", "target": "mail.bakery.example", "port": 25}
    times = {"every_seconds": 60, "made_at": LATER, "next_at": LATER}
    checks = [
        Check.objects.create(**given, **times, is_unsettled=is_unsettled, ended_at=ended_at)
        for is_unsettled, ended_at in ((False, None), (True, None), (True, LATER))
    ]
    for check in checks:
        for at, until in ((LATER, None), (LATER + 1, LATER + 300 * DAY), (LATER + 300 * DAY, None)):
            Look.objects.create(check_made=check, customer=bakery, at=at, until=until, is_up=True, is_confirmed=True,
                                took_ms=1)  # fmt: skip
    assert obeyed(bakery, at=LATER + 89 * DAY).counts == {"monitoring": 0}
    assert obeyed(bakery, at=LATER + 100 * DAY).counts == {"monitoring": 2}
    kept = [Look.objects.filter(check_made=check).count() for check in checks]
    assert kept == [2, 3, 2]


def test_sessions_that_were_not_used_for_so_long_end(cast: Cast) -> None:
    from allauth.usersessions.models import UserSession  # noqa: PLC0415 – used here alone
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    bakery = made_bakery("{sign-ins: 30 days, afterwards: deleted}")
    ann = left_behind(bakery, cast.technician).ann
    for person in (ann, cast.viewer):
        store = SessionStore()
        store.create()
        request = RequestFactory().get("/")
        request.session, request.user = store, person
        UserSession.objects.create(user=person, session_key=store.session_key, ip="192.0.2.1", user_agent="x")
    last = int(UserSession.objects.latest("pk").last_seen_at.timestamp())
    assert obeyed(bakery, at=max(last, LATER) + 31 * DAY).counts == {"sign-ins": 1}
    assert [each.user_id for each in UserSession.objects.all()] == [cast.viewer.pk]


def test_the_law_keeps_invoices_longer_than_was_agreed(cast: Cast) -> None:
    bakery = made_bakery("{invoices: 2 years, afterwards: deleted}")
    BooksEdition.objects.create(customer=bakery, number=1, text="x", sha256="", entered_at=LATER)
    done = obeyed(bakery, at=AFTER)
    assert done.kept == {"invoices": "the law asks for 10 years, and the agreement for less"}
    assert BooksEdition.objects.count() == 1


def test_books_that_are_over_their_time_are_told_and_left(cast: Cast) -> None:
    bakery = made_bakery("{invoices: 10 years, afterwards: deleted}")
    BooksEdition.objects.create(customer=bakery, number=1, text="x", sha256="", entered_at=LATER)
    assert obeyed(bakery, at=AFTER).kept == {}
    assert "1 editions of the books are over their time" in obeyed(bakery, at=LATER + 11 * YEAR).kept["invoices"]


def test_a_minimum_of_the_law_holds_for_notes_of_work_too(cast: Cast, settings: Any) -> None:
    settings.KEPT_BY_LAW = {"time entries": 6}
    bakery = made_bakery("{time entries: 1 year, afterwards: deleted}")
    left_behind(bakery, cast.technician)
    done = obeyed(bakery, at=AFTER)
    assert (done.counts, "the law asks for 6 years" in done.kept["time entries"]) == ({"time entries": 0}, True)
    assert obeyed(bakery, at=LATER + 7 * YEAR).counts == {"time entries": 1}


def test_where_nobody_said_what_happens_afterwards_nothing_happens(cast: Cast) -> None:
    bakery = made_bakery("{tickets: 1 year}")
    left_behind(bakery, cast.technician)
    assert obeyed(bakery, at=AFTER).kept == {"tickets": "nobody has said what happens afterwards"}


def test_every_run_is_on_record_with_what_it_came_to(cast: Cast) -> None:
    bakery = made_bakery()
    left_behind(bakery, cast.technician)
    obeyed(bakery, at=AFTER)
    told = Event.objects.get(chain=bakery.pk, kind="retention obeyed")
    assert (told.says["counts"], told.actor, told.happened_at) == ({"tickets": 2}, "worker", AFTER)
    assert len(told.says["version"]) == 64


def test_an_agreement_without_a_clause_or_before_its_beginning_erases_nothing(cast: Cast) -> None:
    assert obey_retention(customer_id=cast.harbour.pk, actor="worker", at=AFTER) is None
    bakery = made_bakery()
    assert obey_retention(customer_id=bakery.pk, actor="worker", at=0) is None
    nobody = Customer.objects.create(slug="nobody", name="Nobody", entered_at=LATER)
    assert obey_retention(customer_id=nobody.pk, actor="worker", at=AFTER) is None


def test_the_worker_obeys_for_everybody_and_one_that_fails_keeps_no_other_from_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bakery = made_bakery()
    left_behind(bakery, cast.technician)
    real = operations.obey_retention

    def failing(*, customer_id: int, actor: str, at: int) -> Obeyed | None:
        if customer_id == cast.harbour.pk:
            raise ValueError("a broken agreement")
        return real(customer_id=customer_id, actor=actor, at=at)

    monkeypatch.setattr(operations, "obey_retention", failing)
    obey_all(at=AFTER)
    assert Event.objects.filter(kind="retention obeyed").count() == 1
    assert "were left as they are" in caplog.text
    assert "obey retention" in {duty.name for duty in worker_duties.registered()}


def test_mail_that_was_not_read_yet_stays(cast: Cast) -> None:
    bakery = made_bakery("{original mails: 30 days, afterwards: deleted}")
    left = left_behind(bakery, cast.technician)
    ReceivedMail.objects.filter(pk=left.mail.pk).update(state="received")
    assert obeyed(bakery, at=AFTER).counts == {"original mails": 0}
