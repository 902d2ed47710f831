"""Fees and service credits: numbers that are counted somehow, steps that grow, and limits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from asagreed.reading.problems import Problem
from asagreed.reading.references.lookup import Lookup, Path
from asagreed.terms.resolved.fee_clauses import PER
from asagreed.terms.sections.fees import Credit


def check_credits(lookup: Lookup) -> Iterator[Problem]:
    """Find credits of unknown systems or fees, and steps that do not grow."""
    for name, credit in lookup.agreement.credits.systems.items():
        path = ("credits", "systems", name)
        if not credit.combined:
            yield from lookup.unknown(
                path,
                "YML407",
                what="a system of this agreement",
                name=name,
                known=lookup.agreement.systems,
                where="systems",
                at_key=True,
            )
        yield from lookup.unknown_each(
            (*path, "of"),
            "YML435",
            what="a fee of this agreement",
            names=credit.of,
            known=lookup.agreement.fees,
            where="fees",
        )
        yield from _tiers(lookup, path, credit)


def warn_of_credits(lookup: Lookup) -> Iterator[Problem]:
    """Find credits without a limit or a base, and two credits that one outage would meet."""
    written = lookup.agreement.credits
    if written.systems and written.cap_a_month is None and written.cap_a_year is None:
        yield lookup.problem(
            ("credits",),
            "FEE505",
            "Nothing says where credits end.",
            remedy="Add at most a month: 25%, or at most a year.",
            at_key=True,
        )
    for name, credit in written.systems.items():
        if not credit.of:
            yield lookup.problem(
                ("credits", "systems", name),
                "FEE505",
                f"Nothing says of which fees the credit for «{name}» is a share.",
                remedy="Add of: and the names of the fees.",
                at_key=True,
            )
    if written.same_outage is None and len({credit.combined for credit in written.systems.values()}) > 1:
        yield lookup.problem(
            ("credits", "systems"),
            "FEE506",
            "One outage may meet the credit of a system and the one for all together; nothing says which is given.",
            remedy="Add same outage: larger of, sum, or combined only.",
            at_key=True,
        )


def notice_uncounted_fees(lookup: Lookup) -> Iterator[Problem]:
    """Find fees for each of something that do not say which number of the month counts."""
    for name, fee in lookup.agreement.fees.items():
        if name.startswith(PER) and fee.counted is None:
            yield lookup.problem(
                ("fees", name),
                "YML444",
                f"Nothing says which number of {name.removeprefix(PER)}s counts in a month in which it changes.",
                remedy="Add counted: on the first, highest, or by day.",
                at_key=True,
            )


def _tiers(lookup: Lookup, path: Path, credit: Credit) -> Iterator[Problem]:
    if not credit.below and credit.per_hour is None:
        yield lookup.problem(
            path,
            "FEE504",
            f"The credit for «{path[-1]}» gives nothing back: it has neither «below» nor «per hour».",
            remedy="Add below: {99%: 5%}, or per hour.",
            at_key=True,
        )
    tiers = sorted(credit.below.items(), key=lambda tier: tier[0].share, reverse=True)
    for (higher, less), (lower, more) in pairwise(tiers):
        if higher.share == lower.share:
            why = f"«{higher.text}» and «{lower.text}» are the same step"
        elif more <= less:
            why = f"below {lower.text} no more is given back than below {higher.text}"
        else:
            continue
        yield lookup.problem(
            (*path, "below", lower.text),
            "FEE504",
            f"The steps of this credit are broken: {why}.",
            remedy="Write every step once, and give more back below a lower availability.",
            at_key=True,
        )
