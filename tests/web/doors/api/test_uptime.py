"""Outages, windows and checks by the API: recorded, corrected with a reason, and seen by those whose they are."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.conftest import Cast
from tests.web.doors.api.conftest import Programs

from asagreed_web.intake.signals import make_key, read_delivery, store_delivery

BEGAN, OVER = "2026-05-15T15:00:00Z", "2026-05-15T16:00:00Z"
OUTAGE = {"customer": "harbour-dental", "system": "mail", "occurred_at": BEGAN, "restored_at": OVER}


def test_an_outage_is_recorded_corrected_and_withdrawn(cast: Cast, programs: Programs) -> None:
    desk, mine, others = programs("technician"), programs("viewer"), programs("stranger")
    status, made = desk.post("/outages", {**OUTAGE, "affected": "1/2"})
    assert (status, made["record"], made["edition"], made["affected"]) == (201, "outage-1", 1, "1/2")
    sent = {"system": "mail", "occurred_at": BEGAN, "edition": 1, "because": "the log shows that it goes on"}
    status, corrected = desk.post("/outages/harbour-dental/outage-1/correct", sent)
    assert (status, corrected["edition"], corrected["restored_at"]) == (200, 2, None)
    status, refused = desk.post("/outages/harbour-dental/outage-1/correct", sent)
    assert (status, refused["detail"][:56]) == (422, "«outage-1» was corrected meanwhile: edition 2 holds, and")
    assert [each["edition"] for each in mine.get("/outages")[1]["items"]] == [2]
    assert (others.get("/outages")[1]["items"], desk.get("/outages", customer="riverbend-vets")[1]["items"]) == ([], [])
    assert desk.post("/outages/harbour-dental/outage-1/withdraw", {"because": "a test"})[1]["is_withdrawn"] is True
    assert mine.get("/outages")[1]["items"] == []


def test_an_outage_that_ends_before_it_begins_is_refused_in_words(programs: Programs) -> None:
    status, refused = programs("technician").post("/outages", {**OUTAGE, "occurred_at": OVER, "restored_at": BEGAN})
    assert status == 422
    assert refused["detail"] == (
        "It cannot be restored at 2026-05-15 15:00:00 UTC, before it began at 2026-05-15 16:00:00 UTC. "
        "Correct one of both."
    )


@pytest.mark.parametrize("path", ["outages", "windows", "excuses", "unwatched", "invoices"])
def test_a_customer_who_cannot_be_is_refused_in_words(path: str, programs: Programs) -> None:
    status, refused = programs("owner").get(f"/{path}", customer="\0")
    assert (status, [each["place"] for each in refused["errors"]]) == (422, ["query.customer"])


def test_a_window_is_announced_and_called_off_and_one_after_the_fact_is_a_note(cast: Cast, programs: Programs) -> None:
    desk = programs("dispatcher")
    sent: dict[str, Any] = {"customer": "harbour-dental", "systems": ["mail"], "title": "New disks"}
    late = {**sent, "starts_at": BEGAN, "planned_end_at": OVER}
    assert desk.post("/windows", late)[1]["is_dispute_note"] is True
    ahead = {**sent, "starts_at": "2029-05-15T15:00:00Z", "planned_end_at": "2029-05-15T16:00:00Z"}
    assert desk.post("/windows", ahead)[1]["is_dispute_note"] is False
    status, ended = desk.post("/windows/harbour-dental/window-1/end", {"ended_at": OVER})
    assert (status, ended["ended_at"]) == (200, OVER)
    status, called_off = desk.post("/windows/harbour-dental/window-2/cancel", {"because": "no disks"})
    assert (status, called_off["cancelled_at"] is None, called_off["because"]) == (200, False, "no disks")
    assert [each["record"] for each in programs("viewer").get("/windows")[1]["items"]] == ["window-2", "window-1"]


def test_an_excuse_is_recorded_corrected_and_withdrawn_and_its_customer_reads_it(programs: Programs) -> None:
    desk, mine, others = programs("dispatcher"), programs("viewer"), programs("stranger")
    sent = {"customer": "harbour-dental", "kind": "third party", "systems": ["mail"], "start_at": BEGAN, "end_at": OVER,
            "agreed_by": "Ada Example", "because": "the carrier's line was cut"}  # fmt: skip
    assert desk.post("/excuses", {**sent, "agreed_by": "  "})[0] == 422
    assert desk.post("/excuses", {**sent, "end_at": BEGAN})[1]["detail"] == (
        "The excuse begins and ends at the same moment. Say how long it holds."
    )
    status, made = desk.post("/excuses", sent)
    assert (status, made["record"], made["agreed_by"]) == (201, "excuse-1", "Ada Example")
    longer = {"edition": 1, "start_at": BEGAN, "end_at": "2026-05-15T17:00:00Z", "because": "it took longer"}
    status, corrected = desk.post("/excuses/harbour-dental/excuse-1/correct", longer)
    assert (status, corrected["edition"], corrected["end_at"]) == (200, 2, "2026-05-15T17:00:00Z")
    assert desk.post("/excuses/harbour-dental/excuse-1/correct", longer)[0] == 422
    assert [each["edition"] for each in mine.get("/excuses")[1]["items"]] == [2]
    assert others.get("/excuses")[1]["items"] == []
    assert desk.post("/excuses/harbour-dental/excuse-1/withdraw", {"because": "a test"})[1]["is_withdrawn"] is True
    assert desk.get("/excuses")[1]["items"] == []


def test_time_that_nobody_watched_is_recorded_corrected_and_withdrawn(programs: Programs) -> None:
    desk, mine = programs("technician"), programs("viewer")
    sent = {"customer": "harbour-dental", "system": "mail", "start_at": BEGAN, "because": "the probe was moved"}
    status, made = desk.post("/unwatched", sent)
    assert (status, made["record"], made["end_at"]) == (201, "unwatched-1", None)
    ended = {"edition": 1, "start_at": BEGAN, "end_at": OVER, "because": "it looks again"}
    status, corrected = desk.post("/unwatched/harbour-dental/unwatched-1/correct", ended)
    assert (status, corrected["edition"], corrected["end_at"]) == (200, 2, OVER)
    assert [each["end_at"] for each in mine.get("/unwatched", customer="harbour-dental")[1]["items"]] == [OVER]
    status, refused = desk.post("/unwatched", {**sent, "start_at": OVER, "end_at": BEGAN})
    assert (status, "before it began" in refused["detail"]) == (422, True)
    assert desk.post("/unwatched/harbour-dental/unwatched-1/withdraw", {"because": "a log"})[1]["is_withdrawn"] is True
    assert desk.get("/unwatched")[1]["items"] == []


def test_a_check_is_made_listed_and_ended(cast: Cast, programs: Programs) -> None:
    owner = programs("owner")
    sent = {"customer": "harbour-dental", "system": "mail", "kind": "http", "target": "https://www.harbour.example/",
            "expects": {"status": "200"}, "every_seconds": 60}  # fmt: skip
    status, made = owner.post("/checks", sent)
    assert (status, made["expects"], made["ended_at"], made["seen_at"]) == (201, {"status": "200"}, None, None)
    assert [each["id"] for each in programs("technician").get("/checks")[1]["items"]] == [made["id"]]
    assert owner.post(f"/checks/{made['id']}/end")[1]["ended_at"] is not None
    status, refused = owner.post("/checks", {**sent, "target": "ftp://www.harbour.example/"})
    assert (status, "only http:// and https:// are called" in refused["detail"]) == (422, True)


def test_a_thing_that_waits_is_listed_and_assigned(cast: Cast, programs: Programs) -> None:
    key = make_key(customer=cast.harbour, name="Monitor", system="", actor="person 1", at=1778857200).key
    raw = b'{"system": "host-17", "state": "down", "at": "2026-05-15T15:00:00Z"}'
    read_delivery(store_delivery(key=key, raw=raw, at=1778857300).pk, at=1778857300)
    desk = programs("technician")
    (thing,) = desk.get("/things", waiting="true")[1]["items"]
    assert (thing["names"], thing["system"]) == (["host-17"], "")
    assert desk.post(f"/things/{thing['id']}/assign", {"system": "files"})[1]["system"] == "files"
    assert (desk.get("/things", waiting="true")[1]["items"], len(desk.get("/things")[1]["items"])) == ([], 1)
    (outage,) = desk.get("/outages")[1]["items"]
    assert (outage["system"], outage["occurred_at"], outage["restored_at"]) == ("files", BEGAN, None)
