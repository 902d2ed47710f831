"""`asagreed explain`: why the clocks of one ticket say what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


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
    from asagreed.documents.explanation_data import explanation_data
    from asagreed.errors import UnknownTicket
    from asagreed.foresight import explain_ticket
    from asagreed.foresight.judged_log import last_moment

    history = open_agreement(agreement)
    log = open_tickets(tickets, mapping)
    found = log.find(ticket)
    if found is None:
        raise UnknownTicket(ticket=ticket, file=log.file)
    end = last_moment(log.table) if as_of is None else moment(as_of, zone=history.zone, option="--as-of")
    data = explanation_data(explain_ticket(found, history, as_of=end), zone=history.zone)
    if as_json:
        import json

        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    from asagreed.cli.explain_tables import print_explanation

    print_explanation(data)
