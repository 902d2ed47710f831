"""Reports: listed, read as data, and as the printed document."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from asagreed_web.doors.api.customer_views import Slug, find_customer
from asagreed_web.doors.api.identity import asker_of
from asagreed_web.doors.api.problems import NotThere
from asagreed_web.doors.api.registering import question
from asagreed_web.doors.api.shapes import BIGGEST_ID, ById, Moment, Page, Shown, paged
from asagreed_web.reports.models import Report
from asagreed_web.reports.rules import listed, reports_for

router = Router(tags=["reports"])
Number = Annotated[int, Path(ge=1, le=BIGGEST_ID, description="The number of the report.")]


class ChangeShown(Shown):
    """A figure that a restatement says otherwise than the edition before; what one of them lacks is «–»."""

    what: str
    before: str
    after: str


class ReportListed(Shown):
    """A report that was issued. `edition` 1 is as it was issued first; later ones are restatements of it."""

    number: int
    period: str = Field(examples=["2026-05", "2026-Q2"])
    edition: int
    restates: int | None = Field(description="The number of the first edition; null for that one itself.")
    language: str
    data_sha256: str
    document_sha256: str
    as_of: Moment
    issued_at: Moment


class ReportShown(ReportListed):
    """A report with all that it says. `data.hash` is the SHA-256 of the rest of `data` as canonical JSON."""

    inputs: dict[str, str]
    changes: list[ChangeShown]
    chain_seq: int
    chain_hash: str
    data: dict[str, Any]


class DocumentShown(Shown):
    """A report as it is printed: `content` is the PDF in Base64, `sha256` that of its bytes."""

    number: int
    media_type: str
    sha256: str
    content: str


@question(router, "/customers/{slug}/reports", Page[ReportListed])
def list_reports(request: HttpRequest, slug: Slug, asked: Query[ById]) -> Page[ReportListed]:
    """List the reports of a customer in the order in which they were issued, restatements among them."""
    asker = asker_of(request)
    found = listed(reports_for(asker.person)).filter(customer=find_customer(asker, slug), number__gt=asked.after or 0)
    rows = list(found.order_by("number")[: asked.limit + 1])
    return Page[ReportListed](**paged(rows, asked.limit, shown=_listed, place=lambda row: row.number))


@question(router, "/customers/{slug}/reports/{int:number}", ReportShown)
def get_report(request: HttpRequest, slug: Slug, number: Number) -> ReportShown:
    """Show a report with every figure, its target, its verdict and why it is what it is."""
    found = _found(request, slug, number)
    more = {name: getattr(found, name) for name in ("inputs", "changes", "chain_seq", "chain_hash")}
    return ReportShown.model_validate({**dict(_listed(found)), **more, "data": json.loads(found.data)})


@question(router, "/customers/{slug}/reports/{int:number}/document", DocumentShown)
def get_report_document(request: HttpRequest, slug: Slug, number: Number) -> DocumentShown:
    """Hand out a report as it is printed."""
    found = _found(request, slug, number)
    content = b64encode(bytes(found.document)).decode()
    return DocumentShown(
        number=found.number, media_type="application/pdf", sha256=found.document_sha256, content=content
    )


def _found(request: HttpRequest, slug: str, number: int) -> Report:
    asker = asker_of(request)
    rows = reports_for(asker.person).select_related("restates").filter(customer=find_customer(asker, slug))
    found = rows.filter(number=number).first()
    if found is None or not found.data:
        raise NotThere(f"report {number} of «{slug}»")
    return found


def _listed(report: Report) -> ReportListed:
    copied = {name: getattr(report, name) for name in ReportListed.model_fields if name != "restates"}
    return ReportListed(**copied, restates=report.restates.number if report.restates else None)
