"""Riders that were taken up: their price is their own, or the one that the agreement offers, each with its line."""

from __future__ import annotations

from tests.billing.agreed import HEAD, at, history, usd

from asagreed.versions.riders import RiderTaken

OFFERED = HEAD + "riders: {premium: {price: {per month: 200.00 USD}}, quiet: {title: Quiet hours}}\n"


def rider(name: str, more: str = "") -> tuple[str, str]:
    text = f"rider: {name}\nin force from: 2026-05-04\nuntil: 2026-06-01\nsigned: 2025-12-02\n{more}"
    return f"riders/{name}", text


def taken(*papers: tuple[str, str], on: str = "2026-05-10") -> tuple[RiderTaken, ...]:
    return history(OFFERED, *papers).version_in_force(at=at(on)).riders


def test_a_rider_has_the_price_of_its_paper_and_cites_its_line() -> None:
    (found,) = taken(rider("premium", "price: {per month: 180.00 USD}\n"))

    assert (found.name, found.per_month) == ("premium", usd("180.00"))
    assert (found.clause.address, found.clause.file, found.clause.line) == (
        "riders.premium.price.per month",
        "made-up/riders/premium.yaml",
        5,
    )


def test_a_paper_without_a_price_has_the_one_that_was_offered() -> None:
    (found,) = taken(rider("premium"))

    assert found.per_month == usd("200.00")
    assert (found.clause.file, found.clause.line) == ("made-up/agreement.yaml", 7)


def test_a_price_for_a_ticket_alone_leaves_the_month_as_it_was_offered() -> None:
    (found,) = taken(rider("premium", "price: {per ticket: 60.00 USD}\n"))

    assert found.per_month == usd("200.00")


def test_a_rider_that_has_no_price_cites_its_paper() -> None:
    (found,) = taken(rider("quiet"))

    assert (found.per_month, found.clause.address, found.clause.file) == (
        None,
        "riders.quiet",
        "made-up/riders/quiet.yaml",
    )


def test_riders_are_in_force_from_their_first_moment_to_their_end() -> None:
    papers = (rider("premium"), rider("quiet"))

    assert [each.name for each in taken(*papers)] == ["premium", "quiet"]
    assert (taken(*papers, on="2026-05-03"), taken(*papers, on="2026-06-01")) == ((), ())
