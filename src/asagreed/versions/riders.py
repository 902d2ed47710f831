"""The riders that a version has taken up, and what each costs a month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from asagreed.figures import Clause
from asagreed.money import Money
from asagreed.reading.mending import read_tree
from asagreed.reading.nodes import follow
from asagreed.reading.papers import Paper
from asagreed.terms import Rider, Terms

PRICE = ("price", "per month")


@dataclass(frozen=True, slots=True)
class RiderTaken:
    """A rider in force, its monthly price if it has one, and the clause that says so."""

    name: str
    per_month: Money | None
    clause: Clause


def riders_taken(papers: Iterable[Paper], terms: Terms) -> Iterator[RiderTaken]:
    """Yield the riders among the papers of a version; what a paper leaves out is as the agreement offers it."""
    for paper in papers:
        model = read_tree(paper.tree, Rider).mended if paper.kind == "rider" else None
        if model is None:
            continue
        offer = terms.charges.riders_offered.get(model.rider)
        if model.price and model.price.per_month:
            _, node = follow(paper.tree, PRICE)
            place = node.place
            address = ".".join(("riders", model.rider, *PRICE))
            clause = Clause(address, place.source.cited, place.line, terms.version)
            yield RiderTaken(model.rider, model.price.per_month.money, clause)
        else:
            clause = offer.month_clause if offer else Clause(f"riders.{model.rider}", paper.source.cited)
            yield RiderTaken(model.rider, offer.per_month if offer else None, clause)
