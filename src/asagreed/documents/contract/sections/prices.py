"""Fees, hourly rates, hours and money that are paid ahead, invoices, and what is given back."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import Outline
from asagreed.terms.sections.rates import Band, Rate, TravelPrice


def add(outline: Outline) -> None:
    """Add everything about money."""
    outline.begin("prices")
    fees = [(part.title or name, "; ".join(_fee(outline, name))) for name, part in outline.agreement.fees.items()]
    outline.table(("fees",), "fees", ("fee", "price"), fees)
    _add_rates(outline)
    _add_prepaid(outline)
    _add_billing(outline)
    _add_credits(outline)


def _fee(outline: Outline, name: str) -> Iterator[str]:
    say, path = outline.language.say, ("fees", name)
    yield outline.written(*path, "price") or outline.written(*path)
    for key in ("counted", "part months", "at least"):
        written = outline.written(*path, key)
        if written:
            yield say(f"fee {key}", what=written)


def _add_rates(outline: Outline) -> None:
    card = outline.agreement.rates
    rows = [(name, *_rate(outline, name, part)) for name, part in card.work_types.items()]
    outline.table(("rates",), "rates", ("work", "an hour", "minimum"), rows)
    # What else stands under rates has clauses of its own.
    outline.said.discard(("rates",))
    outline.said.update(("rates", name) for name in card.work_types)
    bands: list[tuple[str, tuple[str, ...], Band]] = [
        (key, ("rates", key), part) for key, part in (("outside", card.outside), ("emergency", card.emergency)) if part
    ]
    bands += [(name, ("rates", "bands", name), part) for name, part in card.bands.items()]
    laid = [(name, "; ".join(_condition(outline, part)) or "–", "; ".join(_price(outline, path, part)))
            for name, path, part in bands]  # fmt: skip
    outline.table(("rates", "bands"), "bands", ("", "condition", "price"), laid)
    outline.said.update((("rates", "outside"), ("rates", "emergency")))
    if card.discount is not None:
        outline.clause(("rates", "discount"), "discount", share=outline.written("rates", "discount"))
    if card.minimum:
        outline.clause(("rates", "minimum"), "minimum work", length=outline.written("rates", "minimum"))
    if card.billed_in:
        outline.clause(("rates", "billed in"), "billed in", length=outline.written("rates", "billed in"))
    if card.scheduled:
        length = outline.written("rates", "scheduled", "agreed before")
        outline.clause(("rates", "scheduled"), "scheduled", length=length, pay=card.scheduled.pay)
    travel = [(name, "; ".join(_travel(outline, name, part))) for name, part in card.travel.items()]
    outline.table(("rates", "travel"), "travel prices", ("distance", "price"), travel)
    if outline.agreement.materials and outline.agreement.materials.markup is not None:
        outline.clause(("materials",), "materials", markup=outline.written("materials", "markup"))


def _rate(outline: Outline, name: str, part: Rate) -> tuple[str, str]:
    path = ("rates", name)
    roles = ", ".join(f"{role} {outline.written(*path, 'by role', role)}" for role in part.by_role)
    price = outline.written(*path, "rate") or outline.written(*path)
    return "; ".join(each for each in (price, roles) if each), outline.written(
        *path, "minimum"
    ) if part.minimum else "–"


def _condition(outline: Outline, part: Band) -> Iterator[str]:
    for key, words in (("during", part.during), ("of", part.of)):
        if words:
            yield f"{'outside' if key == 'of' else 'during'} «{words}»"
    for names in (part.on, part.asked_as, part.for_):
        if names:
            yield outline.listed(names)


def _price(outline: Outline, path: tuple[str, ...], part: Band) -> Iterator[str]:
    for key in ("rate", "times", "plus", "draws", "minimum", "billed in"):
        if key.replace(" ", "_") in part.model_fields_set:
            value = outline.written(*path, key) or outline.written(*path)
            yield value if key == "rate" else f"{key} {value}"


def _travel(outline: Outline, name: str, part: TravelPrice) -> Iterator[str]:
    path = ("rates", "travel", name)
    fields = type(part).model_fields
    for field in fields:
        if field in part.model_fields_set:
            key = fields[field].alias or field
            value = outline.written(*path, key) or outline.written(*path)
            yield value if key.startswith("per ") else f"{key} {value}"


def _add_prepaid(outline: Outline) -> None:
    said = outline.agreement
    if said.allowance:
        names = f" ({outline.written('allowance', 'for')})" if said.allowance.for_ else ""
        hours = outline.written("allowance", "hours")
        if said.allowance.unused is None:
            outline.clause(("allowance",), "allowance plain", hours=hours, work=names)
        else:
            unused = outline.written("allowance", "unused")
            outline.clause(("allowance",), "allowance", hours=hours, work=names, unused=unused)
    for key, part in (("block", said.block), ("retainer", said.retainer)):
        if part is not None:
            fields = type(part).model_fields
            keys = [fields[field].alias or field for field in fields if field in part.model_fields_set]
            what = ", ".join(f"{each} {outline.written(key, each)}" for each in keys if outline.written(key, each))
            outline.clause((key,), key, what=what)
    _add_sizes(outline)
    if said.order_of_use:
        outline.clause(("order of use",), "order of use", names=outline.written("order of use"))
    if said.outside_draws:
        outline.clause(("outside draws",), "outside draws", length=outline.written("outside draws"))


def _add_sizes(outline: Outline) -> None:
    """Add the sizes in which a block may be bought."""
    path = ("block", "sizes")
    sizes = outline.agreement.block.sizes if outline.agreement.block else {}
    keys = ("free", "price", "expires")
    rows = [(size.text, *(outline.written(*path, size.text, key) or "–" for key in keys)) for size in sizes]
    outline.table(path, "block sizes", ("size", *keys), rows)


def _add_billing(outline: Outline) -> None:
    billing = outline.agreement.billing
    if billing.fees:
        outline.clause(("billing", "fees"), "fees billed", when=billing.fees)
    if billing.payment is not None:
        outline.clause(("billing", "payment"), "payment", days=billing.payment)
    if billing.disputed_within:
        outline.clause(("billing", "disputed within"), "billing disputed", length=billing.disputed_within)


def _add_credits(outline: Outline) -> None:
    part = outline.agreement.credits
    rows = [
        (name, step.text, outline.written("credits", "systems", name, "below", step.text), ", ".join(credit.of) or "–")
        for name, credit in part.systems.items()
        for step in credit.below
    ]
    outline.table(("credits", "systems"), "credits", ("system", "below", "given back", "of fees"), rows)
    for key, message in (("at most a month", "credits limit month"), ("at most a year", "credits limit year")):
        if getattr(part, {"at most a month": "cap_a_month", "at most a year": "cap_a_year"}[key]) is not None:
            outline.clause(("credits", key), message, share=outline.written("credits", key))
