"""An invoice as canonical JSON: the form that is stored and hashed, and that reads back as the same invoice.

Keys are sorted, nothing is padded, text is UTF-8. Money is `{"amount": "12.00", "currency": "USD"}`, a fraction
`"3/4"`, another decimal `"19"`, a date `"2026-03-31"`; what was equal as invoices is equal as text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from asagreed.billing.exports.decimals import amount_text
from asagreed.billing.statements.invoice import Invoice
from asagreed.errors import UnreadableInvoice
from asagreed.money import Money

_FORMAT = "asagreed invoice 1"
_SHOWN = 80
"""How many characters of a damaged value an error shows."""
_FRACTION = re.compile(r"-?[0-9]{1,999}(/[1-9][0-9]{0,999})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def invoice_json(invoice: Invoice) -> str:
    """Return an invoice as one line of canonical JSON; equal invoices give equal text.

    What lines carry as `because` must be plain: tables with text as keys, lists, text, numbers, true, false, nothing.
    """
    written = {"format": _FORMAT, "invoice": _plain(invoice)}
    return json.dumps(written, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def invoice_hash(invoice: Invoice) -> str:
    """Return the SHA-256 of an invoice's canonical JSON, in hexadecimal."""
    return hashlib.sha256(invoice_json(invoice).encode()).hexdigest()


def read_invoice(text: str) -> Invoice:
    """Return the invoice that was written by `invoice_json`. Raises UnreadableInvoice where it is damaged."""
    try:
        written = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise UnreadableInvoice(where="text", why=f"it is not JSON ({error})") from error
    if not isinstance(written, dict) or written.get("format") != _FORMAT or set(written) != {"format", "invoice"}:
        raise UnreadableInvoice(where="format", why=f"it is not «{_FORMAT}»")
    invoice: Invoice = _read_table(written["invoice"], Invoice, "invoice")
    return invoice


def _plain(value: Any) -> Any:
    match value:
        case Money():
            return {"amount": amount_text(value), "currency": value.currency}
        case date():
            return value.isoformat()
        case Fraction():
            return str(value)
        case Decimal():
            return f"{value.normalize():f}"
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case tuple() | list():
            return [_plain(each) for each in value]
        case _ if is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("a key stands twice in one table")
    return table


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _read(value: Any, kind: Any, where: str) -> Any:
    """Return a value of JSON as the type that a field of the invoice has."""
    origin = get_origin(kind)
    if origin is Literal:
        return _checked(value, value in get_args(kind), where, f"one of {', '.join(get_args(kind))}")
    if origin is UnionType:
        present = next(each for each in get_args(kind) if each is not NoneType)
        return None if value is None else _read(value, present, where)
    if origin is tuple:
        listed = _checked(value, isinstance(value, list), where, "a list")
        return tuple(_read(each, get_args(kind)[0], f"{where}[{at}]") for at, each in enumerate(listed))
    if origin is Mapping:
        return _checked(value, isinstance(value, dict), where, "a table")
    return _read_table(value, kind, where) if is_dataclass(kind) else _read_scalar(value, kind, where)


def _read_table(value: Any, kind: Any, where: str) -> Any:
    table = _checked(value, isinstance(value, dict), where, "a table")
    types = get_type_hints(kind)
    wrong = sorted(set(types) ^ set(table))
    if wrong:
        said = "is missing" if wrong[0] in types else "is not known"
        raise UnreadableInvoice(where=where, why=f"the key «{wrong[0]}» {said}")
    return kind(**{name: _read(table[name], each, f"{where}.{name}") for name, each in types.items()})


def _read_scalar(value: Any, kind: Any, where: str) -> Any:
    if kind is int:
        return _checked(value, isinstance(value, int) and not isinstance(value, bool), where, "a whole number")
    text = _checked(value, isinstance(value, str), where, "a text")
    if kind is Fraction:
        return Fraction(_checked(text, _FRACTION.fullmatch(text), where, "a fraction such as 3/4"))
    if kind is Decimal:
        return Decimal(_checked(text, _DECIMAL.fullmatch(text), where, "a decimal such as 12.00"))
    return _read_date(text, where) if kind is date else text


def _read_date(text: str, where: str) -> date:
    try:
        return date.fromisoformat(_checked(text, _DATE.fullmatch(text), where, "a date such as 2026-03-31"))
    except ValueError as error:
        raise UnreadableInvoice(where=where, why=f"{text} is not a day of the calendar") from error


def _checked(value: Any, holds: object, where: str, expected: str) -> Any:
    if not holds:
        raise UnreadableInvoice(where=where, why=f"{json.dumps(value, ensure_ascii=False)[:_SHOWN]} is not {expected}")
    return value
