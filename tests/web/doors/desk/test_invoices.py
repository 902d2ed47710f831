"""The bookkeeper issues months, one by one or all at once, and takes back what was wrong."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.billing.at_work import BLOCK, ticket_of, worked
from tests.web.conftest import Cast, chicago
from tests.web.doors.desk.test_queue import page_of, signed_in
from tests.web.invoicing.at_the_books import FIRST_OF_JUNE, issued, may_issued, may_worked

from asagreed_web.billing.operations import enter_books
from asagreed_web.invoicing.models import Invoice
from asagreed_web.kit import clock

HARBOUR = "/desk/customers/harbour-dental"
ISSUE = "/desk/invoices/issue/?month=2026-05"


@pytest.fixture(autouse=True)
def in_june(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request come when May is over."""
    monkeypatch.setattr(clock, "now", lambda: FIRST_OF_JUNE + 600)


@pytest.fixture
def keeper(cast: Cast) -> Client:
    """Return the browser of the bookkeeper."""
    return signed_in(cast.bookkeeper)


def chosen_in(page: str) -> list[str]:
    """Return what a page offers to issue."""
    return [part.split('"')[0] for part in page.split('name="issue" value="')[1:]]


def test_all_that_is_ready_is_issued_as_it_was_shown(cast: Cast, keeper: Client) -> None:
    may_worked(cast)
    page = page_of(cast.bookkeeper, ISSUE)
    (offered,) = [each for each in chosen_in(page) if each.startswith("harbour-dental ")]
    answer = keeper.post("/desk/invoices/issue/", {"month": "2026-05", "issue": [offered]}, follow=True)
    assert [each.number for each in Invoice.objects.all()] == ["INV-00001"]
    assert "1 invoice is issued." in answer.content.decode()
    assert "INV-00001" in page_of(cast.bookkeeper, "/desk/invoices/?customer=harbour-dental&state=open")
    assert "No invoice is like that" in page_of(cast.bookkeeper, "/desk/invoices/?state=paid")


def test_what_changed_since_it_was_shown_is_not_issued(cast: Cast, keeper: Client) -> None:
    may_worked(cast)
    (offered,) = [each for each in chosen_in(page_of(cast.bookkeeper, ISSUE)) if each.startswith("harbour-dental ")]
    worked(cast, ticket_of(cast, service="planned projects"), "2026-05-20 09:00", "2026-05-20 10:00", at=FIRST_OF_JUNE)
    answer = keeper.post("/desk/invoices/issue/", {"month": "2026-05", "issue": [offered]})
    assert answer.status_code == 422
    assert "Harbour Dental: What was shown has changed meanwhile." in answer.content.decode()
    assert not Invoice.objects.exists()


def test_a_month_with_an_open_question_is_issued_alone_and_on_purpose(cast: Cast, keeper: Client) -> None:
    may_worked(cast)
    worked(cast, ticket_of(cast, service="specialised audit"), "2026-05-18 09:00", "2026-05-18 10:07")
    assert "Ask: account manager" in page_of(cast.bookkeeper, ISSUE)
    one = f"{HARBOUR}/month/issue/"
    assert "account manager" in page_of(cast.bookkeeper, f"{one}?month=2026-05")
    assert keeper.post(one, {"month": "2026-05"}).status_code == 422
    answer = keeper.post(one, {"month": "2026-05", "open": "yes"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/invoices/INV-00001/")
    assert "was issued as INV-00001, which stands" in page_of(cast.bookkeeper, f"{HARBOUR}/month/?month=2026-05")


def test_lines_are_taken_back_with_a_reason(cast: Cast, keeper: Client) -> None:
    may_issued(cast)
    answer = keeper.post("/desk/invoices/INV-00001/credit/", {"line": ["1"], "why": ""})
    assert answer.status_code == 422
    assert "says why" in answer.content.decode()
    answer = keeper.post("/desk/invoices/INV-00001/credit/", {"line": ["1"], "why": "Counted twice"}, follow=True)
    assert "Credit note INV-00002" in answer.content.decode()
    page = page_of(cast.bookkeeper, "/desk/invoices/INV-00001/")
    assert "taken back by INV-00002" in page
    assert keeper.post("/desk/invoices/INV-00001/credit/", {"why": "x"}).status_code == 422


def test_an_invoice_says_what_is_computed_otherwise_today(cast: Cast, keeper: Client) -> None:
    may_issued(cast)
    assert enter_books(customer=cast.harbour, text=BLOCK, by=cast.bookkeeper, at=chicago("2026-06-02 09:00")).edition
    page = page_of(cast.bookkeeper, "/desk/invoices/INV-00001/")
    assert "Computed again, it would say otherwise" in page


def test_a_technician_reads_and_does_not_issue(cast: Cast) -> None:
    may_issued(cast)
    technician = signed_in(cast.technician)
    assert "INV-00001" in page_of(cast.technician, "/desk/invoices/INV-00001/")
    assert technician.get(ISSUE).status_code == 403
    assert technician.post("/desk/invoices/INV-00001/credit/", {"line": ["1"], "why": "x"}).status_code == 403


def test_the_list_costs_the_same_questions_for_one_invoice_and_for_three(cast: Cast) -> None:
    may_issued(cast)
    counts = []
    for month in ((2026, 6), (2026, 7)):
        page_of(cast.bookkeeper, "/desk/invoices/")
        with CaptureQueriesContext(connection) as asked:
            page_of(cast.bookkeeper, "/desk/invoices/")
        counts.append(len(asked))
        issued(cast, month, at=chicago(f"2026-{month[1] + 1:02d}-01 09:00"), with_open=True)
    assert counts[0] == counts[1]
