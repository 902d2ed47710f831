"""The desk answers by itself sparingly: it cannot be used as a mail cannon, and does not talk to machines."""

from __future__ import annotations

import pytest
from tests.web.conftest import Cast
from tests.web.intake.mail_desk import NOW, mail_from, taken

from asagreed_web.chronicle.models import HOUSE, Event
from asagreed_web.intake.mail import routing
from asagreed_web.intake.mail.answering import prune_answers
from asagreed_web.intake.mail.reading import read_mail
from asagreed_web.intake.models import AutomaticAnswer
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.people.models import Person, Role
from asagreed_web.tickets.models import Ticket

VIEWER = "viewer@harbour-dental.example"


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read mails in this process: thousands of children say nothing more about answers."""
    monkeypatch.setattr(routing, "parse_in_child", read_mail)


def answers() -> list[str]:
    """Return to whom answers are on their way."""
    entries = OutboxEntry.objects.filter(key__startswith="acknowledgement").order_by("pk")
    return [entry.says["to"] for entry in entries]


@pytest.mark.usefixtures("desk")
def test_a_person_is_told_the_number_once_a_day() -> None:
    for hours in (0, 2, 23, 25):
        taken(mail_from(VIEWER, subject=f"After {hours} h"), at=NOW + hours * 3600)
    assert answers() == [VIEWER, VIEWER]
    assert [row.at for row in AutomaticAnswer.objects.order_by("at")] == [NOW, NOW + 25 * 3600]


@pytest.mark.parametrize(
    "field",
    ["Precedence: list", "X-Auto-Response-Suppress: All", "X-Loop: desk@northwind.example", "Return-Path: <>",
     "Feedback-ID: 1:campaign"],
)  # fmt: skip
@pytest.mark.usefixtures("desk")
def test_a_mail_that_a_machine_may_have_passed_on_is_a_ticket_without_an_answer(field: str) -> None:
    mail = taken(mail_from(VIEWER, field))
    assert mail.ticket is not None
    assert "No answer went out: " in mail.because
    assert answers() == []


@pytest.mark.usefixtures("desk")
def test_an_address_that_nobody_reads_gets_no_answer() -> None:
    assert taken(mail_from("no-reply@harbour-dental.example")).ticket is not None
    assert answers() == []


def send_forged(count: int) -> None:
    """Let as many senders who do not exist write within an hour, a few of them known, none proved."""
    for number in range(count):
        domain = "harbour-dental.example" if number % 3 else f"victim{number % 50}.example"
        taken(mail_from(f"v{number}@{domain}", proved=False), at=NOW + number * 3000 // count)


def send_proved(count: int) -> None:
    """Let as many mailboxes of one customer, taken over by a stranger, write within an hour."""
    for number in range(count):
        taken(mail_from(f"v{number}@harbour-dental.example"), at=NOW + number * 3000 // count)


def fire(cast: Cast, count: int) -> None:
    """Fire the cannon from both sides, and check that it hits nobody and that real customers are served."""
    for number in range(20):
        Person.objects.create_user(
            email=f"v{number}@harbour-dental.example", name="V", role=Role.VIEWER, customer=cast.harbour
        )
    send_forged(count // 2)
    assert len(answers()) <= 5
    send_proved(count // 2)
    assert 90 <= len(answers()) <= 100
    assert AutomaticAnswer.objects.count() == len(answers())
    assert taken(mail_from("stranger@riverbend-vets.example"), at=NOW + 3300).ticket is not None
    assert len(answers()) <= 100
    assert Event.objects.filter(chain=HOUSE, kind="automatic answers stopped").count() == 1
    assert Ticket.objects.count() >= count // 2


@pytest.mark.usefixtures("read_here")
def test_three_hundred_forged_senders_in_an_hour_get_at_most_a_hundred_answers(desk: Cast) -> None:
    fire(desk, 300)


@pytest.mark.proof
@pytest.mark.usefixtures("read_here")
def test_ten_thousand_forged_senders_in_an_hour_get_at_most_a_hundred_answers(desk: Cast) -> None:
    fire(desk, 10_000)


@pytest.mark.usefixtures("desk")
def test_answers_that_no_budget_counts_are_forgotten() -> None:
    taken(mail_from(VIEWER))
    assert prune_answers(at=NOW + 2 * 86400) == 0
    assert prune_answers(at=NOW + 2 * 86400 + 1) == 1
