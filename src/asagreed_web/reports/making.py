"""Making a report by the library: its data, what it was made from, and its printed forms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asagreed.billing.ledger.canonical import canonical_json
from asagreed.documents.report import ReportFacts, ReportPeriod, customer_report, report_csv, report_pdf
from asagreed_web.reports.hashing import digest

Data = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A report as data, with the hash of each thing that was read for it; `as_of` is in UTC seconds."""

    period: str
    language: str
    as_of: int
    data: Data
    inputs: Mapping[str, str]

    @property
    def text(self) -> str:
        """The data as it is frozen: canonical JSON."""
        return text_of(self.data)

    @property
    def sha256(self) -> str:
        """The hash of the data, which is printed on every form of it."""
        return str(self.data["hash"])

    @property
    def inputs_sha256(self) -> str:
        """One hash over everything that was read."""
        return digest(self.inputs)


def make(facts: ReportFacts, period: ReportPeriod, *, language: str, as_of: int) -> Made:
    """Return the report on a period with what occurred up to a moment. Raises what the library says against it."""
    data = customer_report(facts, period=period, as_of=as_of, language=language)
    return Made(period=period.name, language=language, as_of=as_of, data=data, inputs=dict(facts.inputs))


def text_of(data: Mapping[str, Any]) -> str:
    """Return the data of a report as it is frozen."""
    return canonical_json(data)


def print_pdf(data: Mapping[str, Any]) -> bytes:
    """Return the printed form of a report."""
    return report_pdf(dict(data))


def as_csv(text: str) -> bytes:
    """Return every figure of a frozen report as a table."""
    return report_csv(json.loads(text)).encode()
