"""Questions about reports: what was issued, what waits, how a customer gets them, and what people wrote into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from asagreed.proof import ReportPeriod
from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person
from asagreed_web.reports.facts import facts_of_customer
from asagreed_web.reports.issuing import written_into
from asagreed_web.reports.making import Made, make
from asagreed_web.reports.models import Annotation, Every, Recipient, Report, Schedule, ToReview
from asagreed_web.reports.periods import before, find_period, period_at
from asagreed_web.reports.rules import listed, may_get_reports, reports_for

SHOWN = 60
"""Reports that a list shows: five years of months."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The latest edition of a report, with the editions before it, the newest first."""

    latest: Report
    earlier: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Annotations:
    """What holds of what people wrote: the cause of each miss by its name, and recommendations by their number."""

    causes: Mapping[str, Annotation]
    recommendations: Mapping[str, Annotation]


@dataclass(frozen=True, slots=True)
class Sent:
    """Who is told of reports, and who may be."""

    chosen: frozenset[int]
    people: tuple[Person, ...]


def reports_of(person: Person, *, customer: Customer) -> list[Listed]:
    """Return the reports of a customer that somebody may see, the last issued first; editions of one lie together."""
    rows = listed(reports_for(person)).filter(customer=customer).order_by("-number")
    found: dict[str, list[Report]] = {}
    for report in rows[:SHOWN]:
        found.setdefault(report.period, []).append(report)
    return [Listed(editions[0], tuple(editions[1:])) for editions in found.values()]


def found_or_404(person: Person, *, customer: Customer, number: int) -> Report:
    """Return a report with all that it says. Raises Http404 where somebody may not see it, or there is none."""
    rows = reports_for(person).select_related("issued_by", "restates").filter(customer=customer, number=number)
    return get_object_or_404(rows)


def editions_of(report: Report) -> list[Report]:
    """Return every edition of the period of a report, the first one first, without what they say."""
    return list(listed(Report.objects.filter(customer=report.customer_id, period=report.period)).order_by("edition"))


def preview(*, customer: Customer, period: str, language: str, at: int) -> Made:
    """Return a report as it would be issued at this moment; nothing is kept. Raises NotReported."""
    asked = find_period(period)
    facts, written = facts_of_customer(customer, asked, as_of=at), written_into(customer.pk, asked.name)
    return make(facts, asked, written=written, language=language, as_of=at)


def annotations_of(customer_id: int, period: str) -> Annotations:
    """Return what people wrote into the report of a period, the newest words about each thing."""
    rows = Annotation.objects.filter(customer_id=customer_id, period=period).select_related("written_by").order_by("pk")
    newest = {(row.kind, row.about): row for row in rows}
    kept = [row for row in newest.values() if row.text]
    return Annotations(
        causes={row.about: row for row in kept if row.kind == Annotation.Kind.CAUSE},
        recommendations={row.about: row for row in kept if row.kind == Annotation.Kind.RECOMMENDATION},
    )


def schedules_of(customer: Customer) -> dict[str, Schedule | None]:
    """Return how a customer gets reports of each length; None where it gets none."""
    rows = {each.every: each for each in Schedule.objects.filter(customer=customer).select_related("changed_by")}
    return {every.value: rows.get(every.value) for every in Every}


def sent_to(customer: Customer) -> Sent:
    """Return who of a customer is told of its reports."""
    chosen = frozenset(Recipient.objects.filter(customer=customer).values_list("person", flat=True))
    return Sent(chosen, tuple(may_get_reports(customer.pk)))


def waiting_of(customer: Customer) -> Sequence[ToReview]:
    """Return the reports that are due and wait to be read, the oldest first."""
    return list(ToReview.objects.filter(customer=customer))


def offered_periods(customer: Customer, *, at: int) -> list[ReportPeriod]:
    """Return the periods that a page offers to look at: the running month and quarter, and those before them."""
    found = []
    for every, count in (("month", 4), ("quarter", 2)):
        period = period_at(at, every=every, zone=customer.zone)
        for _ in range(count):
            found.append(period)
            period = before(period)
    return found
