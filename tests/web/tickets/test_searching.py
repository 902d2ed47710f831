"""Search finds words where one may read them, and takes everything that is typed for words."""

from __future__ import annotations

import pytest
from tests.web.conftest import Cast, chicago

from asagreed_web.customers.models import Customer
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.people.models import Person
from asagreed_web.tickets.models import Message, Ticket
from asagreed_web.tickets.operations import Author, note, reply
from asagreed_web.tickets.searching import search, ticket_number

AT = "2026-05-15 10:00"


def logged(customer: Customer, by: Person, subject: str, text: str = "Please help.") -> Ticket:
    report = Report(channel="portal", subject=subject, text=text, by=Author.of(by), reported_at=chicago(AT))
    return log_ticket(customer=customer, report=report, at=chicago(AT))


def found(person: Person, text: str) -> list[str]:
    return [each.subject for each in search(person, text)]


@pytest.mark.parametrize(
    "text", ["toner", "TON", "low toner", "magenta", "mag low", "harbour ton", "viewer toner", "Größe", "grosse toner"]
)
def test_the_beginning_of_every_word_finds_it_wherever_it_stands(cast: Cast, text: str) -> None:
    logged(cast.harbour, cast.viewer, "Toner is low", "The magenta one, Größe XL grosse.")
    logged(cast.harbour, cast.viewer, "Something else")
    assert found(cast.technician, text) == ["Toner is low"]


def test_a_word_that_stands_nowhere_finds_nothing(cast: Cast) -> None:
    logged(cast.harbour, cast.viewer, "Toner is low")
    assert found(cast.technician, "toner cyan") == []


def test_a_number_leads_straight_to_a_ticket_that_one_may_see(cast: Cast) -> None:
    ticket = logged(cast.harbour, cast.viewer, "Toner is low")
    assert ticket_number(cast.technician, f" #{ticket.number} ") == ticket.number
    assert ticket_number(cast.stranger, f"#{ticket.number}") is None
    assert ticket_number(cast.technician, "#99999999999999999999999") is None


def test_customers_find_their_own_tickets_only(cast: Cast) -> None:
    logged(cast.harbour, cast.viewer, "Toner is low")
    logged(cast.other, cast.stranger, "Toner is empty")
    assert found(cast.viewer, "toner") == ["Toner is low"]
    assert found(cast.technician, "toner") == ["Toner is empty", "Toner is low"]


def test_customers_never_find_a_ticket_by_an_internal_note(cast: Cast) -> None:
    ticket = logged(cast.harbour, cast.viewer, "Toner is low")
    note(ticket_id=ticket.pk, by=Author.of(cast.technician), text="They always forget the zebra.", at=chicago(AT))
    assert found(cast.technician, "zebra") == ["Toner is low"]
    assert found(cast.viewer, "zebra") == []


def test_a_reply_is_found_at_once(cast: Cast) -> None:
    ticket = logged(cast.harbour, cast.viewer, "Toner is low")
    reply(ticket_id=ticket.pk, by=Author.of(cast.technician), text="A cartridge is on its way.", at=chicago(AT))
    assert search(cast.viewer, "cartridge")[0].excerpt == "A cartridge is on its way."


def test_what_was_erased_is_found_no_more(cast: Cast) -> None:
    ticket = logged(cast.harbour, cast.viewer, "Toner is low", "My name is Zephyrine.")
    Message.objects.filter(ticket=ticket).update(text="erased")
    assert found(cast.technician, "zephyrine") == []
    Ticket.objects.filter(pk=ticket.pk).update(subject="erased")
    assert found(cast.technician, "toner") == []


def test_a_customer_is_found_by_a_new_name_and_not_by_the_old_one(cast: Cast) -> None:
    logged(cast.harbour, cast.viewer, "Toner is low")
    Customer.objects.filter(pk=cast.harbour.pk).update(name="Quayside Smiles")
    assert found(cast.technician, "quayside toner") == ["Toner is low"]
    Customer.objects.filter(pk=cast.harbour.pk).update(name="Pier Teeth")
    assert found(cast.technician, "quayside toner") == []


@pytest.mark.parametrize(
    "text",
    ["", " ", '"', "'", '"""', "toner OR 1=1", "NEAR(a b)", "words:x", "-toner", "*", "^toner", "a AND", "(", "\\",
     "\0", "toner\0", "'; DROP TABLE tickets_message; --", "& | ! <->", "%_", "🙂", "scope : c1",
     "x" * 10_000, "a " * 5_000],
)  # fmt: skip
def test_whatever_is_typed_is_plain_words(cast: Cast, text: str) -> None:
    logged(cast.harbour, cast.viewer, "Nothing of that kind")
    assert found(cast.technician, text) == found(cast.stranger, text) == []
