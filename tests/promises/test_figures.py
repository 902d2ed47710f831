"""No number leaves the library without its reasons: what the examples cost is traced to clauses and events.

Every figure has a sentence that says why, and a clause, an event or parts; followed down it ends in facts and clauses.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from asagreed.billing.charges.charge import Charge
from asagreed.billing.charges.credits import credit_charges
from asagreed.billing.quoting import Outcome, PlannedWork, quote_work
from asagreed.billing.statements.balances import Balance
from asagreed.billing.statements.statement import Statement, state_month
from asagreed.billing.work.boundaries import Month, months_between
from asagreed.billing.work.explaining import explain_part, explain_verdict
from asagreed.billing.work.settling import Settlement, WorkPart, settle
from asagreed.errors import NoSupportHours, NotInForce
from asagreed.facts.books import Books, read_books
from asagreed.facts.work import WorkEntry
from asagreed.facts.work_readers import read_work
from asagreed.figures import Clause, Figure
from asagreed.foresight.work_replay import replay_work
from asagreed.money import Money, total
from asagreed.versions import History, read_agreement

EXAMPLES = Path(__file__).parents[2] / "examples"
CUSTOMERS = tuple(sorted(path.parent.name for path in EXAMPLES.glob("books/*/books.yaml")))
of_every_customer = pytest.mark.parametrize("customer", CUSTOMERS)


@cache
def facts_of(customer: str) -> tuple[History, Books, tuple[WorkEntry, ...]]:
    history, _ = read_agreement(EXAMPLES / customer)
    assert history is not None
    read = read_books(EXAMPLES / "books" / customer / "books.yaml", zone=history.zone)
    assert read.books is not None, read.problems
    entries = (entry for file in read.work_files for entry in read_work(file, zone=history.zone).entries)
    return history, read.books, tuple(entries)


@cache
def settled(customer: str) -> Settlement:
    history, books, entries = facts_of(customer)
    return settle(entries, history, books)


@cache
def statements_of(customer: str) -> tuple[Statement, ...]:
    """Return the statements of the first half and the summer of 2026, where the agreement was in force."""
    return tuple(_statements(customer))


def _statements(customer: str) -> Iterator[Statement]:
    history, books, entries = facts_of(customer)
    for month in months_between((2026, 3), (2026, 8)):
        try:
            yield state_month(entries, history, books, month=month)
        except NotInForce:
            continue


def every(figure: Figure) -> Iterator[Figure]:
    yield figure
    for part in figure.parts:
        yield from every(part)


def is_number(figure: Figure) -> bool:
    return isinstance(figure.value, int | Fraction | Money) and not isinstance(figure.value, bool)


def is_traced(figure: Figure) -> None:
    """Check that a figure and all below it say why, and that each number ends in a clause, an event or parts."""
    for each in every(figure):
        assert each.because.strip(), each
        assert each.unit or each.value is None or isinstance(each.value, Money | Fraction), each
        assert not is_number(each) or each.clauses or each.events or each.parts, each
        for clause in each.clauses:
            assert clause.address
            assert is_written(clause), clause


def is_written(clause: Clause) -> bool:
    """Say whether a clause stands where it says: in a line of a file, or in the rules of this product, or in books."""
    if clause.file in ("semantics", "") or ":" in clause.file or not clause.line:
        return clause.file != "" or clause.address.startswith(("quote ", "agreements."))
    found = [path for path in EXAMPLES.rglob(Path(clause.file).name) if path.as_posix().endswith(clause.file)]
    return len(found) == 1 and 0 < clause.line <= len(found[0].read_text(encoding="utf-8").splitlines())


def amount(figure: Figure) -> Fraction:
    """Return a figure's number as a fraction."""
    value = figure.value
    assert isinstance(value, int | Fraction | Money), figure
    return value.exact if isinstance(value, Money) else Fraction(value)


def test_there_are_customers_with_lines_in_every_kind_of_charge() -> None:
    items = {line.charge.item for customer in CUSTOMERS for each in statements_of(customer) for line in each.lines}

    assert items == {"fee", "work", "travel", "material", "credit", "top-up"}


@of_every_customer
def test_every_part_of_a_verdict_is_traced(customer: str) -> None:
    settlement = settled(customer)
    assert settlement.parts

    for part in settlement.parts:
        figure = explain_part(part, zone=settlement.history.zone, currency="USD")
        is_traced(figure)
        is_traced(explain_verdict(part.judgement))
        assert figure.value == (None if part.source == "undecided" else part.amount)
        assert numbers_of(part) <= {each.value for each in every(figure) if isinstance(each.value, int)}


def numbers_of(part: WorkPart) -> set[int]:
    """Return the numbers of a part that a reader can see beside its amount."""
    billed = {part.billed} if part.source == "rate" else set()
    return billed | {part.worked} | ({part.taken} if part.taken else set())


@of_every_customer
def test_every_line_of_a_statement_is_traced_and_adds_up(customer: str) -> None:
    for statement in statements_of(customer):
        if statement.lines:
            is_traced(statement.figure)
        assert statement.figure.value == statement.gross
        assert statement.net == total((line.net for line in statement.lines), statement.currency)
        assert statement.gross.exact == sum((amount(part) for part in statement.figure.parts), Fraction(0))
        for line in statement.lines:
            is_traced(line.figure)
            assert line.figure.value == line.net
            assert amount(line.charge.figure) == line.charge.exact
            assert line.figure.parts == (line.charge.figure,)
            assert {line.charge.quantity, line.charge.unit_price} <= known_numbers(line.charge)


def known_numbers(charge: Charge) -> set[Fraction]:
    """Return every number of a charge's trace, its hours, and what price and share of a month make of them."""
    figures = [each for each in every(charge.figure) if is_number(each)]
    numbers = {amount(each) for each in figures}
    hours = sum((amount(each) / 3600 for each in figures if each.because == "billed at the rate"), Fraction(0))
    of_month = [amount(each) for each in figures if each.unit == "of the month"]
    counted = [amount(each) for each in figures if each.unit.endswith("s") and each.unit not in ("s", "pieces")]
    shares = {share * number for share in of_month for number in (*counted, Fraction(1))}
    marked = {charge.exact / charge.quantity} if charge.item == "material" else set()
    once = {Fraction(1), Fraction(-1), *(abs(number) for number in numbers)}
    return numbers | {hours} | shares | marked | once


@of_every_customer
def test_every_hour_that_was_drawn_is_traced(customer: str) -> None:
    for statement in statements_of(customer):
        for line in statement.drawn:
            is_traced(line.figure)
            assert line.figure.value == line.seconds
            taken = [each for each in every(line.figure) if each.unit == "s" and each.because.startswith("taken from ")]
            assert sum(amount(each) for each in taken[1:]) == line.seconds
        for asked in statement.unsettled:
            is_traced(asked.figure)
            assert asked.figure.value is None


@of_every_customer
def test_every_balance_is_traced_and_is_the_sum_of_what_went_in_and_out(customer: str) -> None:
    for statement in statements_of(customer):
        for balance in statement.balances:
            is_traced(balance.figure)
            assert balance.figure.value == balance.left
            assert amount(balance.figure) == sum((amount(part) for part in balance.figure.parts), Fraction(0))
            is_of_its_parts(balance)


def is_of_its_parts(balance: Balance) -> None:
    """Check that what was put in, taken and lost are sums of the parts of the balance's figure."""
    inward = [amount(part) for part in balance.figure.parts if amount(part) > 0]
    out = [-amount(part) for part in balance.figure.parts if amount(part) < 0]
    put_in, taken, lost = (
        value.exact if isinstance(value, Money) else Fraction(value)
        for value in (balance.put_in, balance.taken, balance.lost)
    )
    assert (sum(inward), sum(out)) == (put_in, taken + lost)


@of_every_customer
def test_every_credit_is_traced(customer: str) -> None:
    history, books, _ = facts_of(customer)
    months: list[Month] = [(int(given.month[:4]), int(given.month[5:])) for given in books.availability]
    for month in months:
        for charge in credit_charges(history, books, month, currency="USD"):
            is_traced(charge.figure)
            assert isinstance(charge, Charge)
            assert amount(charge.figure) == charge.exact


@of_every_customer
def test_every_outcome_of_a_quote_is_traced(customer: str) -> None:
    history, books, entries = facts_of(customer)
    asked = int(datetime(2026, 7, 14, 15, tzinfo=UTC).timestamp())
    sites = history.version_in_force(at=asked).terms.sites
    entry = WorkEntry(
        id="planned", seconds=0, service="help for users", delivery="on-site", site=next(iter(sites), None)
    )
    work = (PlannedWork(title="help", least=1800, most=9000, entry=entry),)
    try:
        quote = quote_work(work, history, books, at=asked, entries=entries)
    except NoSupportHours:
        assert customer == "corner-florist"  # which promises no hours at all
        return
    for choice in quote.choices:
        for outcome in (choice.least, choice.most):
            is_traced(outcome.figure)
            adds_up(outcome)


def adds_up(outcome: Outcome) -> None:
    assert outcome.figure.value == outcome.net
    if outcome.net is not None:
        exact = sum((amount(part) for part in outcome.figure.parts if part.value is not None), Fraction(0))
        assert abs(exact - outcome.net.exact) < Fraction(1, 20)  # each line was rounded once
    seconds = {each.value for each in every(outcome.figure) if each.unit == "s"}
    assert sum(outcome.drawn.values()) == sum(part.taken for part in outcome.parts)
    assert {part.taken for part in outcome.parts if part.taken} <= seconds


@of_every_customer
def test_every_figure_of_a_replay_is_traced(customer: str) -> None:
    history, books, entries = facts_of(customer)
    replay = replay_work(entries, history, books, name=customer)

    if replay.net is not None:
        if replay.net.amount:
            is_traced(replay.figure)
        assert replay.figure.value == replay.net
        assert replay.net == total(replay.by_item.values(), replay.currency)
        assert replay.net.exact == sum((amount(part) for part in replay.figure.parts), Fraction(0))
    for share in replay.shares:
        is_traced(share.figure)
        assert share.figure.value == share.seconds
    parts = settle(entries, history, books).parts
    assert sum(share.parts for share in replay.shares) == len(parts)
    assert sum(share.seconds for share in replay.shares) == sum(part.billed for part in parts)


def line_of(clause: Clause) -> str:
    return (EXAMPLES / clause.file).read_text(encoding="utf-8").splitlines()[clause.line - 1]


def test_the_trace_of_a_price_from_an_amendment_ends_at_the_line_of_the_amendment() -> None:
    (july,) = (each for each in statements_of("harbour-dental") if each.month == (2026, 7))
    priced = {
        str(line.net.amount): [
            clause
            for each in every(line.figure)
            for clause in each.clauses
            if each.value == 126 and clause.address.startswith("rates.")
        ]
        for line in july.lines
        if line.charge.item == "work"
    }

    # 12 h of changes less 10 h at 126.00; and the night at one and a half times as much.
    for net in ("252.00", "378.00"):
        assert {clause.file for clause in priced[net]} == {"harbour-dental/amendments/2.yaml"}
        assert {line_of(clause) for clause in priced[net]} == {"set: {rates.remote: 126.00 USD per h}"}


def test_the_trace_of_a_fee_from_an_amendment_ends_in_the_plan_that_it_brought() -> None:
    (july,) = (each for each in statements_of("granite-climbing") if each.month == (2026, 7))
    clauses = [line.charge.figure.clauses[0] for line in july.lines if line.charge.item == "fee"]

    assert [clause.file for clause in clauses] == [
        "plans/gold@2026-01.yaml",
        "plans/platinum@2026-01.yaml",
        "plans/gold@2026-01.yaml",
        "plans/platinum@2026-01.yaml",
    ]
