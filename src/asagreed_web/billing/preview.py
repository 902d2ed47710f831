"""The verdict on a piece of work before it is saved, worked out by the library after all work on record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from django.conf import settings
from django.db.models import Max

from asagreed.billing.charges.charge import Charge, Unsettled
from asagreed.billing.charges.work_charges import work_charges
from asagreed.billing.work.drawing import Purses
from asagreed.billing.work.lots import NEVER
from asagreed.billing.work.settling import Settlement, WorkPart
from asagreed.billing.work.standing import Standing
from asagreed.errors import AsagreedError
from asagreed.facts.work import WorkEntry
from asagreed.money import Money, round_half_up, total
from asagreed_web.billing.facts import with_incident
from asagreed_web.billing.models import Quote
from asagreed_web.billing.pages import DrawnFrom, EntryPart, EntryPreview, Extra, Open
from asagreed_web.billing.showing import (
    Data,
    currency_of,
    emergency_view,
    entry_part,
    extra_kept,
    money_kept,
    part_kept,
)
from asagreed_web.billing.standings import standing_of
from asagreed_web.chronicle.hashing import canonical
from asagreed_web.tickets.facts import work_fact
from asagreed_web.tickets.models import Status, Ticket, TimeEntry
from asagreed_web.tickets.time_entries import Worked

DAY = 86400
LONGEST = 31 * DAY
"""No stretch of work is longer: what is, was typed wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Worked):
    """A piece of work as it is typed: on which ticket, and the entry that it is to replace, if any."""

    ticket: Ticket
    corrects: int | None = None

    @property
    def used_role(self) -> str:
        """The role on the rate card: the one named, else the usual one of the person."""
        return self.role or self.person.work_role

    def fact(self, *, at: int) -> WorkEntry:
        """Return the work as the library knows it."""
        ticket = self.ticket
        # The number that it will have: of work that began in the same second, the name decides the order.
        number = (TimeEntry.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        return work_fact((
            number, self.start_at, self.end_at, self.person.pk, self.used_role, "", self.work_type, self.service,
            ticket.service, ticket.kind, ticket.system, ticket.site, self.delivery, ticket.delivery, self.cause,
            ticket.number, self.quote_id, self.travel_seconds, at, "", self.corrects,
        ))  # fmt: skip


def preview(work: Work, *, at: int) -> EntryPreview:
    """Return what work comes to before it is saved; `refused` says why it cannot be, and nothing is raised."""
    refused = next(_refusals(work), "")
    zone = work.ticket.customer.zone
    if refused:
        return EntryPreview(
            zone=zone, currency="", start_at=work.start_at, end_at=work.end_at, refused=refused, warnings=()
        )
    try:
        standing = standing_of(work.ticket.customer_id, without=work.corrects)
        shown = _without_agreement(work, zone) if standing is None else _settled(work, standing, at)
    except AsagreedError as error:
        return EntryPreview(zone=zone, currency="", start_at=work.start_at, end_at=work.end_at, refused=str(error))
    shown = replace(shown, warnings=(*shown.warnings, *_warnings(work, at)))
    return replace(shown, hash=_hash(work, shown))


def _refusals(work: Work) -> Iterator[str]:
    length = work.end_at - work.start_at
    if length <= 0:
        yield "The work ends before it begins, or at once. Correct the beginning or the end."
    if length > LONGEST:
        yield f"The work lasts {length // DAY} days. Record each stretch of it by itself."
    if not 0 <= work.travel_seconds <= LONGEST:
        yield "The way cannot take less than no time, nor more than a month. Correct it."
    if work.ticket.status == Status.MERGED:
        yield f"{work.ticket} was merged into {work.ticket.merged_into}. Record the work there."
    if work.corrects is not None:
        yield from _bad_correction(work, work.corrects)
    if work.quote_id is not None:
        yield from _bad_quote(work, work.quote_id)


def _bad_correction(work: Work, corrects: int) -> Iterator[str]:
    old = TimeEntry.objects.filter(pk=corrects, customer_id=work.ticket.customer_id).first()
    if old is None:
        yield "The entry that is to be corrected is not one of this customer. Open it again and correct it there."
    elif TimeEntry.objects.filter(corrects=old).exists():
        yield "The entry was corrected already. Correct its correction."


def _bad_quote(work: Work, quote_id: int) -> Iterator[str]:
    quote = Quote.objects.filter(pk=quote_id, customer_id=work.ticket.customer_id).first()
    if quote is None or quote.ticket_id != work.ticket.pk:
        yield "The quote is not one for this ticket. Choose one that is, or none."
    elif quote.state != Quote.State.ACCEPTED or quote.answered_at is None:
        yield f"The quote «{quote.title}» is {quote.state}. Work is done under a quote that was accepted."
    elif quote.answered_at > work.start_at:
        yield f"The quote «{quote.title}» was accepted after this work began. Record what was done before without it."


def _warnings(work: Work, at: int) -> Iterator[str]:
    if work.end_at > at:
        yield "The work ends in the future."
    if work.end_at - work.start_at > DAY:
        yield "The work lasts more than 24 hours."
    first = work.ticket.occurred_at or work.ticket.reported_at
    if work.start_at < min(first, work.ticket.reported_at):
        yield "The work began before the ticket was reported."
    others = TimeEntry.objects.filter(person=work.person, start_at__lt=work.end_at, end_at__gt=work.start_at)
    others = others.filter(corrected_by__isnull=True).exclude(pk=work.corrects or 0).order_by("start_at", "id")
    for other in others.select_related("ticket")[:3]:
        both = min(other.end_at, work.end_at) - max(other.start_at, work.start_at)
        yield f"{work.person.name} worked on {other.ticket} too for {-(-both // 60)} min of this time."


def _without_agreement(work: Work, zone: str) -> EntryPreview:
    because = "there is no agreement with this customer, so the work is billable at no known rate"
    seconds = work.end_at - work.start_at
    part = EntryPart(
        start_at=work.start_at, end_at=work.end_at, worked=seconds, billed=seconds, verdict="billable",
        source="undecided", outcome="to be settled", purse="", taken=0, amount=None, per_hour=None, rate="",
        because=because, clause=None, coverage_clause=None, ask="", call="", is_emergency=False,
    )  # fmt: skip
    return EntryPreview(
        zone=zone,
        currency="",
        start_at=work.start_at,
        end_at=work.end_at,
        parts=(part,),
        worked=seconds,
        billed=seconds,
        needs_approval=True,
        approval_because=f"nobody can say what it costs: {because}",
        undecided=(Open(str(work.ticket), because, ""),),
    )


def _settled(work: Work, standing: Standing, at: int) -> EntryPreview:
    history = standing.history
    entry = with_incident(work.fact(at=at), standing.books)
    added = standing.added(entry)
    parts, seconds = added.parts, work.end_at - work.start_at
    last = next((part.judgement for part in parts if part.judgement.version), None)
    currency = currency_of(history, last.version if last else 0)
    charges = list(_charges(work, standing, entry, parts, currency))
    priced = [each for each in charges if isinstance(each, Charge)]
    undecided = tuple(
        Open(str(work.ticket), each.because, each.ask) for each in charges if isinstance(each, Unsettled)
    ) or _undecided_hours(work, parts, currency)
    net = total((round_half_up(each.exact, currency) for each in priced), currency) if currency else None
    verdicts = [part.judgement.emergency for part in parts if part.judgement.emergency]
    emergency = next((each for each in verdicts if each.is_emergency), verdicts[0] if verdicts else None)
    approval = _approval(net, undecided, parts, work)
    return EntryPreview(
        zone=history.zone,
        currency=currency,
        start_at=work.start_at,
        end_at=work.end_at,
        parts=tuple(entry_part(part, history) for part in parts),
        worked=seconds,
        free=sum(part.billed for part in parts if part.source == "free"),
        billed=sum(part.billed for part in parts if part.source in ("rate", "retainer", "quote")),
        net=net,
        extras=tuple(_extras(priced, currency)),
        drawn=tuple(_drawn(parts, added.purses, work.end_at, currency)),
        emergency=emergency_view(emergency) if emergency else None,
        needs_approval=bool(approval),
        approval_because=approval,
        undecided=undecided,
        version_hash=last.version_hash if last else "",
    )


def _charges(
    work: Work, standing: Standing, entry: WorkEntry, parts: Sequence[WorkPart], currency: str
) -> Iterator[Charge | Unsettled]:
    """Yield what the parts are charged as; the price of a quote stands with the first work under it only."""
    if not currency:
        return
    quote = standing.books.quotes.get(entry.quote)
    is_charged = quote is not None and quote.per_hour is None and _is_used(work)
    counted = [part for part in parts if not (is_charged and part.source == "quote")]
    alone = Settlement(standing.history, standing.books, Purses(standing.history, standing.books), standing.judge)
    alone.parts.extend(counted)
    alone.entries[entry.id] = entry
    for month in dict.fromkeys(part.appears_in for part in counted):
        yield from work_charges(alone, month, currency=currency)


def _is_used(work: Work) -> bool:
    """Say whether earlier work was done under the quote, so that its price stands there."""
    used = TimeEntry.objects.filter(quote_id=work.quote_id, corrected_by__isnull=True, start_at__lt=work.start_at)
    return used.exclude(pk=work.corrects or 0).exists()


def _undecided_hours(work: Work, parts: Sequence[WorkPart], currency: str) -> tuple[Open, ...]:
    """Return what is left open where there is no money, and so no charge that would say it."""
    if currency:
        return ()
    undecided = (part for part in parts if part.source == "undecided")
    return tuple(
        Open(str(work.ticket), part.because or part.judgement.because, part.judgement.coverage.decider)
        for part in undecided
    )


def _approval(net: Money | None, undecided: Sequence[Open], parts: Sequence[WorkPart], work: Work) -> str:
    """Return why the customer should be asked first, or nothing."""
    if undecided:
        asked = f"{undecided[0].ask} decides: " if undecided[0].ask else ""
        return f"{asked}{undecided[0].because}"
    beyond = [part for part in parts if work.quote_id is not None and part.source == "rate"]
    if beyond:
        return "part of the work goes beyond what the customer accepted in the quote"
    limit: Decimal = settings.APPROVAL_ABOVE
    agreed = all(part.source == "quote" for part in parts)
    if net is not None and not agreed and net.amount > limit:
        return f"it costs {net}, more than {limit} {net.currency}"
    return ""


def _extras(charges: Sequence[Charge], currency: str) -> Iterator[Extra]:
    """Yield what is charged beside hours: the way, and a price that a quote fixes for the whole."""
    for charge in charges:
        if charge.item != "work" or (charge.unit == "piece" and charge.description.startswith("Quote")):
            clause = next(iter(charge.figure.clauses), None)
            clause = clause or next((each for part in charge.figure.parts for each in part.clauses), None)
            yield Extra(charge.description, round_half_up(charge.exact, currency), clause)


def _drawn(parts: Sequence[WorkPart], purses: Purses, at: int, currency: str) -> Iterator[DrawnFrom]:
    lots = {lot.name: lot for lot in (*purses.allowances, *purses.blocks)}
    for name in dict.fromkeys(part.purse for part in parts if part.taken):
        lot = lots[name]
        taken = sum(part.taken for part in parts if part.purse == name)
        until = lot.until_at if lot.until_at < NEVER else None
        kind: Literal["block", "allowance"] = "block" if lot.kind == "block" else "allowance"
        yield DrawnFrom(purse=name, kind=kind, taken=taken, left=lot.left, until_at=until)
    paid = [part.amount for part in parts if part.source == "retainer"]
    if paid and currency:
        left = round_half_up(purses.retainer_at(at), currency)
        spent = total((round_half_up(each, currency) for each in paid), currency)
        yield DrawnFrom(purse="retainer", kind="retainer", taken=spent, left=left, until_at=None)


def verdict_kept(shown: EntryPreview) -> Data:
    """Return what is kept of a verdict with the entry: the parts as they were shown, and what they come to."""
    emergency = shown.emergency
    return {
        "parts": [part_kept(part) for part in shown.parts],
        "extras": [extra_kept(extra) for extra in shown.extras],
        "net": money_kept(shown.net),
        "drawn": [[each.purse, each.taken if isinstance(each.taken, int) else str(each.taken)] for each in shown.drawn],
        "emergency": emergency.answer if emergency else None,
        "version": shown.version_hash,
        "hash": shown.hash,
    }


def _hash(work: Work, shown: EntryPreview) -> str:
    """Return the hash of what was asked and what was answered; what is left of a purse is not part of the answer."""
    asked = [work.ticket.pk, work.person.pk, work.start_at, work.end_at, work.service, work.work_type, work.used_role,
             work.delivery, work.cause, work.travel_seconds, work.quote_id, work.corrects]  # fmt: skip
    answered = verdict_kept(shown)
    return hashlib.sha256(canonical([asked, answered])).hexdigest()
