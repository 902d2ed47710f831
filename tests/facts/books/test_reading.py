"""A books file becomes facts: in UTC, in order, each with its place."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from shutil import copy
from zoneinfo import ZoneInfo

import pytest

from asagreed.errors import UnknownZone
from asagreed.facts.books import (
    AcceptedQuote,
    AvailabilityGiven,
    BlockBought,
    Books,
    CauseFound,
    Count,
    DeferredItem,
    Incident,
    MaterialUsed,
    Payment,
    RiderAccepted,
    Ruling,
    read_books,
)
from asagreed.money import Money

ZONE = "America/Chicago"


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).timestamp())


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


@pytest.fixture(name="books")
def _books(tmp_path: Path) -> Books:
    path = tmp_path / "harbour-dental.yaml"
    copy(Path(__file__).parent / path.name, path)
    (tmp_path / "work.csv").touch()
    (tmp_path / "more.csv").touch()
    read = read_books(path, zone=ZONE, as_of=at("2026-07-01"))
    assert read.problems == ()
    assert read.agreement == "harbour-dental"
    assert read.work_files == (tmp_path / "work.csv", tmp_path / "more.csv")
    assert read.books is not None
    return read.books


def test_incidents_keep_all_that_is_known_of_them(books: Books) -> None:
    printer = Incident(
        id="printer",
        reported_at=at("2026-04-02"),
        cause=CauseFound(cause="paper jam", place="harbour-dental.yaml:26"),
        place="harbour-dental.yaml:26",
    )
    mail = Incident(
        id="mail in May",
        reported_at=at("2026-05-15 16:40"),
        occurred_at=at("2026-05-15 16:30"),
        evidence="monitoring log",
        detected_at=at("2026-05-15 16:32"),
        ended_at=at("2026-05-15 19:00"),
        outage_of=("mail",),
        systems=("files",),
        data_lost_on=("files",),
        events=("fire",),
        people_unable_to_work=14,
        cause=CauseFound(
            cause="hardware failure",
            said_by="technician 2",
            evidence="photo of the disk",
            is_contested=True,
            place="harbour-dental.yaml:25",
        ),
        place="harbour-dental.yaml:14",
    )
    assert books.incidents == {"printer": printer, "mail in May": mail}
    assert list(books.incidents) == ["printer", "mail in May"]


def test_a_ruling_names_who_decided(books: Books) -> None:
    by = {"provider": "account manager"}
    moment = at("2026-05-15 17:00")
    assert books.rulings == (
        Ruling(id="R-1", at=moment, about="mail in May", says="emergency", by=by, place="harbour-dental.yaml:28"),
    )


def test_blocks_and_payments_stand_in_the_order_of_their_moments(books: Books) -> None:
    assert books.blocks == (
        BlockBought(
            name="block 1",
            size=72_000,
            bought_at=at("2026-03-02"),
            paid_at=at("2026-03-09"),
            recorded_at=at("2026-03-09"),
            place="harbour-dental.yaml:8",
        ),
        BlockBought(name="block 2", size=36_000, bought_at=at("2026-06-01"), place="harbour-dental.yaml:7"),
    )
    assert [(each.id, each.at, each.amount, each.for_, each.recorded_at) for each in books.payments] == [
        ("P-2", at("2026-03-01"), usd("500.00"), "INV-2026-007", at("2026-03-02")),
        ("P-1", at("2026-03-09"), usd("2400.00"), "block 1", None),
        ("P-3", at("2026-03-11"), usd("900.00"), "retainer", None),
    ]
    assert isinstance(books.payments[0], Payment)


def test_counts_hold_from_their_moment_on(books: Books) -> None:
    assert books.counts == (
        Count(from_at=at("2026-01-12"), numbers={"user": 14, "server": 2}, place="harbour-dental.yaml:5"),
        Count(from_at=at("2026-04-01"), numbers={"user": 15}, place="harbour-dental.yaml:4"),
    )


def test_riders_quotes_and_deferred_work_are_read(books: Books) -> None:
    moment, by = at("2026-05-04 10:17"), "practice manager"
    assert books.riders == (
        RiderAccepted(rider="premium response", ticket="HD-0300", at=moment, by=by, place="harbour-dental.yaml:30"),
    )
    assert list(books.quotes.values()) == [
        AcceptedQuote(
            id="Q-1", accepted_at=at("2026-05-20"), by=by, price=usd("400.00"), place="harbour-dental.yaml:33"
        ),
        AcceptedQuote(
            id="Q-2",
            accepted_at=at("2026-05-21"),
            per_hour=usd("95.00"),
            at_most_seconds=10_800,
            place="harbour-dental.yaml:32",
        ),
    ]
    assert books.deferred == {
        "ups battery": DeferredItem(
            name="ups battery",
            proposed_at=at("2026-03-01 09:00"),
            deferred_at=at("2026-03-01"),
            agreed_at=at("2026-06-01"),
            by=by,
            risk="the server goes down hard",
            place="harbour-dental.yaml:35",
        )
    }


def test_materials_and_availability_are_read(books: Books) -> None:
    assert books.materials == (
        MaterialUsed(
            id="M-1",
            at=at("2026-05-16"),
            what="disk 2 TB",
            price=usd("89.00"),
            quantity=2,
            ticket="HD-0201",
            recorded_at=at("2026-05-17"),
            place="harbour-dental.yaml:42",
        ),
    )
    assert books.availability == (
        AvailabilityGiven(system="files", month="2026-05", downtime_seconds=0, place="harbour-dental.yaml:45"),
        AvailabilityGiven(
            system="mail",
            month="2026-05",
            share=Fraction(9941, 10_000),
            downtime_seconds=11_400,
            place="harbour-dental.yaml:44",
        ),
        AvailabilityGiven(system="mail", month="2026-06", share=Fraction(9995, 10_000), place="harbour-dental.yaml:44"),
    )


def test_books_without_a_fact_are_books(tmp_path: Path) -> None:
    path = tmp_path / "books.yaml"
    path.write_text("books: harbour-dental\n", "utf-8")

    read = read_books(str(path), zone=ZONE)

    assert read.books == Books()
    assert read.work_files == ()


def test_every_mistake_is_told_in_one_pass(tmp_path: Path) -> None:
    path = tmp_path / "books.yaml"
    path.write_text(
        "books: harbour-dental\n"
        "blocks: {block 1: {size: 20, bought: 2026-03-02}, block 2: {size: 10 h, bought: 2026-04-31, payed: 1}}\n"
        "payments: {P-1: {on: 2026-03-09, amount: 0.00 USD, for: block 1}}\n"
        "counts: {2026-01-12: {user: some}, 2026-01-12 00:00: {user: 3}, 2026-01-12T00:00: {user: 4}}\n"
        "quotes: {Q-1: {by: [me], price: $ 4}}\n"
        "rulings:\n",
        "utf-8",
    )

    read = read_books(path, zone=ZONE)

    assert read.books is None
    assert [(each.code, each.line, each.column) for each in read.problems] == [
        ("YML301", 2, 26),
        ("YML306", 2, 81),
        ("YML201", 2, 93),
        ("YML607", 3, 42),
        ("YML616", 4, 29),
        ("YML614", 4, 36),
        ("YML614", 4, 65),
        ("YML203", 5, 10),
        ("YML202", 5, 20),
        ("YML331", 5, 33),
        ("YML204", 6, 1),
    ]
    remedies = {each.code: each.remedy for each in read.problems}
    assert remedies["YML203"] == "Add the key here."
    assert remedies["YML204"] == "Write the value, or take the key out."


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    read = read_books(tmp_path / "books.yaml", zone=ZONE)

    assert [each.code for each in read.problems] == ["YML001"]


def test_a_broken_file_that_ends_early_names_only_that(tmp_path: Path) -> None:
    path = tmp_path / "books.yaml"
    path.write_text("", "utf-8")

    assert [each.code for each in read_books(path, zone=ZONE).problems] == ["YML007"]


def test_a_zone_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "books.yaml"
    path.write_text("books: harbour-dental\ncounts: {2026-01-12: {user: 1}}\n", "utf-8")

    with pytest.raises(UnknownZone):
        read_books(path, zone="Mars/Olympus")
