"""Drafts, a rich ledger and generated ones, for the tests of the ledger."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from asagreed.billing.ledger import (
    Account,
    Ledger,
    LedgerEntry,
    Posting,
    Quantity,
    Seconds,
    allowance_left,
    bank,
    block_left,
    hash_inputs,
    income,
    receivable,
    retainer_held,
    tax_owed,
    time_expired,
    time_granted,
    time_used,
)
from asagreed.figures import Clause
from asagreed.money import Money
from asagreed.terms.values.taxes import TaxClass

MARCH_2 = 1_772_409_600
"""2026-03-02 00:00 UTC."""

HOUR, DAY = 3_600, 86_400
STANDARD = TaxClass("S", Decimal(19))
INPUTS = hash_inputs({"entry": "W-12"})
CLAUSE = Clause("rates.remote-support", 'say "harbour".yaml', 12, "ab" * 32)
AWKWARD = (
    'Müller & Söhne "GmbH"',
    "a\\b\nc",
    "日本",
    "\x00\ud800",
    "Assets:Bank",
    "Block-0123456789abcdef",
    " ",
    "-",
    ";",
)


def money(amount: str, currency: str = "EUR") -> Money:
    """Return an amount such as 12.00 EUR."""
    return Money(Decimal(amount), currency)


def moved(quantity: Quantity, *, to: Account, out_of: Account) -> tuple[Posting, ...]:
    """Return the two postings that move a quantity."""
    return (Posting(to, quantity), Posting(out_of, -quantity))


PAYMENT = moved(money("100.00"), to=bank(), out_of=receivable("Harbour Dental"))


def draft(entry_id: str = "E-1", postings: tuple[Posting, ...] = PAYMENT, **given: Any) -> LedgerEntry:
    """Return an entry that a ledger takes, unless what is given forbids it."""
    usual: dict[str, Any] = {
        "happened_at": MARCH_2,
        "recorded_at": MARCH_2 + HOUR,
        "cause": "payment 2026-118",
        "because": "paid by bank transfer",
        "inputs": INPUTS,
    }
    return LedgerEntry(id=entry_id, postings=postings, **{**usual, **given})


def ledger_of(*drafts: LedgerEntry) -> Ledger:
    """Return a ledger to which some drafts were added in order."""
    ledger = Ledger()
    for one in drafts:
        ledger.append(one)
    return ledger


def rich_ledger() -> Ledger:
    """Return a ledger with every account, three currencies, a late entry and a reversal."""
    customer = AWKWARD[0]
    charge = (
        Posting(receivable(customer), money("297.50")),
        Posting(income("work"), money("-250.00")),
        Posting(tax_owed(STANDARD), money("-47.50")),
    )
    ledger = ledger_of(
        draft("fee", moved(money("900.00"), to=receivable(customer), out_of=income("fee"))),
        draft("work", charge, cause="work W-12, part 2", because='2 h "remote"', clauses=(CLAUSE, Clause("fees"))),
        draft("yen", moved(money("1500", "JPY"), to=receivable("日本"), out_of=income("material"))),
        draft("dinar", moved(money("1.125", "KWD"), to=receivable("Kuwait"), out_of=income("travel"))),
        draft("paid", moved(money("500.00"), to=bank(), out_of=retainer_held("Projects 2026"))),
        draft("drawn", moved(money("120.00"), to=retainer_held("Projects 2026"), out_of=income("work"))),
        draft("credit", moved(money("45.00"), to=income("credit"), out_of=receivable(customer))),
        draft("top-up", moved(money("600.00"), to=receivable(customer), out_of=income("top-up"))),
        draft("block", moved(Seconds(10 * HOUR), to=block_left("spring \\ 26"), out_of=time_granted())),
        draft("allowed", moved(Seconds(4 * HOUR), to=allowance_left("2026-03"), out_of=time_granted())),
        draft("used", moved(Seconds(HOUR), to=time_used(), out_of=block_left("spring \\ 26"))),
        draft("lapsed", moved(Seconds(3 * HOUR), to=time_expired(), out_of=allowance_left("2026-03"))),
        draft(
            "late",
            moved(Seconds(HOUR), to=time_used(), out_of=allowance_left("2026-03")),
            happened_at=MARCH_2 - 30 * DAY,
            recorded_at=MARCH_2 + 9 * DAY,
        ),
    )
    ledger.append(ledger.reverse("work", recorded_at=MARCH_2 + 10 * DAY, because="billed twice"))
    return ledger


any_text = st.text(st.characters(exclude_categories=()), min_size=1, max_size=12) | st.sampled_from(AWKWARD)
named_accounts = st.sampled_from((receivable, retainer_held)) | st.just(receivable)
pieces = st.integers(-(10**6), 10**6)


@st.composite
def postings(draw: st.DrawFn) -> tuple[Posting, ...]:
    """Draw a balanced move, with awkward names: money in one of four currencies, or time."""
    name, units = draw(any_text), draw(pieces)
    if draw(st.booleans()):
        left = draw(st.sampled_from((block_left, allowance_left)))
        return moved(Seconds(units), to=left(name), out_of=draw(st.sampled_from((time_granted(), time_used()))))
    currency, digits = draw(st.sampled_from((("EUR", 2), ("USD", 2), ("JPY", 0), ("KWD", 3))))
    amount = Money(Decimal(units).scaleb(-digits), currency)
    return moved(amount, to=draw(named_accounts)(name), out_of=draw(st.sampled_from((bank(), income("fee")))))


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Draw a small ledger: free texts everywhere, late entries, some taken back."""
    ledger, now = Ledger(), MARCH_2
    for number in range(draw(st.integers(0, 6))):
        now += draw(st.integers(0, 3 * DAY))
        words = {
            "cause": draw(any_text),
            "because": draw(any_text),
            "clauses": (Clause(draw(any_text), draw(any_text)),),
        }
        happened_at = now - draw(st.integers(0, 60 * DAY))
        entry_id = f"{number} {draw(any_text)}"
        ledger.append(draft(entry_id, draw(postings()), happened_at=happened_at, recorded_at=now, **words))
        if draw(st.booleans()):
            ledger.append(ledger.reverse(entry_id, recorded_at=now, because=draw(any_text)))
    return ledger
