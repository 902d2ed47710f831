"""Every wording can be rendered from what its caller says, and nothing a user wrote becomes markup."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from jinja2 import UndefinedError

from asagreed_web.kit.mail_wording import desk_link, portal_link, render, step_words

ANNOUNCED = {
    "number": 1017, "subject": "E-mail is down", "customer": "Harbour Dental", "clock": "response", "step": "75 %",
    "true_at": 1_779_112_980, "due_at": 1_779_113_100, "announced_at": 1_779_113_000, "zone": "America/Chicago",
    "is_late": False,
}  # fmt: skip
ACKNOWLEDGED = {
    "number": 1017, "subject": "E-mail is down", "zone": "America/Chicago", "clock": "response",
    "due_at": 1_779_113_100, "opens_at": None, "counts_later": False, "counts_from": 0, "because": "",
    "has_portal": True,
}  # fmt: skip
REPLY = {
    "number": 1017,
    "subject": "E-mail is down",
    "text": "Hello,\n\nWe are on it.",
    "author": "Tess",
    "has_portal": True,
}
QUOTE = {
    "number": 1017, "subject": "E-mail is down", "title": "Repair tonight", "amount": "378.00 USD",
    "expires_at": 1_779_113_100, "zone": "America/Chicago", "link": "http://testserver/q/abc",
}  # fmt: skip
APPROVAL_LIST = {
    "customer": "Mill Lane School", "month": "2026-05", "zone": "Europe/London", "expires_at": 1_779_113_100,
    "items": [["Patches", "2026-05-19", "holes stay open"], ["Cleaning", "2026-05-31", ""]],
    "link": "http://testserver/l/abc", "name": "Bea",
}  # fmt: skip
INVITATION = {"name": "Tess", "link": "http://testserver/in/abc", "expires_at": 1_779_113_100}
REPORTED = {
    "name": "Tess", "customer": "Harbour Dental", "period": "2026-05", "link": "http://testserver/portal/reports/1/",
    "sha256": "ab" * 32,
}  # fmt: skip
ACCOUNT = {"subject": "Your code", "text": "123456"}
INVOICE = {"kind": "invoice", "number": "INV-00001", "customer": "Harbour Dental", "corrects": "", "why": "",
           "gross": "120.00 USD", "due_on": "2026-06-30",
           "link": "http://testserver/portal/invoices/INV-00001/"}  # fmt: skip
CREDIT_NOTE = {**INVOICE, "kind": "credit note", "corrects": "INV-00001", "why": "Counted twice"}
MAINTENANCE = {
    "name": "Bea", "customer": "Harbour Dental", "zone": "America/Chicago", "change": "announced", "title": "New disks",
    "systems": ["E-mail"], "starts_at": 1_779_112_980, "ends_at": 1_779_113_100, "ended_at": None, "because": "",
    "is_late": True, "link": "http://testserver/portal/uptime/",
}  # fmt: skip
ALL: dict[str, dict[str, Any]] = {
    "warning": ANNOUNCED, "breach": ANNOUNCED, "acknowledgement": ACKNOWLEDGED, "reply": REPLY, "quote": QUOTE,
    "approval_list": APPROVAL_LIST, "maintenance": MAINTENANCE,
    "invitation": INVITATION, "account": ACCOUNT, "invoice": INVOICE,
    "report_issued": REPORTED, "report_restated": REPORTED, "report_to_review": REPORTED,
}  # fmt: skip
NASTY = "<script>alert(1)</script> {{ 7*7 }} {% x %} \r\nBcc: a@b.example"


@pytest.mark.parametrize("template", ALL)
def test_a_wording_has_a_subject_and_says_the_same_twice(template: str) -> None:
    worded = render(template, ALL[template])
    assert worded.subject
    assert "\n" not in worded.subject
    assert worded.text.strip()
    assert worded.html.count("<p>") == worded.text.strip().count("\n\n") + 1


@pytest.mark.parametrize("template", ALL)
def test_what_a_user_wrote_stays_text(template: str) -> None:
    nasty = {name: NASTY if name in ("subject", "text", "author", "customer", "title", "name", "because") else value
             for name, value in ALL[template].items()}  # fmt: skip
    worded = render(template, nasty)
    assert "<script" not in worded.html
    assert "49" not in worded.subject
    assert not set("\r\n") & set(worded.subject)


def test_a_wording_that_lacks_something_fails_loudly() -> None:
    with pytest.raises(UndefinedError):
        render("reply", {})


def test_the_links_lead_to_the_ticket_at_the_desk_and_in_the_portal() -> None:
    found = [resolve(urlsplit(link(1017)).path) for link in (desk_link, portal_link)]
    assert [(match.view_name, match.kwargs["number"]) for match in found] == [
        ("desk:ticket", 1017), ("portal:ticket", 1017),
    ]  # fmt: skip


def test_only_links_of_our_own_are_links() -> None:
    worded = render("reply", {**REPLY, "text": "http://evil.example/\n\nhttp://testserver/portal/x y"})
    assert worded.html.count("<a ") == 1
    assert '<a href="http://testserver/portal/tickets/1017/">' in worded.html


def test_an_acknowledgement_says_number_promise_and_zone() -> None:
    text = render("acknowledgement", ACKNOWLEDGED).text
    assert "Its number is #1017." in text
    assert "first answer by Mon 18 May 2026, 09:05 (CDT, America/Chicago)" in text
    assert "over at the moment" not in text


def test_outside_support_hours_an_acknowledgement_says_so() -> None:
    text = render("acknowledgement", {**ACKNOWLEDGED, "opens_at": 1_779_112_800}).text
    assert "Our support hours for it are over at the moment; they begin again Mon 18 May 2026, 09:00" in text


def test_a_late_announcement_says_so() -> None:
    assert "sent late" in render("breach", {**ANNOUNCED, "is_late": True}).text
    assert "sent late" not in render("breach", ANNOUNCED).text


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("75 %", "75 % of the promised time is used up"),
        ("900 s before", "15 min of the promised time are left"),
        ("3600 s after", "the promised time was used up 1 h of support time ago"),
    ],
)
def test_steps_in_words(step: str, words: str) -> None:
    assert step_words(step) == words


def test_a_credit_note_names_what_it_takes_back_and_why() -> None:
    worded = render("invoice", CREDIT_NOTE)
    assert worded.subject == "Credit note INV-00001: 120.00 USD"
    assert "takes back 120.00 USD of invoice INV-00001: Counted twice" in worded.text
