"""Figures that may be published: nobody learns of fewer than five customers, nor by subtracting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed.clocks import Verdict
from asagreed.proof.clock_rows import ClockRow
from asagreed.proof.publishing import LEAST, MOST, Member, Published, is_fit, publish

GROUPS = {"priority": lambda member: member[1].priority, "plan": lambda member: member[1].kind}


def member(customer: int, priority: str = "P1", plan: str = "gold", verdict: Verdict = Verdict.MET) -> Member:
    return f"customer {customer}", ClockRow(0, "response", priority, plan, "", "", 0, verdict, 0)


def published(members: Iterable[Member]) -> Published:
    return publish("response", members, GROUPS)


def names(found: Published) -> list[tuple[str, str]]:
    return [(share.by, share.name) for share in found.shares]


def test_five_customers_make_a_figure_and_four_do_not() -> None:
    assert names(published(member(number) for number in range(5))) == [("", ""), ("priority", "P1"), ("plan", "gold")]
    assert published(member(number) for number in range(4)) == Published("response", (), 3)


def test_one_customer_who_brought_most_of_a_figure_keeps_it_back() -> None:
    many = [member(0)] * 6
    assert published([*many, *(member(number) for number in range(1, 6))]).shares == ()
    assert published([*many[1:], *(member(number) for number in range(1, 6))]).shares != ()


def test_the_part_that_would_give_away_the_rest_is_withheld() -> None:
    whole = [member(number, priority) for number, priority in product(range(6), ("P1", "P2"))]
    lone = [member(0, "P3"), member(1, "P3")]
    found = published([*whole, *lone])
    assert ("priority", "P3") not in names(found)
    assert names(found) == [("", ""), ("priority", "P2"), ("plan", "gold")]
    assert found.withheld == 2


def test_a_figure_within_another_is_withheld_where_their_difference_tells() -> None:
    gold = [member(number, "P1", "gold") for number in range(5)]
    rest = [member(number, "P2", "silver") for number in range(5, 11)]
    found = published([*gold, *rest, member(0, "P2", "gold")])
    assert ("priority", "P1") not in names(found) or ("plan", "gold") not in names(found)


def test_undecided_clocks_and_other_clocks_are_not_counted() -> None:
    open_clock = member(9, verdict=Verdict.OPEN)
    other = ("customer 8", member(8)[1]._replace(clock="resolution"))
    found = published([*(member(number) for number in range(5)), open_clock, other])
    assert (found.shares[0].customers, found.shares[0].attainment.decided) == (5, 5)


def test_nothing_at_all_is_published_of_nothing() -> None:
    assert published([]) == Published("response", (), 0)


def test_a_share_counts_what_was_met() -> None:
    found = published(
        [*(member(number) for number in range(5)), *(member(n, verdict=Verdict.BREACHED) for n in range(3))]
    )
    assert found.shares[0].attainment.share == Fraction(5, 8)


@st.composite
def desks(draw: st.DrawFn) -> list[Member]:
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, 8), st.sampled_from(["P1", "P2", "P3", ""]), st.sampled_from(["gold", "silver", ""])
            ),
            max_size=60,
        )
    )
    return [member(*row) for row in rows]


def behind(members: Iterable[Member]) -> Counter[str]:
    return Counter(customer for customer, _ in members)


def placed(members: list[Member], by: str, name: str) -> frozenset[int]:
    return frozenset(place for place, each in enumerate(members) if not by or GROUPS[by](each) == name)


@given(desks())
def test_no_published_figure_nor_any_difference_of_two_tells_of_a_few(members: list[Member]) -> None:
    found = published(members)
    cells = {(share.by, share.name): placed(members, share.by, share.name) for share in found.shares}
    for share in found.shares:
        counts = behind(members[place] for place in cells[share.by, share.name])
        assert (share.customers, share.attainment.decided) == (len(counts), sum(counts.values()))
        assert share.customers >= LEAST
        assert Fraction(max(counts.values()), sum(counts.values())) <= MOST
    for inner, outer in product(cells.values(), repeat=2):
        if inner < outer:
            assert is_fit(behind(members[place] for place in outer - inner))


@given(desks())
def test_what_is_left_of_the_whole_without_its_published_parts_tells_of_no_few(members: list[Member]) -> None:
    found = published(members)
    for by in {share.by for share in found.shares} - {""}:
        shown = [placed(members, share.by, share.name) for share in found.shares if share.by == by]
        rest = set(range(len(members))).difference(*shown)
        assert not rest or is_fit(behind(members[place] for place in rest))


@pytest.mark.parametrize(("counts", "fit"), [((1,) * 5, True), ((1,) * 4, False), ((5, 1, 1, 1, 1, 1), True)])
def test_a_fit_figure_has_five_customers_and_none_with_more_than_half(counts: tuple[int, ...], fit: bool) -> None:
    assert is_fit(Counter(dict(enumerate(map(int, counts))))) is fit  # type: ignore[arg-type]
