"""Books are entered as a text; what is left and what a month costs is what the library says of the same facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.billing.at_work import (
    BLOCK,
    HOUR,
    PROJECT,
    block_bought,
    looked_at,
    ticket_of,
    ticket_without_agreement,
    worked,
)
from tests.web.conftest import EXAMPLES, LATER, Cast, chicago

from asagreed.billing.statements.statement import state_month
from asagreed.billing.work.settling import settle
from asagreed.documents.statement_data import statement_data
from asagreed_web.agreements.queries import history_of
from asagreed_web.billing.facts import books_of
from asagreed_web.billing.models import BooksEdition
from asagreed_web.billing.operations import enter_books
from asagreed_web.billing.queries import balances, month_so_far
from asagreed_web.billing.showing import entry_part
from asagreed_web.billing.standings import standing_of
from asagreed_web.chronicle.models import Event
from asagreed_web.tickets.errors import NotPossible

MAY = (2026, 5)


def test_books_are_kept_by_edition_and_told(cast: Cast) -> None:
    for _ in range(2):
        entered = enter_books(customer=cast.harbour, text=BLOCK, by=cast.bookkeeper, at=LATER)
    assert (entered.edition and entered.edition.number, entered.problems) == (1, ())
    assert enter_books(customer=cast.harbour, text=BLOCK + "\n# more\n", by=cast.bookkeeper, at=LATER).edition
    told = Event.objects.filter(kind="books entered").order_by("seq")
    assert [event.says["edition"] for event in told] == [1, 2]


def test_the_books_of_the_example_are_entered_without_its_own_work(cast: Cast) -> None:
    text = (Path(EXAMPLES) / "books" / "harbour-dental" / "books.yaml").read_text()
    refused = enter_books(customer=cast.harbour, text=text, by=cast.bookkeeper, at=LATER)
    assert (refused.edition, refused.problems[0].code) == (None, "YML613")
    assert "recorded on tickets" in (refused.problems[0].remedy or "")
    assert enter_books(customer=cast.harbour, text=text.replace("work: work.csv", ""), by=None, at=LATER).edition


def test_books_dated_in_the_future_are_refused_with_the_line(cast: Cast) -> None:
    entered = enter_books(customer=cast.harbour, text=BLOCK, by=cast.bookkeeper, at=chicago("2026-04-01 09:00"))
    assert entered.edition is None
    assert {(problem.code, problem.line) for problem in entered.problems} == {("YML603", 3)}
    assert not BooksEdition.objects.exists()


def test_books_of_another_agreement_are_refused(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="books of «harbour-dental»"):
        enter_books(customer=cast.other, text=BLOCK, by=cast.bookkeeper, at=LATER)
    with pytest.raises(NotPossible, match="larger than 1 MiB"):
        enter_books(customer=cast.other, text="#" * 1024 * 1025, by=cast.bookkeeper, at=LATER)
    with pytest.raises(NotPossible, match="no agreement"):
        enter_books(customer=ticket_without_agreement(cast).customer, text=BLOCK, by=cast.bookkeeper, at=LATER)


def test_what_is_left_of_allowance_and_block_is_told_with_the_reasons(cast: Cast) -> None:
    block_bought(cast)
    worked(cast, ticket_of(cast, kind="new user", service="changes"), "2026-05-12 09:00", "2026-05-12 12:00")
    worked(cast, ticket_of(cast, service=PROJECT), "2026-05-13 09:00", "2026-05-13 11:00")
    found = {each.kind: each for each in balances(cast.harbour.pk, at=chicago("2026-05-14 09:00"))}
    assert (found["allowance"].put_in, found["allowance"].taken, found["allowance"].left) == (
        10 * HOUR,
        3 * HOUR,
        7 * HOUR,
    )
    assert (found["block"].left, found["block"].until_at) == (20 * HOUR, chicago("2027-05-01 09:00"))
    assert found["block"].clause
    assert found["block"].why["parts"]
    assert not found["block"].is_low


def test_a_block_below_the_agreed_threshold_is_low(cast: Cast) -> None:
    block_bought(cast)
    ticket = ticket_of(cast, service=PROJECT)
    for day in (11, 12, 13, 14, 18):
        worked(cast, ticket, f"2026-05-{day} 09:00", f"2026-05-{day} 12:30")
    (block,) = [each for each in balances(cast.harbour.pk, at=chicago("2026-05-19 09:00")) if each.kind == "block"]
    assert (block.left, block.is_low) == (int(4.5 * HOUR), True)


def test_a_balance_of_a_day_knows_nothing_of_later_work(cast: Cast) -> None:
    block_bought(cast)
    worked(cast, ticket_of(cast, service=PROJECT), "2026-05-13 09:00", "2026-05-13 11:00")
    (block,) = [each for each in balances(cast.harbour.pk, at=chicago("2026-05-12 09:00")) if each.kind == "block"]
    assert block.left == 22 * HOUR


def test_without_an_agreement_nothing_is_left_and_nothing_is_owed(cast: Cast) -> None:
    customer = ticket_without_agreement(cast).customer
    assert balances(customer.pk, at=LATER) == []
    assert month_so_far(customer.pk, month=MAY, at=LATER).because == "there is no agreement"


def test_a_month_before_the_agreement_says_so(cast: Cast) -> None:
    assert "2025-05" in month_so_far(cast.harbour.pk, month=(2025, 5), at=LATER).because


def done_in_may(cast: Cast) -> None:
    block_bought(cast)
    changes, project = ticket_of(cast, kind="new user", service="changes"), ticket_of(cast, service=PROJECT)
    for day, start, end, ticket in (
        (12, "09:00", "13:00", changes), (13, "09:00", "13:00", changes), (14, "09:00", "13:00", changes),
        (15, "16:30", "18:00", project), (16, "10:00", "10:20", project),
        (18, "09:00", "10:07", ticket_of(cast, service="specialised audit")),
    ):  # fmt: skip
        worked(cast, ticket, f"2026-05-{day} {start}", f"2026-05-{day} {end}")


def test_a_month_so_far_is_the_statement_of_the_library(cast: Cast) -> None:
    done_in_may(cast)
    history, standing = history_of(cast.harbour.pk), standing_of(cast.harbour.pk)
    assert history
    assert standing
    books = books_of(cast.harbour.pk, zone=history.zone)
    stated = state_month(standing.entries(), history, books, month=MAY)
    shown = month_so_far(cast.harbour.pk, month=MAY, at=LATER)
    assert shown.data == statement_data(stated)
    assert (shown.gross, [line.net for line in shown.lines]) == (stated.gross, [line.net for line in stated.lines])
    assert "account manager" in {each.ask for each in shown.undecided}


def test_what_was_recorded_is_what_the_library_settles(cast: Cast) -> None:
    done_in_may(cast)
    ticket = ticket_of(cast, service=PROJECT)
    shown = looked_at(cast, ticket, "2026-05-19 17:00", "2026-05-19 19:10")
    entry = worked(cast, ticket, "2026-05-19 17:00", "2026-05-19 19:10")
    standing = standing_of(cast.harbour.pk)
    assert standing
    settled = settle(standing.entries(), standing.history, standing.books)
    of_entry = [part for part in settled.parts if part.entry == f"entry {entry.pk}"]
    assert tuple(entry_part(part, standing.history) for part in of_entry) == shown.parts
