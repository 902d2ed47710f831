"""`asagreed statement`: what a month comes to; and issuing it as an invoice."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from asagreed.billing.statements.issuing import IssuedInvoice


def statement(
    agreement: Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")],
    books: Annotated[Path, typer.Argument(help="The books (YAML), or a table of work.")],
    month: Annotated[str, typer.Option(help="The month, such as 2026-05.")],
    issue: Annotated[str | None, typer.Option(help="Issue it as the invoice of this number.", metavar="NUMBER")] = None,
    credit_note: Annotated[
        str | None, typer.Option(help="Issue a credit note of this number for the month's invoice.", metavar="NUMBER")
    ] = None,
    lines: Annotated[str | None, typer.Option(help="Only these lines of it, such as 2,3; else all.")] = None,
    on: Annotated[str | None, typer.Option(help="The date of the invoice; else the first of the next month.")] = None,
    issued: Annotated[
        Path | None, typer.Option(help="The folder of issued invoices; else «issued» beside the books.")
    ] = None,
    ubl: Annotated[Path | None, typer.Option(help="Write the issued invoice as UBL 2.1 (EN 16931), validated.")] = None,
    quickbooks: Annotated[Path | None, typer.Option(help="Write it as CSV for QuickBooks Online.")] = None,
    xero: Annotated[Path | None, typer.Option(help="Write it as CSV for Xero.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Write it as PDF, as it is sent.")] = None,
    language: Annotated[str, typer.Option(help="The language of the PDF: en or de.")] = "en",
    why: Annotated[bool, typer.Option("--why", help="Show the whole trace of every line.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Show what a month comes to: fees, work, deductions, credits, tax, balances, and what is still open."""
    from asagreed.billing.exports.issued_file import read_issued_folder, write_issued
    from asagreed.billing.statements.issuing import differences, issue_invoice
    from asagreed.billing.statements.statement import state_month
    from asagreed.billing.work.settling import Issued
    from asagreed.cli.agreements import open_agreement
    from asagreed.cli.books import month_of, open_books
    from asagreed.cli.moments import this_moment
    from asagreed.documents.statement_data import statement_data

    history = open_agreement(agreement)
    opened = open_books(books, history, as_of=this_moment())
    asked = month_of(month, "--month")
    folder = issued or books.parent / "issued"
    known = read_issued_folder(folder)
    statements = [each for each in known if each.is_statement]
    own = next((each for each in statements if each.month == asked), None)
    before = [each.issued for each in statements if own is None or each.issued_at <= own.issued_at]
    issued_on = _date(on, asked)
    stated = state_month(opened.entries, history, opened.books, month=asked, issued=before)
    if issue is not None and own is None:
        # What is recorded after the invoice is not on it: it is computed as it will be computed again. An earlier month
        # that is open stays so: its work is not swept up by this one.
        earlier = stated.earlier
        before.append(Issued(asked, _moment_of(issued_on, history.zone)))
        stated = state_month(opened.entries, history, opened.books, month=asked, issued=before)
        stated = replace(stated, earlier=earlier)
    made = own
    if own is not None:
        for difference in differences(stated, own):
            print(f"{own.invoice.number} stands as it was issued. Computed again, {difference}.", file=sys.stderr)
    if issue is not None:
        made = issue_invoice(stated, number=issue, issued_on=issued_on, issued_at=_moment_of(issued_on, history.zone))
    elif credit_note is not None:
        made = _credit_note(own, credit_note, lines, issued_on, _moment_of(issued_on, history.zone))
    if made is not None and made is not own:
        path = write_issued(made, folder, known=known)
        print(f"issued {made.invoice.kind} {made.invoice.number}: {path}", file=sys.stderr)
    _export(made, ubl=ubl, quickbooks=quickbooks, xero=xero, pdf=pdf, language=language)
    _print(statement_data(stated), why=why, as_json=as_json)


def _date(on: str | None, month: tuple[int, int]) -> date:
    from asagreed.billing.work.boundaries import month_after

    if on is None:
        return date(*month_after(month), 1)
    try:
        return date.fromisoformat(on)
    except ValueError:
        raise typer.BadParameter(f"«{on}» is not a date. Write it as 2026-06-01.", param_hint="--on") from None


def _credit_note(
    own: IssuedInvoice | None, number: str, lines: str | None, issued_on: date, issued_at: int
) -> IssuedInvoice:
    from asagreed.billing.statements.issuing import IssuedInvoice, issue_credit_note

    if own is None:
        raise typer.BadParameter("No invoice was issued for this month.", param_hint="--credit-note")
    numbers = {str(line.number): line.number for line in own.invoice.lines}
    words = None if lines is None else [word.strip() for word in lines.split(",")]
    if words is not None and not numbers.keys() >= set(words):
        raise typer.BadParameter(
            f"«{lines}» does not name lines of {own.invoice.number}. Write their numbers, such as 2,3; "
            f"it has {', '.join(numbers)}.",
            param_hint="--lines",
        )
    wanted = None if words is None else [numbers[word] for word in words]
    note = issue_credit_note(own.invoice, number=number, issued_on=issued_on, lines=wanted)
    return IssuedInvoice(note, own.month, issued_at, frozenset())


def _moment_of(day: date, zone: str) -> int:
    """Return the end of a day, so that everything known on it is on the statement that is issued on it."""
    from datetime import timedelta

    from asagreed.terms.resolved.rate_card import local_midnight

    return local_midnight(day + timedelta(days=1), zone) - 1


def _export(
    made: IssuedInvoice | None,
    *,
    ubl: Path | None,
    quickbooks: Path | None,
    xero: Path | None,
    pdf: Path | None,
    language: str,
) -> None:
    if made is None:
        if ubl or quickbooks or xero or pdf:
            raise typer.BadParameter("Only an invoice that was issued can be exported. Issue it with --issue NUMBER.")
        return
    from asagreed.billing.exports import quickbooks_csv, ubl_invoice, validate_ubl, xero_csv

    if ubl is not None:
        document = ubl_invoice(made.invoice)
        validate_ubl(document)
        ubl.write_bytes(document)
    if quickbooks is not None:
        quickbooks.write_text(quickbooks_csv([made.invoice]), encoding="utf-8", newline="")
    if pdf is not None:
        from asagreed.documents.invoice import invoice_sheet, print_invoice

        pdf.write_bytes(print_invoice(invoice_sheet(made.invoice, language=language)))
    if xero is not None:
        xero.write_text(xero_csv([made.invoice]), encoding="utf-8", newline="")


def _print(data: dict[str, Any], *, why: bool, as_json: bool) -> None:
    if as_json:
        import json

        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    from asagreed.cli.work_tables import print_statement

    print_statement(data, why=why)
