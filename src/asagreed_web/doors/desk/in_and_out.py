"""What came in and was set aside, and what should have gone out and did not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asagreed.errors import AsagreedError
from asagreed_web.customers.models import Customer
from asagreed_web.customers.queries import served_customers
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.doors.desk.web_hooks import outward_tabs
from asagreed_web.intake.models import ReceivedMail
from asagreed_web.intake.set_aside import LEFT, mails_set_aside, make_ticket_of
from asagreed_web.kit.models import OutboxEntry, WebHookEndpoint
from asagreed_web.kit.outbox import send_again
from asagreed_web.kit.parts import FieldView
from asagreed_web.people import rules
from asagreed_web.tickets.operations import Author

MOST = 100


@require_GET
@for_those_who(rules.may_manage_people)
def outbox(request: HttpRequest) -> HttpResponse:
    """List the effects that were given up, and those that were tried and still wait."""
    tried = OutboxEntry.objects.filter(state=OutboxEntry.State.WAITING, attempts__gt=0)
    context = {
        "refused": OutboxEntry.objects.filter(state=OutboxEntry.State.REFUSED).order_by("-written_at", "-pk")[:MOST],
        "late": tried.order_by("next_at", "pk")[:MOST],
        "waiting": OutboxEntry.objects.filter(state=OutboxEntry.State.WAITING).count(),
        "hooks": dict(WebHookEndpoint.objects.values_list("pk", "url")),
        "tabs": outward_tabs("outbox"),
    }
    return desk_page(request, "desk/outbox.html", context)


@require_POST
@for_those_who(rules.may_manage_people)
def send_again_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an effect that was given up be tried anew."""
    entry = get_object_or_404(OutboxEntry, pk=pk)
    send_again(entry, at=moment_of(request))
    messages.success(request, _("It will be tried again at once."))
    return redirect("desk:outbox")


@require_GET
@for_those_who(rules.may_arrange_the_desk)
def set_aside(request: HttpRequest) -> HttpResponse:
    """List the mails of which nothing was made."""
    return desk_page(request, "desk/set_aside.html", {"mails": mails_set_aside()})


@require_GET
@for_those_who(rules.may_arrange_the_desk)
def original_mail(_request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a mail as it came, as a download that no browser opens."""
    mail = get_object_or_404(ReceivedMail, pk=pk, state__in=LEFT)
    response = HttpResponse(bytes(mail.raw), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="mail-{mail.pk}.eml"'
    return response


@require_http_methods(["GET", "POST"])
@for_those_who(rules.may_arrange_the_desk)
def ticket_of_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a ticket of a mail, in the words of whoever read it."""
    mail = get_object_or_404(ReceivedMail.objects.defer("raw"), pk=pk, state__in=LEFT)
    typed = {name: request.POST.get(name, "").replace("\0", "") for name in ("customer", "subject", "text", "sender")}
    refused = ""
    if request.method == "POST":
        customer = Customer.objects.filter(slug=typed["customer"]).first()
        try:
            if customer is None:
                refused = _("Choose the customer whom the mail is from.")
            else:
                made = make_ticket_of(
                    mail_id=mail.pk, customer=customer, subject=typed["subject"], text=typed["text"],
                    sender=typed["sender"], by=Author.of(person_of(request)), at=moment_of(request),
                )  # fmt: skip
                return redirect("desk:ticket", number=made.number)
        except AsagreedError as error:
            refused = str(error)
    context = {"mail": mail, "fields": _fields(typed), "refused": refused}
    return desk_page(request, "desk/ticket_of_mail.html", context)


def _fields(typed: dict[str, str]) -> list[FieldView]:
    customers = (("", _("Choose")), *((each.slug, each.name) for each in served_customers()))
    return [
        FieldView("customer", _("Customer"), typed["customer"], kind="select", choices=customers, required=True),
        FieldView("sender", _("Sender"), typed["sender"], hint=_("As the mail says; nobody proved it.")),
        FieldView("subject", _("Subject"), typed["subject"], required=True),
        FieldView("text", _("What it asks for"), typed["text"], kind="textarea", rows=6, required=True),
    ]
