"""The ledger follows the books: debits equal credits, nothing is posted twice, balances are those of the settlement."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from tests.billing.agreed import HEAD, WORK, H, amendment, at, history, usd, worked

from asagreed.billing.ledger import (
    SECONDS,
    Ledger,
    Seconds,
    allowance_left,
    bank,
    beancount_text,
    block_left,
    income,
    receivable,
    retainer_held,
    time_expired,
    time_granted,
    time_used,
)
from asagreed.billing.statements.balances import balances
from asagreed.billing.statements.issuing import IssuedInvoice, issue_credit_note, issue_invoice
from asagreed.billing.statements.posting import draft_entries, post
from asagreed.billing.statements.statement import state_month
from asagreed.billing.work.boundaries import Month, month_after
from asagreed.billing.work.settling import Settlement, settle
from asagreed.errors import EarlierMonthOpen
from asagreed.facts.books import BlockBought, Books, Payment
from asagreed.facts.work import WorkEntry
from asagreed.money import Money
from asagreed.open_time import in_zone
from asagreed.versions import History

DAY = 86_400
TEXT = (
    WORK
    + """allowance: {hours: 2 h a month, unused: rolls over for 2 months, at most: 3 h}
block: {size: 5 h, price: 500.00 USD, usable: when paid, expires: 2 months}
retainer: {floor: 50.00 USD, below the floor: bill the rest}
fees: {care: 100.00 USD a month}
billing: {tax: {everything: standard 10%}}
"""
)
KNOWN = history(TEXT)


def ledger_of(
    moment: str, books: Books | None = None, *entries: WorkEntry, known: History = KNOWN, into: Ledger | None = None
) -> Ledger:
    """Return the ledger brought up to date at a moment."""
    kept = Ledger() if into is None else into
    month = (int(moment[:4]), int(moment[5:7]))
    settlement = settle([each for each in entries if each.began_at <= at(moment)], known, books or Books(), until=month)
    post(kept, draft_entries(settlement, (), at=at(moment)), recorded_at=at(moment))
    return kept


def ids(ledger: Ledger) -> list[str]:
    return [entry.id for entry in ledger]


def test_every_month_is_granted_also_where_nothing_was_drawn() -> None:
    # 4 h would move on to March, and 3 h may.
    assert ids(ledger_of("2026-03-05")) == [
        "allowance 2026-01 granted",
        "allowance 2026-01 cut",
        "allowance 2026-02 granted",
        "allowance 2026-03 granted",
    ]


def test_a_draw_says_by_which_clause_and_from_which_entry() -> None:
    ledger = ledger_of("2026-01-31", None, worked("W1", "2026-01-12 09:00", "10:30"))
    draw = ledger.entry("work W1 drawn from allowance 2026-01")

    assert (draw.cause, draw.happened_at) == ("work W1", at("2026-01-12 09:00"))
    assert [(str(each.account), each.units) for each in draw.postings] == [
        (str(allowance_left("allowance 2026-01")), -90 * 60),
        (str(time_used()), 90 * 60),
    ]
    assert [clause.address for clause in draw.clauses] == ["allowance.hours"]


def test_two_parts_of_an_entry_from_one_lot_are_two_entries() -> None:
    ledger = ledger_of("2026-01-31", None, worked("W1", "2026-01-12 17:30", "18:20"))

    assert [each for each in ids(ledger) if each.startswith("work")] == [
        "work W1 drawn from allowance 2026-01",
        "work W1 drawn from allowance 2026-01, 2",
    ]


def test_what_has_ended_is_expired_on_the_day_of_its_end() -> None:
    block = BlockBought(name="block 1", size=5 * H, bought_at=at("2026-01-04"), paid_at=at("2026-01-06"))
    ledger = ledger_of("2026-04-30", Books(blocks=(block,)), worked("W1", "2026-01-12 09:00", "15:00"))

    assert ledger.entry("block 1 ended").happened_at == at("2026-03-04")
    assert ledger.balance(block_left("block 1"), commodity=SECONDS) == Seconds(0)
    # 5 h and 4 × 2 h were granted; 6 h were used. The block had 1 h left; of February, March and April 3 h moved on.
    total = {account: ledger.balance(account, commodity=SECONDS) for account in (time_granted(), time_used())}
    assert total == {time_granted(): Seconds(-13 * H), time_used(): Seconds(6 * H)}
    assert ledger.balance(time_expired(), commodity=SECONDS) == Seconds(H + H)


def test_a_block_that_is_not_paid_is_neither_granted_nor_ended() -> None:
    block = BlockBought(name="block 1", size=5 * H, bought_at=at("2026-01-04"))

    assert [each for each in ids(ledger_of("2026-04-30", Books(blocks=(block,)))) if "block" in each] == []


def test_payments_go_to_the_retainer_or_to_what_is_owed() -> None:
    paid = (
        Payment(id="P1", at=at("2026-01-04"), amount=usd("300.00"), for_="retainer"),
        Payment(id="P2", at=at("2026-01-05"), amount=usd("110.00"), for_="invoice 1"),
        Payment(id="P3", at=at("2026-02-05"), amount=usd("1.00"), for_="invoice 1"),
    )
    ledger = ledger_of("2026-01-31", Books(payments=paid))

    assert ledger.balance(bank(), commodity="USD") == usd("410.00")
    assert ledger.balance(retainer_held("made-up"), commodity="USD") == usd("-300.00")
    assert ledger.balance(receivable("made-up"), commodity="USD") == usd("-110.00")


def test_bringing_it_up_to_date_again_adds_nothing() -> None:
    work = worked("W1", "2026-01-12 09:00", "15:00")
    ledger = ledger_of("2026-02-10", None, work)
    before = ids(ledger)

    assert ids(ledger_of("2026-02-10", None, work, into=ledger)) == before
    later = ids(ledger_of("2026-02-20", None, work, into=ledger))
    assert later == before  # nothing happened in these ten days
    assert "allowance 2026-03 granted" in ids(ledger_of("2026-03-20", None, work, into=ledger))
    assert not any("reversed" in each for each in ids(ledger))


def test_what_came_out_otherwise_is_reversed_and_posted_again() -> None:
    ledger = ledger_of("2026-01-31", None, worked("W1", "2026-01-12 09:00", "10:00"))
    for ends in ("10:30", "09:30"):
        ledger_of("2026-01-31", None, worked("W1", "2026-01-12 09:00", ends), into=ledger)

    named = "work W1 drawn from allowance 2026-01"
    assert ids(ledger)[1:] == [
        named,
        f"{named}, reversed",
        f"{named} (again 1)",
        f"{named} (again 1), reversed",
        f"{named} (again 2)",
    ]
    assert ledger.balance(time_used(), commodity=SECONDS) == Seconds(30 * 60)


def test_what_is_gone_is_reversed_and_may_come_back() -> None:
    work = worked("W1", "2026-01-12 09:00", "10:00")
    ledger = ledger_of("2026-01-31", None, work)
    ledger_of("2026-01-31", None, into=ledger)
    assert ledger.balance(time_used(), commodity=SECONDS) == Seconds(0)

    ledger_of("2026-01-31", None, work, into=ledger)
    assert ledger.balance(time_used(), commodity=SECONDS) == Seconds(H)
    assert ids(ledger)[-1] == "work W1 drawn from allowance 2026-01 (again 1)"


# Invoices.


def invoiced(known: History = KNOWN, *entries: WorkEntry, books: Books | None = None) -> IssuedInvoice:
    statement = state_month(entries, known, books or Books(), month=(2026, 1))
    return issue_invoice(statement, number="1", issued_on=date(2026, 2, 1), issued_at=at("2026-02-01"))


def posted(*made: IssuedInvoice, known: History = KNOWN) -> Ledger:
    ledger = Ledger()
    post(ledger, draft_entries(settle([], known, Books()), made, at=at("2026-12-01")), recorded_at=at("2026-12-01"))
    return ledger


def test_an_invoice_is_owed_and_earned_and_its_tax_is_owed_on() -> None:
    work = worked("W1", "2026-01-12 09:00", "12:00")  # 2 h of the allowance, 1 h × 120.00
    ledger = posted(invoiced(KNOWN, work))
    entry = ledger.entry("invoice 1")

    assert [(str(each.account), each.quantity) for each in entry.postings] == [
        (str(receivable("made-up")), usd("242.00")),  # 220.00 and 10 %
        (str(income("fee")), usd("-100.00")),
        (str(income("work")), usd("-120.00")),
        (str(entry.postings[3].account), usd("-22.00")),
    ]
    assert (entry.happened_at, entry.because) == (at("2026-02-01"), "invoice 1 for 2026-01-01 to 2026-01-31")


def test_what_the_retainer_paid_leaves_it_and_is_no_longer_owed() -> None:
    books = Books(payments=(Payment(id="P", at=at("2026-01-02"), amount=usd("500.00"), for_="retainer"),))
    ledger = posted(invoiced(KNOWN, worked("W1", "2026-01-12 09:00", "12:00"), books=books))

    assert ledger.balance(retainer_held("made-up"), commodity="USD") == usd("120.00")
    assert ledger.balance(receivable("made-up"), commodity="USD") == usd("122.00")  # 242.00 − 120.00


def test_a_credit_note_is_the_other_way_round() -> None:
    made = invoiced(KNOWN, worked("W1", "2026-01-12 09:00", "12:00"))
    note = issue_credit_note(made.invoice, number="C", issued_on=date(2026, 2, 2), lines=[2])
    ledger = posted(made, IssuedInvoice(note, made.month, at("2026-02-02"), frozenset()))

    assert ledger.balance(receivable("made-up"), commodity="USD") == usd("110.00")  # 242.00 − 132.00
    assert ledger.balance(income("work"), commodity="USD") == usd("0.00")


def test_what_a_credit_note_puts_back_into_the_retainer_is_held_again() -> None:
    made = invoiced(KNOWN)
    note = replace(made.invoice, kind="credit note", paid=usd("20.00"))
    ledger = posted(replace(made, invoice=note))

    assert ledger.balance(retainer_held("made-up"), commodity="USD") == usd("-20.00")
    assert ledger.balance(receivable("made-up"), commodity="USD") == usd("-90.00")  # − 110.00 + 20.00


def test_an_invoice_of_nothing_is_no_entry() -> None:
    known = history(HEAD + "services: {otherwise: excluded}\n")

    assert ids(posted(invoiced(known), known=known)) == []


def test_an_invoice_whose_lines_make_nothing_is_one_all_the_same() -> None:
    made = invoiced(KNOWN)
    (fee,) = made.invoice.lines
    back = replace(fee, number=2, item="credit", net=-fee.net)
    zero = replace(made.invoice, lines=(fee, back), gross=usd("0.00"), net=usd("0.00"), tax=usd("0.00"), tax_totals=())
    ledger = posted(replace(made, invoice=zero))

    assert ledger.balance(income("fee"), commodity="USD") == usd("-100.00")
    assert ledger.balance(income("credit"), commodity="USD") == usd("100.00")


def test_bean_check_accepts_a_posted_ledger(tmp_path: Path) -> None:
    books = Books(
        blocks=(BlockBought(name="block 1", size=5 * H, bought_at=at("2026-01-04"), paid_at=at("2026-01-06")),),
        payments=(Payment(id="P", at=at("2026-01-02"), amount=usd("500.00"), for_="retainer"),),
    )
    work = (worked("W1", "2026-01-12 09:00", "20:00"), worked("W2", "2026-02-12 09:00", "11:00"))
    settlement = settle(work, KNOWN, books)
    ledger = Ledger()
    post(
        ledger,
        draft_entries(settlement, (invoiced(KNOWN, *work, books=books),), at=at("2026-06-01")),
        recorded_at=at("2026-06-01"),
    )
    file = tmp_path / "books.beancount"
    file.write_text(beancount_text(ledger, zone=KNOWN.zone, payee=KNOWN.agreement), encoding="utf-8")
    check = Path(sys.executable).parent / "bean-check"
    done = subprocess.run([check, "--no-cache", file], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert len(ledger) > 10


# Whatever happens.

lengths = st.sampled_from((600, H, 2 * H, 5 * H, 9 * H))


class PostingMachine(RuleBasedStateMachine):
    """One customer, whose ledger is brought up to date again and again."""

    def __init__(self) -> None:
        super().__init__()
        self.now = at("2026-01-05 09:00")
        self.entries: list[WorkEntry] = []
        self.blocks: list[BlockBought] = []
        self.payments: list[Payment] = []
        self.issued: list[IssuedInvoice] = []
        self.ledger = Ledger()

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.now += days * DAY

    @rule(is_paid=st.booleans())
    def buy(self, is_paid: bool) -> None:
        self.now += 60
        name, paid_at = f"block {len(self.blocks)}", self.now if is_paid else None
        self.blocks.append(BlockBought(name=name, size=5 * H, bought_at=self.now, paid_at=paid_at))

    @rule(cents=st.integers(1, 90_000), is_ahead=st.booleans())
    def pay(self, cents: int, is_ahead: bool) -> None:
        self.now += 60
        named, for_ = f"P{len(self.payments)}", "retainer" if is_ahead else "invoice 1"
        self.payments.append(Payment(id=named, at=self.now, amount=usd(f"{cents / 100:.2f}"), for_=for_))

    @rule(seconds=lengths, days_late=st.sampled_from((0, 0, 3, 40)))
    def work(self, seconds: int, days_late: int) -> None:
        begins = max(self.now - days_late * DAY, at("2026-01-02"))
        self.now = max(self.now, begins + seconds) + 60
        self.record(begins, seconds)

    @precondition(lambda self: self.entries)
    @rule(seconds=lengths)
    def correct(self, seconds: int) -> None:
        wrong = self.entries[-1]
        if wrong.corrects or wrong.start is None:
            return
        self.now = max(self.now, wrong.start + seconds) + 60
        self.record(wrong.start, seconds, corrects=wrong.id)

    @rule()
    def issue(self) -> None:
        local = in_zone(self.now, KNOWN.zone)
        month = month_after((local.year, local.month), -1)
        if month < (2026, 1) or (self.issued and self.issued[-1].month >= month):
            return
        self.now += 60
        statement = state_month(
            self.entries, KNOWN, self.books, month=month, issued=[each.issued for each in self.issued]
        )
        try:
            made = issue_invoice(statement, number=f"{month}", issued_on=local.date(), issued_at=self.now)
        except EarlierMonthOpen:
            return
        self.issued.append(made)
        self.now += 60

    @invariant()
    def the_ledger_says_what_the_settlement_says(self) -> None:
        settlement, month = self.settled()
        drafts = draft_entries(settlement, self.issued, at=self.now)
        post(self.ledger, drafts, recorded_at=self.now)
        assert post(self.ledger, drafts, recorded_at=self.now) == ()
        assert all(_sums_to_nothing(entry_units) for entry_units in _units(self.ledger))
        self.purses_agree(settlement, month)
        invoiced = sum((_paid(each) for each in self.issued), Fraction(0))
        paid_in = sum((each.amount.exact for each in self.payments if each.for_ == "retainer"), Fraction(0))
        held = self.ledger.balance(retainer_held("made-up"), commodity="USD")
        assert isinstance(held, Money)
        assert -held.exact == paid_in - invoiced

    def teardown(self) -> None:
        self.ledger.verify()

    def purses_agree(self, settlement: Settlement, month: Month) -> None:
        found = {balance.name: balance for balance in balances(settlement, at=self.now, month=(month[0] + 9, 1))}
        for lot in (*settlement.purses.allowances, *settlement.purses.blocks):
            account = (block_left if lot.kind == "block" else allowance_left)(lot.name)
            kept = self.ledger.balance(account, commodity=SECONDS)
            if lot.from_at > self.now or lot.until_at <= self.now:
                assert kept == Seconds(0)
            else:
                assert kept == Seconds(int(found[lot.name].left))  # type: ignore[arg-type]

    def record(self, start: int, seconds: int, corrects: str = "") -> None:
        """Write down an entry, now."""
        self.entries.append(
            WorkEntry(
                id=f"W{len(self.entries)}",
                start=start,
                end=start + seconds,
                seconds=seconds,
                service="repair",
                delivery="remote",
                recorded_at=self.now,
                corrects=corrects,
            )
        )

    @property
    def books(self) -> Books:
        return Books(blocks=tuple(self.blocks), payments=tuple(self.payments))

    def settled(self) -> tuple[Settlement, Month]:
        """Return what is owed for everything so far, and the month that it is."""
        local = datetime.fromtimestamp(self.now, UTC)
        issued = [each.issued for each in self.issued]
        return settle(self.entries, KNOWN, self.books, issued=issued), (local.year, local.month)


def _units(ledger: Ledger) -> list[dict[str, int]]:
    found: list[dict[str, int]] = []
    for entry in ledger:
        sums: dict[str, int] = {}
        for posting in entry.postings:
            sums[posting.commodity] = sums.get(posting.commodity, 0) + posting.units
        found.append(sums)
    return found


def _sums_to_nothing(sums: dict[str, int]) -> bool:
    return not any(sums.values())


def _paid(made: IssuedInvoice) -> Fraction:
    sign = -1 if made.invoice.kind == "credit note" else 1
    return sign * made.invoice.paid.exact if made.invoice.paid else Fraction(0)


CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def test_the_ledger_follows_whatever_happens() -> None:
    run_state_machine_as_test(
        PostingMachine, settings=settings(max_examples=40, stateful_step_count=20, suppress_health_check=CHECKS)
    )


@pytest.mark.proof
def test_the_ledger_follows_whatever_happens_for_long() -> None:
    run_state_machine_as_test(
        PostingMachine, settings=settings(max_examples=500, stateful_step_count=40, suppress_health_check=CHECKS)
    )


def test_an_allowance_cut_in_mid_month_is_granted_in_its_two_parts() -> None:
    changed = history(TEXT, amendment("2026-01-16", allowance__hours="4 h a month"))

    assert [each for each in ids(ledger_of("2026-01-31", known=changed)) if "granted" in each] == [
        "allowance 2026-01 from day 1 granted",
        "allowance 2026-01 from day 16 granted",
    ]
