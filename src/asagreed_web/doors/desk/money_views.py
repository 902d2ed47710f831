"""The money of a customer at the desk: what is left, what came in, blocks that were bought, and who is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from asagreed_web.billing.models import MoneyReceived
from asagreed_web.billing.queries import balances
from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.invoicing.mailing import mail_setting, set_mail_setting
from asagreed_web.invoicing.models import InvoiceMail
from asagreed_web.invoicing.queries import invoices_page, receipts
from asagreed_web.invoicing.receipts import offered_sizes, purposes_of, receive_money, sell_block, take_back_money
from asagreed_web.invoicing.rules import invoices_for
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.kit.parts import FieldView
from asagreed_web.kit.wording import in_zone
from asagreed_web.people.rules import may_keep_books, may_see_money
from asagreed_web.tickets.errors import NotPossible

LAST = 12
HOUR = 3600


@require_safe
@for_those_who(may_see_money)
def money(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is left of everything, the last invoices, what came in, and the forms of who keeps the books."""
    return _page(request, get_object_or_404(Customer, slug=slug))


@require_POST
@for_those_who(may_keep_books)
@once
def receive(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Record that money came in."""
    typed = request.POST

    def act(customer: Customer) -> str:
        receive_money(
            customer_id=customer.pk, purpose=typed.get("purpose", ""), amount=_amount(typed.get("amount", "")),
            on=_day(typed.get("on", "")), note=typed.get("note", ""), by=person_of(request), at=moment_of(request),
        )  # fmt: skip
        return _("The payment is on record.")

    return _done(request, slug, act)


@require_POST
@for_those_who(may_keep_books)
@once
def take_back(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Take back money that was recorded wrong."""

    def act(customer: Customer) -> str:
        wrong = get_object_or_404(MoneyReceived, customer=customer, pk=pk)
        take_back_money(
            received_id=wrong.pk, why=request.POST.get("why", ""), by=person_of(request), at=moment_of(request)
        )
        return _("The payment is taken back.")

    return _done(request, slug, act)


@require_POST
@for_those_who(may_keep_books)
@once
def sell(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Record that a block of hours was bought."""
    typed = request.POST

    def act(customer: Customer) -> str:
        size = typed.get("size", "")
        sell_block(
            customer_id=customer.pk, name=typed.get("name", ""), on=_day(typed.get("bought", "")),
            size_seconds=int(size[:9]) if size.isdecimal() else 0, by=person_of(request), at=moment_of(request),
        )  # fmt: skip
        return _("The block is on record. It is paid by a payment under its name.")

    return _done(request, slug, act)


@require_POST
@for_those_who(may_keep_books)
@once
def mail_to(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Say to whom of a customer mails about money go."""

    def act(customer: Customer) -> str:
        goes_to, address = request.POST.get("goes_to", ""), request.POST.get("address", "")
        set_mail_setting(customer, goes_to=goes_to, address=address, by=person_of(request), at=moment_of(request))
        return _("It is kept.")

    return _done(request, slug, act)


def _done(request: HttpRequest, slug: str, act: Callable[[Customer], str]) -> HttpResponseBase:
    customer = get_object_or_404(Customer, slug=slug)
    try:
        said = act(customer)
    except NotPossible as error:
        return _page(request, customer, reasons=error.reasons, status=422)
    messages.success(request, said)
    return SeeOther(reverse("desk:money", args=(slug,)))


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or abs(amount) >= Decimal(10) ** 12:
        raise NotPossible(_("«%(text)s» is no amount. Write it as 120.00.") % {"text": text[:40]})
    return amount


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotPossible(_("«%(text)s» is no day. Write it as 2026-05-31.") % {"text": text[:40]}) from None


def _page(
    request: HttpRequest, customer: Customer, *, reasons: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    at, person = moment_of(request), person_of(request)
    rows, _older = invoices_page(invoices_for(person).filter(customer=customer), at=at, size=LAST)
    context = {
        "customer": customer,
        "balances": balances(customer.pk, at=at),
        "rows": rows,
        "receipts": list(receipts(MoneyReceived.objects.filter(customer=customer))),
        "reasons": reasons,
        "fields": _fields(request, customer) if may_keep_books(person) else {},
        "setting": mail_setting(customer),
        "form_key": new_key(),
    }
    return desk_page(request, "desk/invoices/money.html", context, status=status)


def _fields(request: HttpRequest, customer: Customer) -> dict[str, FieldView]:
    at, typed, setting = moment_of(request), request.POST, mail_setting(customer)
    today = in_zone(at, customer.zone).date().isoformat()
    purposes = tuple((each, _("the retainer") if each == "retainer" else each) for each in purposes_of(customer))
    sizes = tuple((str(each), f"{each / HOUR:g} h") for each in offered_sizes(customer, at=at))
    goes = ((InvoiceMail.Goes.APPROVERS, _("its approvers")), (InvoiceMail.Goes.ADDRESS, _("this address")),
            (InvoiceMail.Goes.NOBODY, _("nobody")))  # fmt: skip
    fields = [
        FieldView("purpose", _("For what"), typed.get("purpose", ""), kind="select", choices=purposes, required=True),
        FieldView("amount", _("Amount"), typed.get("amount", ""), required=True, autocomplete="off"),
        FieldView("on", _("Came in on"), typed.get("on", today), kind="date", required=True),
        FieldView("note", _("Note"), typed.get("note", ""), hint=_("Such as the reference of the bank.")),
        FieldView("size", _("Hours"), typed.get("size", ""), kind="select", choices=sizes, required=True),
        FieldView("name", _("Name of the block"), typed.get("name", ""), required=True, autocomplete="off",
                  hint=_("It is paid and drawn from by this name, such as B-2.")),
        FieldView("bought", _("Bought on"), typed.get("bought", today), kind="date", required=True),
        FieldView("goes_to", _("Mails about money go to"), setting.goes_to, kind="select", choices=goes, required=True),
        FieldView("address", _("Address"), setting.address, kind="email", is_conditional=True),
    ]  # fmt: skip
    return {each.name: each for each in fields}
