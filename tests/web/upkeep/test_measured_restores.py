"""Promises of a draft are held against the test restores on record."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from tests.web.conftest import LATER, Cast
from tests.web.upkeep.agreed import london, mill_lane, said

from asagreed_web.customers.models import Customer
from asagreed_web.kit import clock
from asagreed_web.signing.drafting import begin_draft
from asagreed_web.signing.models import Draft
from asagreed_web.upkeep.operations import settle

PLACE = "amendments/1.yaml"
PROMISE = (
    "amendment: 1\nin force from: 2027-01-01\nrunning tickets: keep their targets\nset:\n"
    "  recovery.server: {restore: 4 h, backup: {every: 24 h, tested: 2026-01-03, restore took: 3 h}}\n"
)
TOOK = "The promise of 4 h rests on a test restore of «server» that took 4 h 47 min (measured on 2026-06-30, job 7)."


@pytest.fixture
def draft(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Draft:
    """Return a draft that promises Mill Lane School its server within four hours."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    school, _ = mill_lane()
    return begin_draft(customer=school, title="Recovery", papers={PLACE: PROMISE}, by=cast.owner, at=LATER)


def tried(cast: Cast, school: Customer, **found: Any) -> None:
    """Put the test restore of June on record."""
    done = said("test restore", "2026-06-30", "2026-06-30 16:00", **found)
    settle(customer=school, said=done, by=cast.technician, at=london("2026-06-30 16:10"))


def pages(cast: Cast, draft: Draft, text: str = PROMISE) -> list[str]:
    """Return what the page of a draft says, and what is said of its text as it is typed."""
    desk = Client()
    desk.force_login(cast.owner)
    address = f"/desk/customers/{draft.customer.slug}/drafts/{draft.number}/"
    typed = {"revision": str(draft.revision), "place": PLACE, "text-0": text}
    answers = (desk.get(address), desk.post(f"{address}look/", typed))
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", "", each.content.decode())).split()) for each in answers]


def test_a_promise_of_four_hours_is_held_against_a_restore_that_took_longer(cast: Cast, draft: Draft) -> None:
    assert not any("FEA409" in page for page in pages(cast, draft))
    tried(cast, draft.customer, restored_in=17_220, succeeded=True, evidence="job 7")
    for page in pages(cast, draft):
        assert "FEA409" in page
        assert TOOK in page


def test_a_restore_after_which_something_was_missing_is_told(cast: Cast, draft: Draft) -> None:
    tried(cast, draft.customer, succeeded=False)
    for page in pages(cast, draft):
        assert "FEA412" in page
        assert "when it was tried on 2026-06-30, not everything came back." in page


def test_what_was_measured_holds_where_the_draft_leaves_the_work_out(cast: Cast, draft: Draft) -> None:
    tried(cast, draft.customer, restored_in=17_220, succeeded=True, evidence="job 7")
    without = PROMISE + "remove: [proactive.test restore]\n"
    assert TOOK in pages(cast, draft, without)[1]


def test_a_restore_on_record_that_kept_the_promise_finds_nothing(cast: Cast, draft: Draft) -> None:
    tried(cast, draft.customer, restored_in=14_400, succeeded=True)
    assert not any("FEA409" in page or "FEA412" in page for page in pages(cast, draft))
