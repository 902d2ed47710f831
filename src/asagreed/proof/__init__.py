"""What was kept in a period: of one customer, of all of them, and what of it may be published (mission F)."""

from asagreed.proof.clock_rows import ClockRow
from asagreed.proof.measured import Measured, PromisedShare, measure
from asagreed.proof.periods import ReportPeriod, period_named
from asagreed.proof.report_facts import ReportFacts

__all__ = ["ClockRow", "Measured", "PromisedShare", "ReportFacts", "ReportPeriod", "measure", "period_named"]
