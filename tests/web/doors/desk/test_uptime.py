"""Uptime at the desk: what stands on the tab of a customer, and what is put on record there."""

from __future__ import annotations

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import Cast, chicago
from tests.web.doors.desk.test_queue import signed_in
from tests.web.status.test_status_page import figures_of
from tests.web.status.watched import NOW, made_lantern, outage, things_happened, watched

from asagreed_web.customers.models import Customer
from asagreed_web.intake.models import MonitoringKey
from asagreed_web.kit import clock
from asagreed_web.monitoring.models import Check, Thing
from asagreed_web.people.models import Person
from asagreed_web.status.models import StatusPage
from asagreed_web.uptime.models import ExcuseRecord, OutageRecord, WindowRecord
from asagreed_web.uptime.queries import outages_of, windows_of

HERE = "/desk/customers/lantern-press/uptime/"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request come on a Friday at eleven."""
    monkeypatch.setattr(clock, "now", lambda: chicago(NOW))


@pytest.fixture
def lantern(cast: Cast) -> Customer:
    """Return a customer whose systems are watched, whose page everybody sees."""
    watched(cast, at=chicago(NOW) - 60)
    return Customer.objects.get(slug="lantern-press")


def read(person: Person, address: str = HERE) -> str:
    """Return what a page of the desk says; spaces are one space each."""
    response = signed_in(person).get(address)
    assert response.status_code == 200, address
    return " ".join(html.unescape(response.content.decode()).split())


def sent(person: Person, address: str, status: int = 303, /, **typed: str) -> str:
    """Send a form of the desk, and return what is answered, or the page that one is sent to."""
    client = signed_in(person)
    response = client.post(HERE + address, typed)
    assert response.status_code == status, response.content.decode()[-3000:]
    if status == 303:
        response = client.get(response["Location"])
    return html.unescape(response.content.decode())


def test_the_tab_shows_the_figures_of_the_status_page(lantern: Customer, cast: Cast) -> None:
    assert figures_of(HERE, signed_in(cast.technician)) == figures_of("/status/lantern/")
    said = read(cast.technician)
    assert "power supply of srv-files-02" in said
    assert "probe 7" in said
    assert "The monitor was asleep." in said


def test_why_leads_down_to_the_line_of_the_paper(lantern: Customer, cast: Cast) -> None:
    said = read(cast.bookkeeper, HERE + "why/2026-05/mail/")
    assert 'href="/desk/customers/lantern-press/agreement/agreement.yaml#L' in said
    assert "outage-4" in said
    assert signed_in(cast.owner).get(HERE + "why/2026-05/nothing/").status_code == 404


def test_an_outage_is_recorded_and_shown_at_once(lantern: Customer, cast: Cast) -> None:
    sent(cast.technician, "outages/new/", system="files", kind="degraded", occurred_at="2026-05-15T10:30",
         reported_at="2026-05-15T10:35", affected="1/2", cause="A disk is full.")  # fmt: skip
    newest = outages_of(lantern.pk).get(system="files", occurred_at=chicago("2026-05-15 10:30"))
    assert (newest.is_degraded, newest.affected, newest.reported_at) == (True, "1/2", chicago("2026-05-15 10:35"))
    assert newest.recorded_by == cast.technician.actor
    assert "1 system down" in read(cast.technician)
    assert "In part" in read(cast.technician)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"occurred_at": ""}, "Say when it occurred"),
        ({"occurred_at": "2026-05-15T12:00"}, "lies ahead"),
        ({"restored_at": "2026-05-15T09:00"}, "before it began"),
        ({"affected": "half"}, "is no share of users"),
        ({"affected": "1/0"}, "is no share of users"),
        ({"affected": "3/2"}, "lies above 0"),
        ({"ticket": "seven"}, "is no whole number"),
        ({"system": "printer"}, "no system «printer»"),
        ({"detected_at": "2026-03-08T02:30"}, "clocks went forward"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_lost(
    lantern: Customer, cast: Cast, typed: dict[str, str], why: str
) -> None:
    form = {"system": "files", "kind": "down", "occurred_at": "2026-05-15T10:30", "cause": "A disk is full.", **typed}
    said = sent(cast.technician, "outages/new/", 422, **form)
    assert why in said
    assert "A disk is full." in said


def test_a_correction_has_its_reason_and_who_saw_an_older_edition_is_told(lantern: Customer, cast: Cast) -> None:
    form = {"system": "mail", "kind": "down", "occurred_at": "2026-05-05T08:00", "restored_at": "2026-05-05T08:30"}
    assert "needs its reason" in sent(cast.technician, "outages/outage-4/", 422, revision="2", **form)
    assert "was corrected meanwhile" in sent(
        cast.technician, "outages/outage-4/", 422, revision="1", because="x", **form
    )
    sent(cast.technician, "outages/outage-4/", revision="2", because="Another log says so.", **form)
    said = read(cast.technician, HERE + "outages/outage-4/")
    assert said.index("Another log says so.") < said.index("The log of the server shows when it answered again.")
    assert OutageRecord.objects.filter(customer=lantern, record="outage-4").count() == 3


def test_an_outage_that_was_none_is_taken_back_and_stays_on_record(lantern: Customer, cast: Cast) -> None:
    assert "needs its reason" in sent(cast.technician, "outages/outage-5/", 422, do="withdraw", because=" ")
    sent(cast.technician, "outages/outage-5/", do="withdraw", because="The monitor was wrong.")
    assert "1 system down" not in read(cast.technician)
    said = read(cast.technician, HERE + "outages/outage-5/")
    assert "Taken back" in said
    assert "The monitor was wrong." in said
    assert signed_in(cast.technician).get(HERE + "outages/outage-99/").status_code == 404


def test_maintenance_is_announced_ended_and_called_off(lantern: Customer, cast: Cast) -> None:
    assert "both moments are needed" in sent(cast.dispatcher, "maintenance/new/", 422, title="Switch", starts_at="")
    sent(cast.dispatcher, "maintenance/new/", title="New switch", system="files", starts_at="2026-05-20T20:00",
         ends_at="2026-05-20T21:00")  # fmt: skip
    made = windows_of(lantern.pk).get(title="New switch")
    assert (made.notified_at, made.systems) == (chicago(NOW), ["files"])
    assert "New switch" in read(cast.technician, "/status/lantern/")
    assert "needs its reason" in sent(cast.dispatcher, f"maintenance/{made.record}/", do="cancel", because="")
    sent(cast.dispatcher, f"maintenance/{made.record}/", do="cancel", because="The switch is late.")
    now = WindowRecord.objects.get(customer=lantern, title="Update of the shop", edition=1)
    sent(cast.dispatcher, f"maintenance/{now.record}/", do="end")
    held = {each.title: each for each in windows_of(lantern.pk)}
    assert held["New switch"].cancelled_at == held["Update of the shop"].ended_at == chicago(NOW)
    sent(cast.dispatcher, f"maintenance/{now.record}/", do="withdraw", because="It was another customer's.")
    assert not windows_of(lantern.pk).filter(record=now.record).exists()


def test_an_excuse_names_who_agreed_to_it_and_is_taken_back_with_a_reason(lantern: Customer, cast: Cast) -> None:
    form = {"kind": "customer", "system": "mail", "starts_at": "2026-05-05T08:00", "ends_at": "2026-05-05T09:00",
            "because": "They pulled the plug."}  # fmt: skip
    assert "agreed by both" in sent(cast.dispatcher, "excuses/new/", 422, **form)
    before = figures_of(HERE, signed_in(cast.owner))
    sent(cast.dispatcher, "excuses/new/", agreed_by="Printer", **form)
    assert figures_of(HERE, signed_in(cast.owner)) != before
    made = ExcuseRecord.objects.get(customer=lantern, because="They pulled the plug.")
    assert "needs its reason" in sent(cast.dispatcher, f"excuses/{made.record}/withdraw/", because="")
    sent(cast.dispatcher, f"excuses/{made.record}/withdraw/", because="It was ours.")
    assert figures_of(HERE, signed_in(cast.owner)) == before


def test_a_thing_that_nobody_knows_is_assigned(lantern: Customer, cast: Cast) -> None:
    thing = Thing.objects.get(customer=lantern, thing="probe 7")
    assert "no system «printer»" in sent(cast.technician, f"things/{thing.pk}/", system="printer")
    sent(cast.technician, f"things/{thing.pk}/", system="mail")
    thing.refresh_from_db()
    assert (thing.system, thing.assigned_by) == ("mail", cast.technician.actor)
    assert "Signals to be reviewed" not in read(cast.technician)


def test_a_check_is_added_and_stopped(lantern: Customer, cast: Cast) -> None:
    form = {"system": "files", "kind": "tls", "target": "files.lantern.example", "expects": "14", "every": "3600"}
    for wrong, why in (({"every": ""}, "how often"), ({"kind": "tcp"}, "nothing else can be expected"),
                       ({"target": "https://x"}, "is no host")):  # fmt: skip
        assert why in sent(cast.dispatcher, "checks/new/", 422, **{**form, **wrong})
    sent(cast.dispatcher, "checks/new/", **form)
    made = Check.objects.get(customer=lantern, kind="tls")
    assert (made.expects, made.every_seconds) == ({"days": 14}, 3600)
    assert "files.lantern.example" in read(cast.technician)
    sent(cast.dispatcher, f"checks/{made.pk}/end/")
    assert "files.lantern.example" not in read(cast.technician)


def test_a_key_shows_its_address_once_with_lines_to_paste(lantern: Customer, cast: Cast) -> None:
    shown = sent(cast.owner, "keys/new/", 200, name="Uptime Kuma", system="")
    assert shown.count("/hooks/monitoring/asm_") == 3
    assert "/hooks/monitoring/asm_" not in read(cast.owner)
    sent(cast.owner, "keys/new/", name=" ")
    made = MonitoringKey.objects.get(customer=lantern, name="Uptime Kuma")
    sent(cast.owner, f"keys/{made.pk}/end/")
    made.refresh_from_db()
    assert made.ended_at == chicago(NOW)


def test_the_desk_decides_who_sees_the_page(lantern: Customer, cast: Cast) -> None:
    assert "cannot stand in the address" in sent(cast.technician, "status-page/", shown="everybody", word="x!")
    sent(cast.technician, "status-page/", do="renew")
    sent(cast.technician, "status-page/", shown="nobody")
    page = StatusPage.objects.get(customer=lantern)
    assert (page.shown, page.link_number, page.changed_by) == ("nobody", 3, cast.technician)


def test_what_is_down_comes_first_and_costs_the_same_queries_for_one_customer_and_for_three(cast: Cast) -> None:
    client = signed_in(cast.technician)
    lantern = made_lantern()
    things_happened(lantern, cast.technician)
    client.get("/desk/uptime/")
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/uptime/")
    other = made_lantern("moon-press", "Moon Press")
    outage(other, "files", "2026-05-15 10:00", None, by=cast.technician.actor, is_degraded=True)
    made_lantern("amber-press", "Amber Press")
    client.get("/desk/uptime/")
    with CaptureQueriesContext(connection) as more:
        said = " ".join(client.get("/desk/uptime/").content.decode().split())
    assert len(few) == len(more)
    names = ["Lantern Press", "Moon Press", "Amber Press", "Harbour Dental"]
    places = {name: said.index(name) for name in names}
    assert sorted(names, key=places.__getitem__) == ["Lantern Press", "Moon Press", "Amber Press", "Harbour Dental"]
    assert "1 system down" in said
    assert "1 system works in part" in said
