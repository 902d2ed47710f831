"""What pages print of verdicts, quotes and balances: frozen values, made by the library and only shown here.

Moments are UTC seconds, lengths are seconds, money is exact. `why` is the whole trace of a figure as plain data
(`asagreed.figures.figure_data`), for a page that unfolds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from asagreed.figures import Clause
from asagreed.money import Money

Source = Literal["free", "allowance", "block", "retainer", "rate", "quote", "excluded", "undecided"]
Verdict = Literal["covered", "billable", "excluded", "undecided"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPart:
    """A part of a piece of work for which one thing holds.

    `worked` are seconds of work, `billed` those with what minimum and step add, `taken` what `purse` gives for them.
    `amount` is what the customer pays for the part, None where nobody can say yet. `outcome` and `rate` are words.
    """

    start_at: int | None
    end_at: int | None
    worked: int
    billed: int
    verdict: Verdict
    source: Source
    outcome: str
    purse: str
    taken: int
    amount: Money | None
    per_hour: Money | None
    rate: str
    because: str
    clause: Clause | None
    coverage_clause: Clause | None
    ask: str
    call: str
    is_emergency: bool
    why: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnFrom:
    """What a piece of work takes from an allowance, a block or the retainer, and what is left when all is recorded.

    Seconds for hours, money for the retainer. `until_at` is when a lot ends, None for never.
    """

    purse: str
    kind: Literal["allowance", "block", "retainer"]
    taken: int | Money
    left: int | Money
    until_at: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """What one side does in an emergency."""

    who: str
    does: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyView:
    """Whether a ticket is an emergency as of a moment: «yes», «no», «only by agreement»."""

    answer: str
    because: str
    clause: Clause | None
    at: int
    handling: tuple[Step, ...] = ()

    @property
    def is_emergency(self) -> bool:
        """Whether the answer is yes."""
        return self.answer == "yes"


@dataclass(frozen=True, slots=True)
class Extra:
    """What comes on top of the hours, such as the way: in words, with its price."""

    description: str
    amount: Money
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Open:
    """What somebody has to decide before it can be charged, and whom to ask."""

    what: str
    because: str
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPreview:
    """What work comes to before it is saved.

    `net` is what the customer pays without tax, work and extras, None without a currency. `refused` says why it cannot
    be saved at all; then there are no parts. `hash` stands for everything that was shown: `record_work` refuses
    another. `warnings` do not keep anybody from saving.
    """

    zone: str
    currency: str
    start_at: int
    end_at: int
    parts: tuple[EntryPart, ...] = ()
    worked: int = 0
    free: int = 0
    billed: int = 0
    net: Money | None = None
    extras: tuple[Extra, ...] = ()
    drawn: tuple[DrawnFrom, ...] = ()
    emergency: EmergencyView | None = None
    needs_approval: bool = False
    approval_because: str = ""
    undecided: tuple[Open, ...] = ()
    warnings: tuple[str, ...] = ()
    refused: str = ""
    version_hash: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEntry:
    """A time entry as it was saved, with its verdict of then.

    `corrects` and `corrected_by` are ids of other entries; a corrected entry counts no more. `currency` is «» where no
    amount was said.
    """

    id: int
    ticket_id: int
    ticket_number: int
    person: str
    person_id: int
    start_at: int
    end_at: int
    seconds: int
    work_type: str
    role: str
    service: str
    delivery: str
    cause: str
    note: str
    travel_seconds: int
    quote_id: int | None
    corrects: int | None
    corrected_by: int | None
    recorded_at: int
    parts: tuple[EntryPart, ...]
    net: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedWay:
    """One way in which quoted work may be done, with the least and the most that it comes to.

    `least` and `most` are money without tax, None without a currency; `drawn` is what purses give in words;
    `undecided` is what somebody has to decide first. `parts` are the plain data of the parts at the most.
    """

    choice: str
    starts_at: int
    ends_at_least: int
    ends_at_most: int
    covered: str
    billed: str
    least: Money | None
    most: Money | None
    drawn: Mapping[str, str]
    undecided: tuple[Open, ...]
    parts: tuple[Mapping[str, Any], ...]
    why: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """A quote as it was shown, and how it stands.

    `amount` is the most that the customer pays for the chosen way, without tax: `per_hour` for what it takes, up to
    `at_most_seconds`; where these are None, it is one price for the whole, however long it takes. `work` are titles
    with least and most in words. `is_open` says whether it can still be answered at the moment asked for. `shown_hash`
    stands for everything that was shown.
    """

    id: int
    customer: str
    ticket_id: int
    ticket_number: int
    ticket_subject: str
    title: str
    zone: str
    currency: str
    choice: str
    amount: Money
    per_hour: Money | None
    at_most_seconds: int | None
    work: tuple[tuple[str, str, str], ...]
    ways: tuple[QuotedWay, ...]
    state: str
    is_open: bool
    offered_at: int
    offered_by: str
    expires_at: int
    answered_at: int | None
    answered_by: str
    answered_through: str
    version_hash: str
    shown_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceView:
    """One purse at a moment: what went in, was taken, was lost, is left; seconds, money for the retainer.

    `is_low` says that it is below a threshold of which the agreement says that notice is given. `until_at` is when the
    lot ends, None for never.
    """

    name: str
    kind: Literal["allowance", "block", "retainer"]
    put_in: int | Money
    taken: int | Money
    lost: int | Money
    left: int | Money
    until_at: int | None
    is_low: bool
    because: str
    clause: Clause | None
    why: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a month: what, how much of it, at what price, what it comes to without tax."""

    number: int
    item: str
    description: str
    quantity: str
    unit: str
    unit_price: str
    net: Money
    because: str
    clause: Clause | None
    why: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSoFar:
    """What a month comes to up to a moment; nothing of it is issued. `month` is «2026-05».

    `because` says why there are no figures, where there are none. `data` is the statement as the library tells it
    (`asagreed.documents.statement_data`), whole.
    """

    month: str
    zone: str
    currency: str
    lines: tuple[Line, ...] = ()
    net: Money | None = None
    tax: Money | None = None
    gross: Money | None = None
    from_retainer: Money | None = None
    drawn: tuple[tuple[str, int], ...] = ()
    covered_seconds: int = 0
    undecided: tuple[Open, ...] = ()
    balances: tuple[BalanceView, ...] = ()
    because: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
