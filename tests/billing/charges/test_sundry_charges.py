"""Goods with their mark-up, blocks that were bought, riders accepted for one ticket."""

from __future__ import annotations

from fractions import Fraction

from tests.billing.agreed import HEAD, H, amendment, at, history, issued, lines, month, nets, usd

from asagreed.billing.statements.statement import state_month
from asagreed.facts.books import BlockBought, Books, MaterialUsed, RiderAccepted
from asagreed.money import round_half_up

TEXT = (
    HEAD
    + """services: {otherwise: excluded}
rates: {remote: 120.00 USD per h}
materials: {markup: 12%}
block: {usable: when paid, sizes: {20 h: {price: 2400.00 USD, free: 2 h}, 5 h: {price: 650.00 USD}}}
riders: {premium: {price: {per month: 200.00 USD, per ticket: 60.00 USD}}, quiet: {title: Quiet hours}}
"""
)
PLAIN = TEXT.replace("materials: {markup: 12%}\n", "")


def disk(name: str = "M", on: str = "2026-05-12", quantity: int = 1, recorded: str = "") -> MaterialUsed:
    known = at(recorded) if recorded else None
    return MaterialUsed(id=name, at=at(on), what="disk", price=usd("84.90"), quantity=quantity, recorded_at=known)


def test_goods_cost_what_was_paid_and_the_mark_up() -> None:
    (line,) = month(5, TEXT, (), Books(materials=(disk(quantity=2),))).lines

    assert str(line.net.amount) == "190.18"  # 2 × 84.90 × 1.12 = 190.176
    assert (line.charge.quantity, line.charge.unit_price) == (Fraction(2), Fraction(9_508_800, 100_000))  # 95.088
    assert [(part.value, part.unit) for part in line.charge.figure.parts] == [
        (usd("84.90"), "a piece"),
        (Fraction(12, 100), "of the price"),
        (2, "pieces"),
    ]


def test_goods_without_a_mark_up_cost_what_was_paid() -> None:
    (line,) = month(5, PLAIN, (), Books(materials=(disk(),))).lines

    assert (str(line.net.amount), line.charge.figure.because) == ("84.90", "disk: as paid for")


def test_the_mark_up_is_that_of_the_day_on_which_they_were_used() -> None:
    changed = history(TEXT, amendment("2026-05-13", materials__markup="20%"))
    books = Books(materials=(disk("M1"), disk("M2", "2026-05-13")))

    assert nets(month(5, changed, (), books)) == ["95.09", "101.88"]  # 84.90 × 1.12, 84.90 × 1.2


def test_goods_paid_in_another_currency_are_unsettled() -> None:
    used = MaterialUsed(id="M", at=at("2026-05-12"), what="disk", price=round_half_up(Fraction(80), "EUR"))
    statement = month(5, TEXT, (), Books(materials=(used,)))

    assert [(each.what, each.because) for each in statement.unsettled] == [("disk", "it was paid in EUR, not USD")]
    assert lines(statement) == []


def test_goods_used_while_no_version_was_in_force_are_unsettled() -> None:
    late = TEXT.replace("from: 2026-01-01", "from: 2026-05-13")

    assert [each.because for each in month(5, late, (), Books(materials=(disk(),))).unsettled] == [
        "no version was in force"
    ]


def test_goods_that_become_known_after_the_statement_stand_on_the_first_open_one() -> None:
    known, books = history(TEXT), Books(materials=(disk(), disk("M2", recorded="2026-06-10")))
    before = [issued(5, "2026-06-01 09:00", state_month([], known, books, month=(2026, 5)))]
    statements = [state_month([], known, books, month=(2026, number), issued=before) for number in (5, 6)]

    assert [nets(each) for each in statements] == [["95.09"], ["95.09"]]


def test_a_block_is_a_line_of_the_month_in_which_it_was_bought() -> None:
    books = Books(blocks=(BlockBought(name="block 1", size=20 * H, bought_at=at("2026-05-12")),))

    assert lines(month(5, TEXT, (), books), "top-up") == [("block 1: 20 h and 2 h free", "2400.00")]
    assert lines(month(6, TEXT, (), books)) == []


def test_a_block_without_free_hours() -> None:
    books = Books(blocks=(BlockBought(name="block 1", size=5 * H, bought_at=at("2026-05-12"), place="books:3"),))
    (line,) = month(5, TEXT, (), books).lines

    assert (line.charge.description, str(line.net.amount)) == ("block 1: 5 h", "650.00")
    assert (line.charge.figure.events, line.charge.figure.clauses[0].address) == (("books:3",), "block.sizes.5 h")


def test_a_block_of_a_size_that_nobody_offers_is_unsettled() -> None:
    for text in (TEXT, HEAD + "rates: {remote: 120.00 USD per h}\n"):
        books = Books(blocks=(BlockBought(name="block 1", size=7 * H, bought_at=at("2026-05-12")),))

        assert [(each.what, each.because) for each in month(5, text, (), books).unsettled] == [
            ("block 1", "no clause in force on that day offers a block of this size")
        ]


def test_a_block_bought_before_the_agreement_is_unsettled() -> None:
    late = TEXT.replace("from: 2026-01-01", "from: 2026-05-13")
    books = Books(blocks=(BlockBought(name="block 1", size=5 * H, bought_at=at("2026-05-12")),))

    assert [each.what for each in month(5, late, (), books).unsettled] == ["block 1"]


def accepted(rider: str, by: str = "the office manager") -> Books:
    return Books(riders=(RiderAccepted(rider=rider, ticket="T-14", at=at("2026-05-12 10:17"), by=by),))


def test_a_rider_for_one_ticket_costs_its_price_and_names_who_accepted_it() -> None:
    (line,) = month(5, TEXT, (), accepted("premium")).lines
    (unnamed,) = month(5, TEXT, (), accepted("premium", by="")).lines

    assert (line.charge.item, line.charge.description, str(line.net.amount)) == ("fee", "premium for T-14", "60.00")
    assert lines(month(6, TEXT, (), accepted("premium"))) == []
    assert line.charge.figure.because == "premium was accepted for T-14 by the office manager"
    assert unnamed.charge.figure.because == "premium was accepted for T-14"
    assert line.charge.figure.clauses[0].address == "riders.premium.price.per ticket"


def test_a_rider_that_has_no_price_for_a_ticket_is_unsettled() -> None:
    for rider in ("quiet", "unknown"):
        assert [each.because for each in month(5, TEXT, (), accepted(rider)).unsettled] == [
            f"the agreement offers no «{rider}» for a single ticket"
        ]
