"""Automatic answers go to people only, and never in numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.web.intake.mails.corpus import CORPUS
from tests.web.intake.mails.writing import written

from asagreed_web.intake.mail.loops import Budget, PastAnswer, why_not_answer, why_withheld
from asagreed_web.intake.mail.parsed_mail import Address, ParsedMail
from asagreed_web.intake.mail.reading import read_mail

NOW = 1_767_603_600
OWN = frozenset({"desk@northwind.example"})


def why_not(raw: bytes, *, envelope_sender: str | None = None) -> str | None:
    """Return why a mail gets no automatic answer from the desk of Northwind."""
    return why_not_answer(
        read_mail(raw), own_domain="northwind.example", own_addresses=OWN, envelope_sender=envelope_sender
    )


def a_mail_from(address: str) -> bytes:
    return written(f"From: {address}", "Message-ID: <one@harbour.example>", usual=False)


def test_a_person_gets_an_answer() -> None:
    assert why_not(written(body="The printer burns.")) is None
    assert why_not(written("Auto-Submitted: no", "Precedence: normal", "Return-Path: <ann@harbour.example>")) is None


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("Auto-Submitted: auto-replied", "a machine wrote it: Auto-Submitted: auto-replied"),
        ("Auto-Submitted: auto-generated; owner=x", "a machine wrote it"),
        ("Precedence: bulk", "a machine wrote it: Precedence: bulk"),
        ("Precedence: list", "Precedence: list"),
        ("precedence: JUNK", "Precedence: JUNK"),
        ("List-Id: <all.harbour.example>", "a mailing list passed it on (List-Id)"),
        ("List-Unsubscribe: <mailto:x@harbour.example>", "(List-Unsubscribe)"),
        ("Mailing-List: contact x", "(Mailing-List)"),
        ("X-Loop: ann@harbour.example", "it carries X-Loop"),
        ("Feedback-ID: 1:2:3:esp", "it carries Feedback-Id"),
        ("X-Auto-Response-Suppress: DR, OOF, AutoReply", "X-Auto-Response-Suppress: DR, OOF, AutoReply"),
        ("X-Auto-Response-Suppress: All", "X-Auto-Response-Suppress: All"),
        ("X-Autoreply: yes", "a machine wrote it: X-Autoreply: yes"),
        ("Return-Path: <>", "its envelope has no sender"),
        ("X-Asagreed-Notice: ticket", "it is a mail of ours that came back"),
    ],
)
def test_a_header_field_can_forbid_an_answer(field: str, reason: str) -> None:
    assert reason in (why_not(written(field)) or "nothing forbids it")


def test_what_suppresses_only_delivery_reports_does_not_forbid_an_answer() -> None:
    assert why_not(written("X-Auto-Response-Suppress: DR, RN, NRN")) is None


def test_the_envelope_of_the_transport_counts_before_the_return_path() -> None:
    with_path = written("Return-Path: <ann@harbour.example>")
    assert why_not(with_path, envelope_sender="") == "its envelope has no sender, as that of a report"
    assert why_not(written("Return-Path: <>"), envelope_sender="ann@harbour.example") is None


@pytest.mark.parametrize(
    "address",
    [
        "MAILER-DAEMON@harbour.example",
        "postmaster@harbour.example",
        "no-reply@harbour.example",
        "NoReply@harbour.example",
        "noreply-invoices@harbour.example",
        "do-not-reply@harbour.example",
        "bounces+1234=x@esp.example",
        "notifications@harbour.example",
    ],
)
def test_an_address_that_nobody_reads_gets_no_answer(address: str) -> None:
    assert (why_not(a_mail_from(address)) or "").startswith("nobody reads ")


@pytest.mark.parametrize(
    "address", ["noreen@harbour.example", "alertina@harbour.example", "ann.postmaster@harbour.example"]
)
def test_a_person_whose_name_looks_alike_gets_an_answer(address: str) -> None:
    assert why_not(a_mail_from(address)) is None


def test_our_own_addresses_get_no_answer() -> None:
    assert why_not(a_mail_from("Desk@Northwind.EXAMPLE")) == "it comes from one of our own addresses"


def test_our_own_message_id_gets_no_answer() -> None:
    raw = written("From: ann@harbour.example", "Message-ID: <asagreed.t-7.abcd1234@northwind.example>", usual=False)
    assert why_not(raw) == "it is a mail of ours that came back"


@pytest.mark.parametrize(
    "name",
    [
        "Outlook's automatic reply",
        "Gmail's vacation",
        "German out of office, by subject alone",
        "delivery report",
        "Exchange's report",
        "mailer daemon without a report",
        "receipt",
        "mailing list",
        "our own notification",
        "invitation answered",
        "no From",
        "several From addresses",
        "several From fields",
    ],
)
def test_mails_of_the_corpus_that_get_no_answer(name: str) -> None:
    assert why_not(CORPUS[name].raw)


def test_without_a_clear_sender_there_is_no_answer() -> None:
    mail = ParsedMail(message_id=None, subject="", senders=(Address("ann@harbour.example"),))
    assert why_not_answer(mail, own_domain="northwind.example", own_addresses=OWN) is None
    unclear = replace(mail, sender_is_clear=False)
    assert why_not_answer(unclear, own_domain="northwind.example", own_addresses=OWN) == (
        "it does not have exactly one sender"
    )


def strangers(count: int, *, domain: str = "evil.example", ago: int = 60) -> list[PastAnswer]:
    """Return answers that went to strangers some seconds ago."""
    return [PastAnswer(NOW - ago, f"s{number}@{domain}", is_known=False) for number in range(count)]


def budget(past: list[PastAnswer], *, recipient: str = "new@evil.example", is_known: bool = False) -> Budget | None:
    """Return which budget is used up now."""
    withheld = why_withheld(recipient=recipient, is_known=is_known, past=past, at=NOW)
    return withheld.budget if withheld else None


def test_the_first_answer_is_within_every_budget() -> None:
    assert budget([]) is None


def test_a_sender_gets_one_answer_in_24_hours() -> None:
    assert budget([PastAnswer(NOW - 86_399, "NEW@evil.example", is_known=True)]) is Budget.SENDER
    assert budget([PastAnswer(NOW - 86_400, "new@evil.example", is_known=True)]) is None


def test_strangers_of_a_domain_get_five_answers_an_hour() -> None:
    assert budget(strangers(4)) is None
    assert budget(strangers(5)) is Budget.DOMAIN
    assert budget(strangers(5, ago=3_600)) is None
    assert budget(strangers(5, domain="other.example")) is None


def test_people_we_know_do_not_share_the_budget_of_strangers() -> None:
    assert budget(strangers(5), is_known=True) is None
    known = [replace(answer, is_known=True) for answer in strangers(50)]
    assert budget(known) is None


def test_a_hundred_answers_an_hour_break_the_circuit_for_all() -> None:
    many = [answer for number in range(25) for answer in strangers(4, domain=f"d{number}.example")]
    assert budget(many[:99]) is None
    assert budget(many) is Budget.BREAKER
    assert budget(many, is_known=True, recipient="ann@harbour.example") is Budget.BREAKER


def test_what_is_said_names_the_sender_and_the_numbers() -> None:
    withheld = why_withheld(recipient="new@evil.example", is_known=False, past=strangers(5), at=NOW)
    assert withheld is not None
    assert withheld.reason == "5 strangers of evil.example had an automatic answer within the hour"


def test_ten_thousand_forged_senders_in_an_hour_get_at_most_a_hundred_answers() -> None:
    sent: list[PastAnswer] = []
    for number in range(10_000):
        at, recipient = NOW + number * 3_600 // 10_000, f"s{number}@d{number % 700}.example"
        if why_withheld(recipient=recipient, is_known=False, past=sent, at=at) is None:
            sent.append(PastAnswer(at, recipient, is_known=False))
    assert len(sent) == 100
