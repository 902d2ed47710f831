"""The flattened clauses of an agreement, each with the place where it was written."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from asagreed.figures import Clause
from asagreed.open_time.counting import OpenHours
from asagreed.terms.resolved.selector import Selector, Situation, Specificity
from asagreed.terms.values.shares import Share


@dataclass(frozen=True)
class TargetClause:
    """One promised time: on which clock, how long, on which calendar, for which tickets.

    `unless` are the siblings of an `otherwise`: where one of them fits, this clause does not. `layer` is the paper it
    comes from, counted as in `Terms.layers`. A clause that `is_none` says that there is no target.
    """

    clock: str
    within: int
    calendar: str
    selector: Selector
    clause: Clause
    layer: int
    plus_travel: bool = False
    is_guide: bool = False
    is_none: bool = False
    unless: tuple[Selector, ...] = ()
    is_exact_kind: bool = False
    hours_clause: Clause | None = None

    def fits(self, situation: Situation) -> bool:
        """Say whether the clause is about a ticket."""
        return self.selector.fits(situation) and not any(other.fits(situation) for other in self.unless)

    @property
    def specificity(self) -> Specificity:
        """How much the clause names; an `otherwise` names what its siblings name."""
        named = self.selector.named.union(*(other.named for other in self.unless))
        return Specificity(len(named), self.is_exact_kind)


@dataclass(frozen=True, slots=True)
class Step:
    """When a clock warns; exactly one of the three is set, lengths in seconds of the clock's own time."""

    percent: Fraction | None
    before: int | None
    after: int | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class ClockRule:
    """What starts and stops a clock, in words that the clocks package knows or names of happenings of the ticket."""

    name: str
    starts: str
    stops: tuple[str, ...]
    repeats: bool
    clause: Clause
    title: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """An agreed way to report. Without a calendar it is open at all times."""

    name: str
    calendar: str | None
    counts: bool
    clause: Clause
    title: str = ""
    called_back: str = ""


@dataclass(frozen=True, slots=True)
class SiteClause:
    """A place of the customer, and how far it is."""

    name: str
    distance: str | None
    zone: str
    delivery: str
    clause: Clause
    title: str = ""


@dataclass(frozen=True, slots=True)
class SystemClause:
    """Something that is looked after; what others promise about it is recorded in their words."""

    name: str
    title: str
    parts: str
    supported_by: str
    call: str
    vendor_response: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class IssueKind:
    """A kind of issue in the catalogue."""

    name: str
    group: str
    title: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Constraint:
    """Time that is subtracted from on-site clocks: `calendar` is open while nobody may enter the site."""

    site: str
    calendar: OpenHours
    clause: Clause


@dataclass(frozen=True, slots=True)
class ShareClause:
    """The share of tickets of a period that must keep a clock's target; no priority means all of them."""

    clock: str
    selector: Selector
    share: Share
    clause: Clause

    @property
    def priority(self) -> str | None:
        """The priority that the share is about, if it is about one."""
        return self.selector.priority


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The priority that an impact and an urgency make."""

    impact: str
    urgency: str
    priority: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Reopening:
    """What a clock does when a ticket is opened again, and for how many seconds it is still the same ticket."""

    clock: str
    within: int | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class Closing:
    """When a ticket may be closed without the customer's word."""

    after_failed_contacts: int | None
    after_silence_of: int | None
    clause: Clause
