"""A report is frozen when it is issued, once; it is told in the chain, and sent to whom the customer names."""

from __future__ import annotations

import hashlib
import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import Cast, chicago
from tests.web.reports.may import JUNE_3, MAY, may_issued, month_of_may
from tests.web.signing.put import mails_to

from asagreed_web.chronicle.models import Event
from asagreed_web.chronicle.queries import find_break
from asagreed_web.customers.models import Customer
from asagreed_web.reports.downloads import content_of
from asagreed_web.reports.errors import NotReported
from asagreed_web.reports.issuing import issue_report
from asagreed_web.reports.models import Report
from asagreed_web.reports.scheduling import keep_recipients


def test_a_report_is_frozen_with_its_hashes_and_told_in_the_chain(cast: Cast) -> None:
    month_of_may(cast)
    head = Event.objects.filter(chain=cast.harbour.pk).latest("seq")
    report = may_issued(cast)

    said = json.loads(report.data)
    assert said.pop("hash") == report.data_sha256
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    assert hashlib.sha256(canonical.encode()).hexdigest() == report.data_sha256
    assert hashlib.sha256(bytes(report.document)).hexdigest() == report.document_sha256
    assert (report.chain_seq, report.chain_hash) == (head.seq, head.hash)
    assert set(report.inputs) >= {"agreement", "tickets", "work", "books"}
    told = Event.objects.filter(chain=cast.harbour.pk).latest("seq")
    assert (told.kind, told.says["data_sha256"]) == ("report issued", report.data_sha256)
    assert find_break(cast.harbour.pk) is None


def test_page_pdf_csv_and_json_have_one_hash(cast: Cast) -> None:
    month_of_may(cast)
    report = may_issued(cast)

    assert content_of(report, "json").decode() == report.data
    assert report.data_sha256 in content_of(report, "csv").decode()
    assert content_of(report, "pdf").startswith(b"%PDF")


def test_issuing_twice_is_one_report(cast: Cast) -> None:
    month_of_may(cast)
    first = may_issued(cast)
    again = issue_report(customer=cast.harbour, period=MAY, language="de", by=cast.owner, at=JUNE_3 + 60)

    assert again.pk == first.pk
    assert Report.objects.count() == 1


def test_what_was_issued_cannot_be_changed(cast: Cast) -> None:
    report = may_issued(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(data="{}")
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).delete()


def test_a_period_that_runs_is_not_issued(cast: Cast) -> None:
    with pytest.raises(NotReported, match="not over"):
        issue_report(customer=cast.harbour, period=MAY, language="en", by=None, at=chicago("2026-05-31 23:59"))
    with pytest.raises(NotReported, match="not over"):
        issue_report(customer=cast.harbour, period="2026-Q2", language="en", by=None, at=JUNE_3)


@pytest.mark.parametrize("period", ["2026-13", "2026", "May", "9999-01"])
def test_a_word_that_is_no_period_is_refused(cast: Cast, period: str) -> None:
    with pytest.raises(NotReported):
        issue_report(customer=cast.harbour, period=period, language="en", by=None, at=JUNE_3)


def test_nothing_is_reported_without_an_agreement(cast: Cast) -> None:
    nobody = Customer.objects.create(slug="mill-bakery", name="Mill Bakery", zone="America/Chicago", entered_at=0)
    with pytest.raises(NotReported, match="no agreement"):
        issue_report(customer=nobody, period=MAY, language="en", by=None, at=JUNE_3)


def test_a_report_is_sent_to_those_who_were_chosen_and_may_get_it(cast: Cast) -> None:
    everybody = [cast.approver.pk, cast.viewer.pk, cast.stranger.pk, cast.owner.pk]
    chosen = keep_recipients(customer=cast.harbour, person_ids=everybody, by=cast.owner, at=JUNE_3)
    assert chosen == [cast.approver, cast.viewer]
    keep_recipients(customer=cast.harbour, person_ids=[cast.approver.pk], by=cast.owner, at=JUNE_3)
    report = may_issued(cast)

    (mail,) = [each for each in mails_to(cast.approver.email) if each.says["template"] == "report_issued"]
    assert report.data_sha256 in mail.says["text"]
    assert f"/portal/reports/{report.number}/" in mail.says["text"]
    assert mails_to(cast.viewer.email) == []


def test_a_report_costs_the_same_queries_for_two_tickets_and_for_six(cast: Cast) -> None:
    costs = []
    for _ in range(2):
        month_of_may(cast)
        with CaptureQueriesContext(connection) as queries, transaction.atomic():
            may_issued(cast)
            transaction.set_rollback(True)
        costs.append(len(queries))
        month_of_may(cast)
    assert costs[0] == costs[1] <= 40
