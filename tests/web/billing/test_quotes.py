"""Quotes are put to the customer, answered once, and fix what was shown."""

from __future__ import annotations

from decimal import Decimal
from threading import Thread
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from tests.web.billing.at_work import HOUR, PROJECT, looked_at, offered, ticket_of, worked
from tests.web.conftest import Cast, chicago, made_person

from asagreed.money import Money
from asagreed_web.billing.links import QUOTES
from asagreed_web.billing.models import Quote
from asagreed_web.billing.offers import Planned
from asagreed_web.billing.operations import answer_quote, offer_quote, withdraw_quote
from asagreed_web.billing.queries import linked_quote, price_choices, quote_view, quotes_of_ticket, quotes_waiting_for
from asagreed_web.chronicle.models import Event
from asagreed_web.chronicle.queries import find_break
from asagreed_web.kit import wall
from asagreed_web.kit.mailed_links import LinkRefused, MailedLink
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.people.models import Role
from asagreed_web.tickets.errors import NotPossible

TUESDAY, WEDNESDAY = chicago("2026-05-05 10:00"), chicago("2026-05-06 10:00")
DONE = "2026-05-12 09:00", "2026-05-12 12:00"


def link_of(cast: Cast, quote: Quote, **other: object) -> MailedLink:
    said = {"opens": quote.pk, "customer_id": cast.harbour.pk, "recipient": cast.approver.email,
            "expires_at": quote.expires_at, **other}  # fmt: skip
    return MailedLink(**said)  # type: ignore[arg-type]


def test_every_approver_gets_a_mail_with_a_link_of_their_own(cast: Cast) -> None:
    second = made_person("second", Role.APPROVER, cast.harbour)
    quote = offered(cast, ticket_of(cast, service=PROJECT))
    mails = OutboxEntry.objects.filter(key__startswith=f"quote {quote.pk} to")
    assert {mail.says["to"] for mail in mails} == {cast.approver.email, second.email}
    assert all("360.00 USD" in mail.says["text"] and QUOTES.address("")[:-1] in mail.says["text"] for mail in mails)


def test_a_quote_shows_least_and_most_of_every_way(cast: Cast) -> None:
    ticket = ticket_of(cast, service=PROJECT)
    work = [Planned(title="Plan", least=2 * HOUR, most=3 * HOUR, delivery="remote")]
    priced = price_choices(ticket=ticket, work=work, at=TUESDAY)
    assert [(way.choice, str(way.least), str(way.most)) for way in priced.ways] == [
        ("now", "240.00 USD", "360.00 USD"),
        ("tonight", "360.00 USD", "540.00 USD"),
        ("from the next opening", "240.00 USD", "360.00 USD"),
    ]


def test_an_offered_quote_waits_for_the_people_of_its_customer_only(cast: Cast) -> None:
    quote = offered(cast, ticket_of(cast, service=PROJECT))
    (waiting,) = quotes_waiting_for(cast.approver, at=TUESDAY)
    assert (waiting.id, str(waiting.amount), str(waiting.per_hour), waiting.at_most_seconds, waiting.is_open) == (
        quote.pk,
        "360.00 USD",
        "120.00 USD",
        3 * HOUR,
        True,
    )
    assert quotes_waiting_for(cast.stranger, at=TUESDAY) == []
    assert quotes_waiting_for(cast.approver, at=quote.expires_at) == []


def test_an_accepted_quote_fixes_the_price_of_the_hours_that_were_shown(cast: Cast) -> None:
    ticket = ticket_of(cast, service=PROJECT)
    quote = offered(cast, ticket)
    answer_quote(quote_id=quote.pk, accept=True, person=cast.approver, at=WEDNESDAY)
    shown = looked_at(cast, ticket, "2026-05-12 17:00", "2026-05-12 19:00", quote_id=quote.pk)
    assert [part.source for part in shown.parts] == ["quote", "quote"]
    assert str(shown.net) == "240.00 USD"  # by the rules of the agreement it would be 300.00 USD
    assert not shown.needs_approval


def test_what_goes_beyond_the_quote_was_not_accepted(cast: Cast) -> None:
    ticket = ticket_of(cast, service=PROJECT)
    quote = offered(cast, ticket)
    answer_quote(quote_id=quote.pk, accept=True, person=cast.approver, at=WEDNESDAY)
    worked(cast, ticket, *DONE, quote_id=quote.pk)
    shown = looked_at(cast, ticket, "2026-05-13 09:00", "2026-05-13 10:00", quote_id=quote.pk)
    assert shown.parts[0].source == "rate"
    assert "beyond what the customer accepted" in shown.approval_because


def test_mixed_work_is_quoted_as_one_price_that_is_charged_once(cast: Cast) -> None:
    ticket = ticket_of(cast, service=PROJECT)
    quote = offered(cast, ticket, at="2026-05-05 16:00", choice="now", hours=(2, 3))
    assert (quote.per_hour, quote.at_most_seconds, quote.amount) == (None, None, Decimal("420.00"))
    answer_quote(quote_id=quote.pk, accept=True, person=cast.approver, at=WEDNESDAY)
    first = looked_at(cast, ticket, *DONE, quote_id=quote.pk)
    assert (str(first.net), str(first.extras[0].amount)) == ("420.00 USD", "420.00 USD")
    worked(cast, ticket, *DONE, quote_id=quote.pk)
    again = looked_at(cast, ticket, "2026-05-13 09:00", "2026-05-13 10:00", quote_id=quote.pk)
    assert (str(again.net), again.parts[0].source) == ("0.00 USD", "quote")


def test_work_by_arrangement_is_quoted_at_the_price_that_somebody_names(cast: Cast) -> None:
    ticket = ticket_of(cast, service="specialised audit")
    work = [Planned(title="Audit", least=HOUR, most=3 * HOUR, delivery="remote")]
    said: dict[str, Any] = {
        "ticket_id": ticket.pk,
        "by": cast.dispatcher,
        "work": work,
        "choice": "now",
        "title": "Audit",
        "expires_at": WEDNESDAY + HOUR,
        "at": TUESDAY,
    }
    with pytest.raises(NotPossible, match="Ask account manager, then name a price"):
        offer_quote(**said)
    quote = offer_quote(**said, price=Money(Decimal(450), "USD"))
    answer_quote(quote_id=quote.pk, accept=True, person=cast.approver, at=WEDNESDAY)
    shown = looked_at(cast, ticket, *DONE, quote_id=quote.pk)
    assert (str(shown.net), shown.parts[0].source) == ("450.00 USD", "quote")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"choice": "one day"}, "no way to do the work"),
        ({"title": " "}, "needs a title"),
        ({"hours": (3, 2)}, "takes no time, or more"),
        ({"hours": (9000, 9000)}, "more than a year"),
        ({"price": Money(Decimal(-1), "USD")}, "more than nothing"),
        ({"at": "2026-05-20 10:00"}, "expired already"),
    ],
)
def test_a_quote_that_makes_no_sense_is_refused(cast: Cast, said: dict[str, object], words: str) -> None:
    with pytest.raises(NotPossible, match=words):
        offered(cast, ticket_of(cast, service=PROJECT), **said)  # type: ignore[arg-type]


def test_covered_work_needs_no_quote(cast: Cast) -> None:
    work = [Planned(title="Reset", least=HOUR, most=HOUR, service="password reset", delivery="remote")]
    with pytest.raises(NotPossible, match="costs the customer nothing"):
        offer_quote(ticket_id=ticket_of(cast).pk, by=cast.dispatcher, work=work, choice="now", title="Reset",
                    expires_at=WEDNESDAY, at=TUESDAY)  # fmt: skip


def test_a_declined_quote_is_on_record_and_no_work_is_done_under_it(cast: Cast) -> None:
    ticket = ticket_of(cast, service=PROJECT)
    quote = offered(cast, ticket)
    answer_quote(quote_id=quote.pk, accept=False, person=cast.approver, at=WEDNESDAY)
    assert "is declined" in looked_at(cast, ticket, *DONE, quote_id=quote.pk).refused
    told = Event.objects.get(kind="quote declined")
    assert (told.says["amount"], told.says["currency"], told.says["through"]) == ("360.00", "USD", "portal")
    assert told.says["shown"] == quote_view(quote.pk, at=WEDNESDAY).shown_hash
    assert find_break(cast.harbour.pk) is None


def test_an_answer_by_link_names_who_gave_it_and_how(cast: Cast) -> None:
    quote = offered(cast, ticket_of(cast, service=PROJECT))
    link = QUOTES.read(QUOTES.token_of(link_of(cast, quote)), at=WEDNESDAY)
    with wall.seeing(wall.NOBODY):
        assert linked_quote(link, at=WEDNESDAY).is_open
        answered = answer_quote(quote_id=quote.pk, accept=True, link=link, at=WEDNESDAY)
    assert (answered.state, answered.answered_by, answered.answered_through) == (
        "accepted",
        cast.approver,
        "signed link",
    )


def test_the_second_answer_learns_who_answered_when(cast: Cast) -> None:
    quote = offered(cast, ticket_of(cast, service=PROJECT))
    answer_quote(quote_id=quote.pk, accept=True, link=link_of(cast, quote), at=WEDNESDAY)
    with pytest.raises(NotPossible, match=r"was accepted by Approver on Wed 6 May 2026, 10:00"):
        answer_quote(quote_id=quote.pk, accept=False, link=link_of(cast, quote), at=WEDNESDAY + 60)
    assert Quote.objects.get(pk=quote.pk).state == "accepted"


def test_an_expired_link_says_so(cast: Cast) -> None:
    quote = offered(cast, ticket_of(cast, service=PROJECT))
    link = link_of(cast, quote)
    with pytest.raises(LinkRefused, match="link has expired"):
        QUOTES.read(QUOTES.token_of(link), at=quote.expires_at)
    with pytest.raises(NotPossible, match="link has expired"):
        answer_quote(quote_id=quote.pk, accept=True, link=link, at=quote.expires_at)
    with pytest.raises(NotPossible, match="quote has expired"):
        answer_quote(quote_id=quote.pk, accept=True, person=cast.approver, at=quote.expires_at)


def test_a_link_that_was_tampered_with_opens_nothing(cast: Cast) -> None:
    token = QUOTES.token_of(link_of(cast, offered(cast, ticket_of(cast, service=PROJECT))))
    for bad in (token[:-1], token[1:], token.replace(":", "", 1), "", "a:b:c", signing.dumps("x", salt=QUOTES.salt),
                signing.dumps([1, 2, "a", 3], salt="other")):  # fmt: skip
        with pytest.raises(LinkRefused, match="not whole"):
            QUOTES.read(bad, at=TUESDAY)


def test_the_link_of_one_quote_answers_no_other(cast: Cast) -> None:
    ticket = ticket_of(cast, service=PROJECT)
    first, second = offered(cast, ticket), offered(cast, ticket)
    with pytest.raises(NotPossible, match="not whole"):
        answer_quote(quote_id=second.pk, accept=True, link=link_of(cast, first), at=WEDNESDAY)
    with pytest.raises(NotPossible, match="not whole"):
        answer_quote(quote_id=second.pk, accept=True, at=WEDNESDAY)


def test_a_link_for_a_person_of_another_customer_answers_nothing(cast: Cast) -> None:
    quote = offered(cast, ticket_of(cast, service=PROJECT))
    for other in ({"recipient": cast.stranger.email}, {"customer_id": cast.other.pk}):
        with pytest.raises(NotPossible, match="may not approve"):
            answer_quote(quote_id=quote.pk, accept=True, link=link_of(cast, quote, **other), at=WEDNESDAY)
    assert Quote.objects.get(pk=quote.pk).state == "offered"


@pytest.mark.parametrize(("who", "words"), [("viewer", "may not approve"), ("owner", "may not approve"),
                                            ("stranger", "no such quote")])  # fmt: skip
def test_only_approvers_of_the_customer_answer(cast: Cast, who: str, words: str) -> None:
    quote = offered(cast, ticket_of(cast, service=PROJECT))
    with pytest.raises(NotPossible, match=words):
        answer_quote(quote_id=quote.pk, accept=True, person=getattr(cast, who), at=WEDNESDAY)


def test_a_withdrawn_quote_cannot_be_answered(cast: Cast) -> None:
    ticket = ticket_of(cast, service=PROJECT)
    quote = offered(cast, ticket)
    with pytest.raises(NotPossible, match="for a reason"):
        withdraw_quote(quote_id=quote.pk, by=cast.dispatcher, why=" ", at=WEDNESDAY)
    withdraw_quote(quote_id=quote.pk, by=cast.dispatcher, why="wrong hours", at=WEDNESDAY)
    with pytest.raises(NotPossible, match="was withdrawn"):
        answer_quote(quote_id=quote.pk, accept=True, person=cast.approver, at=WEDNESDAY)
    with pytest.raises(NotPossible, match="not open any more"):
        withdraw_quote(quote_id=quote.pk, by=cast.dispatcher, why="again", at=WEDNESDAY)
    assert [view.state for view in quotes_of_ticket(ticket.pk, at=WEDNESDAY)] == ["withdrawn"]


def test_work_done_before_the_answer_is_not_under_the_quote(cast: Cast) -> None:
    ticket = ticket_of(cast, service=PROJECT)
    quote = offered(cast, ticket)
    assert "is offered" in looked_at(cast, ticket, *DONE, quote_id=quote.pk).refused
    answer_quote(quote_id=quote.pk, accept=True, person=cast.approver, at=WEDNESDAY)
    before = looked_at(cast, ticket, "2026-05-05 09:00", "2026-05-05 10:00", quote_id=quote.pk)
    assert "accepted after this work began" in before.refused
    assert "not one for this ticket" in looked_at(cast, ticket_of(cast), *DONE, quote_id=quote.pk).refused


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts(cast: Cast) -> None:
    quote = offered(cast, ticket_of(cast, service=PROJECT))
    became: list[str] = []

    def answer(accept: bool) -> None:
        try:
            with wall.seeing(wall.ALL):
                became.append(answer_quote(quote_id=quote.pk, accept=accept, person=cast.approver, at=WEDNESDAY).state)
        except NotPossible:
            became.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=answer, args=(accept,)) for accept in (True, False, True, False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert became.count("refused") == 3
    assert Quote.objects.get(pk=quote.pk).state in became
    assert Event.objects.filter(kind__in=["quote accepted", "quote declined"]).count() == 1
