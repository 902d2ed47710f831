"""An issued invoice as a file: the frozen invoice, its month and moment, and the ids of the entries that it holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from asagreed.billing.exports import invoice_json, read_invoice
from asagreed.billing.statements.issuing import IssuedInvoice
from asagreed.errors import AlreadyIssued, UnreadableInvoice

_FORMAT = "asagreed issued 1"
_KEYS = {"format", "month", "issued_at", "entries", "invoice", "sha256"}


def issued_text(issued: IssuedInvoice) -> str:
    """Return the text of the file; equal invoices give equal text."""
    written = {
        "format": _FORMAT,
        "month": list(issued.month),
        "issued_at": issued.issued_at,
        "entries": sorted(issued.entries),
        "invoice": json.loads(invoice_json(issued.invoice)),
    }
    return json.dumps({**written, "sha256": _hash(written)}, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _hash(written: dict[str, Any]) -> str:
    """Return the SHA-256 of everything in the file but itself."""
    rest = {key: value for key, value in written.items() if key != "sha256"}
    return hashlib.sha256(json.dumps(rest, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def read_issued(text: str, *, where: str) -> IssuedInvoice:
    """Return an issued invoice. Raises UnreadableInvoice where the file is damaged or was changed."""
    try:
        written: Any = json.loads(text)
    except ValueError as error:
        raise UnreadableInvoice(where=where, why=f"it is not JSON ({error})") from error
    if not isinstance(written, dict) or set(written) != _KEYS or written["format"] != _FORMAT:
        raise UnreadableInvoice(where=where, why=f"it is not «{_FORMAT}»")
    if _hash(written) != written["sha256"]:
        raise UnreadableInvoice(where=where, why="its hash does not fit it: it was changed after it was issued")
    invoice = read_invoice(json.dumps(written["invoice"], ensure_ascii=False))
    try:
        year, month = (int(each) for each in written["month"])
        return IssuedInvoice(invoice, (year, month), int(written["issued_at"]), frozenset(written["entries"]))
    except (TypeError, ValueError) as error:
        raise UnreadableInvoice(where=where, why="its month, its moment or its entries cannot be read") from error


def read_issued_folder(folder: Path) -> tuple[IssuedInvoice, ...]:
    """Return every invoice that was issued, in the order in which they were; none where there is no such folder."""
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    # What is no UTF-8 is read all the same, so that the hash finds it.
    found = [read_issued(file.read_text(encoding="utf-8", errors="replace"), where=file.name) for file in files]
    return tuple(sorted(found, key=lambda each: (each.issued_at, each.invoice.number)))


def write_issued(issued: IssuedInvoice, folder: Path, *, known: Iterable[IssuedInvoice]) -> Path:
    """Write an invoice into the folder of those that were issued. Raises AlreadyIssued; nothing is overwritten."""
    for each in known:
        is_same_month = each.month == issued.month and each.is_statement and issued.is_statement
        if each.invoice.number == issued.invoice.number or is_same_month:
            raise AlreadyIssued(number=each.invoice.number, month=f"{each.month[0]}-{each.month[1]:02d}")
    name = "".join(each if each.isalnum() or each in "-_." else "-" for each in issued.invoice.number)
    path = folder / f"{name}.json"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(issued_text(issued))
    except FileExistsError:
        raise AlreadyIssued(number=issued.invoice.number, month=path.name) from None
    return path
