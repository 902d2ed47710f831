"""Prepaid time and money: blocks that can be bought, work that exists, and what is left unsaid."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.reading.problems import Problem
from asagreed.reading.references.lookup import Lookup
from asagreed.terms.sections.prepaid import Block


def check_prepaid(lookup: Lookup) -> Iterator[Problem]:
    """Find prepaid hours for work that does not exist, and blocks that nobody could buy."""
    agreement = lookup.agreement
    for section, part in (
        ("allowance", agreement.allowance),
        ("block", agreement.block),
        ("retainer", agreement.retainer),
    ):
        if part is not None:
            yield from lookup.unknown_work((section, "for"), part.for_)
            yield from lookup.unknown_work((section, "not for"), part.not_for)
    if agreement.block:
        yield from _block(lookup, agreement.block)


def notice_unsaid(lookup: Lookup) -> Iterator[Problem]:
    """Find what neither an allowance nor a block nor a retainer says of its end, and what an hour outside draws."""
    agreement = lookup.agreement
    if agreement.allowance and agreement.allowance.unused is None:
        yield _open_end(
            lookup,
            "allowance",
            "Nothing says what becomes of hours that are not used in a month.",
            "Add unused: expires, rolls over once, or rolls over for 3 months.",
        )
    if agreement.block:
        yield from _unsaid_of_block(lookup, agreement.block)
    retainer = agreement.retainer
    if retainer and (retainer.floor is None or retainer.below_the_floor is None):
        yield _open_end(
            lookup,
            "retainer",
            "Nothing says what happens when the retainer runs out.",
            "Add floor: 0.00 with the currency, and below the floor: bill the rest, or work stops.",
        )
    yield from _unsaid_draws(lookup)


def _block(lookup: Lookup, block: Block) -> Iterator[Problem]:
    if not block.sizes and (block.size is None or block.price is None):
        missing = [key for key, value in (("size", block.size), ("price", block.price)) if value is None]
        yield lookup.problem(
            ("block",),
            "YML433",
            f"The block has no {' and no '.join(f'«{key}»' for key in missing)}, so nobody could buy it.",
            remedy="Add size: 20 h and price: with an amount, or sizes: with a price for each.",
            at_key=True,
        )
    if block.sizes and (block.size is not None or block.price is not None or block.free is not None):
        yield lookup.problem(
            ("block", "sizes"),
            "YML434",
            "The block has «sizes», and beside them a size, a price or free hours of its own.",
            remedy="Write every size under sizes, with its free hours and its price.",
            at_key=True,
        )
    seen: set[int] = set()
    for key in block.sizes:
        if key.seconds in seen:
            yield lookup.problem(
                ("block", "sizes", key.text),
                "YML434",
                f"The size «{key.text}» stands here twice, in other words.",
                remedy="Write every size once; a later paper names it in the words of the earlier one.",
                at_key=True,
            )
        seen.add(key.seconds)


def _unsaid_of_block(lookup: Lookup, block: Block) -> Iterator[Problem]:
    ends = "expires" in block.model_fields_set
    if not ends and not (block.sizes and all("expires" in each.model_fields_set for each in block.sizes.values())):
        yield _open_end(
            lookup,
            "block",
            "Nothing says when the hours of a block end.",
            "Add expires: 12 months after purchase, or never.",
        )
    if not block.notice_below:
        yield lookup.problem(
            ("block",),
            "FEE502",
            "Nothing says at which balance the customer is told that the block runs low.",
            remedy="Add notice below: 5 h, or [5 h, 2 h].",
            at_key=True,
        )
    if block.usable is None:
        yield lookup.problem(
            ("block",),
            "YML441",
            "Nothing says whether a block counts when it is bought or when it is paid.",
            remedy="Add usable: when paid, or when bought.",
            at_key=True,
        )


def _unsaid_draws(lookup: Lookup) -> Iterator[Problem]:
    agreement = lookup.agreement
    section = "allowance" if agreement.allowance else "block" if agreement.block else ""
    outside = agreement.rates.outside
    if section and outside and outside.draws is None and agreement.outside_draws is None:
        yield lookup.problem(
            (section,),
            "YML440",
            "Nothing says what one hour outside support hours draws from prepaid hours.",
            remedy="Add outside draws: 1 h or 1.5 h to the agreement, or draws: to rates: outside.",
            at_key=True,
        )


def _open_end(lookup: Lookup, section: str, message: str, remedy: str) -> Problem:
    return lookup.problem((section,), "FEE503", message, remedy=remedy, at_key=True)
