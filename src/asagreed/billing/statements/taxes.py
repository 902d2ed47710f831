"""The tax of an invoice: once per class, on the sum of its lines."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from asagreed.billing.statements.invoice import InvoiceLine, TaxTotal
from asagreed.money import Money, round_half_up, total
from asagreed.terms.values.taxes import TaxClass


def tax_totals(lines: Iterable[InvoiceLine], currency: str) -> tuple[TaxTotal, ...]:
    """Return the taxable sum and the tax of every class of some lines, ordered by category, rate and reason.

    The lines bring nets that are rounded already; the tax is rounded once, on their sum, a half away from zero.
    Raises CurrenciesDiffer.
    """
    nets: dict[TaxClass, list[Money]] = {}
    for line in lines:
        nets.setdefault(line.tax, []).append(line.net)
    return tuple(_tax_total(tax, total(amounts, currency)) for tax, amounts in sorted(nets.items()))


def _tax_total(tax: TaxClass, taxable: Money) -> TaxTotal:
    exact = taxable.exact * Fraction(tax.percent) / 100
    return TaxTotal(tax, taxable, round_half_up(exact, taxable.currency))
