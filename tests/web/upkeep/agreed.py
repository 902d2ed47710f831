"""A customer who is called before service, with recurring work in the agreement."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.web.conftest import Cast, made_customer, made_person

from asagreed_web.customers.models import Customer
from asagreed_web.kit.mailed_links import MailedLink
from asagreed_web.people.models import Person, Role
from asagreed_web.tickets.attachments import Upload
from asagreed_web.upkeep.approvals import propose
from asagreed_web.upkeep.links import APPROVALS
from asagreed_web.upkeep.operations import Said, settle

MAY = date(2026, 5, 1)


def london(text: str) -> int:
    """Return a moment in the zone of Mill Lane School as UTC seconds."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/London")).timestamp())


def mill_lane() -> tuple[Customer, Person]:
    """Return Mill Lane School and its bursar, who may approve."""
    customer = made_customer("mill-lane-school", "Mill Lane School")
    return customer, made_person("bursar", Role.APPROVER, customer)


def said(task: str, due_on: str, moment: str, **more: Any) -> Said:
    """Return what somebody says of a piece of work: that it was done, unless it says otherwise."""
    return Said(task=task, due_on=date.fromisoformat(due_on), done_at=london(moment), **{"says": "done", **more})


def called_before_service(cast: Cast, *, at: int) -> dict[str, str]:
    """Let Mill Lane School be asked about May, and some of its work be settled; return the list and its link."""
    school, bursar = mill_lane()
    sent = propose(customer=school, month=MAY, actor="worker", at=at)
    for task, due, more in (
        ("backup logs", "2026-05-13", {"evidence": "Twelve jobs, all green", "worked": 900}),
        ("backup logs", "2026-05-14", {"says": "skipped", "because": "The school was closed for a training day"}),
    ):
        uploads = [Upload("jobs.pdf", 9, io.BytesIO(b"%PDF-1.7\n"))] if "evidence" in more else []
        settle(
            customer=school, said=said(task, due, f"{due} 09:20", **more), by=cast.technician, at=at, uploads=uploads
        )
    link = MailedLink(opens=sent.pk, customer_id=school.pk, recipient=bursar.email, expires_at=sent.expires_at)
    return {"approvals": str(sent.pk), "approving": APPROVALS.token_of(link)}
