"""Invoices for tests: one that can be read at a glance, and as many made-up ones as are wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from asagreed.billing.charges.charge import Unit
from asagreed.billing.statements.invoice import Invoice, InvoiceLine
from asagreed.billing.statements.taxes import tax_totals
from asagreed.money import digits_of, round_half_up, total
from asagreed.terms.values.parties import Party
from asagreed.terms.values.taxes import NOT_TAXED, TaxClass, parse_tax

STANDARD = parse_tax("standard 19%")
PROVIDER = Party(
    name="Nordlicht IT GmbH",
    street="Kaistraße 4",
    postcode="24103",
    city="Kiel",
    country="DE",
    tax_number="DE123456789",
    registration="HRB 4711 KI",
    e_mail="rechnung@nordlicht.example",
    account="DE02 1203 0000 0000 2020 51",
)
CUSTOMER = Party(
    name="Harbour Dental",
    street="2 Quay Row",
    postcode="1010",
    city="Wien",
    country="AT",
    tax_number="ATU12345678",
)
AWKWARD_TEXTS = (
    "Müller & Söhne <GmbH> \"Nord\" 'Süd'",
    "=1+1",
    "@ café, Île-de-France",
    "a,b\nc\td",
    "]]> &amp; <!-- -->",
    "日本語 🦷 \N{ZERO WIDTH SPACE}",
    "\x07\x00bell",
    "word " * 400,
)
_UNTAXED = ("zero", "exempt, medical services", "exempt, education", "reverse charge")


def line(*, currency: str = "EUR", **given: Any) -> InvoiceLine:
    """Return a line of work, two hours at 100 unless something else is given; the net is computed."""
    parts: dict[str, Any] = {
        "number": 1,
        "item": "work",
        "description": "Remote support",
        "quantity": Fraction(2),
        "unit": "h",
        "unit_price": Fraction(100),
        "tax": STANDARD,
        "first_on": date(2026, 3, 1),
        "last_on": date(2026, 3, 31),
        "because": {"clause": "charges.work", "parts": [1, "1/3", None, True]},
        **given,
    }
    return InvoiceLine(**parts, net=round_half_up(parts["quantity"] * parts["unit_price"], currency))


def invoice(*lines: InvoiceLine, currency: str = "EUR", **given: Any) -> Invoice:
    """Return an invoice of some lines, with totals that add up."""
    numbered = tuple(replace(each, number=number) for number, each in enumerate(lines, start=1))
    taxes = tax_totals(numbered, currency)
    net = total((each.net for each in numbered), currency)
    tax = total((each.amount for each in taxes), currency)
    parts: dict[str, Any] = {
        "number": "2026-0042",
        "kind": "invoice",
        "agreement": "harbour-dental",
        "issued_on": date(2026, 4, 1),
        "due_on": date(2026, 5, 1),
        "first_on": date(2026, 3, 1),
        "last_on": date(2026, 3, 31),
        "provider": PROVIDER,
        "customer": CUSTOMER,
        "payment_terms": "30 days",
        "versions": ("5f0c", "77ab"),
        **given,
    }
    return Invoice(**parts, currency=currency, lines=numbered, tax_totals=taxes, net=net, tax=tax, gross=net + tax)


def random_invoice(seed: int) -> Invoice:
    """Return a made-up invoice or credit note that EN 16931 can hold: the same one for the same seed."""
    random = Random(seed)
    currency = random.choice(("EUR", "USD", "CHF", "JPY", "KRW", "KWD", "TND"))
    taxes = _taxes(random, currency)
    lines = [_line(random, currency, random.choice(taxes)) for _ in range(random.randint(1, 20))]
    kind = random.choice(("invoice", "invoice", "credit note"))
    return invoice(
        *lines,
        currency=currency,
        number=f"R&{seed}",
        kind=kind,
        corrects=random.choice(("2025-0001", None)) if kind == "credit note" else None,
        provider=_party(random, PROVIDER),
        customer=_party(random, CUSTOMER),
        payment_terms=random.choice(("", "30 days net", "2 % < 10 days & net")),
    )


def _taxes(random: Random, currency: str) -> list[TaxClass]:
    if random.random() < 0.2:
        return [NOT_TAXED]
    # EN 16931 has two digits after the point; a currency with three stays within them only where no tax adds one.
    rates = () if digits_of(currency) == 3 else ("19%", "7%", "8.1%", "5.5%")
    return [parse_tax(text) for text in random.sample((*rates, *_UNTAXED), random.randint(1, 4))]


def _line(random: Random, currency: str, tax: TaxClass) -> InvoiceLine:
    unit: Unit = random.choice(("h", "h", "piece", "month", "visit", "km"))
    first_on = date(2026, 3, 1) + timedelta(days=random.randint(0, 20))
    quantity, price = _quantity_and_price(random, currency)
    return line(
        currency=currency,
        item=random.choice(("fee", "work", "travel", "material", "credit", "top-up")),
        description=random.choice(("Remote support", *AWKWARD_TEXTS)),
        quantity=quantity,
        unit=unit,
        unit_price=price,
        tax=tax,
        first_on=first_on,
        last_on=first_on + timedelta(days=random.randint(0, 9)),
    )


def _quantity_and_price(random: Random, currency: str) -> tuple[Fraction, Fraction]:
    if digits_of(currency) == 3:
        return Fraction(random.randint(-20, 90)), Fraction(random.randint(-500, 900))
    price = Fraction(random.choice((random.randint(-30_000, 60_000), random.randint(0, 500))), 100)
    if random.random() < 0.2:
        price = Fraction(random.randint(1, 1_000), random.choice((3, 7, 11)))
    return Fraction(random.randint(-20, 400), random.choice((1, 1, 2, 3, 4, 60, 3_600, 7))), price


def _party(random: Random, usual: Party) -> Party:
    number, registration = random.choice(
        ((usual.tax_number, usual.registration), (usual.tax_number, ""), ("27/123/45678", "HRB 1"))
    )
    return replace(
        usual,
        name=random.choice((usual.name, *AWKWARD_TEXTS)),
        street=random.choice(("", usual.street, "Tower 3\nFloor 4\nRoom 5\nDesk 6\nBox 7")),
        country=random.choice((usual.country, "US", "CH", "JP")),
        region=random.choice(("", "Ontario")),
        tax_number=number,
        registration=registration,
        e_mail=random.choice(("", "billing@example.org")),
        account=random.choice(("", usual.account, "GB29 NWBK 6016 1331 9268 19")),
    )
