"""A balance with its reasons: every posting that it is the sum of."""

from __future__ import annotations

from datetime import timedelta

from asagreed.billing.ledger.accounts import Account
from asagreed.billing.ledger.entries import LedgerEntry, Posting
from asagreed.billing.ledger.ledger import Ledger
from asagreed.billing.ledger.quantities import Quantity, Seconds, quantity_of
from asagreed.figures import Figure
from asagreed.money import Money
from asagreed.open_time.zones import EPOCH


def balance_figure(
    ledger: Ledger,
    account: Account,
    *,
    commodity: str,
    as_of_happened: int | None = None,
    as_of_recorded: int | None = None,
) -> Figure:
    """Return a balance as money or in seconds, with the ids of its entries and each posting as a part."""
    postings = tuple(
        ledger.postings_to(account, commodity=commodity, as_of_happened=as_of_happened, as_of_recorded=as_of_recorded)
    )
    balance = quantity_of(sum(posting.units for _, posting in postings), commodity)
    counted = f"{len(postings)} posting{'' if len(postings) == 1 else 's'}"
    known = _known(as_of_happened, as_of_recorded)
    return Figure(
        value=_value(balance),
        unit=_unit(balance),
        because=f"the sum of {counted} to {account}{known}",
        events=tuple(dict.fromkeys(entry.id for entry, _ in postings)),
        parts=tuple(_part(entry, posting) for entry, posting in postings),
    )


def _part(entry: LedgerEntry, posting: Posting) -> Figure:
    because = f"{entry.cause}: {entry.because}"
    return Figure(_value(posting.quantity), _unit(posting.quantity), because, entry.clauses, (entry.id,))


def _value(quantity: Quantity) -> Money | int:
    return quantity.count if isinstance(quantity, Seconds) else quantity


def _unit(quantity: Quantity) -> str:
    return "s" if isinstance(quantity, Seconds) else quantity.currency


def _known(as_of_happened: int | None, as_of_recorded: int | None) -> str:
    limits = (("happened", as_of_happened), ("recorded", as_of_recorded))
    return "".join(f", {word} by {EPOCH + timedelta(seconds=at)}" for word, at in limits if at is not None)
