"""A report goes when its time is over as agreed: its words, not its hashes; and nothing else of it may be changed."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.web.conftest import LATER, Cast
from tests.web.protection.bakery import YEAR, made_bakery

from asagreed_web.chronicle.queries import find_break
from asagreed_web.protection.operations import obey_retention
from asagreed_web.reports.issuing import annotate, issue_report, restate
from asagreed_web.reports.models import Annotation, Report

KEPT = "{tickets: 9 years, reports: 2 years, afterwards: deleted}"


@pytest.fixture
def report(cast: Cast) -> Report:
    bakery = made_bakery(KEPT)
    annotate(customer=bakery, period="2026-10", kind="recommendation", about="1", text="Tapes.", by=cast.owner,
             at=LATER)  # fmt: skip
    return issue_report(customer=bakery, period="2026-10", language="en", by=None, at=LATER)


def test_a_report_loses_its_words_when_its_time_is_over_and_not_before(report: Report) -> None:
    for years, gone in ((1, 0), (3, 1), (4, 0)):
        done = obey_retention(customer_id=report.customer_id, actor="worker", at=LATER + years * YEAR)
        assert done is not None
        assert done.counts["reports"] == gone
    left = Report.objects.get()
    assert (left.data, bytes(left.document)) == ("", b"")
    assert (left.data_sha256, left.document_sha256) == (report.data_sha256, report.document_sha256)
    assert Annotation.objects.get().text == ""
    assert find_break(report.customer_id) is None
    assert restate(report_id=left.pk, at=LATER + 4 * YEAR) is None


@pytest.mark.parametrize("columns", [{"data": ""}, {"document": b""}, {"data": "", "document": b"", "period": "x"}])
def test_it_is_erased_whole_and_nothing_else_changes(report: Report, columns: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**columns)


def test_a_page_says_that_it_was_erased(report: Report, cast: Cast, client: Client) -> None:
    Report.objects.filter(pk=report.pk).update(data="", document=b"")
    client.force_login(cast.owner)

    address = f"/desk/customers/mill-bakery/reports/{report.number}/"
    assert "erased when its time was over" in client.get(address).content.decode()
    assert client.get(f"{address}pdf/").status_code == 404
