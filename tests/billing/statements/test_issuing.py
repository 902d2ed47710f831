"""An issued invoice is the statement, frozen; what was wrong is taken back by a credit note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.billing.agreed import HEAD, at, history, lasting, month, usd, worked

from asagreed.billing.exports import ubl_invoice, validate_ubl
from asagreed.billing.statements.issuing import IssuedInvoice, differences, issue_credit_note, issue_invoice
from asagreed.billing.statements.statement import Statement, state_month
from asagreed.errors import EarlierMonthOpen, NothingToInvoice
from asagreed.facts.books import AvailabilityGiven, Books, Payment
from asagreed.figures import figure_data
from asagreed.money import total

PARTIES = """parties:
  provider: {name: Northwind IT, street: 1 Quay, postcode: "60601", city: Chicago, country: US, tax number: US123}
  customer: {name: A Customer, street: 2 Quay, postcode: "60602", city: Chicago, country: US}
"""
TEXT = (
    HEAD.replace("parties: {provider: Northwind IT, customer: A Customer}\n", PARTIES)
    + """systems: {mail: E-mail}
services: {excluded: {repair: what breaks}, otherwise: excluded}
fees: {care: 100.00 USD a month}
rates: {remote: 120.00 USD per h}
credits: {systems: {mail: {below: {99%: 100%}}}}
billing: {payment: Net 10, tax: {everything: standard 10%}}
"""
)
PREPAID = "retainer: {floor: 0.00 USD, below the floor: bill the rest}\norder of use: [retainer, rate]\n"
RETAINER = TEXT + PREPAID
DOWN = Books(availability=(AvailabilityGiven(system="mail", month="2026-05", share=Fraction(1, 2)),))
PAID = (Payment(id="P", at=at("2026-05-01"), amount=usd("50.00"), for_="retainer"),)
TWENTY_MINUTES = worked("W1", "2026-05-12 09:00", "09:20")


def issue(statement: Statement, number: str = "2026-05", on: date = date(2026, 6, 1)) -> IssuedInvoice:
    return issue_invoice(statement, number=number, issued_on=on, issued_at=at("2026-06-01"))


def test_an_invoice_says_what_the_statement_says() -> None:
    statement = month(5, TEXT, [TWENTY_MINUTES])
    made = issue(statement)
    invoice = made.invoice

    assert (invoice.kind, invoice.number, invoice.net, invoice.tax, invoice.gross) == (
        "invoice",
        "2026-05",
        usd("140.00"),  # 100.00 + 20 min × 120.00
        usd("14.00"),
        usd("154.00"),
    )
    assert [line.because for line in invoice.lines] == [figure_data(line.figure) for line in statement.lines]
    assert (invoice.due_on, invoice.payment_terms) == (date(2026, 6, 11), "Net 10: to be paid by 2026-06-11")
    assert (invoice.first_on, invoice.last_on) == (date(2026, 5, 1), date(2026, 5, 31))
    assert (invoice.provider.city, invoice.customer.name, invoice.versions) == (
        "Chicago",
        "A Customer",
        statement.versions,
    )
    assert (made.month, made.entries, made.is_statement, made.invoice.paid) == (
        (2026, 5),
        frozenset({"W1"}),
        True,
        None,
    )
    assert (made.issued.month, made.issued.issued_at, made.issued.entries) == (
        (2026, 5),
        at("2026-06-01"),
        made.entries,
    )


def test_without_a_day_of_payment_it_is_paid_on_receipt() -> None:
    invoice = issue(month(5, TEXT.replace("payment: Net 10, ", ""))).invoice

    assert (invoice.due_on, invoice.payment_terms) == (date(2026, 6, 1), "To be paid on receipt")


def test_a_statement_without_money_cannot_be_issued() -> None:
    with pytest.raises(NothingToInvoice, match="made-up"):
        issue(month(5, HEAD.replace("currency: USD\n", "") + "services: {otherwise: excluded}\n"))


def test_a_month_waits_for_the_months_before_it() -> None:
    with pytest.raises(EarlierMonthOpen, match=r"2026-05 cannot be issued yet: 2026-03 has work"):
        issue(month(5, TEXT, [worked("W1", "2026-03-12 09:00", "10:00")]))


def test_a_statement_of_nothing_is_an_invoice() -> None:
    statement = month(5, TEXT, (), DOWN)

    assert statement.gross == usd("0.00")  # the fee, and all of it given back
    assert issue(statement).invoice.kind == "invoice"


ONLY_WORK = "\n".join(line for line in TEXT.splitlines() if not line.startswith(("fees", "credits"))) + "\n"


def below_zero() -> Statement:
    """Return a statement of which more is taken back than owed: a correction of an hour, and no fee."""
    first = worked("W1", "2026-05-12 09:00", "10:00")
    may = issue(month(5, ONLY_WORK, [first]))
    later = worked("W2", "2026-05-12 09:00", "09:20", corrects="W1", recorded_at=at("2026-06-05"))
    return state_month([first, later], history(ONLY_WORK), Books(), month=(2026, 6), issued=[may.issued])


def test_a_statement_below_zero_is_issued_as_a_credit_note() -> None:
    statement = below_zero()
    note = issue(statement, "2026-06", date(2026, 7, 1)).invoice

    assert (statement.net, statement.gross) == (usd("-80.00"), usd("-88.00"))  # − 120.00 + 40.00, and 10 %
    assert (note.kind, note.net, note.tax, note.gross) == ("credit note", usd("80.00"), usd("8.00"), usd("88.00"))
    assert [(line.quantity, line.net) for line in note.lines] == [
        (1, usd("120.00")),
        (Fraction(-1, 3), usd("-40.00")),
    ]
    assert (note.due_on, note.corrects) == (date(2026, 7, 1), None)
    assert [(each.taxable, each.amount) for each in note.tax_totals] == [(usd("80.00"), usd("8.00"))]
    validate_ubl(ubl_invoice(note))


def test_a_credit_note_differs_in_nothing_from_its_statement() -> None:
    statement = below_zero()

    assert differences(statement, issue(statement)) == ()


def test_what_the_retainer_paid_is_on_the_invoice_and_the_tax_is_left() -> None:
    invoice = issue(month(5, RETAINER, [TWENTY_MINUTES], Books(payments=PAID))).invoice

    assert (invoice.gross, invoice.paid) == (usd("154.00"), usd("40.00"))
    document = ubl_invoice(invoice)
    validate_ubl(document)
    assert b'<cbc:PrepaidAmount currencyID="USD">40.00</cbc:PrepaidAmount>' in document
    assert b'<cbc:PayableAmount currencyID="USD">114.00</cbc:PayableAmount>' in document


def test_money_that_goes_back_into_the_retainer_is_not_paid_out() -> None:
    known, books = history(RETAINER), Books(payments=PAID)
    may = issue(month(5, known, [TWENTY_MINUTES], books))
    shorter = worked("W2", "2026-05-12 09:00", "09:10", corrects="W1", recorded_at=at("2026-06-05"))
    june = state_month([TWENTY_MINUTES, shorter], known, books, month=(2026, 6), issued=[may.issued])
    invoice = issue(june, "2026-06", date(2026, 7, 1)).invoice

    assert (june.from_retainer, june.net) == (usd("-20.00"), usd("80.00"))  # the fee, − 40.00 + 20.00
    assert invoice.paid == usd("-20.00")  # so 88.00 + 20.00 is to be paid, and the retainer has 20.00 more
    document = ubl_invoice(invoice)
    validate_ubl(document)
    assert b">108.00</cbc:PayableAmount>" in document


def test_a_credit_note_turns_what_the_retainer_paid_as_well() -> None:
    known, books = history(ONLY_WORK + PREPAID), Books(payments=PAID)
    may = issue(month(5, known, [TWENTY_MINUTES], books))
    shorter = worked("W2", "2026-05-12 09:00", "09:10", corrects="W1", recorded_at=at("2026-06-05"))
    june = state_month([TWENTY_MINUTES, shorter], known, books, month=(2026, 6), issued=[may.issued])
    note = issue(june, "2026-06", date(2026, 7, 1)).invoice

    # 20.00 and their tax are given back; the 20.00 go back into the retainer, so 2.00 of tax are paid out.
    assert (note.kind, note.gross, note.paid) == ("credit note", usd("22.00"), usd("20.00"))
    validate_ubl(ubl_invoice(note))


# Credit notes of an invoice.


def test_a_credit_note_takes_back_all_of_an_invoice() -> None:
    invoice = issue(month(5, TEXT, [TWENTY_MINUTES])).invoice
    note = issue_credit_note(invoice, number="C1", issued_on=date(2026, 6, 9))

    assert (note.kind, note.corrects, note.gross, note.lines) == (
        "credit note",
        "2026-05",
        invoice.gross,
        invoice.lines,
    )
    assert (note.issued_on, note.due_on, note.paid) == (date(2026, 6, 9), date(2026, 6, 9), None)


def test_a_credit_note_takes_back_some_lines() -> None:
    invoice = issue(month(5, TEXT, [TWENTY_MINUTES])).invoice
    note = issue_credit_note(invoice, number="C1", issued_on=date(2026, 6, 9), lines=[2])

    assert [line.number for line in note.lines] == [2]
    assert (note.net, note.tax, note.gross) == (usd("40.00"), usd("4.00"), usd("44.00"))


# What would be said otherwise now.


def test_nothing_differs_while_nothing_changed() -> None:
    statement = month(5, TEXT, [TWENTY_MINUTES])

    assert differences(statement, issue(statement)) == ()


def test_differences_tell_which_line_says_what() -> None:
    made = issue(month(5, TEXT, [TWENTY_MINUTES]))
    again = month(5, TEXT, [worked("W1", "2026-05-12 09:00", "09:30")])

    assert differences(again, made) == (
        "line 2 says 40.00 USD, and 60.00 USD is computed now: Remote at the normal rate: repair",
    )


def test_differences_tell_of_lines_that_are_gone_and_papers_that_changed() -> None:
    made = issue(month(5, TEXT, [TWENTY_MINUTES]))
    again = month(5, TEXT.replace("Net 10", "Net 20"))

    version = made.invoice.versions[0]
    assert differences(again, made) == (
        f"it rests on the version {version[:12]}, which the papers no longer make",
        "it has 2 lines, and 1 are computed now",
    )


@settings(max_examples=50)
@given(
    told=st.lists(st.tuples(st.integers(1, 28), st.integers(1, 20_000)), max_size=6),
    cents=st.integers(0, 60_000),
    share=st.integers(90, 100),
)
def test_whatever_was_done_invoice_and_statement_come_to_the_same(
    told: list[tuple[int, int]], cents: int, share: int
) -> None:
    begins = at("2026-05-01 09:00")
    work = [lasting(f"W{n}", begins + day * 86_400, seconds) for n, (day, seconds) in enumerate(told)]
    given_ = (AvailabilityGiven(system="mail", month="2026-05", share=Fraction(share, 100)),)
    books = Books(payments=(replace(PAID[0], amount=usd(f"{cents / 100:.2f}")),), availability=given_)
    statement = month(5, RETAINER, work, books)
    invoice = issue(statement).invoice

    sign = -1 if invoice.kind == "credit note" else 1
    assert invoice.gross.exact == sign * statement.gross.exact >= 0
    assert total((line.net for line in invoice.lines), "USD") == invoice.net
    assert invoice.net + invoice.tax == invoice.gross
    assert (invoice.paid.exact if invoice.paid else 0) == sign * statement.from_retainer.exact
    assert differences(statement, issue(statement)) == ()
