"""Fees, hourly rates, travel and goods, invoices, and what is given back."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import ANY, Outline
from asagreed.documents.contract.sections import prepaid
from asagreed.terms.sections.rates import Band, Rate, TravelPrice

_OF_A_BAND = ("during", "of", "on", "asked as", "for", "rate", "times", "plus", "draws", "minimum", "billed in", "note")


def add(outline: Outline) -> None:
    """Add everything about money."""
    outline.begin("prices")
    fees = [(part.title or name, "; ".join(_fee(outline, name))) for name, part in outline.agreement.fees.items()]
    outline.table(("fees",), "fees", ("fee", "price"), fees)
    add_rates(outline)
    _add_travel(outline)
    prepaid.add(outline)
    _add_billing(outline)
    _add_credits(outline)


def _fee(outline: Outline, name: str) -> Iterator[str]:
    say, path = outline.language.say, ("fees", name)
    yield outline.short(*path, "price")
    for key in ("counted", "part months", "at least"):
        written = outline.written(*path, key)
        if written:
            yield say(f"fee {key}", what=written)


def add_rates(outline: Outline) -> None:
    """Add what an hour costs, in which hours, and how it is billed."""
    card, word = outline.agreement.rates, outline.language.word
    rows = [(word(name), *_rate(outline, name, part)) for name, part in card.work_types.items()]
    told = [(name, key) for name in card.work_types for key in ("rate", "by role", "minimum", "billed in", "note")]
    head = ("work", "an hour", "minimum")
    outline.table(("rates",), "rates", head, rows, told=told)
    bands: list[tuple[str, tuple[str, ...], Band]] = [
        (outline.language.say(f"band {key}"), ("rates", key), part)
        for key, part in (("outside", card.outside), ("emergency", card.emergency))
        if part
    ]
    bands += [(name, ("rates", "bands", name), part) for name, part in card.bands.items()]
    laid = [
        (name, "; ".join(_condition(outline, part)) or "–", "; ".join(_price(outline, path, part)))
        for name, path, part in bands
    ]
    outline.table(("rates", "bands"), "bands", ("what", "condition", "price"), laid, told=())
    outline.said.update((*path, key) for _, path, _ in bands for key in _OF_A_BAND)
    if card.discount is not None:
        outline.clause(("rates", "discount"), "discount", share=outline.written("rates", "discount"))
    if card.minimum:
        outline.clause(("rates", "minimum"), "minimum work", length=outline.written("rates", "minimum"))
    if card.billed_in:
        outline.clause(("rates", "billed in"), "billed in", length=outline.written("rates", "billed in"))
    if card.scheduled:
        outline.said.add(("rates", "scheduled", "pay"))
        path = ("rates", "scheduled", "agreed before")
        outline.clause(path, "scheduled", length=outline.written(*path))


def _rate(outline: Outline, name: str, part: Rate) -> tuple[str, str]:
    path, say = ("rates", name), outline.language.say
    prices = [outline.short(*path, "rate")] if part.rate else []
    prices += [say("of role", price=outline.written(*path, "by role", role), role=role) for role in part.by_role]
    if part.billed_in:
        prices.append(say("band billed in", value=outline.written(*path, "billed in")))
    prices += [part.note] if part.note else []
    return "; ".join(prices), outline.written(*path, "minimum") if part.minimum else "–"


def _condition(outline: Outline, part: Band) -> Iterator[str]:
    say, word = outline.language.say, outline.language.word
    if part.during:
        yield say("condition during", hours=outline.hours(part.during))
    if part.of:
        yield say("condition of", hours=outline.hours(part.of))
    if part.on:
        yield outline.listed(map(outline.language.value, part.on))
    if part.asked_as:
        yield say("asked as", names=outline.listed(part.asked_as))
    if part.for_:
        yield say("for", names=outline.listed(map(word, part.for_)))


def _price(outline: Outline, path: tuple[str, ...], part: Band) -> Iterator[str]:
    for key in ("rate", "times", "plus", "draws", "minimum", "billed in"):
        if key.replace(" ", "_") in part.model_fields_set:
            yield outline.language.say(f"band {key}", value=_factor(outline, outline.short(*path, key)))
    if part.note:
        yield part.note


def _factor(outline: Outline, value: str) -> str:
    """Return a factor with the language's own point; any other value is said already."""
    return outline.language.decimal(value) if value.replace(".", "", 1).isdigit() else value


def _add_travel(outline: Outline) -> None:
    """Add what the way to a site costs, and goods."""
    word, parts = outline.language.word, outline.agreement.rates.travel
    travel = [(word(name), "; ".join(_travel(outline, name, part))) for name, part in parts.items()]
    outline.table(("rates", "travel"), "travel prices", ("distance", "price"), travel)
    if outline.agreement.materials and outline.agreement.materials.markup is not None:
        path = ("materials", "markup")
        outline.clause(path, "materials", markup=outline.written(*path))


def _travel(outline: Outline, name: str, part: TravelPrice) -> Iterator[str]:
    fields = type(part).model_fields
    for field in fields:
        if field in part.model_fields_set:
            key = fields[field].alias or field
            yield outline.language.say(f"travel {key}", value=outline.short("rates", "travel", name, key))


def _add_billing(outline: Outline) -> None:
    billing, say, value = outline.agreement.billing, outline.language.say, outline.language.value
    if billing.fees:
        outline.clause(("billing", "fees"), "fees billed", when=outline.written("billing", "fees"))
    if billing.payment is not None:
        days = outline.language.count(billing.payment, "day")
        outline.clause(("billing", "payment"), "payment", days=days)
    if billing.disputed_within:
        outline.clause(("billing", "disputed within"), "billing disputed", length=value(billing.disputed_within))
    if billing.tax:
        taxes = [
            say("tax of", charge=outline.language.word(charge), tax=outline.written("billing", "tax", charge))
            for charge in billing.tax
        ]
        outline.clause(("billing", "tax"), "taxes", taxes=outline.listed(taxes))


def _add_credits(outline: Outline) -> None:
    part, systems = outline.agreement.credits, outline.agreement.systems
    value = outline.language.value
    rows = [
        (
            outline.titled(systems, name),
            value(step.text),
            outline.written("credits", "systems", name, "below", step.text),
            outline.listed(outline.titled(outline.agreement.fees, fee) for fee in credit.of),
        )
        for name, credit in part.systems.items()
        for step in credit.below
    ]
    told = [(ANY, "below"), (ANY, "of")]
    outline.table(("credits", "systems"), "credits", ("system", "below", "given back", "of fees"), rows, told=told)
    for key, message, cap in (
        ("at most a month", "credits limit month", part.cap_a_month),
        ("at most a year", "credits limit year", part.cap_a_year),
    ):
        if cap is not None:
            outline.clause(("credits", key), message, share=outline.written("credits", key))
