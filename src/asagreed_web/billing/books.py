"""The books of a customer as a text: the editions that were entered, and what is wrong with one that is to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from asagreed.reading.problems import Problem
from asagreed_web.agreements.queries import history_of
from asagreed_web.billing.facts import read_text
from asagreed_web.billing.models import BooksEdition
from asagreed_web.customers.models import Customer
from asagreed_web.tickets.errors import NotPossible

FILE = "books.yaml"
"""What problems call the text."""
LARGEST = 1024 * 1024
OWN_WORK = "YML613"
"""The books name a file of work; here work is recorded on tickets."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether books can be used, and every problem that they have."""

    is_usable: bool
    problems: tuple[Problem, ...]


def check_books(*, customer: Customer, text: str, at: int) -> Checked:
    """Return what is wrong with books; nothing in them may be dated after `at` (UTC seconds).

    Raises NotPossible without an agreement, for the books of another one, and for a text that is too large.
    """
    history = history_of(customer.pk)
    if history is None:
        raise NotPossible(f"{customer} has no agreement that books could belong to. Enter the agreement first.")
    if len(text.encode()) > LARGEST:
        raise NotPossible("The books are larger than 1 MiB. Take out what does not belong into them.")
    read = read_text(text, zone=history.zone, as_of=at)
    problems = tuple(_in_our_words(problem) for problem in read.problems)
    if read.books is not None and read.agreement != history.agreement:
        raise NotPossible(
            f"These are the books of «{read.agreement}», and the agreement of {customer} is «{history.agreement}». "
            "Enter them for the customer to whom they belong, or correct the key «books»."
        )
    return Checked(read.books is not None, problems)


def _in_our_words(problem: Problem) -> Problem:
    named = replace(problem, file=FILE)
    if problem.code != OWN_WORK:
        return named
    return replace(named, remedy="Take the key «work» away: here work is recorded on tickets.")


def editions_of(customer: Customer) -> Sequence[BooksEdition]:
    """Return the editions that were entered, the newest first, which is the one that holds; without their texts."""
    return list(customer.books.select_related("entered_by").defer("text").order_by("-number"))


def books_text(customer: Customer, number: int | None = None) -> str | None:
    """Return the text of an edition, of the newest one without a number; None where there is none."""
    rows = customer.books.order_by("-number") if number is None else customer.books.filter(number=number)
    return rows.values_list("text", flat=True).first()
