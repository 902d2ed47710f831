"""A report as a file: printed, as a table, as data. All of them are made from what was frozen."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from asagreed_web.reports.making import as_csv
from asagreed_web.reports.models import Report

FORMS = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "json": "application/json"}


def download_of(report: Report, form: str) -> HttpResponse:
    """Hand out a report in one of its forms. Raises Http404 for another one, and where it was erased.

    The hash of the data stands beside each of them, and is the one that is printed.
    """
    if form not in FORMS or not report.data:
        raise Http404
    response = HttpResponse(content_of(report, form), content_type=FORMS[form])
    place = "inline" if form == "pdf" else "attachment"
    edition = f"-{report.edition}" if report.edition > 1 else ""
    name = f"{report.customer.slug}-{report.period}{edition}.{form}"
    response["Content-Disposition"] = f'{place}; filename="{name}"'
    response["X-Report-SHA256"] = report.data_sha256
    return response


def content_of(report: Report, form: str) -> bytes:
    """Return a report in one of its forms, byte for byte the same each time."""
    if form == "pdf":
        return bytes(report.document)
    return as_csv(report.data) if form == "csv" else report.data.encode()
