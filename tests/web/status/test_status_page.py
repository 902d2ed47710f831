"""The status page without sign-in: what it shows, to whom, and what it keeps to itself."""

from __future__ import annotations

import html
import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from icalendar import Calendar
from tests.web.conftest import Cast, chicago
from tests.web.doors.desk.test_queue import signed_in
from tests.web.status import watched
from tests.web.status.watched import NOW, made_lantern, outage, things_happened

from asagreed_web.chronicle.models import Event
from asagreed_web.customers.models import Customer
from asagreed_web.intake.signals import make_key
from asagreed_web.kit import clock
from asagreed_web.monitoring.models import Thing
from asagreed_web.monitoring.operations import end_check, make_check
from asagreed_web.status.errors import StatusPageRefused
from asagreed_web.status.links import token_of
from asagreed_web.status.models import StatusPage
from asagreed_web.status.operations import renew_link, show_status_page
from asagreed_web.status.overview import what_is_down
from asagreed_web.status.watching import watched_systems
from asagreed_web.uptime.operations import OutageSaid, correct_outage

HERE = "/status/lantern/"
FORMS = ("", "incidents.atom", "maintenance.ics", "status.json")
INTERNAL = ("srv-files-02", "10.1.4.7", "power supply", "log of the server", "asleep", "Technician")
SHARE = re.compile(r"\d+(?:\.\d+)?%")


@pytest.fixture(autouse=True)
def seconds_past(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request come seven seconds past eleven."""
    monkeypatch.setattr(clock, "now", lambda: chicago(NOW) + 7)


@pytest.fixture
def lantern(cast: Cast) -> Customer:
    """Return a customer whose systems were watched for half a year."""
    customer = made_lantern()
    things_happened(customer, cast.technician)
    return customer


def shown(customer: Customer, cast: Cast, to: str = "everybody", word: str = "lantern") -> StatusPage:
    """Show the page of a customer."""
    return show_status_page(customer=customer, shown=to, word=word, by=cast.dispatcher, at=chicago(NOW))


def read(address: str, client: Client | None = None) -> str:
    """Return what an address says; spaces are one space each."""
    response = (client or Client()).get(address)
    assert response.status_code == 200, address
    return " ".join(html.unescape(response.content.decode()).split())


def figures_of(address: str, client: Client | None = None) -> list[str]:
    """Return every share that a page prints of what is agreed, in its order."""
    said = read(address, client)
    return SHARE.findall(said[said.index("Agreed uptime") : said.index("never rounded up")])


def test_it_says_how_systems_stand_and_how_their_days_were(lantern: Customer, cast: Cast) -> None:
    shown(lantern, cast)
    said = read(HERE)
    assert "<strong>1 system down</strong> since <time" in said
    assert "<title>Tue 5 May 2026: 38 min down</title>" in said
    assert "<title>Sat 9 May 2026: 6 h not watched</title>" in said
    assert 'aria-label="E-mail, 90 days: 4 with outages"' in said
    assert "Sun 28 Jun, 02:00–04:00" in said
    assert said.count("No incidents reported") == 5
    assert said.count('<rect class="day ') == 3 * 90 + 6


def test_a_system_that_nobody_watches_is_up_as_far_as_reported_and_says_so(cast: Cast) -> None:
    customer, at = made_lantern(), chicago(NOW)
    shown(customer, cast)
    assert "No outage is reported; nobody watches 3 systems" in read(HERE)
    check = make_check(customer=customer, system="mail", kind="tcp", target="mail.lantern.example", port=25, at=at,
                       expects={}, every_seconds=60, by=cast.dispatcher.actor)  # fmt: skip
    said, data = read(HERE), json.loads(read(HERE + "status.json"))
    assert said.count('Up as far as reported</span></span> <span class="quiet">– nobody watches it</span>') == 2
    assert "No outage is reported; nobody watches 2 systems" in said
    mail, files, _ = (
        {day["state"] for day in each["days"]} - {"not looked at", "maintenance"} for each in data["systems"]
    )
    assert (mail, files) == ({"up"}, {"reported up"})
    assert '<rect class="day day-reported-up"' in said
    assert [(each["system"], each["state"], each["is_watched"]) for each in data["systems"]] == [
        ("mail", "up", True), ("files", "up", False), ("web-shop", "up", False),
    ]  # fmt: skip
    assert what_is_down([customer], at=at)[0].headline.words == "No outage is reported; nobody watches 2 systems"
    end_check(check_id=check.pk, by=cast.dispatcher.actor, at=at)
    assert "nobody watches 3 systems" in read(HERE)


def test_a_key_watches_its_system_or_that_of_its_things_until_it_ends(cast: Cast) -> None:
    customer, at = made_lantern(), chicago(NOW)
    mail = make_key(customer=customer, name="Mail probe", system="mail", actor=cast.owner.actor, at=at).key
    many = make_key(customer=customer, name="Alertmanager", system="", actor=cast.owner.actor, at=at).key
    thing = Thing.objects.create(key=many, customer=customer, thing="7", names=["7"], seen_at=at)
    assert watched_systems([customer.pk], at=at - 1) == {}
    assert watched_systems([customer.pk], at=at) == {customer.pk: {"mail"}}
    thing.system = "files"
    thing.save()
    assert watched_systems([customer.pk], at=at) == {customer.pk: {"mail", "files"}}
    many.ended_at = at + 5
    many.save()
    assert watched_systems([customer.pk], at=at + 4) == {customer.pk: {"mail", "files"}}
    assert watched_systems([customer.pk], at=at + 5) == {customer.pk: {"mail"}}
    assert mail.system == "mail"


def test_records_of_a_monitor_tell_that_there_is_one_and_reports_of_people_do_not(
    lantern: Customer, cast: Cast
) -> None:
    at = chicago(NOW)
    # Nobody saw the files for some hours: a monitor was blind. What failed otherwise, people had reported.
    assert watched_systems([lantern.pk], at=at) == {lantern.pk: {"files"}}
    outage(lantern, "mail", "2026-05-14 08:00", "2026-05-14 08:05", by=cast.technician.actor,
           detected_at=chicago("2026-05-14 08:01"))  # fmt: skip
    assert watched_systems([lantern.pk], at=at) == {lantern.pk: {"files", "mail"}}
    assert watched_systems([lantern.pk], at=at + 91 * 86_400) == {}


@pytest.mark.parametrize(("every", "over"), [("quarter", "Q2 2026 so far"), ("year", "2026 so far")])
def test_a_promise_for_longer_than_a_month_is_judged_over_its_own_period_so_far(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, every: str, over: str
) -> None:
    monkeypatch.setattr(watched, "SYSTEMS", watched.SYSTEMS.replace("every: month", f"every: {every}"))
    customer = made_lantern()
    shown(customer, cast)
    outage(customer, "mail", "2026-05-05 08:00", "2026-05-05 08:50", by=cast.technician.actor)
    mail = json.loads(read(HERE + "status.json"))["systems"][0]["figure"]
    # The month so far alone would have missed; it keeps and misses nothing, and last month neither.
    assert [(each["days"], each["verdict"]) for each in mail["this_month"]] == [("", ""), (over, "met")]
    assert [each["verdict"] for each in mail["last_month"]] == [""]
    assert over in read(HERE)


def test_nothing_of_machines_monitors_and_causes_is_shown(lantern: Customer, cast: Cast) -> None:
    shown(lantern, cast)
    for form in FORMS:
        said = read(HERE + form)
        assert [word for word in INTERNAL if word in said] == [], form


def test_page_portal_and_json_say_the_same_figures_to_the_last_digit(lantern: Customer, cast: Cast) -> None:
    shown(lantern, cast)
    on_page = figures_of(HERE)
    data = json.loads(read(HERE + "status.json"))
    rows = [*(each["figure"] for each in data["systems"]), *data["combined"]]
    in_json = []
    for row in rows:
        in_json.append(row["promised"])
        for cell in (*row["this_month"], *row["last_month"]):
            seen = [cell["as_users_saw_it"]] if cell["as_users_saw_it"] != cell["shown"] else []
            in_json += [cell["shown"], *(cell["between"] or ()), *seen]
    assert on_page == in_json
    assert "99.731%" in on_page
    assert [row["this_month"][0]["verdict"] for row in rows] == ["breached", "undetermined", "met", "undetermined"]


def test_the_portal_shows_the_same_and_why(lantern: Customer, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: chicago(NOW))
    shown(lantern, cast)
    cast.approver.customer = lantern
    cast.approver.save()
    client = signed_in(cast.approver)
    assert figures_of("/portal/uptime/", client) == figures_of(HERE)
    said = read("/portal/uptime/2026-05/office/", client)
    assert "99.726%" in said
    assert "Corrected: The log of the server shows when it answered again." in said
    assert "uptime.combined.office" in said
    for address in ("/portal/uptime/2026-05/nothing/", "/portal/uptime/2026-13/mail/"):
        assert client.get(address).status_code == 404


def test_it_may_be_kept_for_half_a_minute_and_is_the_same_for_everybody(lantern: Customer, cast: Cast) -> None:
    shown(lantern, cast)
    client = signed_in(cast.stranger)
    for form in FORMS:
        first, second = Client().get(HERE + form), client.get(HERE + form)
        assert first.content == second.content
        assert (first["ETag"], first["Cache-Control"]) == (second["ETag"], "public, max-age=30")
        assert "ookie" not in second.get("Vary", "")
        assert not second.cookies
        assert Client().get(HERE + form, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_it_runs_no_script_and_asks_no_other_machine(lantern: Customer, cast: Cast) -> None:
    shown(lantern, cast)
    response = Client().get(HERE)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "<script" not in response.content.decode()
    assert not re.findall(r'(?:src|href)="(?!http://testserver/|/|#)', response.content.decode())


def test_nobody_from_outside_sees_what_is_not_shown(lantern: Customer, cast: Cast) -> None:
    assert Client().get("/status/lantern-press/").status_code == 404
    page = shown(lantern, cast, "link")
    link = f"/status/link/{token_of(page)}/"
    assert Client().get(HERE).status_code == 404
    for form in FORMS:
        response = signed_in(cast.stranger).get(link + form)
        assert (response.status_code, response["Cache-Control"]) == (200, "private, max-age=30")
        assert "noindex" in response["X-Robots-Tag"]
    for guess in ("guess", token_of(page)[:-2], "WzEsMV0:x"):
        assert Client().get(f"/status/link/{guess}/").status_code == 404
    shown(lantern, cast, "nobody")
    assert Client().get(link).status_code == 404
    again = shown(lantern, cast, "link")
    assert Client().get(link).status_code == 404
    assert Client().get(f"/status/link/{token_of(again)}/").status_code == 200


def test_a_new_link_ends_the_one_before_it(lantern: Customer, cast: Cast) -> None:
    with pytest.raises(StatusPageRefused, match="no link to renew"):
        renew_link(customer=lantern, by=cast.dispatcher, at=chicago(NOW))
    before = token_of(shown(lantern, cast, "link"))
    after = token_of(renew_link(customer=lantern, by=cast.dispatcher, at=chicago(NOW)))
    assert [Client().get(f"/status/link/{each}/").status_code for each in (before, after)] == [404, 200]
    kinds = Event.objects.filter(chain=lantern.pk, subject="status page").order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["status page shown", "status page link renewed"]


@pytest.mark.parametrize(
    ("to", "word", "why"),
    [
        ("friends", "lantern", "Choose who sees"),
        ("everybody", "", "cannot stand in the address"),
        ("everybody", "link", "cannot stand in the address"),
        ("everybody", "Lantern Press!", "cannot stand in the address"),
        ("everybody", "taken", "address of another page"),
    ],
)
def test_what_cannot_be_an_address_is_refused(lantern: Customer, cast: Cast, to: str, word: str, why: str) -> None:
    shown(cast.harbour, cast, word="taken")
    with pytest.raises(StatusPageRefused, match=why):
        shown(lantern, cast, to, word)


def test_incidents_are_a_feed_in_which_a_correction_changes_one_entry(lantern: Customer, cast: Cast) -> None:
    shown(lantern, cast)
    atom = "{http://www.w3.org/2005/Atom}"

    def entries() -> dict[str, tuple[str, str]]:
        root = ET.fromstring(Client().get(HERE + "incidents.atom").content)  # noqa: S314 – our own
        return {
            each.findtext(f"{atom}id", ""): (each.findtext(f"{atom}updated", ""), each.findtext(f"{atom}summary", ""))
            for each in root.findall(f"{atom}entry")
        }

    before = entries()
    said = OutageSaid(system="files", occurred_at=chicago("2026-03-02 09:10"), restored_at=chicago("2026-03-02 11:00"))
    correct_outage(customer_id=lantern.pk, record="outage-1", edition=1, outage=said, because="The log says so.",
                   by=cast.technician.actor, at=chicago("2026-05-14 10:00"))  # fmt: skip
    after = entries()
    changed = {key for key in after if after[key] != before[key]}
    assert before.keys() == after.keys()
    assert [key.rpartition("#")[2] for key in changed] == ["outage-1"]
    assert after[changed.pop()] == (
        "2026-05-14T15:00:00+00:00",
        "From Mon 2 Mar 2026, 09:10 to Mon 2 Mar 2026, 11:00: 1 h 50 min. Corrected later.",
    )


def test_maintenance_is_a_calendar_in_which_what_was_called_off_is_cancelled(lantern: Customer, cast: Cast) -> None:
    shown(lantern, cast)
    calendar = Calendar.from_ical(Client().get(HERE + "maintenance.ics").content)
    events = {str(each["summary"]): each for each in calendar.walk("VEVENT")}
    firewall, moved = events["New firewall"], events["Move of the web shop"]
    assert firewall["dtstart"].to_ical() == b"20260520T010000Z"
    assert (firewall["status"], moved["status"], moved["sequence"]) == ("CONFIRMED", "CANCELLED", 1)
    uids = [str(each["uid"]) for each in calendar.walk("VEVENT")]
    assert len(uids) == len(set(uids)) == 10
    assert not any(" " in uid for uid in uids)


def test_a_customer_without_an_agreement_has_nothing_to_show(cast: Cast) -> None:
    mill = Customer.objects.create(slug="mill-bakery", name="Mill Bakery", entered_at=chicago(NOW))
    shown(mill, cast, word="mill")
    assert "There is nothing to show yet" in read("/status/mill/")
    assert json.loads(read("/status/mill/status.json"))["systems"] == []
    assert "<entry" not in read("/status/mill/incidents.atom")


def test_an_approver_decides_who_sees_the_page_and_a_viewer_does_not(cast: Cast) -> None:
    post = {"shown": "everybody", "word": "harbour"}
    assert signed_in(cast.viewer).post("/portal/uptime/status-page/", post).status_code == 403
    assert signed_in(cast.approver).post("/portal/uptime/status-page/", post).status_code == 303
    page = StatusPage.objects.get(customer=cast.harbour)
    assert (page.shown, page.word, page.changed_by) == ("everybody", "harbour", cast.approver)
    before = token_of(page)
    signed_in(cast.approver).post("/portal/uptime/status-page/", {"do": "renew"})
    page.refresh_from_db()
    assert token_of(page) != before
    client = signed_in(cast.approver)
    client.post("/portal/uptime/status-page/", {"shown": "everybody", "word": "!"})
    assert "cannot stand in the address" in read("/portal/uptime/", client)
