"""Beside tickets the demonstration tells what happened to systems, what was invoiced, reported and asked."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.web.conftest import EXAMPLES, LATER

from asagreed_web.billing.models import MoneyReceived
from asagreed_web.chronicle.queries import chains, find_break
from asagreed_web.demo import operations
from asagreed_web.demo.operations import make_demo
from asagreed_web.demo.writing import Step
from asagreed_web.discovery.models import AnswerSheet
from asagreed_web.invoicing.facts import issued_invoice
from asagreed_web.invoicing.models import Invoice
from asagreed_web.monitoring.models import Check
from asagreed_web.reports.models import Report
from asagreed_web.signing.models import Remark
from asagreed_web.status.models import StatusPage
from asagreed_web.upkeep.models import SettledWork
from asagreed_web.uptime.models import OutageRecord, UnwatchedRecord, WindowRecord


@pytest.fixture
def told(sees_all: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell the half year without its tickets, which are tested beside it."""

    def nothing(*_scenes: object, **_when: int) -> list[Step]:
        return []

    monkeypatch.setattr(operations, "_script", nothing)
    make_demo(examples=EXAMPLES, seed=7, at=LATER)


def test_it_tells_the_whole_story(told: None) -> None:
    # Systems.
    assert OutageRecord.objects.filter(edition=1).count() == 8
    assert OutageRecord.objects.get(edition=2).because
    assert UnwatchedRecord.objects.count() == 1
    assert WindowRecord.objects.filter(starts_at__gt=LATER).count() == 1
    assert not Check.objects.filter(ended_at=None).exists()
    assert Check.objects.count() == 2
    assert StatusPage.objects.get().word == "harbour-dental"
    # Money.
    note = Invoice.objects.get(kind="credit note")
    assert note.corrects is not None
    assert note.corrects.gross > note.gross > 0
    assert MoneyReceived.objects.get(purpose=note.corrects.number).amount == note.corrects.gross - note.gross
    assert MoneyReceived.objects.count() == Invoice.objects.filter(corrects=None).count() - 2
    september = Invoice.objects.get(customer__slug="bright-legal", month__year=2026, month__month=9)
    assert [line.net.amount < 0 for line in issued_invoice(september).invoice.lines].count(True) == 1
    # Reports.
    restated = Report.objects.get(edition=2)
    assert (restated.customer.slug, restated.period) == ("harbour-dental", "2026-09")
    assert Report.objects.filter(edition=1).count() == 3 * 6
    # Work that recurs.
    settled = SettledWork.objects.filter(customer__slug__in=("harbour-dental", "bright-legal"))
    says = Counter(settled.values_list("says", flat=True))
    assert says["done"] > says["skipped"] > 0
    assert says["deferred"] > 0
    assert says["agreed"] + says["deferred"] == says["proposed"]
    # What is asked, and the chains of it all.
    assert AnswerSheet.objects.get(system="files").verified["backups"]["evidence"]
    assert Remark.objects.get().draft.is_shared
    assert [found for chain in chains() if (found := find_break(chain))] == []
