"""What a books file says and what cannot be: the wrong order, two prices, more than all, nobody, nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from asagreed.facts.books.pages import IncidentEntry
from asagreed.facts.books.written_facts import PageRead, WrittenFact, as_written, months_of
from asagreed.reading.nodes import Table
from asagreed.reading.problems import Problem, problem_at
from asagreed.reading.suggestions import did_you_mean, nearest
from asagreed.terms.parts import Part

RETAINER = "retainer"
_IN_ORDER = (
    ("occurred", "detected", "nothing is detected before it occurs"),
    ("occurred", "reported", "nothing is reported before it occurs"),
    ("occurred", "ended", "nothing ends before it occurs"),
    ("proposed", "deferred", "nothing is deferred before it is proposed"),
    ("proposed", "agreed", "nothing is agreed to before it is proposed"),
    ("deferred", "agreed", "what was agreed to first is not deferred any more"),
    ("bought", "first_used", "no hour can be used of a block that nobody has bought yet"),
    ("bought", "recorded", "nothing is recorded before it happens"),
    ("on", "recorded", "nothing is recorded before it happens"),
)
"""Keys of one fact: the earlier, the later, and why. A block may be paid before it is bought."""


def contradictions(read: PageRead) -> Iterator[Problem]:
    """Find every fact that contradicts itself or another."""
    for fact in read.all_facts():
        yield from _out_of_order(fact)
    for incident in read.facts("incidents", read.page.incidents):
        yield from _of_an_incident(incident)
    yield from _rulings(read)
    yield from _payments(read)
    yield from _quotes(read)
    yield from _availability(read)
    yield from _currencies(read)


def _out_of_order(fact: WrittenFact[Part]) -> Iterator[Problem]:
    for early, late, why in _IN_ORDER:
        key = late.replace("_", " ")
        first, second = getattr(fact.says, early, None), getattr(fact.says, late, None)
        if first is not None and second is not None and _is_before(second, first, is_end=late == "ended"):
            yield problem_at(
                fact.at(key),
                "YML602",
                f"«{key}» is {as_written(second)}, before «{early}» ({as_written(first)}), and {why}.",
                remedy="Correct the one that is wrong, with the clock time where both are on one day.",
            )


def _is_before(late: datetime, early: datetime, *, is_end: bool) -> bool:
    """Say whether a moment contradicts an earlier one; a day without a clock time may be any moment of it.

    An end has to be exact, because time is counted up to it.
    """
    is_a_day = late.time() == time() and not is_end
    return late.date() < early.date() if is_a_day else late < early


def _of_an_incident(incident: WrittenFact[IncidentEntry]) -> Iterator[Problem]:
    said = incident.says
    known = min(said.reported, said.detected or said.reported)
    if said.occurred is not None and not said.evidence and said.occurred < known:
        yield problem_at(
            incident.at("occurred"),
            "YML615",
            f"Nothing shows that «{incident.name}» occurred before it was known ({as_written(known)}), so it counts "
            "from then.",
            remedy="Write what shows it, such as evidence: monitoring log; or leave it as it is.",
        )
    began = said.occurred if said.occurred is not None and said.evidence else known
    is_told = said.occurred is not None and said.ended is not None and said.ended < said.occurred
    if said.ended is not None and said.ended < began and not is_told:
        yield problem_at(
            incident.at("ended"),
            "YML602",
            f"«ended» is {as_written(said.ended)}, before the moment from which «{incident.name}» counts "
            f"({as_written(began)}).",
            remedy="Correct the end; or write when it occurred, with the evidence for that.",
        )


def _rulings(read: PageRead) -> Iterator[Problem]:
    for ruling in read.facts("rulings", read.page.rulings):
        if not (ruling.says.by.provider or ruling.says.by.customer):
            yield problem_at(
                ruling.at("by"),
                "YML606",
                f"Nobody is named who decided «{ruling.name}», and what nobody decided binds nobody.",
                remedy="Write who decided, such as by: {provider: account manager, customer: practice manager}.",
            )


def _payments(read: PageRead) -> Iterator[Problem]:
    blocks = read.whole.get("blocks")
    known = (RETAINER, *(blocks.entries if isinstance(blocks, Table) else ()))
    for payment in read.facts("payments", read.page.payments):
        what = payment.says.for_
        if payment.says.amount.money.is_zero:
            yield problem_at(
                payment.at("amount"),
                "YML607",
                f"The payment «{payment.name}» is of nothing, so nothing was paid.",
                remedy="Write the amount that came in, or take the payment out.",
            )
        is_an_invoice = any(letter.isdigit() for letter in what) and not nearest(what, known)
        if what not in known and not is_an_invoice:
            yield problem_at(
                payment.at("for"),
                "YML608",
                f"«{what}» is no block of these books, not the retainer, and does not look like the number of an "
                "invoice.",
                remedy=f"{did_you_mean(what, known)}Write a name under blocks, «{RETAINER}», or the invoice number.",
            )


def _quotes(read: PageRead) -> Iterator[Problem]:
    for quote in read.facts("quotes", read.page.quotes):
        said = quote.says
        prices = [key for key, price in (("price", said.price), ("per hour", said.per_hour)) if price]
        if len(prices) != 1:
            why = "two prices, and nobody can say which of them was accepted" if prices else "no price"
            yield problem_at(
                quote.at("per hour") if prices else quote.entry.key.place,
                "YML609",
                f"The quote «{quote.name}» has {why}.",
                remedy="Write either price: for the whole, or per hour: (with at most: where there is a limit).",
            )
        elif said.at_most is not None and said.per_hour is None:
            yield problem_at(
                quote.at("at most"),
                "YML609",
                f"The quote «{quote.name}» is for a price as a whole, so a limit of hours limits nothing.",
                remedy="Take «at most» out, or write per hour: instead of price:.",
            )


def _availability(read: PageRead) -> Iterator[Problem]:
    for system in read.facts("availability", read.page.availability):
        for month in months_of(system):
            if month.says.share is None and month.says.downtime_beyond is None:
                yield problem_at(
                    month.entry.key.place,
                    "YML611",
                    f"Nothing is said of «{system.name}» in {month.name}.",
                    remedy="Write its share, such as 99.95%, or its downtime beyond what is allowed; or take it out.",
                )


def _currencies(read: PageRead) -> Iterator[Problem]:
    found = sorted(read.prices(), key=lambda each: (each[1].line, each[1].column))
    for price, place in found[1:]:
        first, at = found[0]
        if price.money.currency != first.money.currency:
            yield problem_at(
                place,
                "YML617",
                f"This is in {price.money.currency} and the first amount in {first.money.currency} "
                f"(line {at.line}): books are kept in the one currency of their agreement.",
                remedy=f"Write the amount in {first.money.currency}, as it was agreed or as it came in.",
            )
