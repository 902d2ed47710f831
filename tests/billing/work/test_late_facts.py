"""What becomes known after a statement was issued: it lands on a later one, and the issued one stays as it was."""

from __future__ import annotations

from decimal import Decimal

from tests.billing.agreed import HEAD, WORK, at, history, worked

from asagreed.billing.work.settling import Issued, WorkPart, settle
from asagreed.facts.books import BlockBought, Books, Payment, Ruling
from asagreed.facts.work import WorkEntry
from asagreed.money import Money

MAY = Issued((2026, 5), at("2026-06-01 09:00"))
JUNE = Issued((2026, 6), at("2026-07-01 09:00"))
BY_BOTH = {"provider": "the owner", "customer": "the buyer"}
RETAINER = (
    HEAD
    + """services: {otherwise: excluded}
retainer: {floor: 0.00 USD, below the floor: work stops}
rates: {remote: 100.00 USD per h}
"""
)
BLOCK = (
    HEAD
    + """services: {otherwise: excluded}
block: {size: 10 h, price: 900.00 USD, usable: when bought, expires: never, notice below: 1 h}
rates: {remote: 100.00 USD per h}
"""
)


def told(parts: list[WorkPart]) -> list[tuple[str, str, int, tuple[int, int]]]:
    return [(part.entry, part.source, int(part.amount), part.appears_in) for part in parts]


def paid(name: str, on: str, amount: str, recorded: str | None = None) -> Payment:
    known = at(recorded) if recorded else None
    return Payment(id=name, at=at(on), amount=Money(Decimal(amount), "USD"), for_="retainer", recorded_at=known)


def test_what_was_decided_after_the_statement_is_charged_on_the_next_one() -> None:
    audit = worked("W1", "2026-05-12 10:00", "12:00", service="audit")
    ruling = Ruling(id="R1", at=at("2026-06-05"), about="audit", says="excluded", by=BY_BOTH)

    before = settle([audit], history(WORK), Books(), issued=[MAY]).parts
    after = settle([audit], history(WORK), Books(rulings=(ruling,)), issued=[MAY]).parts

    assert told(before) == [("W1", "undecided", 0, (2026, 5))]
    assert told(after) == [("W1", "undecided", 0, (2026, 5)), ("W1", "rate", 240, (2026, 6))]


def test_what_was_decided_as_included_ends_the_question_and_costs_nothing() -> None:
    audit = worked("W1", "2026-05-12 10:00", "12:00", service="audit")
    ruling = Ruling(id="R1", at=at("2026-06-05"), about="W1", says="included", by=BY_BOTH)

    parts = settle([audit], history(WORK), Books(rulings=(ruling,)), issued=[MAY, JUNE]).parts

    assert told(parts) == [("W1", "undecided", 0, (2026, 5)), ("W1", "free", 0, (2026, 6))]


def test_a_question_without_times_is_answered_too() -> None:
    day = WorkEntry(id="W1", seconds=3600, done_on=at("2026-05-12"), service="audit", delivery="remote", work_type="x")
    ruling = Ruling(id="R1", at=at("2026-06-05"), about="W1", says="included", by=BY_BOTH)

    parts = settle([day], history(WORK), Books(rulings=(ruling,)), issued=[MAY]).parts

    assert told(parts) == [("W1", "undecided", 0, (2026, 5)), ("W1", "free", 0, (2026, 6))]


def test_a_question_that_stays_open_is_asked_until_it_is_answered() -> None:
    audit = worked("W1", "2026-05-12 10:00", "12:00", service="audit")
    ruling = Ruling(id="R1", at=at("2026-07-05"), about="W1", says="excluded", by=BY_BOTH)

    parts = settle([audit], history(WORK), Books(rulings=(ruling,)), issued=[MAY, JUNE]).parts

    assert told(parts) == [("W1", "undecided", 0, (2026, 5)), ("W1", "rate", 240, (2026, 7))]


def test_work_that_the_retainer_could_not_pay_is_paid_by_the_next_money_that_comes_in() -> None:
    job = worked("W1", "2026-05-12 10:00", "14:00")
    books = Books(payments=(paid("P1", "2026-05-01", "100.00"), paid("P2", "2026-06-10", "250.00")))

    parts = settle([job], history(RETAINER), books, issued=[MAY]).parts

    assert told(parts) == [
        ("W1", "retainer", 100, (2026, 5)),
        ("W1", "undecided", 0, (2026, 5)),
        ("W1", "retainer", 250, (2026, 6)),
        ("W1", "undecided", 0, (2026, 6)),
    ]
    assert [part.billed / 3600 for part in parts] == [1, 3, 2.5, 0.5]


def test_money_recorded_after_the_statement_changes_nothing_on_it() -> None:
    job = worked("W1", "2026-05-12 10:00", "14:00")
    late = paid("P1", "2026-05-01", "500.00", recorded="2026-06-20")

    parts = settle([job], history(RETAINER), Books(payments=(late,)), issued=[MAY]).parts

    assert told(parts)[0] == ("W1", "undecided", 0, (2026, 5))


def test_a_block_recorded_after_the_statement_pays_for_nothing_on_it() -> None:
    jobs = [worked("W1", "2026-05-12 10:00", "12:00"), worked("W2", "2026-06-12 10:00", "12:00")]
    bought = BlockBought(name="B", size=36_000, bought_at=at("2026-05-01"), recorded_at=at("2026-06-05"))

    parts = settle(jobs, history(BLOCK), Books(blocks=(bought,)), issued=[MAY]).parts

    assert told(parts) == [("W1", "rate", 200, (2026, 5)), ("W2", "block", 0, (2026, 6))]


def test_a_correction_of_a_correction_takes_back_what_was_issued_once() -> None:
    first = worked("W1", "2026-05-12 10:00", "12:00", recorded_at=at("2026-05-12 12:00"))
    second = worked("W2", "2026-05-12 10:00", "13:00", corrects="W1", recorded_at=at("2026-06-03"))
    third = worked("W3", "2026-05-12 10:00", "11:00", corrects="W2", recorded_at=at("2026-06-04"))

    parts = settle([first, second, third], history(WORK), Books(), issued=[MAY]).parts

    assert told(parts) == [
        ("W1", "rate", 240, (2026, 5)),
        ("W1", "rate", -240, (2026, 6)),
        ("W3", "rate", 120, (2026, 6)),
    ]


def test_what_was_open_and_then_corrected_is_not_asked_again() -> None:
    audit = worked("W1", "2026-05-12 10:00", "12:00", service="audit", recorded_at=at("2026-05-12 12:00"))
    right = worked("W2", "2026-05-12 10:00", "12:00", corrects="W1", recorded_at=at("2026-06-03"))

    parts = settle([audit, right], history(WORK), Books(), issued=[MAY]).parts

    assert told(parts) == [("W1", "undecided", 0, (2026, 5)), ("W2", "rate", 240, (2026, 6))]
