"""A statement, its balances and its notices as plain data: the one source of its text and its JSON."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from asagreed.billing.statements.balances import Balance
from asagreed.billing.statements.statement import Statement, StatementLine
from asagreed.billing.work.drawing import Notice
from asagreed.documents.part_data import moment_data, optional_clause, part_data
from asagreed.figures import clause_data, figure_data
from asagreed.money import Money, round_half_up
from asagreed.open_time import in_words

Data = dict[str, Any]


def statement_data(statement: Statement) -> Data:
    """Return everything that a statement says; money as text with its currency, hours in seconds and in words."""
    zone, currency = statement.zone, statement.currency
    terms = statement.version.terms
    return {
        "agreement": statement.agreement,
        "provider": terms.provider,
        "customer": terms.customer,
        "month": f"{statement.month[0]}-{statement.month[1]:02d}",
        "zone": zone,
        "currency": currency,
        "version": statement.version.hash,
        "versions": list(statement.versions),
        "lines": [_line(line, number) for number, line in enumerate(statement.lines, start=1)],
        "taxes": [
            {"tax": str(each.tax), "category": each.tax.category, "on": str(each.taxable), "amount": str(each.amount)}
            for each in statement.tax_totals
        ],
        "net": _money(statement.net, currency),
        "tax": _money(statement.tax, currency),
        "gross": _money(statement.gross, currency),
        "from_retainer": _money(statement.from_retainer, currency),
        "drawn": [
            {
                "purse": line.purse,
                "seconds": line.seconds,
                "in_words": in_words(line.seconds) if line.seconds > 0 else "0 min",
                "figure": figure_data(line.figure),
            }
            for line in statement.drawn
        ],
        "covered": [part_data(part, zone=zone, currency=currency) for part in statement.covered],
        "excluded": [part_data(part, zone=zone, currency=currency) for part in statement.excluded],
        "unsettled": [
            {"what": each.what, "because": each.because, "ask": each.ask, "figure": figure_data(each.figure)}
            for each in statement.unsettled
        ],
        "payments": [
            {"id": each.id, "at": moment_data(each.at, zone), "amount": str(each.amount), "for": each.for_}
            for each in statement.payments
        ],
        "balances": [balance_data(balance, zone=zone) for balance in statement.balances],
        "notices": [_notice(notice, zone) for notice in statement.notices],
    }


def balance_data(balance: Balance, *, zone: str) -> Data:
    """Return what is left of a purse; time in words, the retainer as money."""
    return {
        "name": balance.name,
        "kind": balance.kind,
        "put_in": _amount(balance.put_in),
        "taken": _amount(balance.taken),
        "lost": _amount(balance.lost),
        "left": _amount(balance.left),
        "until": moment_data(balance.until_at, zone),
        "figure": figure_data(balance.figure),
    }


def _line(line: StatementLine, number: int) -> Data:
    charge = line.charge
    return {
        "number": number,
        "item": charge.item,
        "description": charge.description,
        "quantity": quantity_text(charge.quantity),
        "unit": charge.unit,
        "unit_price": price_text(charge.unit_price, line.net.currency),
        "net": str(line.net),
        "tax": str(line.tax),
        "tax_clause": optional_clause(line.tax_clause),
        "from": charge.first_on.isoformat(),
        "to": charge.last_on.isoformat(),
        "because": charge.figure.because,
        "clauses": [clause_data(clause) for clause in charge.figure.clauses],
        "events": list(charge.figure.events),
        "version": charge.version_hash,
        "figure": figure_data(line.figure),
    }


def _notice(notice: Notice, zone: str) -> Data:
    return {
        "kind": notice.kind,
        "left": _amount(notice.left),
        "below": _amount(notice.below),
        "at": moment_data(notice.at, zone),
        "after": notice.cause,
        "clause": clause_data(notice.clause),
    }


def _amount(value: int | Money) -> str:
    if isinstance(value, Money):
        return str(value)
    return in_words(value) if value > 0 else ("0 min" if not value else f"−{in_words(-value)}")


def _money(money: Money, currency: str) -> str | None:
    return str(money) if currency else None


def price_text(value: Fraction, currency: str) -> str:
    """Return a price with the digits of its currency, or with more where it has more."""
    money = round_half_up(value, currency)
    return f"{money.amount:,f}" if money.exact == value else quantity_text(value)


def quantity_text(value: Fraction) -> str:
    """Return a number as people write it: exact where it ends within four digits, else shortened with an ellipsis."""
    text = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return text if Fraction(text) == value else f"{text}…"
