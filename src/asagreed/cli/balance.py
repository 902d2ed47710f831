"""`asagreed balance`: what is left of everything granted, bought or paid ahead, and the ledger behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from asagreed.billing.ledger import Ledger


def balance(
    agreement: Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")],
    books: Annotated[Path, typer.Argument(help="The books (YAML), or a table of work.")],
    on: Annotated[str | None, typer.Option(help="At the end of this day, or at this moment; else now.")] = None,
    issued: Annotated[
        Path | None, typer.Option(help="The folder of issued invoices; else «issued» beside the books.")
    ] = None,
    beancount: Annotated[Path | None, typer.Option(help="Write the ledger as beancount text to this file.")] = None,
    ledger: Annotated[Path | None, typer.Option(help="Bring this ledger (JSON lines) up to date, and keep it.")] = None,
    why: Annotated[bool, typer.Option("--why", help="Show what went in and out.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Show what is left of allowance, blocks and retainer, and what is owed; balances are sums of the ledger."""
    from asagreed.billing.exports.issued_file import read_issued_folder
    from asagreed.billing.ledger import beancount_text
    from asagreed.billing.statements.balances import balances
    from asagreed.billing.statements.posting import draft_entries, post
    from asagreed.billing.work.settling import settle
    from asagreed.cli.agreements import open_agreement
    from asagreed.cli.books import open_books
    from asagreed.cli.moments import end_of_day, this_moment
    from asagreed.documents.statement_data import balance_data
    from asagreed.open_time import in_zone

    history = open_agreement(agreement)
    at = this_moment() if on is None else end_of_day(on, zone=history.zone, option="--on")
    opened = open_books(books, history, as_of=this_moment())
    known = [each for each in read_issued_folder(issued or books.parent / "issued") if each.issued_at <= at]
    local = in_zone(at, history.zone)
    month = (local.year, local.month)
    done = tuple(entry for entry in opened.entries if entry.began_at <= at)
    settlement = settle(
        done, history, opened.books, issued=[each.issued for each in known if each.is_statement], until=month
    )
    left = balances(settlement, at=at, month=month)
    kept = _open_ledger(ledger)
    post(kept, draft_entries(settlement, known, at=at), recorded_at=at)
    _keep(kept, ledger)
    if beancount is not None:
        beancount.write_text(beancount_text(kept, zone=history.zone, payee=history.agreement), encoding="utf-8")
    data = {
        "agreement": history.agreement,
        "at": local.isoformat(),
        "balances": [balance_data(each, zone=history.zone) for each in left],
        "accounts": _accounts(kept),
        "entries": len(kept),
        "head": kept.head,
    }
    _print(data, why=why, as_json=as_json)


def _open_ledger(path: Path | None) -> Ledger:
    from asagreed.billing.ledger import Ledger, read_ledger

    if path is None or not path.is_file():
        return Ledger()
    with path.open("rb") as lines:
        return read_ledger(lines)


def _keep(ledger: Ledger, path: Path | None) -> None:
    """Write the ledger beside its file first, so that an interruption loses nothing."""
    from asagreed.billing.ledger import ledger_lines

    if path is None:
        return
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(b"".join(ledger_lines(ledger)))
    beside.replace(path)


def _accounts(ledger: Ledger) -> dict[str, dict[str, str]]:
    from asagreed.cli.amounts import quantity_words

    return {
        str(account): {commodity: quantity_words(quantity) for commodity, quantity in sums.items()}
        for account, sums in sorted(ledger.balances().items(), key=lambda each: str(each[0]))
    }


def _print(data: dict[str, Any], *, why: bool, as_json: bool) -> None:
    if as_json:
        import json

        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    from asagreed.cli.balance_tables import print_balance

    print_balance(data, why=why)
