"""What may be taken up later, at which price."""

from __future__ import annotations

from asagreed.documents.contract.outline import Outline
from asagreed.foresight.compare.said import values_of


def add(outline: Outline) -> None:
    """Add each rider with everything that it would change."""
    outline.begin("riders")
    values = values_of(outline.agreement)
    for name, offer in outline.agreement.riders.items():
        path = ("riders", name)
        asked = offer.price
        priced = {"per month": asked and asked.per_month, "per ticket": asked and asked.per_ticket}
        prices = [f"{outline.written(*path, 'price', key)} {key}" for key, there in priced.items() if there]
        inside = [each for each in values if each[:2] == path and each[2] not in ("price", "title")]
        rows = [(" ".join(_plain(each[2:])), outline.written(*each) or outline.written(*each[:-1])) for each in inside]
        title = offer.title or name
        outline.table(
            path, "rider", ("term", "says"), rows, name=title, price=outline.listed(prices) if prices else "–"
        )


def _plain(path: tuple[str, ...]) -> tuple[str, ...]:
    return path[:-1] if path[-1] == "within" else path
