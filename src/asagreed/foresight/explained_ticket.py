"""One ticket with all that its clocks are explained by: origin, priority, version, and what could not be judged."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.clocks import Clock, judge_rules
from asagreed.clocks.agreement_promises import AgreementPromises
from asagreed.clocks.priority_matrix import cell_of, with_priority
from asagreed.clocks.promises import ClockRule
from asagreed.clocks.reporting import Origin, origin_of
from asagreed.errors import AsagreedError
from asagreed.facts import Ticket
from asagreed.terms import MatrixCell
from asagreed.versions import History, Version


@dataclass(frozen=True, slots=True)
class ExplainedTicket:
    """A ticket and its clocks as of a moment; `refused` has the clocks that could not be judged, and why.

    `cell` is the cell of the matrix that gave the priority, where the ticket named none.
    """

    ticket: Ticket
    origin: Origin
    cell: MatrixCell | None
    version: Version
    clocks: tuple[Clock, ...]
    refused: tuple[tuple[str, str], ...]


def explain_ticket(
    ticket: Ticket, history: History, *, as_of: int, promises: AgreementPromises | None = None
) -> ExplainedTicket:
    """Judge every clock of a ticket, each by itself. Raises NotInForce when no version covers the report.

    `promises` are those of the history, for who has many tickets to explain: what was found out for one helps the next.
    """
    known = with_priority(ticket, history)
    origin = origin_of(known, history)
    version = history.version_in_force(at=origin.counts_from)
    asked = AgreementPromises(history) if promises is None else promises
    clocks, refused = _judged(known, asked, origin.counts_from, as_of)
    return ExplainedTicket(known, origin, cell_of(ticket, history), version, clocks, refused)


def _judged(
    ticket: Ticket, promises: AgreementPromises, counts_from: int, as_of: int
) -> tuple[tuple[Clock, ...], tuple[tuple[str, str], ...]]:
    rules = promises.rules(started_at=counts_from)
    try:
        clocks = judge_rules(ticket, promises, rules, counts_from=counts_from, as_of=as_of)
    except AsagreedError:
        return _one_by_one(ticket, promises, rules, counts_from, as_of)
    place = {rule.name: number for number, rule in enumerate(rules)}
    return tuple(sorted(clocks, key=lambda clock: place[clock.name])), ()


def _one_by_one(
    ticket: Ticket, promises: AgreementPromises, rules: tuple[ClockRule, ...], counts_from: int, as_of: int
) -> tuple[tuple[Clock, ...], tuple[tuple[str, str], ...]]:
    """Judge each clock by itself, so that one which cannot be judged leaves the others as they are."""
    clocks: list[Clock] = []
    refused: list[tuple[str, str]] = []
    for rule in rules:
        try:
            clocks += judge_rules(ticket, promises, (rule,), counts_from=counts_from, as_of=as_of)
        except AsagreedError as error:
            refused.append((rule.name, str(error)))
    return tuple(clocks), tuple(refused)
