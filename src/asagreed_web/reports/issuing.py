"""Issuing a report: freezing what it says, telling it in the customer's chain, and letting the mails leave."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from asagreed.proof import ReportPeriod
from asagreed_web.chronicle.models import ChainHead
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.kit.outbox import put_mail
from asagreed_web.people.models import Person
from asagreed_web.reports.errors import NotReported
from asagreed_web.reports.facts import facts_of_customer
from asagreed_web.reports.hashing import digest
from asagreed_web.reports.making import Changes, Made, Written, make, make_again, print_pdf
from asagreed_web.reports.models import Annotation, Looked, Recipient, Report, ToReview
from asagreed_web.reports.periods import find_period

SUBJECT = "report"
LONGEST_TEXT = 2000


def latest_of(customer_id: int, period: str) -> Report | None:
    """Return the edition of a report that holds, without what it says; None where none was issued."""
    editions = Report.objects.filter(customer_id=customer_id, period=period).defer("data", "document")
    return editions.order_by("-edition").first()


@transaction.atomic
def issue_report(*, customer: Customer, period: str, language: str, by: Person | None, at: int) -> Report:
    """Freeze the report of a period and send it; a period that was reported has the report that it has.

    Raises NotReported for a period that is not over, and where there is nothing to report about.
    """
    held, asked = Customer.objects.select_for_update().get(pk=customer.pk), find_period(period)
    known = Report.objects.filter(customer=held, period=asked.name, edition=1).first()
    if known is not None:
        return known
    _check_over(held, asked, at=at)
    facts, written = facts_of_customer(held, asked, as_of=at), written_into(held.pk, asked.name)
    made = make(facts, asked, written=written, language=language, as_of=at)
    report = _freeze(held, made, by=by, at=at)
    ToReview.objects.filter(customer=held, period=asked.name).delete()
    _mail(report, template="report_issued", at=at)
    return report


@transaction.atomic
def restate(*, report_id: int, at: int) -> Report | None:
    """Make another edition of a report if what was recorded since changes a figure; None where nothing does.

    The new edition looks at the same stretch of time as the first one did, and knows more about it.
    """
    last = Report.objects.select_related("customer", "restates", "looked").get(pk=report_id)
    held = Customer.objects.select_for_update().get(pk=last.customer_id)
    if not last.data or Report.objects.filter(customer=held, period=last.period, edition__gt=last.edition).exists():
        return None
    period = find_period(last.period)
    facts = facts_of_customer(held, period, as_of=last.as_of)
    if digest(dict(facts.inputs)) == last.looked.inputs_sha256:
        return None
    written = written_into(held.pk, period.name)
    made = make(facts, period, written=written, language=last.language, as_of=last.as_of)
    made, changes = make_again(made, before=last.data)
    if not changes:
        Looked.objects.filter(report=last).update(inputs_sha256=made.inputs_sha256)
        return None
    first = last.restates or last
    restated = _Restated(first=first, edition=last.edition + 1, changes=changes)
    report = _freeze(held, made, by=None, at=at, restated=restated)
    _mail(report, template="report_restated", at=at)
    return report


@transaction.atomic
def annotate(*, customer: Customer, period: str, kind: str, about: str, text: str, by: Person, at: int) -> Annotation:
    """Write the cause of a miss or a recommendation into a report that is to come. Raises NotReported."""
    named = find_period(period).name
    if latest_of(customer.pk, named) is not None:
        raise NotReported(f"The report {named} is issued, and stays as it is. Write it into the next one.")
    if len(text) > LONGEST_TEXT:
        raise NotReported(f"The text is longer than {LONGEST_TEXT} letters. Say it more shortly.")
    columns = {"customer": customer, "period": named, "kind": kind, "about": about[:120]}
    return Annotation.objects.create(**columns, text=text.strip(), written_at=at, written_by=by)


def written_into(customer_id: int, period: str) -> Written:
    """Return what people wrote into the report of a period: the newest words about each thing."""
    rows = Annotation.objects.filter(customer_id=customer_id, period=period).order_by("pk")
    newest = {(row.kind, row.about): row.text for row in rows}
    causes = {about: text for (kind, about), text in newest.items() if kind == Annotation.Kind.CAUSE and text}
    advice = {about: text for (kind, about), text in newest.items() if kind == Annotation.Kind.RECOMMENDATION and text}
    return Written(causes=causes, recommendations=[advice[about] for about in sorted(advice)])


def _check_over(customer: Customer, period: ReportPeriod, *, at: int) -> None:
    if at < period.span(customer.zone).end:
        raise NotReported(f"{period.name} is not over yet. Look at it as it stands, and issue it when it is over.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Restated:
    """Which edition a report is, of which first one, and what changed since the one before."""

    first: Report | None = None
    edition: int = 1
    changes: Changes = ()


_FIRST = _Restated()


def _freeze(customer: Customer, made: Made, *, by: Person | None, at: int, restated: _Restated = _FIRST) -> Report:
    head = ChainHead.objects.filter(chain=customer.pk).first()
    document = print_pdf(made.data)
    number = Report.objects.filter(customer=customer).count() + 1
    report = Report.objects.create(
        customer=customer,
        number=number,
        period=made.period,
        edition=restated.edition,
        restates=restated.first,
        language=made.language,
        data=made.text,
        data_sha256=made.sha256,
        document=document,
        document_sha256=hashlib.sha256(document).hexdigest(),
        inputs=dict(made.inputs),
        changes=list(restated.changes),
        as_of=made.as_of,
        chain_seq=head.seq if head else 0,
        chain_hash=head.hash if head else "",
        issued_at=at,
        issued_by=by,
    )
    _tell(report, by, at)
    Looked.objects.create(report=report, customer=customer, looked_at=at, inputs_sha256=made.inputs_sha256)
    Looked.objects.filter(report__customer=customer, report__period=report.period).exclude(report=report).delete()
    return report


def _tell(report: Report, by: Person | None, at: int) -> None:
    says: Mapping[str, Any] = {
        "number": report.number,
        "period": report.period,
        "edition": report.edition,
        "restates": report.restates_id,
        "data_sha256": report.data_sha256,
        "document_sha256": report.document_sha256,
        "inputs": report.inputs,
        "as_of": report.as_of,
    }
    append(
        report.customer_id,
        Happening(subject=SUBJECT, subject_id=report.pk, kind="report restated" if report.restates_id else
                  "report issued", happened_at=at, recorded_at=at, actor=by.actor if by else "worker", says=says),
    )  # fmt: skip


def _mail(report: Report, *, template: str, at: int) -> None:
    for person in _recipients(report.customer_id):
        says = {
            "name": person.name,
            "customer": report.customer.name,
            "period": report.period,
            "sha256": report.data_sha256,
            "link": settings.ADDRESS + reverse("portal:issued_report", args=(report.number,)),
        }
        put_mail(
            key=f"report {report.pk} to {person.pk}",
            template=template,
            to=person.email,
            says=says,
            customer_id=report.customer_id,
            at=at,
            language=person.language or report.language,
        )


def _recipients(customer_id: int) -> Sequence[Person]:
    recipients = Recipient.objects.filter(customer_id=customer_id, person__access_ended_at=None)
    return [each.person for each in recipients.select_related("person").order_by("pk")]
