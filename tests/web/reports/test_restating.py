"""What is recorded late and changes a figure makes a restatement; the report itself stays as it was, byte for byte."""

from __future__ import annotations

import json

from django.forms.models import model_to_dict
from tests.web.conftest import Cast, chicago
from tests.web.reports.may import MAY, late_work, may_issued, month_of_may
from tests.web.signing.put import mails_to

from asagreed_web.chronicle.models import Event
from asagreed_web.reports.issuing import restate
from asagreed_web.reports.models import Looked, Report
from asagreed_web.reports.restating import look_over
from asagreed_web.reports.scheduling import keep_recipients
from asagreed_web.tickets import operations
from asagreed_web.tickets.operations import Author

LATER = chicago("2026-06-11 12:00")


def test_late_work_makes_a_restatement_that_says_what_changed(cast: Cast) -> None:
    met, _ = month_of_may(cast)
    keep_recipients(customer=cast.harbour, person_ids=[cast.approver.pk], by=cast.owner, at=LATER)
    first = may_issued(cast)
    before = model_to_dict(Report.objects.get(pk=first.pk))
    late_work(cast, met)

    assert look_over(at=LATER) == 1
    again = Report.objects.get(edition=2)
    assert (again.restates, again.period, again.as_of, again.number) == (first, MAY, first.as_of, 2)
    assert again.changes[0] == {
        "id": "figure hours",
        "what": "Hours used",
        "before": "0\u00a0min",
        "after": "2\u00a0h\u00a015\u00a0min",
    }
    assert json.loads(again.data)["sections"][0]["id"] == "restatement"
    assert model_to_dict(Report.objects.get(pk=first.pk)) == before
    assert Event.objects.filter(chain=cast.harbour.pk).latest("seq").kind == "report restated"
    assert [each.says["template"] for each in mails_to(cast.approver.email)] == ["report_issued", "report_restated"]


def test_nothing_is_restated_twice(cast: Cast) -> None:
    met, _ = month_of_may(cast)
    may_issued(cast)
    late_work(cast, met)

    assert [look_over(at=LATER + 3600 * hours) for hours in range(3)] == [1, 0, 0]
    assert Report.objects.count() == 2


def test_what_occurs_after_the_report_changes_nothing_of_it(cast: Cast) -> None:
    met, _ = month_of_may(cast)
    may_issued(cast)
    operations.reopen(ticket_id=met.pk, by=Author.of(cast.technician), why="it is back", at=chicago("2026-06-09 09:00"))

    assert look_over(at=LATER) == 0


def test_facts_that_change_no_figure_are_looked_at_once(cast: Cast) -> None:
    month_of_may(cast)
    report = may_issued(cast)
    Looked.objects.update(inputs_sha256="0" * 64)

    assert look_over(at=LATER) == 0
    looked = Looked.objects.get(report=report)
    assert (looked.inputs_sha256 != "0" * 64, looked.looked_at) == (True, LATER)


def test_only_the_last_edition_is_restated(cast: Cast) -> None:
    met, _ = month_of_may(cast)
    first = may_issued(cast)
    late_work(cast, met)
    look_over(at=LATER)

    assert list(Looked.objects.values_list("report__edition", flat=True)) == [2]
    assert first.edition == 1


def test_a_report_that_is_more_than_a_year_old_stays_alone(cast: Cast) -> None:
    met, _ = month_of_may(cast)
    report = may_issued(cast)
    late_work(cast, met)

    assert look_over(at=LATER + 500 * 86_400) == 0
    assert restate(report_id=report.pk, at=LATER + 500 * 86_400) is not None
