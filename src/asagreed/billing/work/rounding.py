"""Minimum and step, once for the whole job; what they add goes to its cheapest part (agreements.md, section 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asagreed.billing.work.judging import Stretch
from asagreed.figures import Clause


@dataclass(frozen=True, slots=True)
class Rounded:
    """The seconds that each part of a job is billed at, and the clause and reason of what was added, if anything was.

    `on` is the number of the part that the surplus went to.
    """

    billed: tuple[int, ...]
    surplus: int = 0
    on: int = 0
    because: str = ""
    clause: Clause | None = None


def round_job(parts: Sequence[Stretch]) -> Rounded:
    """Return what the parts of a job are billed at: at least the minimum, in whole steps, neither where all is free.

    Of several minimums and steps that fit the longest holds; the minimum goes before the step.
    """
    worked = sum(part.seconds for part in parts)
    plain = Rounded(tuple(part.seconds for part in parts))
    rates = [part.judgement.rate for part in parts if part.judgement.rate and part.judgement.sources]
    minimum = max((rate.minimum for rate in rates if rate.minimum), key=_length, default=None)
    step = max((rate.step for rate in rates if rate.step), key=_length, default=None)
    total, because, clause = worked, "", None
    if minimum is not None and total < minimum[0]:
        total, because, clause = minimum[0], f"at least {minimum[0] // 60} min are billed", minimum[1]
    if step is not None and total % step[0]:
        in_steps = f"billed in steps of {step[0] // 60} min"
        because, clause = f"{because}, {in_steps}" if because else in_steps, clause or step[1]
        total += -total % step[0]
    surplus = total - worked
    if not surplus:
        return plain
    cheapest = min(range(len(parts)), key=lambda number: _price(parts[number]))
    billed = tuple(seconds + (surplus if number == cheapest else 0) for number, seconds in enumerate(plain.billed))
    return Rounded(billed, surplus, cheapest, because, clause)


def _length(each: tuple[int, Clause]) -> int:
    return each[0]


def _price(part: Stretch) -> tuple[bool, object]:
    """Put free work before priced work, and what nobody has priced last."""
    judgement = part.judgement
    if judgement.is_free:
        return False, 0
    return judgement.rate is None, judgement.rate.per_hour if judgement.rate else 0
