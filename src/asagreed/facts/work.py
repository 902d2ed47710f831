"""Work that was done or is planned: who, when, on what, and everything that may decide what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Appointment:
    """A time for work that both sides accepted; moments are UTC seconds, the end excluded.

    `moved_by` names the side that moved it from an earlier time, if one did.
    """

    accepted_at: int
    start: int
    end: int
    moved_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkEntry:
    """One stretch of work of one person, in UTC seconds, the end excluded.

    `seconds` is how long it lasted; an entry without `start` and `end` has only that. `work_type` is the line of the
    rate card; without it the delivery is. `asked_as` is the priority that the customer asked for. Entries with one
    `job` are one visit or one piece of work: minimum and step apply to them once. `recorded_at` is when the entry was
    written down; without it, when the work ended. `done_on` is the UTC second of the day's beginning for an entry
    that names a day and no times. `corrects` is the id of an entry that this one replaces. `place` says where it was
    read.
    """

    id: str
    seconds: int
    start: int | None = None
    end: int | None = None
    done_on: int | None = None
    person: str = ""
    role: str | None = None
    work_type: str | None = None
    service: str | None = None
    kind: str | None = None
    system: str | None = None
    site: str | None = None
    delivery: str | None = None
    cause: str | None = None
    asked_as: str | None = None
    ticket: str = ""
    incident: str = ""
    job: str = ""
    quote: str = ""
    appointment: Appointment | None = None
    km: Fraction = Fraction(0)
    travel_seconds: int = 0
    recorded_at: int | None = None
    corrects: str = ""
    note: str = ""
    place: str = ""

    @property
    def began_at(self) -> int:
        """The moment by which the entry is put in order: its start, or the beginning of its day."""
        return self.start if self.start is not None else self.done_on or 0

    @property
    def ended_at(self) -> int:
        """When the work was over: its end, or so long after the beginning of its day."""
        return self.end if self.end is not None else self.began_at + self.seconds

    @property
    def known_at(self) -> int:
        """When the entry was written down, or the end of the work where that is not known."""
        return self.recorded_at if self.recorded_at is not None else self.ended_at

    @property
    def job_name(self) -> str:
        """The job that the entry is part of; an entry that names none is a job of its own."""
        return self.job or self.id
