"""One ticket with all that its clocks are explained by: origin, priority, version, and what could not be judged."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.clocks import Clock, judge_rules
from asagreed.clocks.agreement_promises import AgreementPromises
from asagreed.clocks.priority_matrix import cell_of, with_priority
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


def explain_ticket(ticket: Ticket, history: History, *, as_of: int) -> ExplainedTicket:
    """Judge every clock of a ticket, each by itself. Raises NotInForce when no version covers the report."""
    known = with_priority(ticket, history)
    origin = origin_of(known, history)
    version = history.version_in_force(at=origin.counts_from)
    promises = AgreementPromises(history)
    clocks: list[Clock] = []
    refused: list[tuple[str, str]] = []
    for rule in promises.rules(started_at=origin.counts_from):
        try:
            clocks += judge_rules(known, promises, (rule,), counts_from=origin.counts_from, as_of=as_of)
        except AsagreedError as error:
            refused.append((rule.name, str(error)))
    return ExplainedTicket(known, origin, cell_of(ticket, history), version, tuple(clocks), tuple(refused))
