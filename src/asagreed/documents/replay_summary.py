"""The top of the page of a replay: what was asked and answered, at most four figures, and the account of the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from asagreed.documents import in_figures, states
from asagreed.documents.in_figures import count, length, moment
from asagreed.documents.markup import Markup, element, joined, said

Data = dict[str, Any]
MOST_FIGURES = 4


def answer(data: Data) -> Markup:
    """Return the one sentence that says what was asked and what the answer is."""
    decided = [promise for promise in data["promises"] if promise["kept"] is not None]
    asked = joined(
        element("strong", count(data["tickets"], "ticket", "tickets")),
        " under ",
        element("strong", said(data["agreement"])),
        ", judged as of ",
        moment(data["as_of"]),
        f" ({data['zone']}): ",
    )
    if not decided:
        why = "its promised shares have no verdict yet" if data["promises"] else "the agreement promises no share"
        return element("p", asked, f"{why}.", class_="answer")
    kept = sum(promise["kept"] for promise in decided)
    shares = element("strong", f"{kept:,} of {count(len(decided), 'promised share', 'promised shares')} kept")
    running = sum(not is_over(promise["period"], data["as_of"]) for promise in decided)
    so_far = f"; {running:,} of the {len(decided):,} in a period that is not over yet" if running else ""
    return element("p", asked, shares, f"{so_far}.", class_="answer")


def figures(data: Data) -> Markup:
    """Return at most four figures, each with what it is held against."""
    return element("ul", *islice(_figures(data), MOST_FIGURES), class_="figures")


def is_over(period: str, as_of: str) -> bool:
    """Say whether a month, quarter or year was over at a moment of the agreement's zone."""
    at = datetime.fromisoformat(as_of)
    running = (f"{at:%Y}", f"{at:%Y}-Q{(at.month + 2) // 3}", f"{at:%Y-%m}")
    return period not in running


def _figures(data: Data) -> Iterator[Markup]:
    if data["promises"]:
        yield _kept(data["promises"])
    if "comparison" in data:
        comparison = data["comparison"]
        beside = joined("if ", said(comparison["against"]), " took the place of ", said(comparison["agreement"]))
        yield _figure("Verdicts that change", f"{comparison['changed']:,}", beside, None)
    for promise in _latest_promises(data):
        yield _latest(promise, data["as_of"])
    for miss in data["worst_misses"][:1]:
        beside = joined(said(miss["ticket"]), f": {miss['clock']} within {length(miss['target']['in_words'])}")
        yield _figure(
            "Worst miss, over by", length(miss["over_in_words"]), beside, states.state(states.BAD, "breached")
        )
    yield _figure("Tickets", f"{data['tickets']:,}", Markup(f"{data['read']['rows']:,} rows read"), None)


def _latest_promises(data: Data) -> Iterable[Data]:
    """Return each promised share in its last period that is over; in the one that runs only if it is the first."""
    latest: dict[str, Data] = {}
    for promise in data["promises"]:
        address = promise["promised"]["clause"]["address"]
        if address not in latest or is_over(promise["period"], data["as_of"]):
            latest[address] = promise
    return latest.values()


def _kept(promises: list[Data]) -> Markup:
    decided = [promise["kept"] for promise in promises if promise["kept"] is not None]
    missed = decided.count(False)
    if not decided:
        sign = states.state(states.NEUTRAL, "undecided")
    elif missed:
        sign = states.state(states.BAD, f"{missed:,} missed")
    else:
        sign = states.state(states.GOOD, "all kept")
    return _figure(
        "Promised shares kept", f"{decided.count(True):,} of {len(decided):,}", "promised: all of them", sign
    )


def _latest(promise: Data, as_of: str) -> Markup:
    about = f", {promise['priority']}" if promise["priority"] else ""
    return _figure(
        f"{promise['clock'].capitalize()}{about}, {promise['period']}",
        in_figures.share_beside(promise),
        f"promised {in_figures.promised_in_words(promise['promised'])}; "
        f"{promise['met']:,} met, {promise['breached']:,} breached",
        states.kept(promise["kept"], is_over=is_over(promise["period"], as_of)),
    )


def _figure(name: str, value: str, beside: str, sign: Markup | None) -> Markup:
    return element(
        "li",
        element("span", name, class_="name"),
        element("span", value, class_="value"),
        element("span", beside, class_="beside"),
        sign or Markup(),
    )


def account(data: Data) -> Markup:
    """Return what became of every row of the export, and what was assumed while reading it."""
    read = data["read"]
    sums = f"{read['rows']:,} rows read = {read['in']:,} in + {read['refused']:,} refused"
    facts = [
        f"{count(read['events'], 'event', 'events')} of {count(read['tickets'], 'ticket', 'tickets')}",
        f"{count(read['duplicates'], 'row', 'rows')} repeated the id of another and counted once",
        f"{count(read['uncertain_times'], 'time', 'times')} could be read in more than one way",
        f"{count(data['restated'], 'clock was', 'clocks were')} met when first stopped, and breached after a reopening",
    ]
    if "verdicts_written" in data:
        facts.append(f"{count(data['verdicts_written'], 'verdict', 'verdicts')} written to a file beside this page")
    notes = [element("li", element("strong", "note: "), said(note)) for note in read["notes"]]
    return joined(
        element("p", element("strong", sums), ", from ", element("code", said(read["file"])), "."),
        element("ul", *(element("li", fact) for fact in facts), *notes),
    )
