"""What the macros print: frozen parts of pages, filled by the rooms' `pages.py`.

Moments are UTC seconds. Lengths are seconds: open time where the name says open, time on the wall elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from asagreed.figures import Clause

PromiseState = Literal["running", "at risk", "breached", "paused", "met", "none"]
Author = Literal["customer", "staff", "internal", "automatic"]


@dataclass(frozen=True, slots=True)
class PromiseCell:
    """One promise of a ticket as of now: `elapsed`, `remaining` and `budget` in open seconds.

    `counts_until` is when the hours that count end next; the countdown in the browser stands still after it.
    """

    name: str
    """Of the clock: response, update, resolution, arrival."""
    state: PromiseState
    due_at: int | None = None
    remaining: int = 0
    elapsed: int = 0
    budget: int = 0
    at_risk_at: int | None = None
    counts_until: int | None = None
    hold_reason: str = ""
    why: str = ""
    """Where the ledger of this clock is."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A stretch of a clock: whether it counts, why, by which clause, and the total so far in open seconds."""

    start: int
    end: int
    counts: bool
    why: str
    clause: Clause | None = None
    clause_address: str = ""
    """Where the clause can be read; empty prints it without a link."""
    total: int = 0

    @property
    def seconds(self) -> int:
        """The length of the stretch on the wall."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class FileLink:
    """An attachment: size in bytes; a note says why it cannot be opened, such as «quarantined»."""

    name: str
    address: str
    size: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message of a conversation; `text` is plain text, `frame_address` the sandboxed page of an HTML original."""

    number: int
    author: Author
    name: str
    at: int
    text: str
    by: str = ""
    """The way it came: by e-mail, in the portal, by phone."""
    to: str = ""
    is_unverified: bool = False
    frame_address: str = ""
    files: tuple[FileLink, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened between two messages."""

    at: int
    icon: str
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a card in the side rail; `why` leads to the reasons of the figure."""

    name: str
    value: str
    address: str = ""
    why: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A form field as it is printed; `value` is what was typed, also when it could not be used."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    error: str = ""
    kind: str = "text"
    """An input type, or textarea, select, radios, checkbox, checkboxes."""
    choices: tuple[tuple[str, str], ...] = ()
    chosen: tuple[str, ...] = ()
    required: bool = False
    is_conditional: bool = False
    """Whether it is needed depends on another field, as the hint says: it is not called optional."""
    autocomplete: str = ""
    rows: int = 4

    @property
    def id(self) -> str:
        """The id of the control, which labels and the error summary point to."""
        return f"field-{self.name}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `is_number` aligns to the end, `is_first_on_cards` puts it on top at 320 px."""

    title: str
    is_number: bool = False
    is_title_hidden: bool = False
