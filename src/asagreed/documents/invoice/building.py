"""An invoice as it is printed, from its frozen form alone; nothing of it is computed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from asagreed.billing.statements.invoice import Invoice, InvoiceLine
from asagreed.documents.language import Language, language_named
from asagreed.documents.statement_data import price_text, quantity_text
from asagreed.money import Money
from asagreed.terms.values.parties import Party
from asagreed.terms.values.taxes import TaxClass

_WORDS = {
    "page": "page",
    "of": "of",
    "what": "invoice what",
    "quantity": "invoice quantity",
    "unit_price": "invoice unit price",
    "tax": "invoice tax",
    "net": "invoice net",
    "to": "invoice to",
    "payment": "invoice payment",
    "rests": "invoice rests on",
}
"""What stands in the template, by the name of its sentence."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as it is printed: the reason stands small under what it is for."""

    number: str
    what: str
    because: str
    quantity: str
    unit_price: str
    tax: str
    net: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSheet:
    """An invoice for printing. `day` is an ISO date; `facts` and `sums` are names with values; the last sum is due."""

    title: str
    subtitle: str
    provider: str
    customer: str
    language: str
    day: str
    seller: tuple[str, ...]
    buyer: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    lines: tuple[PrintedLine, ...]
    sums: tuple[tuple[str, str], ...]
    payment: tuple[str, ...]
    versions: tuple[str, ...]
    words: Mapping[str, str]
    remark: str = ""
    warns: bool = False


def invoice_sheet(invoice: Invoice, *, language: str = "en") -> InvoiceSheet:
    """Return an issued invoice or credit note for printing. Raises UnknownLanguage."""
    spoken = language_named(language)
    first, last = spoken.day(invoice.first_on), spoken.day(invoice.last_on)
    return InvoiceSheet(
        title=spoken.say(f"the {invoice.kind}", number=invoice.number),
        subtitle=spoken.say("invoice period", first=first, last=last),
        provider=invoice.provider.name,
        customer=invoice.customer.name,
        language=spoken.code,
        day=invoice.issued_on.isoformat(),
        seller=tuple(_party(invoice.provider, spoken)),
        buyer=tuple(_party(invoice.customer, spoken)),
        facts=tuple(_facts(invoice, spoken)),
        lines=tuple(_line(line, spoken) for line in invoice.lines),
        sums=tuple(_sums(invoice, spoken)),
        payment=tuple(_payment(invoice, spoken)),
        versions=invoice.versions,
        words={name: spoken.say(sentence) for name, sentence in _WORDS.items()},
    )


def _party(party: Party, spoken: Language) -> Iterator[str]:
    yield party.name
    yield from party.street.splitlines()
    place = " ".join(part for part in (party.postcode, party.city) if part)
    yield from (each for each in (", ".join(part for part in (place, party.region) if part), party.country) if each)
    if party.tax_number:
        yield spoken.say("invoice tax number", number=party.tax_number)
    if party.registration:
        yield spoken.say("invoice registration", number=party.registration)


def _facts(invoice: Invoice, spoken: Language) -> Iterator[tuple[str, str]]:
    yield spoken.say("invoice number"), invoice.number
    yield spoken.say("invoice issued"), spoken.day(invoice.issued_on)
    if invoice.kind == "invoice":
        yield spoken.say("invoice due"), spoken.day(invoice.due_on)
    yield spoken.say("invoice agreement"), invoice.agreement
    if invoice.corrects:
        yield spoken.say("invoice corrects"), invoice.corrects


def _line(line: InvoiceLine, spoken: Language) -> PrintedLine:
    unit = spoken.say(f"unit {line.unit}")
    return PrintedLine(
        number=str(line.number),
        what=line.description,
        because=_reason(line.because),
        quantity=f"{quantity_text(line.quantity)} {unit}".strip(),
        unit_price=spoken.value(f"{price_text(line.unit_price, line.net.currency)} {line.net.currency}"),
        tax=_tax(line.tax, spoken),
        net=_money(line.net, spoken),
    )


def _reason(because: Mapping[str, Any]) -> str:
    """Return the reason of a line with the addresses of its clauses."""
    clauses = [*because.get("clauses", ()), *(each for part in because.get("parts", ()) for each in part["clauses"])]
    addresses = dict.fromkeys(str(each["address"]) for each in clauses)
    return " · ".join(each for each in (str(because.get("because", "")), ", ".join(addresses)) if each)


def _sums(invoice: Invoice, spoken: Language) -> Iterator[tuple[str, str]]:
    yield spoken.say("invoice without tax"), _money(invoice.net, spoken)
    for each in invoice.tax_totals:
        amount = _money(each.taxable, spoken)
        yield spoken.say("invoice tax on", tax=_tax(each.tax, spoken), amount=amount), _money(each.amount, spoken)
    if invoice.paid is not None:
        yield spoken.say("invoice sum"), _money(invoice.gross, spoken)
        yield spoken.say("invoice paid ahead"), _money(-invoice.paid, spoken)
    left = invoice.gross if invoice.paid is None else invoice.gross - invoice.paid
    named = "invoice to pay" if invoice.kind == "invoice" else "invoice given back"
    yield spoken.say(named), _money(left, spoken)


def _payment(invoice: Invoice, spoken: Language) -> Iterator[str]:
    reasons = dict.fromkeys(each.tax.reason for each in invoice.tax_totals if each.tax.reason)
    if invoice.kind == "credit note":
        yield spoken.say("invoice is given back")
    elif invoice.paid == invoice.gross:
        yield spoken.say("invoice is paid")
    else:
        yield spoken.say("invoice pay by", day=spoken.day(invoice.due_on), number=invoice.number)
        if invoice.provider.account:
            yield spoken.say("invoice account", account=invoice.provider.account)
    yield from reasons


def _tax(tax: TaxClass, spoken: Language) -> str:
    if tax.category in {"S", "Z"}:
        return f"{tax.percent.normalize():f} %"
    return spoken.say(f"tax {tax.category}")


def _money(money: Money, spoken: Language) -> str:
    return spoken.value(str(money))
