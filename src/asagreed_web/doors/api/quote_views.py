"""Quotes: priced, offered, listed, answered by the customer's approver."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from asagreed.money import Money
from asagreed_web.billing.offers import Planned
from asagreed_web.billing.operations import answer_quote, offer_quote, withdraw_quote
from asagreed_web.billing.pages import QuoteView
from asagreed_web.billing.queries import price_choices, quote_view, quotes_page
from asagreed_web.billing.rules import quotes_for
from asagreed_web.doors.api.identity import Asker, allow, asker_of
from asagreed_web.doors.api.problems import NotThere
from asagreed_web.doors.api.registering import action, question
from asagreed_web.doors.api.shapes import BIGGEST_ID, Page, paged
from asagreed_web.doors.api.ticket_views import find_ticket
from asagreed_web.doors.api.work_shapes import (
    AnswerSaid,
    OfferSaid,
    PlannedSaid,
    PricedShown,
    PriceSaid,
    QuotesAsked,
    QuoteShown,
    WithdrawSaid,
    WorkTitleShown,
)
from asagreed_web.people.passing import moment_of
from asagreed_web.people.rules import may_approve, may_work_on_tickets

router = Router(tags=["quotes"])
QuoteId = Annotated[int, Path(ge=1, le=BIGGEST_ID, description="The id of the quote.")]


@action(router, "/quotes/price", PricedShown)
def price_a_quote(request: HttpRequest, said: PriceSaid) -> PricedShown:
    """Say what planned work would cost now, tonight and from the next opening. Nothing is offered."""
    asker = allow(request, may_work_on_tickets, "price work")
    ticket = find_ticket(asker, said.ticket)
    return PricedShown.model_validate(price_choices(ticket=ticket, work=_planned(said.work), at=moment_of(request)))


def _planned(work: list[PlannedSaid]) -> list[Planned]:
    return [
        Planned(
            least=each.least_seconds,
            most=each.most_seconds,
            **each.model_dump(exclude={"least_seconds", "most_seconds"}),
        )
        for each in work
    ]


@action(router, "/quotes", QuoteShown, status=201)
def offer_a_quote(request: HttpRequest, said: OfferSaid) -> QuoteShown:
    """Put work with its price to the customer: every approver gets a mail with a link of their own."""
    asker, at = allow(request, may_work_on_tickets, "offer quotes"), moment_of(request)
    price = Money(Decimal(said.price.amount), said.price.currency) if said.price else None
    quote = offer_quote(
        ticket_id=find_ticket(asker, said.ticket).pk,
        by=asker.person,
        work=_planned(said.work),
        choice=said.choice,
        title=said.title,
        expires_at=said.expires_at,
        at=at,
        price=price,
    )
    return _shown(quote_view(quote.pk, at=at))


@question(router, "/quotes", Page[QuoteShown])
def list_quotes(request: HttpRequest, asked: Query[QuotesAsked]) -> Page[QuoteShown]:
    """List quotes, the last offered first."""
    quotes = quotes_for(asker_of(request).person)
    if asked.ticket is not None:
        quotes = quotes.filter(ticket__number=asked.ticket)
    if asked.state is not None:
        quotes = quotes.filter(state=asked.state)
    rows = quotes_page(quotes, before=asked.after, size=asked.limit + 1, at=moment_of(request))
    return Page[QuoteShown](**paged(rows, asked.limit, shown=_shown, place=lambda row: row.id))


@question(router, "/quotes/{int:quote_id}", QuoteShown)
def get_quote(request: HttpRequest, quote_id: QuoteId) -> QuoteShown:
    """Show a quote as the customer sees it, and how it stands."""
    return _found(asker_of(request), quote_id, at=moment_of(request))


@action(router, "/quotes/{int:quote_id}/answer", QuoteShown)
def answer_a_quote(request: HttpRequest, quote_id: QuoteId, said: AnswerSaid) -> QuoteShown:
    """Accept or decline a quote, once, for the customer."""
    asker, at = allow(request, may_approve, "approve for a customer"), moment_of(request)
    _found(asker, quote_id, at=at)
    answer_quote(quote_id=quote_id, accept=said.accept, person=asker.person, at=at)
    return _found(asker, quote_id, at=at)


@action(router, "/quotes/{int:quote_id}/withdraw", QuoteShown)
def withdraw_a_quote(request: HttpRequest, quote_id: QuoteId, said: WithdrawSaid) -> QuoteShown:
    """Take back a quote that was not answered yet."""
    asker, at = allow(request, may_work_on_tickets, "withdraw quotes"), moment_of(request)
    _found(asker, quote_id, at=at)
    withdraw_quote(quote_id=quote_id, by=asker.person, why=said.why, at=at)
    return _found(asker, quote_id, at=at)


def _found(asker: Asker, quote_id: int, *, at: int) -> QuoteShown:
    if not quotes_for(asker.person).filter(pk=quote_id).exists():
        raise NotThere(f"quote {quote_id}")
    return _shown(quote_view(quote_id, at=at))


def _shown(view: QuoteView) -> QuoteShown:
    work = [WorkTitleShown(title=title, least=least, most=most) for title, least, most in view.work]
    given = {name: getattr(view, name) for name in QuoteShown.model_fields if name != "work"}
    return QuoteShown.model_validate({**given, "work": work})
