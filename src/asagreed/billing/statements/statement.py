"""The statement of a month: what is owed, what was drawn, what is left, and what nobody can charge yet.

Each line rounds once, half up; totals add rounded lines; tax is computed by category and rate (agreements.md,
section 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from asagreed.billing.charges.charge import TAX_KEYS, Charge, Unsettled
from asagreed.billing.charges.credits import credit_charges, credit_corrections
from asagreed.billing.charges.days import days_of, version_in
from asagreed.billing.charges.fees import fee_charges
from asagreed.billing.charges.sundry_charges import sundry_charges
from asagreed.billing.charges.work_charges import work_charges
from asagreed.billing.statements.balances import Balance, balances
from asagreed.billing.statements.invoice import InvoiceLine, TaxTotal
from asagreed.billing.statements.taxes import tax_totals
from asagreed.billing.work.boundaries import Month, month_after, month_start, months_between
from asagreed.billing.work.drawing import Notice
from asagreed.billing.work.explaining import explain_part
from asagreed.billing.work.settling import Issued, Settlement, WorkPart, settle
from asagreed.errors import NotInForce
from asagreed.facts.books import Books, Payment
from asagreed.facts.work import WorkEntry
from asagreed.figures import Clause, Figure
from asagreed.money import Money, round_half_up, total
from asagreed.open_time import in_zone
from asagreed.terms.values.taxes import TaxClass
from asagreed.versions import History, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """A charge with its tax; `net` is the one rounding of it, and `figure` its whole trace."""

    charge: Charge
    net: Money
    tax: TaxClass
    tax_clause: Clause | None
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLine:
    """Hours that were taken from one lot in the month, in seconds of the lot."""

    purse: str
    seconds: int
    figure: Figure


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What one month comes to; without a currency there is no money in it, only hours.

    `drawn` are hours taken, `covered` the work that was free and `excluded` what was not done, `unsettled` what
    somebody has to decide. `versions` are the hashes of the versions that it rests on, `entries` the ids of the entries
    that it holds. `earlier` are months with work that no issued statement holds.
    """

    agreement: str
    month: Month
    zone: str
    currency: str
    version: Version
    lines: tuple[StatementLine, ...]
    tax_totals: tuple[TaxTotal, ...]
    net: Money
    tax: Money
    gross: Money
    from_retainer: Money
    drawn: tuple[DrawnLine, ...]
    covered: tuple[WorkPart, ...]
    excluded: tuple[WorkPart, ...]
    unsettled: tuple[Unsettled, ...]
    payments: tuple[Payment, ...]
    balances: tuple[Balance, ...]
    notices: tuple[Notice, ...]
    versions: tuple[str, ...]
    entries: frozenset[str]
    earlier: tuple[Month, ...] = ()

    @property
    def first_on(self) -> date:
        """The first day of the month."""
        return days_of(self.month)[0]

    @property
    def last_on(self) -> date:
        """The last day of the month."""
        return days_of(self.month)[-1]

    @property
    def figure(self) -> Figure:
        """The total of the statement with every line below it."""
        taxes = tuple(self._tax_figure(each) for each in self.tax_totals if not each.amount.is_zero)
        because = f"{len(self.lines)} lines, each rounded once, and their tax"
        return Figure(self.gross, self.currency, because, (), (), (*(line.figure for line in self.lines), *taxes))

    def _tax_figure(self, each: TaxTotal) -> Figure:
        clauses = dict.fromkeys(line.tax_clause for line in self.lines if line.tax == each.tax and line.tax_clause)
        return Figure(each.amount, self.currency, f"tax of {each.tax} on {each.taxable}", tuple(clauses))


def state_month(
    entries: Iterable[WorkEntry], history: History, books: Books, *, month: Month, issued: Sequence[Issued] = ()
) -> Statement:
    """Return the statement of a month, given the statements that were issued before. Raises NotInForce."""
    done = _begun_before(month_start(month_after(month), history.zone), tuple(entries))
    settlement = settle(done, history, books, issued=issued, until=month)
    return statement_of(settlement, month=month, issued=issued)


def _begun_before(moment: int, entries: tuple[WorkEntry, ...]) -> Iterator[WorkEntry]:
    """Yield the jobs that were begun before a moment, and corrections: later work changes no balance of a month."""
    jobs = {entry.job_name for entry in entries if entry.began_at < moment}
    return (entry for entry in entries if entry.job_name in jobs or entry.corrects)


def statement_of(settlement: Settlement, *, month: Month, issued: Sequence[Issued] = ()) -> Statement:
    """Return the statement of a month from work that was settled before. Raises NotInForce.

    What is left of hours that move on to the next month is so after all work that was settled.
    """
    history, books = settlement.history, settlement.books
    version = _version(history, month)
    currency = version.terms.currency or ""
    found = tuple(_charges(settlement, month, currency, issued)) if currency else ()
    charges = [each for each in found if isinstance(each, Charge)]
    lines = tuple(_line(charge, version, currency) for charge in charges)
    parts = [part for part in settlement.parts if part.appears_in == month]
    taxes = tax_totals(_invoice_lines(lines), currency) if currency else ()
    net = total((line.net for line in lines), currency)
    tax = total((each.amount for each in taxes), currency)
    stated = {each.month for each in issued}
    ends = month_start(month_after(month), history.zone)
    begins = month_start(month, history.zone)
    return Statement(
        agreement=history.agreement,
        month=month,
        zone=history.zone,
        currency=currency,
        version=version,
        lines=lines,
        tax_totals=taxes,
        net=net,
        tax=tax,
        gross=net + tax,
        from_retainer=total(
            (round_half_up(each.amount, currency) for each in parts if each.source == "retainer"), currency
        ),
        drawn=tuple(_drawn(parts, history.zone, currency)),
        covered=tuple(part for part in parts if part.source == "free"),
        excluded=tuple(part for part in parts if part.source == "excluded"),
        unsettled=_unsettled(found, parts, history.zone, currency),
        payments=tuple(payment for payment in books.payments if begins <= payment.at < ends),
        balances=balances(settlement, at=ends - 1, month=month),
        notices=tuple(notice for notice in settlement.purses.notices if begins <= notice.at < ends),
        versions=tuple(dict.fromkeys((*(charge.version_hash for charge in charges), version.hash))),
        entries=frozenset(part.entry for part in parts),
        earlier=tuple(sorted({part.appears_in for part in settlement.parts if part.appears_in < month} - stated)),
    )


def _version(history: History, month: Month) -> Version:
    version = version_in(history, month)
    if version is not None:
        return version
    first, last = history.versions[0], history.versions[-1]
    raise NotInForce(
        agreement=history.agreement,
        at=f"{month[0]}-{month[1]:02d}",
        first=in_zone(first.from_at, history.zone).isoformat(),
        end=in_zone(last.until_at, history.zone).isoformat() if last.until_at is not None else None,
    )


def _charges(
    settlement: Settlement, month: Month, currency: str, issued: Sequence[Issued]
) -> Iterator[Charge | Unsettled]:
    history, books = settlement.history, settlement.books
    for paid in months_between(month_after(_fees_upto(history, month_after(month, -1))), _fees_upto(history, month)):
        yield from fee_charges(history, books, paid)
    yield from work_charges(settlement, month, currency=currency)

    def appears_in(at: int, recorded_at: int | None) -> Month:
        return month_of_statement(at, recorded_at, zone=history.zone, issued=issued)

    yield from sundry_charges(history, books, month, currency=currency, appears_in=appears_in)
    yield from credit_charges(history, books, month, currency=currency)
    yield from credit_corrections(history, books, month, currency=currency, issued=issued)


def _fees_upto(history: History, month: Month) -> Month:
    """Return the last month whose fees stand on the statement of a month, or on one before it.

    In advance that is the next month, so the first statement holds two; before the agreement it is the month itself.
    """
    version = version_in(history, month)
    is_in_advance = version is not None and version.terms.charges.billing.in_advance
    return month_after(month) if is_in_advance else month


def month_of_statement(at: int, recorded_at: int | None, *, zone: str, issued: Sequence[Issued]) -> Month:
    """Return the month on whose statement something stands: its own, or the first that was open when it was known."""
    local = in_zone(at, zone)
    month, known_at = (local.year, local.month), at if recorded_at is None else recorded_at
    for each in issued:
        if month <= each.month and known_at > each.issued_at:
            month = month_after(each.month)
    return month


def _line(charge: Charge, version: Version, currency: str) -> StatementLine:
    tax, clause = version.terms.charges.billing.tax_of(TAX_KEYS[charge.item])
    net = round_half_up(charge.exact, currency)
    figure = Figure(net, currency, charge.figure.because, charge.figure.clauses, charge.figure.events, (charge.figure,))
    return StatementLine(charge=charge, net=net, tax=tax, tax_clause=clause, figure=figure)


def invoice_lines(statement: Statement) -> tuple[InvoiceLine, ...]:
    """Return the lines of a statement as those of an invoice, numbered from 1."""
    return _invoice_lines(statement.lines)


def _invoice_lines(lines: Iterable[StatementLine]) -> tuple[InvoiceLine, ...]:
    return tuple(
        InvoiceLine(
            number=number,
            item=line.charge.item,
            description=line.charge.description,
            quantity=line.charge.quantity,
            unit=line.charge.unit,
            unit_price=line.charge.unit_price,
            net=line.net,
            tax=line.tax,
            first_on=line.charge.first_on,
            last_on=line.charge.last_on,
            because={},
        )
        for number, line in enumerate(lines, start=1)
    )


def _drawn(parts: Sequence[WorkPart], zone: str, currency: str) -> Iterator[DrawnLine]:
    purses = dict.fromkeys(part.purse for part in parts if part.taken)
    for purse in purses:
        taken = [part for part in parts if part.purse == purse and part.taken]
        seconds = sum(part.taken for part in taken)
        clauses = (taken[0].clause,) if taken[0].clause else ()
        below = tuple(explain_part(part, zone=zone, currency=currency) for part in taken)
        events = tuple(dict.fromkeys(part.entry for part in taken))
        yield DrawnLine(
            purse=purse, seconds=seconds, figure=Figure(seconds, "s", f"taken from {purse}", clauses, events, below)
        )


def _unsettled(
    found: Iterable[Charge | Unsettled], parts: Sequence[WorkPart], zone: str, currency: str
) -> tuple[Unsettled, ...]:
    if currency:
        return tuple(each for each in found if isinstance(each, Unsettled))
    return tuple(
        Unsettled(
            what=part.entry,
            because=part.because or part.judgement.because,
            figure=explain_part(part, zone=zone, currency=currency),
            ask=part.judgement.coverage.decider,
            seconds=part.billed,
        )
        for part in parts
        if part.source == "undecided"
    )
