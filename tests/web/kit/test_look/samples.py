"""Sample data for every macro in every state; the names are made up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from asagreed.figures import Clause
from asagreed.money import Money
from asagreed_web.kit.frame import Entry, Frame, Group, RunningTimer
from asagreed_web.kit.parts import Column, Fact, FieldView, FileLink, LedgerRow, MessageView, PromiseCell, TimelineEntry
from asagreed_web.kit.states import STATES

NOW = 1772462820  # Mon 2 March 2026, 15:47 in Amsterdam
ZONE = "Europe/Amsterdam"
SUBJECT = "Appointment book cannot connect to the server"
MINUTE, HOUR, DAY = 60, 3600, 86400

DESK = Frame(
    provider="Northwind IT",
    now=NOW,
    zone=ZONE,
    person="Robin Vale",
    role="Dispatcher",
    home="/desk",
    search="/search",
    new_ticket="/new",
    profile="/profile",
    sign_out="/sign-out",
    set_theme="/theme",
    help="/help",
    help_phone="+31 20 555 0100",
    groups=(
        Group(
            "",
            (
                Entry("Queue", "/desk", "inbox", 23, is_current=True, key="g q"),
                Entry("Mine", "/desk?mine", "person", 6),
                Entry("Unassigned", "/desk?nobody", "circle", 4),
                Entry("On hold", "/desk?held", "pause-circle", 5),
                Entry("Emergencies", "/desk?emergency", "exclamation-triangle-fill", 1),
            ),
        ),
        Group(
            "Saved queues",
            (
                Entry("P1 and P2, dental practices", "/q/1", "bookmark", 3),
                Entry("Waiting for parts", "/q/2", "bookmark", 0),
                Entry("Needs approval", "/q/3", "bookmark", 2),
            ),
        ),
        Group(
            "Desk",
            (
                Entry("Customers", "/customers", "building", key="g c"),
                Entry("Agreements", "/agreements", "file-earmark-text", key="g a"),
                Entry("Time and money", "/time", "cash-coin"),
                Entry("People", "/people", "people"),
            ),
        ),
    ),
    timer=RunningTimer("NW-1042", "/t/1042", NOW - 47 * MINUTE, "/t/1042/stop"),
)

PORTAL = replace(
    DESK,
    person="Sam Moore",
    role="Approver",
    customer="Harbour Dental",
    timer=None,
    search="",
    groups=(
        Group(
            "",
            (
                Entry("Your tickets", "/portal", "inbox", 3, is_current=True),
                Entry("To approve", "/approve", "person-check", 1),
                Entry("Your agreement", "/agreement", "file-earmark-text"),
            ),
        ),
    ),
)

OUTSIDE = Frame(provider="Northwind IT", now=NOW, zone=ZONE, help="/help", sign_in="/sign-in")

PROMISES = {
    "running": PromiseCell(
        "response",
        "running",
        NOW + 38 * MINUTE,
        38 * MINUTE,
        22 * MINUTE,
        HOUR,
        NOW + 20 * MINUTE,
        NOW + HOUR,
        why="#why",
    ),
    "next day": PromiseCell("resolution", "running", NOW + 18 * HOUR, 5 * HOUR, 3 * HOUR, 8 * HOUR, why="#why"),
    "at risk": PromiseCell(
        "update", "at risk", NOW + 9 * MINUTE, 9 * MINUTE, 51 * MINUTE, HOUR, NOW - MINUTE, NOW + HOUR
    ),
    "breached": PromiseCell("response", "breached", NOW - 12 * MINUTE, -12 * MINUTE, 72 * MINUTE, HOUR, why="#why"),
    "paused": PromiseCell(
        "resolution",
        "paused",
        None,
        130 * MINUTE,
        350 * MINUTE,
        8 * HOUR,
        hold_reason="waiting for customer",
        why="#why",
    ),
    "met": PromiseCell("response", "met", NOW - HOUR, 40 * MINUTE, 20 * MINUTE, HOUR, why="#why"),
    "none": PromiseCell("arrival", "none"),
}

CLAUSE = Clause("targets.P1.response", "amendments/2.yaml", 5, "9f2c61d0")
COUNTED, CLOSING = 67 * MINUTE, NOW - 3 * DAY
LEDGER = (
    LedgerRow(CLOSING - COUNTED, CLOSING, counts=True, why="support hours", clause=CLAUSE, total=COUNTED),
    LedgerRow(
        NOW - 3 * DAY,
        NOW - 7 * HOUR,
        counts=False,
        why="outside support hours: weekend",
        clause=CLAUSE,
        total=COUNTED,
    ),
    LedgerRow(
        NOW - 7 * HOUR,
        NOW - 5 * HOUR,
        counts=False,
        why="paused: waiting for customer",
        clause=Clause("pauses.resolution", "agreement.yaml", 58),
        clause_address="/agreement#58",
        total=COUNTED,
    ),
    LedgerRow(NOW - 5 * HOUR, NOW, counts=True, why="support hours", clause=CLAUSE, total=367 * MINUTE),
)

FILES = (
    FileLink("screenshot of the error.png", "/f/1", 184_320),
    FileLink("backup-log.txt", "/f/2", 12_040),
    FileLink("invoice.exe", "", 640, "not opened here: programs are kept aside"),
)
MESSAGES = (
    MessageView(
        1,
        "customer",
        "Sam Moore",
        NOW - 2 * HOUR,
        "Since this morning nobody at the front desk can open the appointment book. "
        "It says «no connection to server».\n\n"
        "Patients are waiting; we write on paper for now.",
        by="by e-mail",
        files=FILES,
    ),
    MessageView(2, "automatic", "asagreed", NOW - 2 * HOUR + 5, "Logged as NW-1042.", to="Sam Moore"),
    MessageView(
        3,
        "internal",
        "Kim Tan",
        NOW - 100 * MINUTE,
        "Same switch as in January? Check port 14 before driving out.",
        by="on the desk",
    ),
    MessageView(
        4,
        "staff",
        "Kim Tan",
        NOW - 95 * MINUTE,
        "Thank you, Sam. The file server answers, the switch in the hall does not. I am on it and call you by three.",
        by="on the desk",
        to="Sam Moore",
        frame_address="/m/4/original",
    ),
    MessageView(
        5, "customer", "s.moore@mail.example", NOW - 3 * MINUTE, "Any news?", by="by e-mail", is_unverified=True
    ),
)
HAPPENED = (
    TimelineEntry(NOW - 99 * MINUTE, "person-check", "Assigned to Kim Tan", "Robin Vale"),
    TimelineEntry(NOW - 98 * MINUTE, "arrow-up", "Priority P3 → P1: nobody can work", "Robin Vale"),
)
MANY_HAPPENED = (
    *HAPPENED,
    TimelineEntry(NOW - 97 * MINUTE, "pause-circle", "On hold"),
    TimelineEntry(NOW, "play-circle", "Running"),
)

FACTS = (
    Fact("Customer", "Harbour Dental", "/c/1"),
    Fact("Agreement", "Gold, amendment 2", "/agreement", note="in force since 1 Jul 2026"),
    Fact("Hours left", "6 h 30 min of 10 h", why="#why", note="allowance of March"),
    Fact("Owner", "Kim Tan"),
)

IMPACTS = (("company", "Nobody can work"), ("team", "Several cannot work"), ("person", "One cannot work"))
SYSTEMS = (("", "I do not know"), ("mail", "E-mail"), ("files", "File server"))
TOO_LITTLE, TOO_SHORT = "Say at least which program it is.", "«12» is too short."
FIELDS = (
    FieldView("subject", "What is wrong?", hint="One line, as you would say it on the phone.", required=True),
    FieldView("impact", "How many cannot work?", "team", kind="radios", choices=IMPACTS, required=True),
    FieldView("details", "What happened?", "It began at nine.", kind="textarea", error=TOO_LITTLE, rows=3),
    FieldView("system", "Which system?", "mail", kind="select", choices=SYSTEMS),
    FieldView("phone", "Where can we call?", "12", "With the area code.", TOO_SHORT, kind="tel", autocomplete="tel"),
    FieldView("copies", "Send me a copy of every reply", kind="checkbox", chosen=("on",)),
    FieldView("file", "Attach a picture", kind="file"),
)


LONG = "New colleague needs an account, a laptop and access to the shared drive by Monday"
MISSED = (("breached", "No e-mail in the whole company", "Harbour Dental", "P1", "Kim Tan", "emergency", 2 * HOUR),)
SOON = (
    ("at risk", SUBJECT, "Harbour Dental", "P1", "Kim Tan", "covered", 3 * HOUR),
    ("running", "Printer in room 4 prints blank pages", "Lakeside Law", "P3", "", "billable", 50 * MINUTE),
)
LATER = (
    ("next day", LONG, "Tern Logistics", "P3", "Noor Dahl", "needs approval", DAY),
    ("next day", "Restore a deleted folder", "Lakeside Law", "P2", "Noor Dahl", "undecided", 4 * HOUR),
)
PAUSED = (
    ("paused", "Laptop screen flickers", "Harbour Dental", "P4", "Kim Tan", "excluded", 3 * DAY),
    ("met", "Question about the backup report", "Tern Logistics", "P4", "Robin Vale", "covered", 5 * DAY),
    ("none", "Old scanner", "Mill Bakery", "P4", "", "by arrangement", 9 * DAY),
)
QUEUE = (
    ("Missed", "late", MISSED),
    ("Next hour", "soon", SOON),
    ("Later", "none", LATER),
    ("Paused", "paused", PAUSED),
)


def queue_rows() -> list[dict[str, Any]]:
    """Return the sections of a queue with their rows."""
    number = 1040
    sections = []
    for title, tone, rows in QUEUE:
        made = []
        for code, subject, customer, priority, owner, coverage, age in rows:
            number += 1
            made.append(
                {
                    "number": f"NW-{number}",
                    "cell": replace(PROMISES[code], why=""),
                    "subject": subject,
                    "customer": customer,
                    "priority": priority,
                    "owner": owner,
                    "coverage": coverage,
                    "at": NOW - age,
                }
            )
        sections.append({"title": title, "tone": tone, "rows": made})
    return sections


def everything() -> dict[str, Any]:
    """Return what the specimen pages print."""
    return {
        "promises": PROMISES,
        "ledger": LEDGER,
        "thread": MESSAGES,
        "happened": HAPPENED,
        "many_happened": MANY_HAPPENED,
        "facts": FACTS,
        "fields": FIELDS,
        "sections": queue_rows(),
        "codes": tuple(STATES),
        "clause_sample": CLAUSE,
        "price": Money(Decimal("1252.00"), "USD"),
        "columns": (Column("Date"), Column("Work"), Column("Hours", is_number=True), Column("Price", is_number=True)),
        "tab_entries": (
            Entry("Plain words", "#1", is_current=True),
            Entry("YAML", "#2", "code-slash"),
            Entry("Problems", "#3", count=2),
        ),
        "zone": ZONE,
        "now": NOW,
    }
