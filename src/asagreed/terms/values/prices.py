"""Prices in words: `120.00 USD per h`, `85.00 USD a month`, `60.00 USD`. A price without a currency is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from asagreed.money import Money, digits_of
from asagreed.terms.refusals import from_text, refuse

_PRICE = re.compile(
    r"(?P<amount>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s*(?P<currency>[A-Za-z]{3}|[$€£¥]))?"
    r"(?:\s+(?:per|a|an|each)\s+(?P<unit>[a-z][a-z -]*))?",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[$€£¥]")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
"""An amount that Europeans write with a point between thousands."""
_UNITS = {
    **dict.fromkeys(("h", "hour"), "h"),
    **dict.fromkeys(("month", "mo"), "month"),
    **dict.fromkeys(("visit", "trip"), "visit"),
    **dict.fromkeys(("km", "kilometre", "kilometer"), "km"),
    "ticket": "ticket",
}
_NO_FIGURE = {
    r"up to": "it is a limit and no price, so somebody would still have to decide",
    r"from": "it is the lowest of several prices, and does not say which one holds",
    r"at (?:our|the provider's|your) discretion|discretionary": "somebody would decide it when the work is done",
    r"on (?:application|request|quotation)|by quotation|poa|tb[acd]": "nobody has said what it is",
    r"market|current price|cost plus": "it follows something outside this agreement",
    r"(?:great|larg|high|less|low|small)er of": "it is two prices, and does not say which of them holds before the end",
    r"\d+(?:\.\d+)? ?%|per ?cent": "it is a share of other prices, and with or without travel and uplift it is another",
}


@dataclass(frozen=True, slots=True)
class Price:
    """What is paid for one unit; without a unit it is paid once."""

    money: Money
    per: str = ""

    def __str__(self) -> str:
        return f"{self.money} per {self.per}" if self.per else str(self.money)


def parse_price(text: str, *, units: tuple[str, ...]) -> Price:
    """Return the price that a text names, in one of some units («» for none). Raises PydanticCustomError."""
    _refuse_no_figure(text)
    match = _PRICE.fullmatch(" ".join(text.split()))
    example = _example(units)
    sign = _SIGN.match(text.strip())
    if match is None and sign:
        raise _no_currency(sign[0], text, example)
    if match is None:
        raise refuse(
            "YML330",
            f"«{text}» is not a price: an amount, a currency and what it is for belong here.",
            remedy=f"Write, for instance, {example}.",
            text=text,
        )
    currency = match["currency"] or ""
    if not (len(currency) == 3 and currency.isupper()):
        raise _no_currency(currency, text, example)
    return Price(_money(match["amount"], currency, text), _unit(match["unit"], units, text, example))


def _no_currency(written: str, text: str, example: str) -> PydanticCustomError:
    return refuse(
        "YML331",
        f"«{written}» is no currency code: a sign such as $ belongs to twenty currencies."
        if written
        else f"«{text}» has no currency, and a number alone is no price.",
        remedy=f"Write the ISO 4217 code in capitals, for instance {example}.",
        text=text,
        token=written,
    )


def _money(amount: str, currency: str, text: str) -> Money:
    exact, digits = Decimal(amount.replace(",", "")), digits_of(currency)
    if digits < 3 and _THOUSANDS.fullmatch(amount):
        whole = amount.partition(".")[0]
        raise refuse(
            "YML330",
            f"«{amount}» is more than a thousand to readers who part thousands by points, and about {whole} to others.",
            remedy=f"Write {amount.replace('.', '')}, or {amount}0 where four digits after the point are meant.",
            text=text,
            token=amount,
        )
    if -int(exact.as_tuple().exponent) > max(digits, 4) or exact >= 10**9:
        raise refuse(
            "YML330",
            f"«{amount}» cannot be an amount of {currency}: it has more than four digits after the point, or is a "
            "thousand million or more.",
            remedy="Write the amount with the digits that the currency has.",
            text=text,
            token=amount,
        )
    return Money(exact, currency)


def _unit(written: str | None, units: tuple[str, ...], text: str, example: str) -> str:
    unit = _UNITS.get(written.lower(), written) if written else ""
    if unit in units:
        return unit
    wanted = " or ".join(f"per {each}" if each else "once" for each in units)
    said = f"per {written}" if written else "without saying per what"
    raise refuse(
        "YML332",
        f"«{text}» is a price {said}, and a price {wanted} belongs here.",
        remedy=f"Write, for instance, {example}.",
        text=text,
        token=written or "",
    )


def _refuse_no_figure(text: str) -> None:
    for words, reason in _NO_FIGURE.items():
        found = re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE)
        if found:
            raise refuse(
                "YML333",
                f"«{found[0]}» is not a price: {reason}.",
                remedy="Write the price, or put the service under «by arrangement» with the person who decides.",
                text=text,
                token=found[0],
            )


def _example(units: tuple[str, ...]) -> str:
    return {"h": "120.00 USD per h", "month": "85.00 USD a month", "km": "0.70 USD per km"}.get(
        units[0], f"60.00 USD per {units[0]}" if units[0] else "60.00 USD"
    )


def price_in(*units: str) -> Callable[[object], Price]:
    """Return a validator for prices in some units."""
    return from_text(lambda text: parse_price(text, units=units))


def _schema(*examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "examples": [*examples]})


HourlyPrice = Annotated[Price, PlainValidator(price_in("h")), _schema("120.00 USD per h")]
MonthlyPrice = Annotated[Price, PlainValidator(price_in("month")), _schema("85.00 USD a month")]
PerMonth = Annotated[Price, PlainValidator(price_in("month", "")), _schema("200.00 USD")]
VisitPrice = Annotated[Price, PlainValidator(price_in("visit", "")), _schema("45.00 USD per visit")]
DistancePrice = Annotated[Price, PlainValidator(price_in("km", "")), _schema("0.70 USD per km")]
Sum = Annotated[Price, PlainValidator(price_in("")), _schema("2400.00 USD")]
PerTicket = Annotated[Price, PlainValidator(price_in("ticket", "")), _schema("60.00 USD")]
