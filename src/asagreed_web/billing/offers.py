"""What a quote says and fixes: planned work priced by the library, frozen as it is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from asagreed.billing.quoting import CHOICES, Outcome, PlannedWork, quote_work
from asagreed.billing.quoting import Quote as WorkedOut
from asagreed.documents.quote_data import quote_data
from asagreed.errors import AsagreedError
from asagreed.facts.work import WorkEntry
from asagreed.money import Money, round_half_up
from asagreed_web.billing.facts import with_incident
from asagreed_web.billing.standings import standing_of
from asagreed_web.chronicle.hashing import canonical
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import Ticket

NO_AGREEMENT = "There is no agreement with this customer, so nobody can say what the work costs. Enter the agreement."


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A piece of work that is offered: how it is called, the least and the most seconds, and what clauses ask for."""

    title: str
    least: int
    most: int
    service: str = ""
    kind: str = ""
    delivery: str = ""
    role: str = ""
    system: str = ""
    site: str = ""
    cause: str = ""
    work_type: str = ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What a quote fixes: an hourly rate for so many billed seconds, or else the amount for the whole."""

    amount: Money
    per_hour: Decimal | None = None
    at_most_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Priced:
    """Planned work with every way in which it may be done, as the library worked it out and as it is kept."""

    worked_out: WorkedOut
    currency: str
    data: dict[str, Any]


def price_work(ticket: Ticket, work: Sequence[Planned], *, at: int) -> Priced:
    """Return what planned work comes to as of a moment (UTC seconds), after the work on record.

    Raises NotPossible where the work makes no sense, or where nothing tells what it costs.
    """
    _check(work)
    standing = standing_of(ticket.customer_id)
    if standing is None:
        raise NotPossible(NO_AGREEMENT)
    books, history = standing.books, standing.history
    planned = [_planned(each, ticket, number) for number, each in enumerate(work, start=1)]
    planned = [replace(each, entry=with_incident(each.entry, books)) for each in planned]
    try:
        worked_out = quote_work(planned, history, books, at=at, entries=tuple(standing.entries()))
    except AsagreedError as error:
        raise NotPossible(str(error)) from error
    currency = history.version_in_force(at=at).terms.currency or ""
    return Priced(worked_out, currency, quote_data(worked_out, currency=currency))


def _check(work: Sequence[Planned]) -> None:
    if not work:
        raise NotPossible("A quote needs work. Say what is to be done and how long it takes.")
    for each in work:
        if not 0 < each.least <= each.most:
            raise NotPossible(f"«{each.title}» takes no time, or more at least than at most. Correct the two lengths.")
        if each.most > 366 * 86400:
            raise NotPossible(f"«{each.title}» takes more than a year. Quote a part of it.")


def _planned(work: Planned, ticket: Ticket, number: int) -> PlannedWork:
    entry = WorkEntry(
        id=f"planned {number}",
        seconds=0,
        role=work.role or None,
        work_type=work.work_type or None,
        service=work.service or ticket.service or None,
        kind=work.kind or ticket.kind or None,
        system=work.system or ticket.system or None,
        site=work.site or ticket.site or None,
        delivery=work.delivery or ticket.delivery or None,
        cause=work.cause or None,
        ticket=f"#{ticket.number}",
    )
    return PlannedWork(title=work.title, least=work.least, most=work.most, entry=entry)


def fixed_by(priced: Priced, choice: str, *, price: Money | None) -> Fixed:
    """Return what the customer accepts with a choice: exactly what is shown, and no more than its most.

    Work that is all billed at one rate is quoted by the hour: the customer pays for the hours that it takes, up to the
    most; what goes beyond is no longer accepted. Everything else is quoted as one amount for the whole. What the
    agreement does not price, somebody prices: `price` is then the amount.
    """
    outcome = next((each.most for each in priced.worked_out.choices if each.choice == choice), None)
    if outcome is None:
        raise NotPossible(f"«{choice}» is no way to do the work. Choose one of: {', '.join(CHOICES)}.")
    if price is not None:
        if price.currency != priced.currency or price.amount <= 0:
            raise NotPossible(f"The price has to be more than nothing, in {priced.currency}. Correct it.")
        return Fixed(price)
    if outcome.excluded:
        raise NotPossible(f"The agreement excludes this work: {outcome.excluded[0].judgement.because}. Name a price.")
    if outcome.unsettled:
        first = outcome.unsettled[0]
        raise NotPossible(f"Nobody can say what it costs: {first.because}. {_ask(first.ask)}name a price.")
    if outcome.net is None:
        raise NotPossible("The agreement knows no money, so there is nothing to quote. Enter an amendment with rates.")
    if outcome.net.is_zero:
        raise NotPossible("The work costs the customer nothing, so there is nothing to accept. Begin with it.")
    rate = _one_rate(outcome, priced.currency)
    return Fixed(outcome.net, rate, outcome.billed_seconds) if rate is not None else Fixed(outcome.net)


def _ask(decider: str) -> str:
    return f"Ask {decider}, then " if decider else "Decide, then "


def _one_rate(outcome: Outcome, currency: str) -> Decimal | None:
    """Return the rate at which all of the work is billed, if there is one that explains the whole amount."""
    rates = {part.judgement.rate.per_hour for part in outcome.parts if part.source == "rate" and part.judgement.rate}
    if len(rates) != 1 or any(part.source != "rate" for part in outcome.parts):
        return None
    (rate,) = rates
    whole = round_half_up(rate * outcome.billed_seconds / 3600, currency)
    money = round_half_up(rate, currency)
    return money.amount if money.exact == rate and whole == outcome.net else None


def asked_data(work: Sequence[Planned]) -> list[dict[str, Any]]:
    """Return planned work as plain data."""
    return [asdict(each) for each in work]


def hash_of_shown(title: str, choice: str, fixed: Fixed, data: dict[str, Any]) -> str:
    """Return the SHA-256 over everything that the customer is shown."""
    per_hour = None if fixed.per_hour is None else str(fixed.per_hour)
    shown = [title, choice, str(fixed.amount), per_hour, fixed.at_most_seconds, data]
    return hashlib.sha256(canonical(shown)).hexdigest()
