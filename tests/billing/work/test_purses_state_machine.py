"""Blocks, allowances and a retainer, whatever is bought, paid, worked, issued and written down late."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from asagreed.billing.work.lots import Lot
from asagreed.billing.work.settling import Issued, Settlement, WorkPart, settle
from asagreed.facts.books import BlockBought, Books, Payment
from asagreed.facts.work import WorkEntry
from asagreed.money import Money, round_half_up
from asagreed.versions import History, read_agreement

MIN, HOUR, DAY = 60, 3600, 86_400
FLOOR = Fraction(50)
STEP, LEAST = 7 * MIN, 20 * MIN
READ, PROBLEMS = read_agreement(Path(__file__).parent / "agreements" / "purses")
assert READ is not None, PROBLEMS
HISTORY: History = READ
HISTORY_BEGINS = HISTORY.versions[0].from_at
ZONE = ZoneInfo("America/Chicago")

lengths = st.one_of(st.integers(1, 6 * HOUR), st.sampled_from((LEAST, 3 * HOUR, 12 * HOUR, 40 * HOUR)))
lateness = st.sampled_from((0, 0, 0, DAY, 12 * DAY, 70 * DAY))
deliveries = st.sampled_from(("remote", "remote", "on-site"))


class PursesMachine(RuleBasedStateMachine):
    """What happened to one customer; at any time everything is settled anew from the facts."""

    def __init__(self) -> None:
        super().__init__()
        self.now = int(datetime(2026, 1, 20, 9, tzinfo=ZONE).timestamp())
        self.entries: list[WorkEntry] = []
        self.blocks: list[BlockBought] = []
        self.payments: list[Payment] = []
        self.issued: list[Issued] = []
        self.frozen: list[list[WorkPart]] = []

    @rule(seconds=st.one_of(st.integers(1, 3 * DAY), st.sampled_from((DAY, 30 * DAY))))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds

    @rule(hours=st.sampled_from((3, 5, 4)), is_paid=st.booleans())
    def buy(self, hours: int, is_paid: bool) -> None:
        name = f"block {len(self.blocks)}"
        self.blocks.append(
            BlockBought(name=name, size=hours * HOUR, bought_at=self.now, paid_at=self.now * is_paid or None)
        )
        self.now += 1

    @precondition(lambda self: any(block.paid_at is None for block in self.blocks))
    @rule()
    def pay(self) -> None:
        number = next(number for number, block in enumerate(self.blocks) if block.paid_at is None)
        self.blocks[number] = replace(self.blocks[number], paid_at=self.now)
        self.now += 1

    @rule(cents=st.integers(1, 40_000))
    def top_up(self, cents: int) -> None:
        amount = Money(Decimal(cents).scaleb(-2), "USD")
        self.payments.append(Payment(id=f"P{len(self.payments)}", at=self.now, amount=amount, for_="retainer"))
        self.now += 1

    @rule(seconds=lengths, late=lateness, delivery=deliveries, breaks=st.sampled_from((0, 0, 0, 1, MIN)))
    def work(self, seconds: int, late: int, delivery: str, breaks: int) -> None:
        begins = max(self.now - late, HISTORY_BEGINS)
        self.now = max(self.now, begins + seconds)
        self.record(begins, begins + seconds, max(seconds - breaks, 1), delivery)

    @precondition(lambda self: self.entries)
    @rule(seconds=st.integers(1, HOUR))
    def go_on_with_the_last_job(self, seconds: int) -> None:
        last = self.entries[-1]
        if self.issued and last.known_at <= self.issued[-1].issued_at:
            return
        begins = last.ended_at
        self.now = max(self.now, begins + seconds)
        self.record(begins, begins + seconds, seconds, last.delivery, job=last.job)

    @precondition(lambda self: self.entries)
    @rule(seconds=st.integers(1, 3 * HOUR))
    def correct(self, seconds: int) -> None:
        wrong = self.entries[-1]
        if wrong.start is None or self.issued:
            return
        self.record(wrong.start, wrong.start + seconds, seconds, wrong.delivery, job=wrong.job, corrects=wrong.id)

    @rule()
    def issue(self) -> None:
        """Issue the statement of the last whole month, if that is not done yet."""
        local = datetime.fromtimestamp(self.now, ZONE)
        month = (local.year, local.month - 1) if local.month > 1 else (local.year - 1, 12)
        if month < (2026, 1) or (self.issued and self.issued[-1].month >= month):
            return
        self.now += 1
        self.issued.append(Issued(month, self.now))
        self.now += 1
        self.frozen.append([part for part in self.settled().parts if part.appears_in <= month])

    @rule()
    def settle_everything(self) -> None:
        settlement = self.settled()
        purses_hold(settlement)
        parts_add_up(settlement, self.entries)
        for issued, frozen in zip(self.issued, self.frozen, strict=True):
            assert [part for part in settlement.parts if part.appears_in <= issued.month] == frozen

    def teardown(self) -> None:
        self.settle_everything()
        listed_otherwise = settle(
            self.entries[::-1],
            HISTORY,
            Books(blocks=tuple(self.blocks[::-1]), payments=tuple(self.payments[::-1])),
            issued=self.issued,
        )
        assert listed_otherwise.parts == self.settled().parts

    def record(
        self, start: int, end: int, seconds: int, delivery: str | None, *, job: str = "", corrects: str = ""
    ) -> None:
        """Write down an entry, now."""
        name = f"W{len(self.entries)}"
        self.entries.append(
            WorkEntry(
                id=name,
                start=start,
                end=end,
                seconds=seconds,
                service="repair",
                delivery=delivery,
                job=job or f"job of {name}",
                corrects=corrects,
                recorded_at=self.now,
            )
        )

    def settled(self) -> Settlement:
        """Return what is owed for everything so far."""
        books = Books(blocks=tuple(self.blocks), payments=tuple(self.payments))
        return settle(self.entries, HISTORY, books, issued=self.issued)


def purses_hold(settlement: Settlement) -> None:
    """Check that nothing is drawn that is not there, and that what is drawn is what the parts say."""
    purses = settlement.purses
    taken: defaultdict[str, int] = defaultdict(int)
    paid = Fraction(0)
    for part in settlement.parts:
        taken[part.purse if part.taken else ""] += part.taken
        paid += part.amount if part.source == "retainer" else 0
    for lot in (*purses.allowances, *purses.blocks):
        assert min(lot.used, lot.lost, lot.left) >= 0
        assert lot.granted == lot.used + lot.lost + lot.left
        assert lot.used == taken.pop(lot.name, 0)
    assert not any(taken.values())
    assert purses.retainer_used == paid
    assert not paid or purses.retainer_at(2**60) >= FLOOR


def parts_add_up(settlement: Settlement, entries: list[WorkEntry]) -> None:
    """Check that parts are as long as their entries, jobs are billed in steps, and amounts are exact."""
    worked: defaultdict[str, int] = defaultdict(int)
    billed: defaultdict[str, int] = defaultdict(int)
    by_job: defaultdict[str, int] = defaultdict(int)
    lots = {lot.name: lot for lot in (*settlement.purses.allowances, *settlement.purses.blocks)}
    for part in settlement.parts:
        worked[part.entry] += part.worked
        billed[part.job] += part.billed
        by_job[part.job] += part.worked
        is_what_it_costs(part, lots)
    gone = {entry.corrects for entry in entries}
    assert worked == {entry.id: entry.seconds for entry in entries if entry.id not in gone}
    undecided = {part.job for part in settlement.parts if part.source == "undecided"}
    for job, seconds in by_job.items():
        if job not in undecided:
            assert billed[job] == -(-max(seconds, LEAST) // STEP) * STEP


def is_what_it_costs(part: WorkPart, lots: dict[str, Lot]) -> None:
    """Check one part: what it costs or draws follows from what it is billed at."""
    rate = part.judgement.rate
    if part.source == "undecided":
        assert not part.amount
        return
    assert rate is not None
    exact = rate.per_hour * part.billed / HOUR
    if part.source == "rate":
        assert part.amount == exact
    elif part.source == "retainer":
        assert part.amount == round_half_up(exact, "USD").exact
    else:
        assert not part.amount
        assert rate.draws is not None
        assert abs(part.taken - part.billed * rate.draws) <= rate.draws
        assert part.start is None or part.worked == 0 or lots[part.purse].from_at <= part.start


CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def test_purses_hold_whatever_happens() -> None:
    run_state_machine_as_test(
        PursesMachine, settings=settings(max_examples=100, stateful_step_count=50, suppress_health_check=CHECKS)
    )


@pytest.mark.proof
def test_purses_hold_in_a_hundred_thousand_steps() -> None:
    run_state_machine_as_test(
        PursesMachine, settings=settings(max_examples=2_000, stateful_step_count=50, suppress_health_check=CHECKS)
    )
