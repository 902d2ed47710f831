"""Recurring work at the desk: pages, the form, and calendars behind secret addresses."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.web.conftest import Cast
from tests.web.upkeep.agreed import london, mill_lane

from asagreed_web.kit import clock
from asagreed_web.people.models import Person
from asagreed_web.upkeep.models import ApprovalList, SettledWork

AT = london("2026-05-13 09:30")
FORM = "/desk/customers/mill-lane-school/upkeep/2026-05-13/backup%20logs/"
MONTH = "/desk/customers/mill-lane-school/upkeep/"


@pytest.fixture
def desk(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return the desk as the technician sees it, on a Wednesday in May."""
    mill_lane()
    monkeypatch.setattr(clock, "now", lambda: AT)
    client.force_login(cast.technician)
    return client


def test_work_is_put_on_record_by_the_form(desk: Client) -> None:
    assert "Review of the backup logs" in desk.get("/desk/upkeep/").content.decode()
    answer = desk.post(FORM, {"says": "done", "done_at": "2026-05-13T09:10", "worked": "15", "evidence": "all green"})
    row = SettledWork.objects.get()

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{MONTH}?month=2026-05")
    assert (row.at, row.worked, row.evidence, row.by) == (london("2026-05-13 09:10"), 900, "all green", "Technician")
    assert "all green" in desk.get(FORM).content.decode()
    assert "all green" in desk.get(MONTH).content.decode()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"says": "skipped"}, "Say why."),
        ({"says": "done", "worked": "an hour"}, "is not a length of time"),
        ({"says": "done", "done_at": "noon"}, "is no day and time"),
    ],
)
def test_a_form_that_cannot_be_taken_keeps_what_was_typed(typed: dict[str, str], why: str, desk: Client) -> None:
    answer = desk.post(FORM, {**typed, "evidence": "typed long"})

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert "typed long" in answer.content.decode()
    assert not SettledWork.objects.exists()


@pytest.mark.parametrize(
    "address", [FORM.replace("13", "16"), FORM.replace("2026-05-13", "soon"), f"{MONTH}2026-05-13/x/"]
)
def test_work_that_is_not_due_has_no_form(address: str, desk: Client) -> None:
    assert desk.get(address).status_code == 404


def test_a_list_is_put_by_its_button_once(desk: Client) -> None:
    for _ in range(2):
        desk.post(f"{MONTH}propose/", {"month": "2026-05"})
    desk.post(f"{MONTH}propose/", {"month": "May"})

    assert ApprovalList.objects.count() == 1
    assert "The list of this month was put to the customer." in desk.get(MONTH).content.decode()


@pytest.mark.parametrize("page", ["/desk/upkeep/feeds/", f"{MONTH}feed/"])
def test_a_calendar_is_read_by_its_secret_address_until_that_is_ended(page: str, desk: Client) -> None:
    shown = desk.post(page, {"do": "make"}).content.decode()
    found = re.search(r"http://[^<]*(/desk/upkeep/feed/[^<]+)</code>", shown)
    assert found
    calendar = Client().get(found[1])

    assert (calendar.status_code, calendar.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert b"SUMMARY:Review of the backup logs" in calendar.content.replace(b"\r\n ", b"")
    assert found[1] not in desk.get(MONTH).content.decode()
    desk.post(page, {"do": "end"})
    assert Client().get(found[1]).status_code == 404


def test_a_calendar_ends_with_the_person_who_made_it(desk: Client, cast: Cast) -> None:
    shown = desk.post("/desk/upkeep/feeds/", {"do": "make"}).content.decode()
    found = re.search(r"http://[^<]*(/desk/upkeep/feed/[^<]+)</code>", shown)
    assert found
    Person.objects.filter(pk=cast.technician.pk).update(is_active=False)

    assert Client().get(found[1]).status_code == 404
