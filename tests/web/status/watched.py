"""A customer whose systems are watched: an agreement that promises uptime, and half a year in which things happened."""

from __future__ import annotations

from tests.checks.test_rules import BASE
from tests.web.conftest import LATER, Cast, chicago, made_person

from asagreed_web.agreements.operations import enter_papers
from asagreed_web.customers.models import Customer
from asagreed_web.intake.signals import make_key
from asagreed_web.monitoring.models import Thing
from asagreed_web.monitoring.operations import make_check
from asagreed_web.people.models import Person, Role
from asagreed_web.status.links import token_of
from asagreed_web.status.operations import show_status_page
from asagreed_web.uptime.operations import (
    OutageSaid,
    agree_excuse,
    announce_window,
    cancel_window,
    correct_outage,
    record_outage,
    record_unwatched,
    record_window_of_series,
)

SYSTEMS = """systems:
  mail: {title: E-mail}
  files: {title: File server}
  web-shop: {title: Web shop}
uptime:
  basis: all time
  every: month
  counts from: occurred
  unknown: left out
  degraded: 50%
  maintenance: left out
  systems: {mail: 99.9%, files: 99.5%, web-shop: 99.9%}
  combined: {office: {of: [mail, files], together: all needed, share: 99.4%}}
maintenance:
  windows: {patches: {title: Monthly patches, every: last sun of the month, from: "02:00", for: 2 h, on: files}}
  notice: 72 h
  at most: 6 h a month
  unannounced: counts"""
NOW = "2026-05-15 11:00"
"""A Friday; the house of the journeys has the same moment."""


def made_lantern(slug: str = "lantern-press", name: str = "Lantern Press") -> Customer:
    """Return a customer whose agreement promises uptime."""
    text = BASE.read_text("utf-8").replace("mill-bakery", slug).replace("Mill Bakery", name)
    text = text.replace("systems: {mail: {title: E-mail}}", SYSTEMS)
    customer = Customer.objects.create(
        slug=slug, name=name, zone="America/Chicago", entered_at=chicago("2026-01-10 09:00")
    )
    entered = enter_papers(customer=customer, papers={"agreement.yaml": text}, by=None, at=LATER)
    assert entered.edition, [str(problem) for problem in entered.problems]
    return customer


def outage(
    customer: Customer, system: str, start: str, end: str | None, *, by: str, known: str = "", **said: object
) -> str:
    """Put an outage on record as soon as it is over, or begun; return the word by which it is known."""
    told = OutageSaid(system=system, occurred_at=chicago(start), restored_at=chicago(end) if end else None, **said)  # type: ignore[arg-type]
    return record_outage(customer=customer, outage=told, by=by, at=chicago(known or end or start)).record


def things_happened(customer: Customer, person: Person) -> dict[str, str]:
    """Let half a year pass in which systems failed, were not watched, and were maintained."""
    by = person.actor
    outage(customer, "files", "2026-03-02 09:10", "2026-03-02 11:40", by=by, cause="power supply of srv-files-02")
    outage(customer, "mail", "2026-04-09 23:30", "2026-04-10 00:50", by=by, evidence="probe 10.1.4.7 timed out")
    outage(customer, "web-shop", "2026-04-21 14:00", "2026-04-21 17:00", by=by, is_degraded=True)
    wrong = outage(customer, "mail", "2026-05-05 08:00", "2026-05-05 08:44", by=by)
    said = OutageSaid(system="mail", occurred_at=chicago("2026-05-05 08:00"), restored_at=chicago("2026-05-05 08:38"))
    correct_outage(customer_id=customer.pk, record=wrong, edition=1, outage=said, by=by, at=chicago("2026-05-06 09:00"),
                   because="The log of the server shows when it answered again.")  # fmt: skip
    record_unwatched(customer=customer, system="files", start_at=chicago("2026-05-09 01:00"),
                     end_at=chicago("2026-05-09 07:00"), because="The monitor was asleep.", by=by,
                     at=chicago("2026-05-09 07:00"))  # fmt: skip
    agree_excuse(customer=customer, kind="customer", systems=("web-shop",), start_at=chicago("2026-04-21 14:00"),
                 end_at=chicago("2026-04-21 15:00"), agreed_by="Printer", because="They moved the router.", by=by,
                 at=chicago("2026-04-22 10:00"))  # fmt: skip
    open_ = outage(customer, "mail", "2026-05-15 10:42", None, by=by)
    return {"outage": wrong, "open_outage": open_, **_windows(customer, by)}


def watched(cast: Cast, *, at: int) -> dict[str, str]:
    """Let the house of the journeys have such a customer, whose page everybody sees, and one without promises."""
    lantern = made_lantern()
    made_person("printer", Role.APPROVER, lantern)
    made_person("reader", Role.VIEWER, lantern)
    things = things_happened(lantern, cast.technician)
    key = make_key(customer=lantern, name="Alertmanager", system="", actor=cast.owner.actor, at=at).key
    for thing, system in (("probe 7", ""), ("shop.lantern.example", "web-shop")):
        Thing.objects.create(key=key, customer=lantern, thing=thing, names=[thing], system=system, seen_at=at)
    make_check(customer=lantern, system="web-shop", kind="http", target="https://shop.lantern.example/", at=at,
               expects={"text": "Basket"}, every_seconds=60, by=cast.dispatcher.actor)  # fmt: skip
    page = show_status_page(customer=lantern, shown="everybody", word="lantern", by=cast.dispatcher, at=at)
    return {**things, "status_link": token_of(page)}


def _windows(customer: Customer, by: str) -> dict[str, str]:
    def announced(title: str, start: str, end: str, known: str, *systems: str) -> str:
        return announce_window(
            customer=customer, systems=systems, starts_at=chicago(start), planned_end_at=chicago(end), title=title,
            by=by, at=chicago(known),
        ).record  # fmt: skip

    announced("New disks", "2026-04-18 20:00", "2026-04-18 23:00", "2026-04-13 09:00", "files")
    late = announced("Restart", "2026-05-12 12:00", "2026-05-12 12:30", "2026-05-12 11:30", "mail")
    planned = announced("New firewall", "2026-05-19 20:00", "2026-05-19 22:00", "2026-05-13 09:00")
    off = announced("Move of the web shop", "2026-05-22 20:00", "2026-05-22 23:00", "2026-05-11 09:00", "web-shop")
    cancel_window(
        customer_id=customer.pk, record=off, because="The supplier is late.", by=by, at=chicago("2026-05-14 09:00")
    )
    now = announced("Update of the shop", "2026-05-15 10:30", "2026-05-15 12:00", "2026-05-11 09:00", "web-shop")
    record_window_of_series(
        customer=customer, agreed="patches", systems=("files",), starts_at=chicago("2026-04-26 02:00"),
        planned_end_at=chicago("2026-04-26 04:00"), by=by, at=chicago("2026-04-26 04:00"),
        because="It was held as agreed.",
    )  # fmt: skip
    return {"window": planned, "window_now": now, "window_late": late}
