"""A ledger as a Beancount file: plain text accounting that other tools check, query and show.

Seconds stay the commodity SECONDS, which is exact. The files are only written, with nothing of Beancount imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from asagreed.billing.ledger.accounts import Account
from asagreed.billing.ledger.beancount_names import account_name, quoted
from asagreed.billing.ledger.entries import LedgerEntry
from asagreed.billing.ledger.ledger import Ledger
from asagreed.billing.ledger.quantities import SECONDS, units_of, written
from asagreed.open_time.zones import EPOCH, zone_named


def beancount_text(ledger: Ledger, *, zone: str, payee: str = "", asserts_balances: bool = True) -> str:
    """Return a ledger as the text of a Beancount file, entries in the order recorded; same ledger, same text.

    `zone` is the IANA zone whose calendar dates the transactions (by `happened_at`), `payee` the other party of all of
    them. With `asserts_balances` the file ends with what every account must come to on the day after the last.
    Raises UnknownZone.
    """
    named = zone_named(zone)
    dates = [_local_date(entry.happened_at, named) for entry in ledger]
    sections = [
        _options(ledger),
        _commodities(ledger, dates),
        _openings(ledger, dates),
        *(_transaction(entry, on, payee) for entry, on in zip(ledger, dates, strict=True)),
        _assertions(ledger, dates) if asserts_balances else (),
    ]
    return "\n\n".join("\n".join(lines) for lines in map(tuple, sections) if lines) + "\n"


def _local_date(moment: int, zone: ZoneInfo) -> date:
    return (EPOCH + timedelta(seconds=moment)).astimezone(zone).date()


def _used_commodities(ledger: Ledger) -> list[str]:
    return sorted({posting.commodity for entry in ledger for posting in entry.postings})


def _options(ledger: Ledger) -> Iterator[str]:
    yield f'option "title" {quoted(f"asagreed ledger {ledger.head[:12]}")}'
    for commodity in _used_commodities(ledger):
        if commodity != SECONDS:
            yield f'option "operating_currency" {quoted(commodity)}'


def _commodities(ledger: Ledger, dates: list[date]) -> Iterator[str]:
    for commodity in _used_commodities(ledger):
        yield f"{min(dates)} commodity {commodity}"


def _openings(ledger: Ledger, dates: list[date]) -> Iterator[str]:
    first: dict[Account, date] = {}
    for entry, on in zip(ledger, dates, strict=True):
        for posting in entry.postings:
            first[posting.account] = min(on, first.get(posting.account, on))
    for on, name in sorted((on, account_name(account)) for account, on in first.items()):
        yield f"{on} open {name}"


def _transaction(entry: LedgerEntry, on: date, payee: str) -> Iterator[str]:
    yield f"{on} * {quoted(payee)} {quoted(entry.because)}"
    for key, value in _metadata(entry):
        yield f"  {key}: {quoted(value)}"
    for posting in entry.postings:
        yield f"  {account_name(posting.account)}  {written(posting.units, posting.commodity)} {posting.commodity}"


def _metadata(entry: LedgerEntry) -> Iterator[tuple[str, str]]:
    yield "id", entry.id
    yield "cause", entry.cause
    for number, clause in enumerate(entry.clauses, start=1):
        yield f"clause-{number}", str(clause)
    if entry.reverses is not None:
        yield "reverses", entry.reverses
    yield "happened-at", _moment(entry.happened_at)
    yield "recorded-at", _moment(entry.recorded_at)
    yield "inputs", entry.inputs
    yield "hash", entry.hash


def _moment(moment: int) -> str:
    return (EPOCH + timedelta(seconds=moment)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _assertions(ledger: Ledger, dates: list[date]) -> Iterator[str]:
    if not dates:
        return
    # Beancount asserts at the beginning of a day, and would allow twice the last digit: hence the day after, and ~ 0.
    on = max(dates) + timedelta(days=1)
    lines = [
        (account_name(account), commodity, written(units_of(quantity), commodity))
        for account, by_commodity in ledger.balances().items()
        for commodity, quantity in by_commodity.items()
    ]
    for name, commodity, amount in sorted(lines):
        yield f"{on} balance {name}  {amount} ~ 0 {commodity}"
