"""Making a report by the library: its data, what it was made from, and its printed forms."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from asagreed.billing.ledger.canonical import canonical_json
from asagreed.documents.report import ReportFacts, ReportPeriod, customer_report, report_csv, report_pdf
from asagreed.documents.report.adding import as_restatement, with_written
from asagreed_web.reports.hashing import digest

Data = dict[str, Any]
WRITTEN = "written"
Changes = Sequence[Mapping[str, Any]]


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
        """One hash over everything that was read, and may be read otherwise later; what people wrote stays."""
        return digest({name: sha256 for name, sha256 in self.inputs.items() if name != WRITTEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What people wrote into a report: the cause of a miss by the name of its row, and what they recommend."""

    causes: Mapping[str, str]
    recommendations: Sequence[str]


def make(facts: ReportFacts, period: ReportPeriod, *, written: Written, language: str, as_of: int) -> Made:
    """Return the report on a period with what occurred up to a moment. Raises what the library says against it."""
    inputs = dict(facts.inputs)
    if written.causes or written.recommendations:
        inputs[WRITTEN] = digest(written)
    facts = replace(facts, inputs=MappingProxyType(inputs))
    data = customer_report(facts, period=period, as_of=as_of, language=language)
    data = with_written(data, causes=written.causes, recommendations=written.recommendations)
    return Made(period=period.name, language=language, as_of=as_of, data=data, inputs=inputs)


def make_again(made: Made, *, before: str) -> tuple[Made, Changes]:
    """Return a report as the restatement of an edition before it, given as text, and what changed; nothing may have."""
    data, changes = as_restatement(made.data, before=json.loads(before))
    return replace(made, data=data), changes


def text_of(data: Mapping[str, Any]) -> str:
    """Return the data of a report as it is frozen."""
    return canonical_json(data)


def print_pdf(data: Mapping[str, Any]) -> bytes:
    """Return the printed form of a report."""
    return report_pdf(dict(data))


def as_csv(text: str) -> bytes:
    """Return every figure of a frozen report as a table."""
    return report_csv(json.loads(text)).encode()
