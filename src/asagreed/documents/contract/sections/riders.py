"""What may be taken up later, at which price."""

from __future__ import annotations

from asagreed.documents.contract.addresses import in_words
from asagreed.documents.contract.outline import Outline
from asagreed.foresight.compare.said import values_of


def add(outline: Outline) -> None:
    """Add each rider with everything that it would change."""
    outline.begin("riders")
    values = values_of(outline.agreement)
    for name, offer in outline.agreement.riders.items():
        path = ("riders", name)
        inside = [each for each in values if each[:2] == path and each[2] not in ("price", "title")]
        rows = [(in_words(each[2:], offer, outline.language), outline.short(*each)) for each in inside]
        price = outline.listed(prices(outline, name))
        outline.table(path, "rider", ("term", "says"), rows, name=offer.title or name, price=price)


def prices(outline: Outline, name: str) -> tuple[str, ...]:
    """Return what a rider costs a month, and for one ticket."""
    asked, language = outline.agreement.riders[name].price, outline.language
    priced = {"per month": asked and asked.per_month, "per ticket": asked and asked.per_ticket}
    return tuple(language.say(key, price=language.value(str(price.money))) for key, price in priced.items() if price)
