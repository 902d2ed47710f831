"""Charges, draws, payments, reversals and late entries in any order: what is true of a ledger stays true."""

from __future__ import annotations

import io
from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from tests.billing.ledger.samples import DAY, MARCH_2, STANDARD, draft, money, moved

from asagreed.billing.ledger import (
    Account,
    Ledger,
    LedgerEntry,
    Posting,
    Quantity,
    Seconds,
    allowance_left,
    balance_figure,
    bank,
    block_left,
    income,
    ledger_lines,
    read_ledger,
    receivable,
    retainer_held,
    tax_owed,
    time_expired,
    time_granted,
    time_used,
)
from asagreed.errors import AsagreedError, LedgerDamaged
from asagreed.money import Money

customers = st.sampled_from(("Harbour Dental", "Müller & Söhne", "日本"))
currencies = st.sampled_from(("EUR", "JPY", "KWD"))
whole_units = st.integers(-500, 100_000)
stocks = st.sampled_from((block_left("spring"), block_left("autumn"), allowance_left("2026-03")))
lateness = st.sampled_from((0, 0, 1, DAY, 40 * DAY))


class LedgerMachine(RuleBasedStateMachine):
    """A ledger beside a plain list of what was posted to it."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger()
        self.now = MARCH_2
        self.posted: list[tuple[int, int, Account, Quantity]] = []

    def record(self, postings: tuple[Posting, ...], late_by: int) -> None:
        """Append a draft with the next id, and note its postings."""
        self.take(draft(f"E-{len(self.ledger)}", postings, happened_at=self.now - late_by, recorded_at=self.now))

    def take(self, entry: LedgerEntry) -> None:
        """Append an entry, and note its postings."""
        self.ledger.append(entry)
        self.posted += [
            (entry.happened_at, entry.recorded_at, posting.account, posting.quantity) for posting in entry.postings
        ]

    @rule(seconds=st.integers(1, 20 * DAY))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds

    @rule(customer=customers, net=st.integers(0, 100_000), tax=st.integers(0, 19_000), late_by=lateness)
    def charge_with_tax(self, customer: str, net: int, tax: int, late_by: int) -> None:
        gross, of_it = cents(net + tax), cents(tax)
        self.record(
            (
                Posting(receivable(customer), gross),
                Posting(income("work"), -cents(net)),
                Posting(tax_owed(STANDARD), -of_it),
            ),
            late_by,
        )

    @rule(customer=customers, currency=currencies, units=whole_units, late_by=lateness)
    def payment(self, customer: str, currency: str, units: int, late_by: int) -> None:
        amount = Money(Decimal(units), currency)
        self.record(moved(amount, to=bank(), out_of=receivable(customer)), late_by)

    @rule(units=whole_units, late_by=lateness)
    def pay_a_retainer(self, units: int, late_by: int) -> None:
        self.record(moved(cents(units), to=bank(), out_of=retainer_held("Projects")), late_by)

    @rule(units=whole_units, late_by=lateness)
    def draw_the_retainer(self, units: int, late_by: int) -> None:
        self.record(moved(cents(units), to=retainer_held("Projects"), out_of=income("work")), late_by)

    @rule(stock=stocks, seconds=st.integers(0, 36_000), late_by=lateness)
    def grant_time(self, stock: Account, seconds: int, late_by: int) -> None:
        self.record(moved(Seconds(seconds), to=stock, out_of=time_granted()), late_by)

    @rule(stock=stocks, seconds=st.integers(0, 36_000), expires=st.booleans(), late_by=lateness)
    def draw_time(self, stock: Account, seconds: int, expires: bool, late_by: int) -> None:
        self.record(moved(Seconds(seconds), to=time_expired() if expires else time_used(), out_of=stock), late_by)

    @precondition(lambda self: self.ledger)
    @rule(data=st.data())
    def reverse_an_entry(self, data: st.DataObject) -> None:
        entry = data.draw(st.sampled_from(list(self.ledger)))
        try:
            reversal = self.ledger.reverse(entry.id, recorded_at=self.now, because="an error")
        except AsagreedError:
            assert entry.reverses or self.ledger.reversal_of(entry.id)
        else:
            self.take(reversal)

    @precondition(lambda self: self.ledger)
    @rule(data=st.data())
    def try_what_is_refused(self, data: st.DataObject) -> None:
        last = list(self.ledger)[-1]
        wrong = data.draw(
            st.sampled_from(
                (
                    draft(last.id, recorded_at=self.now),
                    draft("new", (), recorded_at=self.now),
                    draft("new", (Posting(bank(), money("1.00")),), recorded_at=self.now),
                    draft("new", recorded_at=last.recorded_at - 1),
                    draft("new", recorded_at=self.now, reverses="unknown"),
                )
            )
        )
        before = self.ledger.head
        with pytest.raises(AsagreedError):
            self.ledger.append(wrong)
        assert self.ledger.head == before

    @rule(happened=st.integers(-60, 60), recorded=st.integers(-60, 60))
    def ask_as_it_was(self, happened: int, recorded: int) -> None:
        as_of_happened, as_of_recorded = self.now + happened * DAY, self.now + recorded * DAY
        told = self.ledger.balances(as_of_happened=as_of_happened, as_of_recorded=as_of_recorded)
        assert flat(told) == self.naive(as_of_happened, as_of_recorded)
        for account, commodity in flat(told):
            asked = {"as_of_happened": as_of_happened, "as_of_recorded": as_of_recorded}
            assert self.ledger.balance(account, commodity=commodity, **asked) == told[account][commodity]

    @rule()
    def save_and_read(self) -> None:
        again = read_ledger(ledger_lines(self.ledger), head=self.ledger.head)
        assert again == self.ledger
        assert again.balances() == self.ledger.balances()

    @precondition(lambda self: self.ledger)
    @rule(data=st.data())
    def tamper_with_a_byte(self, data: st.DataObject) -> None:
        written = bytearray(b"".join(ledger_lines(self.ledger)))
        at = data.draw(st.integers(0, len(written) - 1))
        written[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != written[at]))
        with pytest.raises(LedgerDamaged):
            read_ledger(io.BytesIO(bytes(written)))

    @invariant()
    def debits_equal_credits(self) -> None:
        sums: defaultdict[str, int] = defaultdict(int)
        for (_, commodity), units in self.ledger._running.items():
            sums[commodity] += units
        assert not any(sums.values())

    @invariant()
    def balances_are_sums(self) -> None:
        told = self.ledger.balances()
        assert flat(told) == self.naive(self.now + DAY, self.now)
        for account, commodity in flat(told):
            balance = self.ledger.balance(account, commodity=commodity)
            assert balance == told[account][commodity]

    def naive(self, as_of_happened: int, as_of_recorded: int) -> dict[tuple[Account, str], Decimal]:
        """Return the balances by adding up decimals, one posting at a time."""
        sums: defaultdict[tuple[Account, str], Decimal] = defaultdict(Decimal)
        for happened_at, recorded_at, account, quantity in self.posted:
            if happened_at <= as_of_happened and recorded_at <= as_of_recorded:
                commodity, number = plain(quantity)
                sums[account, commodity] += number
        return dict(sums)

    def teardown(self) -> None:
        self.ledger.verify()
        for account, by_commodity in self.ledger.balances().items():
            for commodity, quantity in by_commodity.items():
                figure = balance_figure(self.ledger, account, commodity=commodity)
                assert figure.value == (quantity.count if isinstance(quantity, Seconds) else quantity)
        for entry in self.ledger:
            if entry.reverses is None and self.ledger.reversal_of(entry.id) is None:
                self.ledger.append(self.ledger.reverse(entry.id, recorded_at=self.now, because="all is taken back"))
        assert not any(flat(self.ledger.balances()).values())
        assert not any(flat(self.ledger.balances(as_of_happened=self.now - DAY)).values())


def cents(units: int) -> Money:
    """Return a count of cents as euros."""
    return Money(Decimal(units).scaleb(-2), "EUR")


def plain(quantity: Quantity) -> tuple[str, Decimal]:
    """Return the commodity and the number of a quantity."""
    if isinstance(quantity, Seconds):
        return "SECONDS", Decimal(quantity.count)
    return quantity.currency, quantity.amount


def flat(balances: dict[Account, dict[str, Quantity]]) -> dict[tuple[Account, str], Decimal]:
    """Return balances as plain numbers."""
    return {
        (account, commodity): plain(quantity)[1]
        for account, by_commodity in balances.items()
        for commodity, quantity in by_commodity.items()
    }


CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large]


def test_a_ledger_stays_true_whatever_is_done_to_it() -> None:
    run_state_machine_as_test(
        LedgerMachine, settings=settings(max_examples=100, stateful_step_count=50, suppress_health_check=CHECKS)
    )


@pytest.mark.proof
def test_a_ledger_stays_true_in_a_hundred_thousand_steps() -> None:
    run_state_machine_as_test(
        LedgerMachine, settings=settings(max_examples=2_000, stateful_step_count=50, suppress_health_check=CHECKS)
    )
