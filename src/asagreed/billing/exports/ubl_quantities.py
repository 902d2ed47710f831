"""How much of what at which price, in decimals and units that EN 16931 knows, without losing anything."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.billing.charges.charge import Unit
from asagreed.billing.exports.decimals import decimal_text
from asagreed.billing.statements.invoice import InvoiceLine

QUANTITY_DIGITS = 6
PRICE_DIGITS = 10
_UNITS: dict[Unit, tuple[tuple[str, int], ...]] = {
    "h": (("HUR", 1), ("MIN", 60), ("SEC", 3600)),
    "piece": (("C62", 1),),
    "visit": (("C62", 1),),
    "month": (("MON", 1),),
    "km": (("KMT", 1),),
}
"""Codes of UN/ECE recommendation 20, with how many of them make one of our units; the first that is exact is taken."""


@dataclass(frozen=True, slots=True)
class PricedQuantity:
    """A quantity (BT-129), its unit (BT-130), and the price (BT-146) of so many of it (BT-149), never below zero.

    `note` says in fractions what had to be put together to one piece at the net amount; else it is empty.
    """

    quantity: str
    unit: str
    price: str
    price_is_for: int = 1
    note: str = ""


def priced_quantity(line: InvoiceLine) -> PricedQuantity:
    """Return the quantity and price of a line, exactly: 20 minutes are 20 MIN at the price of 60, not 0.333333 hours.

    A price below zero moves its sign to the quantity (rule BR-27). Where a number has no end in any unit, the line
    becomes one piece at its net amount.
    """
    price = decimal_text(abs(line.unit_price), digits=PRICE_DIGITS)
    signed = -line.quantity if line.unit_price < 0 else line.quantity
    for unit, parts in _UNITS[line.unit]:
        quantity = decimal_text(signed * parts, digits=QUANTITY_DIGITS)
        if quantity is not None and price is not None:
            return PricedQuantity(quantity, unit, price, parts)
    return _as_one_piece(line)


def _as_one_piece(line: InvoiceLine) -> PricedQuantity:
    sign = "-" if line.net.amount < 0 else ""
    price = f"{line.net.amount.copy_abs():f}"
    note = f"{line.quantity} {line.unit} × {line.unit_price} {line.net.currency}"
    return PricedQuantity(f"{sign}1", "C62", price, note=note)
