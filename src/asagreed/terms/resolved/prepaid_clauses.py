"""Time and money granted or paid ahead: what there is, what it may pay for, and in which order it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from asagreed.figures import Clause
from asagreed.money import Money
from asagreed.terms.papers import Sections
from asagreed.terms.resolved.origins import SEMANTICS, Origins
from asagreed.terms.sections.prepaid import PAID, USUAL_ORDER, Block
from asagreed.terms.values.prepaid import Expiry


@dataclass(frozen=True, slots=True)
class Purpose:
    """What prepaid time or money may pay for: work types and services by name; no names mean everything."""

    only: frozenset[str]
    never: frozenset[str]

    def allows(self, *names: str | None) -> bool:
        """Say whether work that goes by some names may be paid for."""
        return not self.never.intersection(names) and (not self.only or bool(self.only.intersection(names)))


@dataclass(frozen=True, slots=True)
class AllowanceClause:
    """Time granted every month, in seconds; unused it is kept for `months_kept` more months, at most `at_most`.

    `months_kept` None says that the agreement does not say it.
    """

    seconds: int
    purpose: Purpose
    months_kept: int | None
    at_most: int | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class BlockOffer:
    """A size of block: the hours paid for and those that come free, in seconds, its price and its end."""

    size: int
    free: int
    price: Money
    expires: Expiry | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class BlockClause:
    """What holds for every block of hours; `counts_when_paid` None says that the agreement does not say it."""

    offers: tuple[BlockOffer, ...]
    purpose: Purpose
    counts_when_paid: bool | None
    notice_below: tuple[int, ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class RetainerClause:
    """Money paid ahead. Below its floor the rest is billed, or work stops; None says that neither was agreed."""

    floor: Money | None
    stops_below: bool | None
    notice_below: tuple[Money, ...]
    purpose: Purpose
    clause: Clause
    floor_clause: Clause


@dataclass(frozen=True, slots=True)
class MonthlyDraw:
    """Fixed time that is deducted every month, in seconds."""

    name: str
    seconds: int
    clause: Clause


@dataclass(frozen=True)
class PrepaidTerms:
    """Everything that work may be taken from before it is billed."""

    allowance: AllowanceClause | None
    block: BlockClause | None
    retainer: RetainerClause | None
    order: tuple[str, ...]
    order_clause: Clause
    monthly_draws: Mapping[str, MonthlyDraw]


def resolve_prepaid(written: Sections, origins: Origins) -> PrepaidTerms:
    """Return the clauses of allowance, block, retainer, their order, and fixed monthly draws."""
    order = origins.clause(("order of use",)) if written.order_of_use else Clause("agreements.6", SEMANTICS)
    return PrepaidTerms(
        allowance=_allowance(written, origins),
        block=_block(written, origins),
        retainer=_retainer(written, origins),
        order=written.order_of_use or USUAL_ORDER,
        order_clause=order,
        monthly_draws={
            name: MonthlyDraw(name, seconds, origins.clause(("monthly draws", name)))
            for name, seconds in written.monthly_draws.items()
        },
    )


def _purpose(only: tuple[str, ...], never: tuple[str, ...]) -> Purpose:
    return Purpose(frozenset(only), frozenset(never))


def _allowance(written: Sections, origins: Origins) -> AllowanceClause | None:
    part = written.allowance
    if part is None:
        return None
    clause = origins.clause(("allowance", "hours"))
    return AllowanceClause(part.hours, _purpose(part.for_, part.not_for), part.unused, part.at_most, clause)


def _block(written: Sections, origins: Origins) -> BlockClause | None:
    part = written.block
    if part is None:
        return None
    offers = tuple(sorted(_offers(part, origins), key=lambda offer: offer.size))
    counts = None if part.usable is None else part.usable == PAID
    purpose = _purpose(part.for_, part.not_for)
    return BlockClause(offers, purpose, counts, part.notice_below, origins.clause(("block",)))


def _offers(part: Block, origins: Origins) -> Iterator[BlockOffer]:
    """Yield the sizes that can be bought, each with the line of its price."""
    if part.size is not None and part.price is not None:
        clause = replace(origins.clause(("block", "price")), address="block")
        yield BlockOffer(part.size, part.free or 0, part.price.money, part.expires, clause)
    for key, each in part.sizes.items():
        path = ("block", "sizes", key.text)
        clause = replace(origins.clause((*path, "price")), address=".".join(path))
        # A size that never expires is not one that leaves its end to the block.
        expires = each.expires if "expires" in each.model_fields_set else part.expires
        yield BlockOffer(key.seconds, each.free or 0, each.price.money, expires, clause)


def _retainer(written: Sections, origins: Origins) -> RetainerClause | None:
    part = written.retainer
    if part is None:
        return None
    return RetainerClause(
        floor=part.floor.money if part.floor else None,
        stops_below=None if part.below_the_floor is None else part.below_the_floor == "stop",
        notice_below=tuple(each.money for each in part.notice_below),
        purpose=_purpose(part.for_, part.not_for),
        clause=origins.clause(("retainer",)),
        floor_clause=origins.clause(("retainer", "floor")),
    )
