"""Quotes on a ticket: what work would come to now, tonight or from the next opening; one is offered to the customer."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asagreed.money import Money
from asagreed_web.billing.offers import Planned
from asagreed_web.billing.operations import offer_quote, withdraw_quote
from asagreed_web.billing.queries import PricedWork, price_choices
from asagreed_web.billing.rules import quotes_for
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.doors.desk.ticket_page import Reading, address_of, clause_address, find_ticket
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.kit.parts import FieldView
from asagreed_web.people.models import Person, Role
from asagreed_web.people.rules import may_work_on_tickets
from asagreed_web.systems.words import AgreedWords, agreed_words
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import Ticket

DAY = 86400
MOST_HOURS = 1000
LONGEST_TITLE = 200
MOST_DAYS = 90
MOST_MONEY = 10_000_000


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_work_on_tickets)
@once
def new_quote(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show the form of a quote, then every way to do the work with its price; one of them is offered."""
    ticket = find_ticket(request, number)
    typed = request.POST.dict()
    if request.method != "POST":
        return _page(request, ticket, _usual(ticket))
    words = agreed_words(ticket.customer_id, at=moment_of(request))
    planned, errors = _planned(typed, ticket, words)
    if planned is None:
        return _page(request, ticket, typed, errors=errors, status=422)
    priced: PricedWork | None = None
    try:
        priced = price_choices(ticket=ticket, work=(planned,), at=moment_of(request))
        if typed.get("step") == "offer" and typed.get("choice"):
            return _offer(request, ticket, planned, typed, currency=priced.currency)
    except NotPossible as error:
        return _page(request, ticket, typed, priced=priced, trouble=str(error), status=422)
    return _page(request, ticket, typed, priced=priced)


def _usual(ticket: Ticket) -> dict[str, str]:
    delivery = ticket.delivery or "remote"
    return {"least": "1", "most": "2", "days": "7", "title": ticket.subject, "delivery": delivery}


def _offer(
    request: HttpRequest, ticket: Ticket, planned: Planned, typed: Mapping[str, str], *, currency: str
) -> HttpResponseBase:
    at = moment_of(request)
    price = typed.get("price", "").strip()
    offer_quote(
        ticket_id=ticket.pk,
        by=person_of(request),
        work=(planned,),
        choice=typed["choice"],
        title=planned.title,
        expires_at=at + int(typed["days"]) * DAY,
        at=at,
        price=_price(price, currency) if price else None,
    )
    messages.success(request, _("The quote was sent to those who may approve."))
    return SeeOther(f"{address_of(ticket)}#quotes")


def _price(text: str, currency: str) -> Money:
    try:
        amount = Decimal(text.replace(",", "."))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not (amount.is_finite() and 0 < amount < MOST_MONEY) or not currency:
        raise NotPossible(_("«%(text)s» is no price. Write an amount, such as 450.00.") % {"text": text})
    return Money(amount, currency)


@require_POST
@for_those_who(may_work_on_tickets)
@once
def withdraw(request: HttpRequest, number: int, quote_id: int) -> HttpResponseBase:
    """Take an offered quote back."""
    ticket, person = find_ticket(request, number), person_of(request)
    quote = get_object_or_404(quotes_for(person).filter(ticket=ticket), pk=quote_id)
    why = request.POST.get("why", "").strip()
    try:
        if not why:
            raise NotPossible(_("The customer is told why. Say it in a few words."))  # noqa: TRY301 – one place answers
        withdraw_quote(quote_id=quote.pk, by=person, why=why, at=moment_of(request))
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The quote is withdrawn."))
    return SeeOther(f"{address_of(ticket)}#quotes")


def _planned(typed: Mapping[str, str], ticket: Ticket, words: AgreedWords) -> tuple[Planned | None, dict[str, str]]:
    """Return the planned work, or None with what is wrong field by field."""
    errors: dict[str, str] = {}
    title = typed.get("title", "").strip()
    if not title or len(title) > LONGEST_TITLE:
        errors["title"] = _("Say what will be done, in at most %(count)s characters.") % {"count": LONGEST_TITLE}
    least, most = _seconds(typed, "least", errors), _seconds(typed, "most", errors)
    if not errors and most < least:
        errors["most"] = _("The most cannot be less than the least.")
    days = typed.get("days", "")
    if not (days.isascii() and days.isdecimal() and len(days) < 4 and 1 <= int(days) <= MOST_DAYS):
        errors["days"] = _("Write a number of days from 1 to %(most)s.") % {"most": MOST_DAYS}
    chosen = {name: typed.get(name, "").strip() for name in ("service", "delivery")}
    for name, word in chosen.items():
        if word and word not in dict(words.of(name)):
            errors[name] = _("The agreement has no such word. Choose one from the list.")
    if errors:
        return None, errors
    return Planned(
        title=title, least=least, most=most, kind=ticket.kind, system=ticket.system, site=ticket.site, **chosen
    ), {}


def _seconds(typed: Mapping[str, str], name: str, errors: dict[str, str]) -> int:
    """Return the hours of a field as seconds: «1.5» and «1,5» are an hour and a half."""
    try:
        hours = Decimal(typed.get(name, "").strip().replace(",", "."))
    except InvalidOperation:
        hours = Decimal("NaN")
    if not (hours.is_finite() and 0 < hours <= MOST_HOURS):
        errors[name] = _("Write hours, such as 1.5.")
        return 0
    return int(hours * 3600)


def _page(
    request: HttpRequest,
    ticket: Ticket,
    typed: Mapping[str, str],
    *,
    priced: PricedWork | None = None,
    errors: Mapping[str, str] | None = None,
    trouble: str = "",
    status: int = 200,
) -> HttpResponseBase:
    words = agreed_words(ticket.customer_id, at=moment_of(request))
    approvers = Person.objects.filter(customer_id=ticket.customer_id, role=Role.APPROVER, is_active=True)
    context = {
        "ticket": ticket,
        "priced": priced,
        "chosen": typed.get("choice", ""),
        "trouble": (trouble,) if trouble else (),
        "fields": _fields(typed, errors or {}, ticket, words),
        "approvers": [each.name for each in approvers],
        "form_key": new_key(),
        "there": Reading(ticket.customer.zone, moment_of(request)),
        "read": lambda clause: clause_address(ticket.customer.slug, clause),
    }
    return desk_page(request, "desk/ticket/quote.html", context, status=status)


def _fields(
    typed: Mapping[str, str], errors: Mapping[str, str], ticket: Ticket, words: AgreedWords
) -> dict[str, FieldView]:
    services = (("", ticket.service or _("not said")), *words.services)
    deliveries = (("", ticket.delivery or _("not said")), *words.deliveries)
    fields = (
        ("title", _("What will be done"), "text", (), ""),
        ("least", _("Hours at least"), "text", (), ""),
        ("most", _("Hours at most"), "text", (), ""),
        ("service", _("Service"), "select", services, ""),
        ("delivery", _("Delivery"), "select", deliveries, ""),
        ("price", _("A price of your own"), "text", (), _("Only for what the agreement does not price.")),
        ("days", _("Days to answer"), "number", (), _("After that it has to be offered anew.")),
    )
    return {
        name: FieldView(
            name, label, typed.get(name, ""), kind=kind, choices=choices, hint=hint, error=errors.get(name, ""),
            required=kind != "select" and name != "price",
        )
        for name, label, kind, choices, hint in fields
    }  # fmt: skip
