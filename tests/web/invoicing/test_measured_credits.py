"""Measured availability gives its credit on the statement, unless the books state it; a restatement the difference."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import EXAMPLES, LATER, Cast

from asagreed.facts.uptime import UptimeFacts
from asagreed.measures.availability import Availability, measure
from asagreed.open_time import Span
from asagreed.versions import History
from asagreed_web.agreements.operations import enter_papers
from asagreed_web.billing import facts
from asagreed_web.billing.models import IssuedMonth
from asagreed_web.billing.operations import enter_books
from asagreed_web.billing.queries import month_so_far
from asagreed_web.customers.models import Customer
from asagreed_web.invoicing.facts import issued_invoice
from asagreed_web.invoicing.models import Invoice
from asagreed_web.invoicing.operations import issue_month
from asagreed_web.uptime.operations import OutageSaid, record_outage, record_unwatched, withdraw_outage

pytestmark = pytest.mark.django_db
MAY, JUNE = (2026, 5), (2026, 6)
HOUR = 3600


def london(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/London")).timestamp())


JUNE_2 = london("2026-06-02 09:00")


@pytest.fixture
def legal(cast: Cast) -> Customer:
    """Return Bright Legal with twelve people, whose mail was out for eight hours in May."""
    customer = Customer.objects.create(slug="bright-legal", name="Bright Legal", zone="Europe/London", entered_at=LATER)
    written = (EXAMPLES / "bright-legal" / "agreement.yaml").read_text()
    uptime = "uptime: {basis: all time, counts from: occurred, systems: {mail: 99.5%}}\nbilling:"
    papers = {"agreement.yaml": written.replace("billing:", uptime)}
    entered = enter_papers(customer=customer, papers=papers, by=None, at=LATER)
    assert entered.edition, [str(problem) for problem in entered.problems]
    books = "books: bright-legal\ncounts:\n  2026-02-02: {user: 12}\n"
    assert enter_books(customer=customer, text=books, by=cast.bookkeeper, at=LATER).edition
    down = OutageSaid(system="mail", occurred_at=london("2026-05-12 09:00"), restored_at=london("2026-05-12 17:00"))
    record_outage(customer=customer, outage=down, by="person 1", at=london("2026-05-12 17:05"))
    return customer


def credits_of(customer: Customer, month: tuple[int, int], at: int) -> list[str]:
    shown = month_so_far(customer.pk, month=month, at=at)
    return [str(line.net.amount) for line in shown.lines if line.item == "credit"]


def issued(cast: Cast, customer: Customer, month: tuple[int, int], at: int) -> Invoice:
    return issue_month(customer_id=customer.pk, month=month, by=cast.bookkeeper, at=at, with_open=True)


def test_a_finished_month_gives_back_what_its_measure_says(cast: Cast, legal: Customer) -> None:
    assert credits_of(legal, MAY, at=london("2026-05-31 12:00")) == []
    assert credits_of(legal, MAY, at=JUNE_2) == ["-43.20"]  # 98.92 % is below 99 %: a tenth of 432.00
    invoice = issued_invoice(issued(cast, legal, MAY, JUNE_2)).invoice
    assert [str(line.net.amount) for line in invoice.lines if line.item == "credit"] == ["-43.20"]
    assert IssuedMonth.objects.get(customer=legal).credits == {"2026-05 mail": "43.20"}


def test_finished_months_are_measured_once_and_a_correction_is_seen_at_once(
    cast: Cast, legal: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    months: list[Span] = []

    def counted(history: History, known: UptimeFacts, *, period: Span, as_of: int) -> tuple[Availability, ...]:
        months.append(period)
        return measure(history, known, period=period, as_of=as_of)

    facts._measured.cache_clear()
    monkeypatch.setattr(facts, "measure", counted)
    assert credits_of(legal, MAY, at=JUNE_2) == ["-43.20"]
    assert len(months) == len(set(months)) == 4  # the agreement began in February
    with CaptureQueriesContext(connection) as first:
        assert credits_of(legal, MAY, at=JUNE_2 + 60) == ["-43.20"]
    assert len(months) == 4
    withdraw_outage(customer_id=legal.pk, record="outage-1", because="It was another office", by="person 1",
                    at=JUNE_2 + 90)  # fmt: skip
    with CaptureQueriesContext(connection) as after:
        assert credits_of(legal, MAY, at=JUNE_2 + 90) == []
    assert len(months) == 8
    assert len(after) == len(first)
    # As of a moment before it, the correction was not known, and that is still found again.
    assert credits_of(legal, MAY, at=JUNE_2 + 60) == ["-43.20"]
    assert len(months) == 8
    # July asks for one month more, and for that one only.
    assert credits_of(legal, JUNE, at=london("2026-07-02 09:00")) == []
    assert len(months) == 9


def test_what_the_books_state_by_hand_goes_before_the_measure(cast: Cast, legal: Customer) -> None:
    books = "books: bright-legal\ncounts:\n  2026-02-02: {user: 12}\navailability:\n  mail: {2026-05: 99.4%}\n"
    assert enter_books(customer=legal, text=books, by=cast.bookkeeper, at=LATER).edition
    assert credits_of(legal, MAY, at=JUNE_2) == ["-21.60"]


def test_what_was_not_watched_is_to_be_settled_and_no_money(cast: Cast, legal: Customer) -> None:
    record_unwatched(customer=legal, system="mail", start_at=london("2026-05-20 00:00"),
                     end_at=london("2026-05-25 00:00"), because="The monitor was off", by="person 1",
                     at=london("2026-05-25 09:00"))  # fmt: skip
    withdraw_outage(customer_id=legal.pk, record="outage-1", because="It was another office", by="person 1", at=JUNE_2)
    shown = month_so_far(legal.pk, month=MAY, at=JUNE_2)
    assert [line for line in shown.lines if line.item == "credit"] == []
    assert "Service credit for mail" in [each.what for each in shown.undecided]


def test_a_restatement_stands_on_the_next_invoice_once(cast: Cast, legal: Customer) -> None:
    issued(cast, legal, MAY, JUNE_2)
    withdraw_outage(customer_id=legal.pk, record="outage-1", because="It was another office", by="person 1",
                    at=JUNE_2 + HOUR)  # fmt: skip
    assert credits_of(legal, MAY, at=JUNE_2 - 60) == ["-43.20"]
    july_2 = london("2026-07-02 09:00")
    record_outage(customer=legal, by="person 1", at=JUNE_2 + 2 * HOUR,
                  outage=OutageSaid(system="mail", occurred_at=london("2026-05-12 10:00"),
                                    restored_at=london("2026-05-12 14:00")))  # fmt: skip
    assert credits_of(legal, JUNE, at=july_2) == ["21.60"]  # 99.46 % is below 99.5 %: a twentieth, so half goes back
    issued(cast, legal, JUNE, july_2)
    assert credits_of(legal, (2026, 7), at=london("2026-08-02 09:00")) == []
