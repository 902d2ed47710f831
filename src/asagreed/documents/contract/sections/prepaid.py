"""Hours and money that are granted or paid ahead, and the order in which they are used."""

from __future__ import annotations

from collections.abc import Iterable

from asagreed.documents.contract.outline import Outline
from asagreed.terms.sections.prepaid import Block, Retainer


def add(outline: Outline) -> None:
    """Add the allowance, what is taken from it every month, blocks, the retainer and the order of use."""
    _add_allowance(outline)
    block, retainer = outline.agreement.block, outline.agreement.retainer
    if block:
        _add_block(outline, block)
    if retainer:
        _add_retainer(outline, retainer)
    if outline.agreement.order_of_use:
        outline.clause(("order of use",), "order of use", names=outline.written("order of use"))
    if outline.agreement.outside_draws:
        outline.clause(("outside draws",), "outside draws", length=outline.written("outside draws"))


def _add_allowance(outline: Outline) -> None:
    part, said = outline.agreement.allowance, outline.agreement
    if part:
        outline.clause(("allowance", "hours"), "allowance", hours=outline.written("allowance", "hours"))
        _add_uses(outline, "allowance", part.for_, part.not_for)
        if part.unused is not None:
            outline.clause(("allowance", "unused"), "allowance unused", unused=outline.written("allowance", "unused"))
        if part.at_most:
            outline.clause(
                ("allowance", "at most"), "allowance at most", length=outline.written("allowance", "at most")
            )
    if said.monthly_draws:
        draws = (
            outline.language.say("monthly draw", length=outline.written("monthly draws", name), name=name)
            for name in said.monthly_draws
        )
        outline.clause(("monthly draws",), "monthly draws", draws=outline.listed(draws))


def _add_uses(outline: Outline, section: str, used_for: Iterable[str], not_for: Iterable[str]) -> None:
    for key, message, names in (("for", "prepaid for", used_for), ("not for", "prepaid not for", not_for)):
        if names:
            listed = outline.listed(map(outline.language.word, names))
            outline.clause((section, key), message, names=listed)


def _add_block(outline: Outline, block: Block) -> None:
    if block.size and block.price:
        outline.said.update((("block", "size"), ("block", "price")))
        size, price = outline.written("block", "size"), outline.written("block", "price")
        outline.clause(("block", "price"), "block priced", size=size, price=price)
    _add_sizes(outline, block)
    if block.free:
        outline.clause(("block", "free"), "block free", length=outline.written("block", "free"))
    if block.usable:
        outline.clause(("block", "usable"), "block usable", when=outline.written("block", "usable"))
    if block.expires:
        outline.clause(("block", "expires"), "block expires", length=outline.written("block", "expires"))
    elif "expires" in block.model_fields_set:
        outline.clause(("block", "expires"), "block keeps")
    _add_notice(outline, "block")
    _add_uses(outline, "block", block.for_, block.not_for)


def _add_sizes(outline: Outline, block: Block) -> None:
    """Add the sizes in which a block may be bought."""
    path, keys = ("block", "sizes"), ("free", "price", "expires")
    rows = [
        (outline.language.value(size.text), *(outline.written(*path, size.text, key) or "–" for key in keys))
        for size in block.sizes
    ]
    outline.table(path, "block sizes", ("size", *keys), rows)


def _add_notice(outline: Outline, section: str) -> None:
    amounts = outline.written(section, "notice below")
    if amounts:
        outline.clause((section, "notice below"), "notice below", amounts=amounts)


def _add_retainer(outline: Outline, retainer: Retainer) -> None:
    outline.clause(("retainer", "paid ahead"), "retainer")
    floor, below = outline.written("retainer", "floor"), outline.written("retainer", "below the floor")
    if floor:
        outline.clause(("retainer", "floor"), "retainer floor", amount=floor)
    if below:
        outline.clause(("retainer", "below the floor"), "retainer below", what=below)
    _add_notice(outline, "retainer")
    _add_uses(outline, "retainer", retainer.for_, retainer.not_for)
