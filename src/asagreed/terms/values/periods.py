"""Stretches of the civil calendar: how long a term lasts, how it renews, how early notice is given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from dateutil.relativedelta import relativedelta
from pydantic import PlainValidator, WithJsonSchema

from asagreed.terms.refusals import from_text, refuse

_PERIOD = re.compile(r"(?:for )?(\d{1,4}) (day|week|month|year)s?", re.IGNORECASE)
_RENEWALS = {"yearly": "1 year", "quarterly": "3 months", "monthly": "1 month"}


@dataclass(frozen=True, slots=True)
class Period:
    """Months and days that are added to a date; a month from 31 January ends on the last of February."""

    months: int = 0
    days: int = 0

    def after(self, moment: datetime) -> datetime:
        """Return the moment one such period later."""
        return moment + relativedelta(months=self.months, days=self.days)


def parse_period(text: str) -> Period:
    """Return the period of a text such as `1 year`, `6 months` or `60 days`."""
    match = _PERIOD.fullmatch(" ".join(text.split()))
    if match is None or int(match[1]) == 0:
        raise refuse(
            "YML316",
            f"«{text}» is not a period of the calendar: a number of days, weeks, months or years.",
            remedy="Write, for instance, 1 year, 6 months or 60 days.",
            text=text,
        )
    number, unit = int(match[1]), match[2].lower()
    if unit in ("day", "week"):
        return Period(days=number * (7 if unit == "week" else 1))
    return Period(months=number * (12 if unit == "year" else 1))


def parse_renewal(text: str) -> Period | None:
    """Return the length of a renewal term, or None when the agreement ends with its first term."""
    word = text.strip().lower()
    if word in ("no", "never"):
        return None
    return parse_period(_RENEWALS.get(word, text))


PERIOD_SCHEMA = {"type": "string", "examples": ["1 year", "6 months", "60 days"]}
RENEWAL_SCHEMA = {"type": ["string", "boolean"], "examples": ["yearly", "monthly", "for 6 months", "never"]}
PeriodText = Annotated[Period, PlainValidator(from_text(parse_period)), WithJsonSchema(PERIOD_SCHEMA)]
RenewalText = Annotated[Period | None, PlainValidator(from_text(parse_renewal)), WithJsonSchema(RENEWAL_SCHEMA)]
