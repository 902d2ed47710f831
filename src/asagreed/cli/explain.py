"""`asagreed explain`: why the clocks of one ticket say what they say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from asagreed.clocks import Clock


def explain(
    agreement: Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")],
    tickets: Annotated[Path, typer.Argument(help="The export: CSV, JSON lines, Parquet or Excel.")],
    ticket: Annotated[str, typer.Argument(help="The id of the ticket.", metavar="TICKET-ID")],
    mapping: Annotated[
        Path | None, typer.Option("--map", help="A mapping file; without it columns are guessed.")
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="Judge as of this moment; else as of the last event.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole tree as JSON.")] = False,
) -> None:
    """Show each clock of a ticket as a table of stretches, with the clause, file and line behind each."""
    from asagreed.cli.agreements import open_agreement
    from asagreed.cli.exports import open_tickets
    from asagreed.cli.moments import moment
    from asagreed.clocks import judge_rules
    from asagreed.clocks.agreement_promises import AgreementPromises
    from asagreed.clocks.priority_matrix import cell_of, with_priority
    from asagreed.clocks.reporting import origin_of
    from asagreed.documents.explanation_data import explanation_data
    from asagreed.errors import AsagreedError, UnknownTicket
    from asagreed.foresight.judged_log import last_moment

    history = open_agreement(agreement)
    log = open_tickets(tickets, mapping)
    found = log.find(ticket)
    if found is None:
        raise UnknownTicket(ticket=ticket, file=log.file)
    cell = cell_of(found, history)
    found = with_priority(found, history)
    moment_of_judgement = (
        last_moment(log.table) if as_of is None else moment(as_of, zone=history.zone, option="--as-of")
    )
    origin = origin_of(found, history)
    promises = AgreementPromises(history)
    clocks: list[Clock] = []
    refused: list[tuple[str, str]] = []
    for rule in promises.rules(started_at=origin.counts_from):
        try:
            clocks += judge_rules(found, promises, (rule,), counts_from=origin.counts_from, as_of=moment_of_judgement)
        except AsagreedError as error:
            refused.append((rule.name, str(error)))
    version = history.version_in_force(at=origin.counts_from)
    data = explanation_data(
        found, tuple(clocks), refused=tuple(refused), origin=origin, cell=cell, version=version, zone=history.zone
    )
    if as_json:
        import json

        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    from asagreed.cli.explain_tables import print_explanation

    print_explanation(data)
