"""English: the sentences of all documents, and the words of agreements where they read better otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from asagreed.documents.language import english_contract, english_papers, english_reports
from asagreed.documents.language.grammar import Rule

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

RULES: tuple[Rule, ...] = ()
"""Agreements are written in English, so a value stands as it was written."""

WORDS: Mapping[str, str] = {
    "always": "at any time",
    "00:00–24:00": "day and night",
    "customer": "the customer",
    "provider": "the provider",
    "dispatcher": "the dispatcher",
    "excluded": "not included",
    "billable": "not included",
    "on the first": "as on the first of the month",
    "highest": "by the highest number of the month",
    "by day": "by the day",
    "whole months": "paid as a whole one",
    "free": "free of charge",
    "when paid": "once they are paid",
    "when bought": "as soon as they are bought",
    "when accepted": "when the measure is accepted",
    "when installed": "when the measure is installed",
    "bill the rest": "the rest is billed",
    "work stops": "work stops",
    "allowance": "the allowance",
    "block": "the bought hours that expire first",
    "block that expires first": "the bought hours that expire first",
    "oldest block": "the hours that were bought first",
    "retainer": "the balance that was paid ahead",
    "rate": "the hourly rate",
    "expires": "they expire",
    "expire": "they expire",
    "rolls over once": "they roll over once",
    "nothing": "nothing",
}
"""Fixed words of agreements, where they read better otherwise."""

KEYS: Mapping[str, str] = {
    "rates": "hourly rates",
    "targets": "promised times",
    "kept in": "share that is kept",
    "emergency": "emergencies",
    "uptime": "availability",
    "billing": "payment",
}
"""Keys of agreements, where they read better otherwise."""

SENTENCES: Mapping[str, str] = {
    **english_contract.SENTENCES,
    **english_papers.SENTENCES,
    **english_reports.SENTENCES,
}
