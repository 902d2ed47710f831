"""What an agreement promises, as its customer reads it: hours, ways to report, targets, systems, advice declined."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.errors import AsagreedError
from asagreed.figures import Clause
from asagreed.open_time import OpenHours, in_words
from asagreed.terms import Terms
from asagreed.versions import AdvicePaper
from asagreed_web.agreements.queries import history_of
from asagreed_web.systems.queries import ListedSystem, declined_advice, systems_of, terms_at
from asagreed_web.systems.words import agreed_words


@dataclass(frozen=True, slots=True)
class WayToReport:
    """An agreed way to report, and in which hours it counts; no hours is always."""

    name: str
    hours: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class PromisedTarget:
    """One promised time: of which clock, for what, how long in words, in which hours."""

    clock: str
    about: str
    within: str
    hours: str
    is_guide: bool
    clause: Clause


@dataclass(frozen=True, slots=True)
class DeskHours:
    """Hours by name: whether they are open now, and the moment (UTC seconds) at which that changes next."""

    name: str
    is_open: bool
    changes_at: int | None


@dataclass(frozen=True, slots=True)
class Promised:
    """What the version in force says; without one everything is empty."""

    agreement: str
    version: int
    version_hash: str
    from_at: int
    zone: str
    hours: tuple[DeskHours, ...] = ()
    ways: tuple[WayToReport, ...] = ()
    priorities: tuple[tuple[str, str], ...] = ()
    targets: tuple[PromisedTarget, ...] = ()
    systems: tuple[ListedSystem, ...] = ()
    declined: tuple[AdvicePaper, ...] = ()


def promised(customer_id: int, *, at: int) -> Promised | None:
    """Return what is promised to a customer at a moment (UTC seconds), or None without an agreement in force."""
    history, terms = history_of(customer_id), terms_at(customer_id, at=at)
    if history is None or terms is None:
        return None
    version = history.version_in_force(at=at)
    return Promised(
        agreement=history.agreement,
        version=version.number,
        version_hash=version.hash,
        from_at=version.from_at,
        zone=history.zone,
        hours=_hours(terms, at),
        ways=tuple(
            WayToReport(each.title or each.name, each.calendar or "", each.clause)
            for each in terms.channels.values()
            if each.counts
        ),
        priorities=agreed_words(customer_id, at=at).priorities,
        targets=tuple(_targets(terms)),
        systems=tuple(systems_of(customer_id, at=at)),
        declined=declined_advice(customer_id, at=at),
    )


def _targets(terms: Terms) -> list[PromisedTarget]:
    promised_ones = [target for target in terms.targets if not target.is_none]
    return [
        PromisedTarget(
            clock=target.clock,
            about=str(target.selector),
            within=in_words(target.within),
            hours=target.calendar,
            is_guide=target.is_guide,
            clause=target.clause,
        )
        for target in sorted(promised_ones, key=lambda each: (each.selector.priority or "", each.clock, each.within))
    ]


def _hours(terms: Terms, at: int) -> tuple[DeskHours, ...]:
    used = {target.calendar for target in terms.targets}
    used |= {channel.calendar for channel in terms.channels.values() if channel.calendar}
    return tuple(_standing(terms.calendar(name), at) for name in sorted(used))


def _standing(hours: OpenHours, at: int) -> DeskHours:
    try:
        opens_at = hours.opening_from(at)
    except AsagreedError:
        return DeskHours(hours.name, is_open=False, changes_at=None)
    if opens_at > at:
        return DeskHours(hours.name, is_open=False, changes_at=opens_at)
    ahead = hours.spans(at, at + WEEK)
    end = next(iter(ahead)).end
    return DeskHours(hours.name, is_open=True, changes_at=end if end < at + WEEK else None)


WEEK = 7 * 86400
