"""Plain data → an entry; what is not exactly one is refused with its reason."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, TypeVar

from asagreed.billing.ledger.accounts import Account
from asagreed.billing.ledger.entries import LedgerEntry, Posting
from asagreed.billing.ledger.quantities import SECONDS, Quantity, Seconds
from asagreed.figures import Clause
from asagreed.money import Money

_T = TypeVar("_T")
_AMOUNT = re.compile(r"-?[0-9]{1,24}(\.[0-9]{1,4})?")
_COUNT = re.compile(r"-?[0-9]{1,24}")


def entry_of(record: Any) -> LedgerEntry:
    """Return the entry that plain data describes, its chain unchecked.

    Raises ValueError with the reason, UnknownAccount and UnfitPosting.
    """
    fields = _shaped(record, dict)
    return LedgerEntry(
        id=_field(fields, "id", str),
        happened_at=_field(fields, "happened_at", int),
        recorded_at=_field(fields, "recorded_at", int),
        cause=_field(fields, "cause", str),
        because=_field(fields, "because", str),
        inputs=_field(fields, "inputs", str),
        postings=tuple(_posting(_shaped(one, dict)) for one in _field(fields, "postings", list)),
        clauses=tuple(_clause(_shaped(one, dict)) for one in _field(fields, "clauses", list)),
        reverses=None if fields.get("reverses") is None else _field(fields, "reverses", str),
        previous=_field(fields, "previous", str),
        hash=_field(fields, "hash", str),
    )


def _posting(record: dict[str, Any]) -> Posting:
    path = tuple(_shaped(word, str) for word in _field(record, "account", list))
    return Posting(Account(path), _quantity(_field(record, "amount", str), _field(record, "commodity", str)))


def _quantity(amount: str, commodity: str) -> Quantity:
    form = _COUNT if commodity == SECONDS else _AMOUNT
    if not form.fullmatch(amount):
        raise ValueError(f"«{amount}» is no amount of {commodity}")
    return Seconds(int(amount)) if commodity == SECONDS else Money(Decimal(amount), commodity)


def _clause(record: dict[str, Any]) -> Clause:
    return Clause(
        address=_field(record, "address", str),
        file=_field(record, "file", str),
        line=_field(record, "line", int),
        version=_field(record, "version", str),
    )


def _field(record: dict[str, Any], key: str, kind: type[_T]) -> _T:
    if key not in record:
        raise ValueError(f"«{key}» is missing")
    return _shaped(record[key], kind)


def _shaped(value: Any, kind: type[_T]) -> _T:
    # True is an int to Python, and 1 to a hash.
    if type(value) is not kind:
        raise ValueError(f"{value!r:.40} is {type(value).__name__}, not {kind.__name__}")
    return value
