"""`asagreed export-customer` and `asagreed forget`: what somebody asks for who has a right to their data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from asagreed_web.kit.command_line import begin

ACTOR = "installation"


def export_customer(
    customer: Annotated[
        str, typer.Argument(help="The word in the address of the customer's page, such as mill-bakery.")
    ],
    to: Annotated[Path | None, typer.Option(help="The zip to write; else CUSTOMER.zip here.")] = None,
) -> None:
    """Write everything about a customer into one zip: tables as JSON, papers, files and original mails."""
    begin()
    from asagreed_web.kit import clock
    from asagreed_web.protection import operations

    target = to or Path(f"{customer}.zip")
    made = operations.export_customer(slug=customer, target=target, actor=ACTOR, at=clock.now())
    print(f"Wrote {target}: {sum(made.rows.values())} rows of {len(made.rows)} tables, and {made.files} files.")


def forget(
    email: Annotated[str, typer.Argument(help="The mail address of whoever is to be forgotten.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask once more.")] = False,
) -> None:
    """Erase somebody: name, address, words, files, mails. Chains, hours and amounts stay."""
    begin()
    from asagreed_web.kit import clock
    from asagreed_web.protection import operations
    from asagreed_web.protection.queries import preview

    found = preview(email=email)
    names = f" ({', '.join(found.names)})" if found.names else ""
    print(f"{found.email}{names}: {found.tickets} tickets, {found.messages} messages, {found.files} files, "
          f"{found.mails} original mails.")  # fmt: skip
    if not yes:
        typer.confirm("Forget them for ever?", abort=True)
    done = operations.forget(email=email, actor=ACTOR, at=clock.now())
    print("Forgotten. Backups that were made before still hold everything until they are thrown away.")
    for place, why in done.kept.items():
        print(f"{place} keeps the name: {why}.")
