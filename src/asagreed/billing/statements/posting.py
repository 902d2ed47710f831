"""What happened, posted to the ledger: grants, draws, expiry, payments and invoices, each entry with its inputs.

What was posted stays. When the same thing comes out otherwise later (a corrected entry, a late one), the entry is
reversed and posted anew, so that a ledger can be brought up to date at any time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from asagreed.billing.ledger import (
    Ledger,
    LedgerEntry,
    Posting,
    Seconds,
    allowance_left,
    bank,
    block_left,
    hash_inputs,
    income,
    receivable,
    retainer_held,
    tax_owed,
    time_expired,
    time_granted,
    time_used,
)
from asagreed.billing.statements.issuing import IssuedInvoice
from asagreed.billing.work.boundaries import month_after, month_start, months_between
from asagreed.billing.work.explaining import explain_part
from asagreed.billing.work.lots import Lot
from asagreed.billing.work.settling import Settlement
from asagreed.facts.books import Payment
from asagreed.figures import Clause, figure_data
from asagreed.money import Money
from asagreed.open_time import in_zone

RETAINER = "retainer"
_AGAIN = re.compile(r" \(again [0-9]+\)$")


def draft_entries(settlement: Settlement, issued: Sequence[IssuedInvoice], *, at: int) -> tuple[LedgerEntry, ...]:
    """Return what belongs in the ledger up to a moment (UTC seconds), in the order of its happening."""
    lots = (*_allowances(settlement, at), *settlement.purses.blocks)
    drafts = [
        *(draft for lot in lots for draft in _of_lot(lot, at, settlement.history.zone)),
        *_draws(settlement, lots, at),
        *(_payment(payment, settlement.history.agreement) for payment in settlement.books.payments if payment.at <= at),
        *(draft for each in issued if each.issued_at <= at for draft in _invoice(each)),
    ]
    return tuple(sorted(drafts, key=lambda each: (each.happened_at, each.id)))


def post(ledger: Ledger, drafts: Iterable[LedgerEntry], *, recorded_at: int) -> tuple[LedgerEntry, ...]:
    """Append what is new, and reverse and append again what came out otherwise; return the entries that were added.

    `recorded_at` is when this is done, in UTC seconds; never earlier than the last entry of the ledger.
    """
    added: list[LedgerEntry] = []
    standing = _standing(ledger)
    times = Counter(_plain_id(entry.id) for entry in ledger if entry.reverses is None)
    for draft in drafts:
        known = standing.pop(draft.id, None)
        if known is not None and known.inputs == draft.inputs:
            continue
        if known is not None:
            because = "it came out otherwise when it was worked out again"
            added.append(ledger.append(ledger.reverse(known.id, recorded_at=recorded_at, because=because)))
        named = f"{draft.id} (again {times[draft.id]})" if times[draft.id] else draft.id
        added.append(ledger.append(replace(draft, id=named, recorded_at=recorded_at)))
    for gone in standing.values():
        because = "what it is about is no longer so"
        added.append(ledger.append(ledger.reverse(gone.id, recorded_at=recorded_at, because=because)))
    return tuple(added)


def _standing(ledger: Ledger) -> dict[str, LedgerEntry]:
    """Return the entries that were not reversed, by the id of what they are about."""
    live = (each for each in ledger if each.reverses is None and ledger.reversal_of(each.id) is None)
    return {_plain_id(entry.id): entry for entry in live}


def _plain_id(name: str) -> str:
    return _AGAIN.sub("", name)


def _allowances(settlement: Settlement, at: int) -> tuple[Lot, ...]:
    """Return what was granted in every month up to a moment, also where nothing was drawn from it."""
    purses, zone = settlement.purses, settlement.history.zone
    first, last = (in_zone(moment, zone) for moment in (settlement.history.versions[0].from_at, at))
    for month in months_between((first.year, first.month), (last.year, last.month)):
        purses.lots_at(month_start(month, zone))
    return purses.allowances


def _of_lot(lot: Lot, at: int, zone: str) -> Iterator[LedgerEntry]:
    account = block_left(lot.name) if lot.kind == "block" else allowance_left(lot.name)
    if lot.from_at > at:
        return
    granted = (Posting(account, Seconds(lot.granted)), Posting(time_granted(), Seconds(-lot.granted)))
    yield _draft(f"{lot.name} granted", lot.from_at, lot.name, lot.because, (lot.clause,), granted)
    # What is beyond the most that may move on is lost when a month begins; the first is the one after the lot's own.
    for named, lost, lost_at in (("cut", lot.lost, _next_month(lot, zone)), ("ended", lot.left, lot.until_at)):
        if lost and lost_at <= at:
            gone = (Posting(account, Seconds(-lost)), Posting(time_expired(), Seconds(lost)))
            yield _draft(f"{lot.name} {named}", lost_at, lot.name, "no longer kept", (lot.clause,), gone)


def _next_month(lot: Lot, zone: str) -> int:
    """Return when the month after a lot's own begins; no block is ever cut."""
    if lot.kind == "block":
        return lot.until_at
    local = in_zone(lot.from_at, zone)
    return month_start(month_after((local.year, local.month)), zone)


def _draws(settlement: Settlement, lots: Sequence[Lot], at: int) -> Iterator[LedgerEntry]:
    kinds = {lot.name: lot.kind for lot in lots}
    named_before: Counter[str] = Counter()
    for part in settlement.parts:
        entry = settlement.entries[part.entry]
        if not part.taken or entry.began_at > at:
            continue
        account = block_left(part.purse) if kinds[part.purse] == "block" else allowance_left(part.purse)
        taken = (Posting(account, Seconds(-part.taken)), Posting(time_used(), Seconds(part.taken)))
        moment = part.start if part.start is not None else entry.began_at
        named = f"work {part.entry} {'taken back from' if part.taken < 0 else 'drawn from'} {part.purse}"
        named_before[named] += 1
        number = f", {named_before[named]}" if named_before[named] > 1 else ""
        clauses = (part.clause,) if part.clause else ()
        trace = figure_data(explain_part(part, zone=settlement.history.zone, currency="s"))
        inputs = hash_inputs({"entry": repr(entry), "trace": trace})
        yield _entry(named + number, moment, f"work {part.entry}", part.because, clauses, taken, inputs)


def _payment(payment: Payment, customer: str) -> LedgerEntry:
    held = retainer_held(customer) if payment.for_ == RETAINER else receivable(customer)
    postings = (Posting(bank(), payment.amount), Posting(held, -payment.amount))
    return _draft(
        f"payment {payment.id}", payment.at, f"payment {payment.id}", f"paid for {payment.for_}", (), postings
    )


def _invoice(each: IssuedInvoice) -> Iterator[LedgerEntry]:
    invoice, sign = each.invoice, -1 if each.invoice.kind == "credit note" else 1
    owed = receivable(invoice.agreement)
    postings = [Posting(owed, _signed(invoice.gross, sign))]
    nets: dict[str, Money] = {}
    for line in invoice.lines:
        nets[line.item] = nets[line.item] + line.net if line.item in nets else line.net
    postings += [Posting(income(item), _signed(net, -sign)) for item, net in nets.items() if not net.is_zero]  # type: ignore[arg-type]
    postings += [
        Posting(tax_owed(tax.tax), _signed(tax.amount, -sign)) for tax in invoice.tax_totals if not tax.amount.is_zero
    ]
    if not invoice.gross.is_zero or len(postings) > 1:
        because = f"{invoice.kind} {invoice.number} for {invoice.first_on} to {invoice.last_on}"
        named = f"{invoice.kind} {invoice.number}"
        yield _draft(named, each.issued_at, named, because, (), tuple(postings))
    if invoice.paid is not None:
        money = _signed(invoice.paid, sign)
        paid = (Posting(retainer_held(invoice.agreement), money), Posting(owed, -money))
        named = f"{invoice.kind} {invoice.number}"
        yield _draft(f"{named} paid from the retainer", each.issued_at, named, "paid from the retainer", (), paid)


def _signed(money: Money, sign: int) -> Money:
    return money if sign > 0 else -money


def _draft(
    named: str, at: int, cause: str, because: str, clauses: tuple[Clause, ...], postings: tuple[Posting, ...]
) -> LedgerEntry:
    """Return an entry whose inputs are what it says itself."""
    inputs = {
        "cause": cause,
        "because": because,
        "at": at,
        "postings": [[str(each.account), each.units, each.commodity] for each in postings],
        "clauses": [str(clause) for clause in clauses],
    }
    return _entry(named, at, cause, because, clauses, postings, hash_inputs(inputs))


def _entry(
    named: str,
    at: int,
    cause: str,
    because: str,
    clauses: tuple[Clause, ...],
    postings: tuple[Posting, ...],
    inputs: str,
) -> LedgerEntry:
    return LedgerEntry(
        id=named,
        happened_at=at,
        recorded_at=at,
        cause=cause,
        because=because,
        inputs=inputs,
        clauses=clauses,
        postings=postings,
    )
