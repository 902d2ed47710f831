"""Lists that wait for the customer's yes: put once, answered item by item, on record, and remembered."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.web.conftest import Cast, made_person
from tests.web.upkeep.agreed import MAY, london, mill_lane, said

from asagreed_web.billing.facts import books_of
from asagreed_web.chronicle.models import Event
from asagreed_web.kit import clock
from asagreed_web.kit.mailed_links import MailedLink
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.people.models import Person, Role
from asagreed_web.upkeep.approvals import Answers, answer_list, propose, propose_due
from asagreed_web.upkeep.errors import UpkeepRefused
from asagreed_web.upkeep.links import APPROVALS
from asagreed_web.upkeep.models import ApprovalList, SettledWork
from asagreed_web.upkeep.operations import settle
from asagreed_web.upkeep.queries import asked_items, lists_waiting_for

AT = london("2026-06-01 00:20")
JUNE = date(2026, 6, 1)


def put(at: int = AT) -> tuple[ApprovalList, Person]:
    """Put the list of June to the bursar: patches and a test restore."""
    school, bursar = mill_lane()
    return propose(customer=school, month=JUNE, actor="worker", at=at), bursar


def rows(sent: ApprovalList) -> dict[str, int]:
    """Return the number of each row that proposed work, by task."""
    return dict(sent.rows.filter(says="proposed").values_list("task", "pk"))


def states(sent: ApprovalList, at: int = AT) -> dict[str, str]:
    """Return how the work on a list stands."""
    return {each.item.task.name: each.item.state.value for each in asked_items(sent, at=at)}


def link_of(sent: ApprovalList, to: Person) -> MailedLink:
    """Return the link that was mailed to somebody."""
    return MailedLink(opens=sent.pk, customer_id=sent.customer_id, recipient=to.email, expires_at=sent.expires_at)


def test_the_worker_puts_the_list_of_a_month_once(cast: Cast) -> None:
    mill_lane()

    assert [propose_due(at=each) for each in (AT, AT + 3600)] == [1, 0]
    sent = ApprovalList.objects.get()
    assert (sent.month, sent.sent_by, states(sent)) == (
        JUNE,
        "worker",
        {"patches": "proposed", "test restore": "proposed"},
    )
    mail = OutboxEntry.objects.get(says__template="approval_list")
    assert mail.says["to"] == "bursar@mill-lane-school.example"
    assert "known holes stay open" in mail.says["text"]
    assert "/portal/upkeep/link/" in mail.says["text"]


def test_the_month_begins_where_the_customer_is(cast: Cast) -> None:
    mill_lane()

    assert propose_due(at=london("2026-05-31 23:59")) == 1
    assert ApprovalList.objects.get().month == MAY


def test_nothing_is_put_without_anybody_to_ask(cast: Cast) -> None:
    school, bursar = mill_lane()
    Person.objects.filter(pk=bursar.pk).update(is_active=False)

    assert propose_due(at=AT) == 0
    with pytest.raises(UpkeepRefused, match="nobody who may approve"):
        propose(customer=school, month=JUNE, actor="person 1", at=AT)
    with pytest.raises(UpkeepRefused, match=r"No work of 2026-06 needs|has nobody"):
        propose(customer=cast.harbour, month=JUNE, actor="person 1", at=AT)


def test_each_item_is_agreed_to_or_deferred_on_record_with_its_risk(cast: Cast) -> None:
    sent, bursar = put()
    asked = rows(sent)
    count = answer_list(list_id=sent.pk, person=bursar, at=AT + 60, answers=Answers(
        {asked["patches"]: "agreed", asked["test restore"]: "deferred"}, "after the exams"))  # fmt: skip

    assert (count, states(sent, AT + 60)) == (2, {"patches": "agreed", "test restore": "deferred"})
    row = SettledWork.objects.get(says="deferred")
    assert (row.by, row.because, row.through) == ("Bursar", "after the exams", "portal")
    assert row.risk == "nobody knows whether the backup can be read until it has to be"
    event = Event.objects.get(subject="upkeep", subject_id=row.pk)
    assert (event.kind, event.actor, event.says["risk"]) == ("upkeep deferred", bursar.actor, row.risk)
    assert lists_waiting_for(bursar, at=AT + 60) == []


def test_what_was_deferred_is_remembered_until_it_is_agreed_to(cast: Cast) -> None:
    sent, bursar = put()
    number = rows(sent)["patches"]
    answer_list(list_id=sent.pk, person=bursar, at=AT + 60, answers=Answers({number: "deferred"}))
    deferred = books_of(sent.customer_id, zone="Europe/London").deferred["patches"]

    assert (deferred.proposed_at, deferred.deferred_at, deferred.by) == (AT, AT + 60, "Bursar")
    assert deferred.is_deferred_at(AT + 61)
    answer_list(list_id=sent.pk, person=bursar, at=AT + 120, answers=Answers({number: "agreed"}))
    again = books_of(sent.customer_id, zone="Europe/London").deferred["patches"]
    assert (again.is_deferred_at(AT + 100), again.is_deferred_at(AT + 121)) == (True, False)


def test_an_answer_is_given_once_and_only_to_what_is_open(cast: Cast) -> None:
    sent, bursar = put()
    number = rows(sent)["patches"]
    answer_list(list_id=sent.pk, person=bursar, at=AT, answers=Answers({number: "agreed"}))

    for answers in ({number: "deferred"}, {}, {999_999: "agreed"}):
        with pytest.raises(UpkeepRefused, match="Nothing was answered"):
            answer_list(list_id=sent.pk, person=bursar, at=AT + 1, answers=Answers(answers))
    with pytest.raises(UpkeepRefused, match="is no answer"):
        answer_list(list_id=sent.pk, person=bursar, at=AT + 1, answers=Answers({rows(sent)["test restore"]: "done"}))


def test_others_may_not_answer(cast: Cast) -> None:
    sent, bursar = put()
    viewer = made_person("teacher", Role.VIEWER, bursar.customer)
    answers = Answers({rows(sent)["patches"]: "agreed"})

    for person, why in ((cast.stranger, "no such list"), (viewer, "may not approve")):
        with pytest.raises(UpkeepRefused, match=why):
            answer_list(list_id=sent.pk, person=person, at=AT, answers=answers)
    with pytest.raises(UpkeepRefused, match="The month is over"):
        answer_list(list_id=sent.pk, person=bursar, at=london("2026-07-01 00:00"), answers=answers)


def test_a_link_answers_without_signing_in_under_the_name_that_was_typed(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, bursar = put()
    monkeypatch.setattr(clock, "now", lambda: AT + 60)
    address = f"/portal/upkeep/link/{APPROVALS.token_of(link_of(sent, bursar))}/"
    page = client.get(address).content.decode()
    answer = client.post(address, {f"item-{rows(sent)['patches']}": "agreed", "name": "Bea Bursar"})

    assert "known holes stay open" in page
    assert (answer.status_code, "It is on record." in answer.content.decode()) == (200, True)
    row = SettledWork.objects.get(says="agreed")
    assert (row.by, row.through) == ("Bea Bursar", "signed link")


def test_a_link_opens_nothing_else_and_ends_with_the_right_to_approve(cast: Cast) -> None:
    sent, bursar = put()
    link, answers = link_of(sent, bursar), Answers({rows(sent)["patches"]: "agreed"})

    with pytest.raises(UpkeepRefused, match="This link is not whole"):
        answer_list(list_id=sent.pk + 1, link=link, at=AT, answers=answers)
    Person.objects.filter(pk=bursar.pk).update(role=Role.VIEWER)
    with pytest.raises(UpkeepRefused, match="may not approve any more"):
        answer_list(list_id=sent.pk, link=link, at=AT, answers=answers)


def test_the_portal_shows_the_list_and_takes_the_answer(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, bursar = put()
    monkeypatch.setattr(clock, "now", lambda: AT + 60)
    client.force_login(bursar)
    overview = client.get("/portal/quotes/").content.decode()
    answer = client.post(f"/portal/upkeep/lists/{sent.pk}/", {f"item-{rows(sent)['patches']}": "deferred"})

    assert f"/portal/upkeep/lists/{sent.pk}/" in overview
    assert answer.status_code == 303
    assert states(sent, AT + 60)["patches"] == "deferred"
    assert client.post(f"/portal/upkeep/lists/{sent.pk}/", {}).status_code == 422


def test_work_that_was_done_ends_a_deferral(cast: Cast) -> None:
    sent, bursar = put()
    answer_list(list_id=sent.pk, person=bursar, at=AT + 60, answers=Answers({rows(sent)["patches"]: "deferred"}))
    done = said("patches", "2026-06-16", "2026-06-16 10:00")
    settle(customer=sent.customer, said=done, by=cast.technician, at=london("2026-06-16 10:00"))

    deferred = books_of(sent.customer_id, zone="Europe/London").deferred["patches"]
    assert deferred.agreed_at == london("2026-06-16 10:00")
