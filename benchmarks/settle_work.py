"""Settle made-up customers in bulk, as a command: `python -m benchmarks.settle_work CUSTOMERS PROCESSES`.

Prints how many entries and parts there were, and the exact amount of all of them.
"""

from __future__ import annotations

import json
import sys
from fractions import Fraction

import numpy as np

from asagreed.billing.work.in_bulk import Customer, settle_many
from benchmarks.made_customers import made_customers


def main() -> None:
    """Settle everything; of each customer only the sums are kept, as an invoice run would."""
    number, processes = map(int, sys.argv[1:])
    entries = parts = 0
    amount = Fraction(0)
    for work in settle_many([Customer(*made) for made in made_customers(number)], processes=processes):
        entries += len(work.entries)
        parts += len(work.entry)
        for denominator in np.unique(work.denominator).tolist():
            numerators = work.numerator[work.denominator == denominator]
            amount += Fraction(int(numerators.sum()), denominator)
    print(json.dumps({"entries": entries, "parts": parts, "amount": str(amount)}))


if __name__ == "__main__":
    main()
