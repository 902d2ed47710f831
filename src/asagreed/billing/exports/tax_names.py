"""The short name of a tax, by which a mapping says what an accounting program calls it."""

from __future__ import annotations

from asagreed.terms.values.taxes import TaxClass


def tax_name(tax: TaxClass) -> str:
    """Return `19%` for a rate, and for what is not charged its category: Z zero, E exempt, AE reverse charge, O."""
    return f"{tax.percent.normalize():f}%" if tax.category == "S" else tax.category
