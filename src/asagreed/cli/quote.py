"""`asagreed quote`: planned work now, tonight or from the next opening, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def quote(
    agreement: Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")],
    books: Annotated[Path | None, typer.Argument(help="The books (YAML), or a table of work.")] = None,
    work: Annotated[
        list[str] | None,
        typer.Option(help="«restore of data, remote, on files, 3-5 h»; give it again for each further piece of work."),
    ] = None,
    at: Annotated[str | None, typer.Option(help="The moment that counts as now; else this moment.")] = None,
    why: Annotated[bool, typer.Option("--why", help="Show the whole trace.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Price work before it is done: what is covered, what is deducted from what, what is billed, by when."""
    from asagreed.billing.quoting import quote_work
    from asagreed.cli.agreements import open_agreement
    from asagreed.cli.books import OpenedBooks, open_books
    from asagreed.cli.moments import moment, this_moment
    from asagreed.cli.planned_work import planned_work
    from asagreed.documents.quote_data import quote_data
    from asagreed.facts.books import Books

    history = open_agreement(agreement)
    now = this_moment() if at is None else moment(at, zone=history.zone, option="--at")
    opened = open_books(books, history, as_of=this_moment()) if books else OpenedBooks(Books(), ())
    if not work:
        raise typer.BadParameter(
            "Say what is to be done, such as --work «restore of data, remote, 3-5 h».", param_hint="--work"
        )
    version = history.version_in_force(at=now)
    planned = [planned_work(text, version.terms) for text in work]
    made = quote_work(planned, history, opened.books, at=now, entries=opened.entries)
    data = quote_data(made, currency=version.terms.currency or "")
    if as_json:
        import json

        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    from asagreed.cli.work_tables import print_quote

    print_quote(data, why=why)
