"""Work at night, and nobody knows what it costs."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.hours import first_uncovered, promised_hours
from asagreed.checks.subject import Subject
from asagreed.open_time import always
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = "rates: {remote: 120.00 USD per h}"
RIGHT = "rates: {remote: 120.00 USD per h, outside: {of: support, times: 1.5}}"


def look(subject: Subject) -> Iterator[Problem]:
    """Find rate cards without a band, in an agreement whose support ends at some hour."""
    rates = subject.agreement.rates
    if not rates.work_types or rates.outside or rates.bands:
        return
    if first_uncovered(always(), promised_hours(subject), subject=subject):
        yield subject.missing(
            "rates",
            "FEE501",
            "Work outside support hours has no rate.",
            remedy="Add outside: {of: support, times: 1.5}, with your own factor, or times: 1 if it costs the same.",
        )


CHECK = Check(
    Rule(
        code="FEE501",
        name="after-hours-without-rate",
        severity="error",
        finds="Hourly rates without one for work outside support hours.",
        matters="The longest night of the year is invoiced at a rate that was never agreed.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Add rates: {outside: …}, or a band for those hours.",
    ),
    look,
)
