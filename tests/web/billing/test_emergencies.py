"""What an emergency is, is judged when a ticket changes and when time passes; work on it is priced so."""

from __future__ import annotations

import pytest
from tests.web.billing.at_work import looked_at, ticket_of, ticket_without_agreement
from tests.web.conftest import Cast, chicago

from asagreed_web.billing.coverage import sweep_emergencies
from asagreed_web.billing.models import EmergencyWatch
from asagreed_web.billing.operations import rule
from asagreed_web.billing.queries import emergency_view
from asagreed_web.chronicle.models import Event
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author, change_attribute, resolve

AT = "2026-05-20 19:40"


def mail_down(cast: Cast, **said: object) -> Ticket:
    said = {"system": "mail", "service": "mail repair", "kind": "mail", "is_outage": True, **said}
    return ticket_of(cast, AT, **said)


def test_an_outage_becomes_an_emergency_when_it_has_lasted_an_hour(cast: Cast) -> None:
    ticket = mail_down(cast)
    assert (ticket.emergency or {})["answer"] == "no"
    assert EmergencyWatch.objects.get(ticket=ticket).next_at == chicago("2026-05-20 20:40")
    assert sweep_emergencies(at=chicago("2026-05-20 20:39")) == 0
    assert sweep_emergencies(at=chicago("2026-05-20 20:40")) == 1
    ticket.refresh_from_db()
    assert ticket.is_emergency
    assert (Event.objects.get(kind="emergency judged").says["answer"], EmergencyWatch.objects.count()) == ("yes", 0)


def test_work_on_an_outage_is_split_when_it_becomes_an_emergency(cast: Cast) -> None:
    shown = looked_at(cast, mail_down(cast), "2026-05-20 20:10", "2026-05-20 21:10")
    assert [(part.is_emergency, part.source) for part in shown.parts] == [(False, "allowance"), (True, "free")]
    assert shown.parts[1].start_at == chicago("2026-05-20 20:40")
    assert "emergency work is included now" in shown.parts[1].because
    assert shown.emergency is not None
    assert shown.emergency.clause is not None
    assert shown.emergency.clause.address == "emergency.definitions.mail down"


def test_work_after_the_outage_was_resolved_is_no_emergency(cast: Cast) -> None:
    ticket = mail_down(cast)
    resolve(ticket_id=ticket.pk, by=Author.of(cast.technician), at=chicago("2026-05-20 21:00"))
    shown = looked_at(cast, ticket, "2026-05-20 20:50", "2026-05-20 21:10")
    assert [part.is_emergency for part in shown.parts] == [True, False]


def test_a_ticket_that_ended_stays_what_it_was_and_is_watched_no_more(cast: Cast) -> None:
    ticket = mail_down(cast)
    assert EmergencyWatch.objects.count() == 1
    resolve(ticket_id=ticket.pk, by=Author.of(cast.technician), at=chicago("2026-05-20 20:00"))
    assert EmergencyWatch.objects.count() == 0
    assert sweep_emergencies(at=chicago("2026-05-21 20:40")) == 0


def test_another_kind_is_covered_by_another_clause(cast: Cast) -> None:
    ticket = ticket_of(cast, kind="mail")
    assert ticket.coverage_box == "included"
    changed = change_attribute(ticket_id=ticket.pk, by=Author.of(cast.technician), attribute="kind",
                               value="server failure", at=chicago("2026-05-04 10:00"))  # fmt: skip
    assert changed.coverage_box == "excluded"
    told = Event.objects.get(kind="coverage judged").says
    assert (told["box"], told["before"]) == ("excluded", "included")
    assert told["clause"]["address"].startswith("services.excluded.hardware repair")


def test_an_emergency_nobody_foresaw_is_agreed_by_both_on_record(cast: Cast) -> None:
    ticket = ticket_of(cast, system="network")
    view = emergency_view(ticket)
    assert view is not None
    assert view.answer == "only by agreement"
    with pytest.raises(NotPossible, match="who agreed for the customer"):
        rule(ticket_id=ticket.pk, says="emergency", provider=cast.dispatcher, at=chicago("2026-05-04 09:10"))
    rule(ticket_id=ticket.pk, says="emergency", provider=cast.dispatcher, customer_side=cast.approver,
         at=chicago("2026-05-04 09:10"))  # fmt: skip
    ticket.refresh_from_db()
    view = emergency_view(ticket)
    assert ticket.is_emergency
    assert view is not None
    assert "Dispatcher and Approver agreed on record" in view.because
    assert looked_at(cast, ticket, "2026-05-04 10:00", "2026-05-04 11:00").emergency


def test_agreement_on_the_phone_names_who_agreed(cast: Cast) -> None:
    ticket = ticket_of(cast, system="network")
    rule(ticket_id=ticket.pk, says="emergency", provider=cast.dispatcher, customer_name="Practice manager",
         note="by phone", at=chicago("2026-05-04 09:10"))  # fmt: skip
    told = Event.objects.get(kind="ruling")
    assert (told.says["decided"], told.personal.data["customer"]) == ("emergency", "Practice manager")


def test_work_by_arrangement_is_decided_on_record(cast: Cast) -> None:
    ticket = ticket_of(cast, service="specialised audit")
    assert ticket.coverage_box == "by arrangement"
    rule(ticket_id=ticket.pk, says="excluded", provider=cast.owner, at=chicago("2026-05-04 09:10"))
    ticket.refresh_from_db()
    shown = looked_at(cast, ticket, "2026-05-12 09:00", "2026-05-12 10:00")
    assert (ticket.coverage_box, shown.undecided, shown.parts[0].verdict) == ("excluded", (), "billable")


@pytest.mark.parametrize(
    ("said", "words"),
    [({"says": "maybe"}, "is no ruling"), ({"provider": "viewer"}, "speak for the provider"),
     ({"customer_side": "stranger"}, "speak for this customer")],
)  # fmt: skip
def test_a_ruling_of_the_wrong_people_is_refused(cast: Cast, said: dict[str, str], words: str) -> None:
    people = {name: getattr(cast, who) for name, who in said.items() if name != "says"}
    given = {"says": said.get("says", "emergency"), "provider": cast.owner, "customer_side": cast.approver, **people}
    with pytest.raises(NotPossible, match=words):
        rule(ticket_id=ticket_of(cast).pk, at=chicago("2026-05-04 09:10"), **given)


def test_a_ticket_without_an_agreement_is_not_judged(cast: Cast) -> None:
    ticket = ticket_without_agreement(cast)
    assert emergency_view(ticket) is None
    assert not EmergencyWatch.objects.filter(ticket=ticket).exists()


def test_what_happened_before_the_agreement_is_not_judged(cast: Cast) -> None:
    ticket = ticket_of(cast, occurred_at=chicago("2025-05-04 09:00"), is_outage=True, system="mail")
    assert emergency_view(ticket) is None
