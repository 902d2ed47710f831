"""Web hooks: who is told of what, how that went lately, and making and ending one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from asagreed_web.customers.models import Customer
from asagreed_web.customers.queries import served_customers
from asagreed_web.doors.desk.door import for_those_who, moment_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.kit.form_keys import SeeOther
from asagreed_web.kit.frame import Entry
from asagreed_web.kit.models import WebHookEndpoint
from asagreed_web.kit.outward_addresses import TargetRefused, read_target
from asagreed_web.kit.parts import FieldView
from asagreed_web.kit.web_hooks import KINDS, add_web_hook, end_web_hook, told_lately
from asagreed_web.people.rules import may_manage_people

owners = for_those_who(may_manage_people)
LATELY = 50
LONGEST_DESCRIPTION = 120


@dataclass(slots=True)
class Typed:
    """A hook as it was typed, and what is wrong with it, field by field."""

    url: str = ""
    description: str = ""
    customer: str = ""
    kinds: tuple[str, ...] = ()
    wrong: dict[str, str] = field(default_factory=dict)


@require_safe
@owners
def web_hooks(request: HttpRequest) -> HttpResponse:
    """List the web hooks, and how calls went lately."""
    return _list(request)


@require_http_methods(["GET", "HEAD", "POST"])
@owners
def new_hook(request: HttpRequest) -> HttpResponse:
    """Make a web hook; its secret is shown on the answer, once."""
    typed = _typed(request) if request.method == "POST" else Typed()
    if request.method != "POST" or typed.wrong:
        return desk_page(request, "desk/web_hook.html", {"fields": _fields(typed)}, status=422 if typed.wrong else 200)
    customer = Customer.objects.filter(slug=typed.customer).first()
    made = add_web_hook(
        url=typed.url, kinds=typed.kinds, description=typed.description,
        customer_id=customer.pk if customer else None, at=moment_of(request),
    )  # fmt: skip
    # A page and no redirect: the secret is shown this once, and kept nowhere on the way to another page.
    return _list(request, secret=made.secret)


@require_POST
@owners
def end_hook(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell a hook nothing more."""
    end_web_hook(get_object_or_404(WebHookEndpoint, pk=pk), at=moment_of(request))
    messages.success(request, _("The web hook was ended. Its address is told nothing more."))
    return SeeOther(reverse("desk:web_hooks"))


def outward_tabs(current: str) -> tuple[Entry, ...]:
    """Return the tabs of the pages about what leaves the house."""
    return (
        Entry(_("What leaves"), reverse("desk:outbox"), "send", is_current=current == "outbox"),
        Entry(_("Web hooks"), reverse("desk:web_hooks"), "plug", is_current=current == "web_hooks"),
    )


def _typed(request: HttpRequest) -> Typed:
    url, description, customer = (
        request.POST.get(name, "").replace("\0", "").strip() for name in ("url", "description", "customer")
    )
    typed = Typed(url, description, customer, tuple(request.POST.getlist("kinds")))
    if len(typed.description) > LONGEST_DESCRIPTION:
        typed.wrong["description"] = _("At most 120 characters.")
    if not typed.kinds:
        typed.wrong["kinds"] = _("Choose at least one.")
    if not set(typed.kinds) <= set(KINDS):
        typed.wrong["kinds"] = _("Choose from the list.")
    if typed.customer and not Customer.objects.filter(slug=typed.customer).exists():
        typed.wrong["customer"] = _("Choose one from the list.")
    try:
        read_target(typed.url)
    except TargetRefused as refused:
        typed.wrong["url"] = str(refused)
    return typed


def _list(request: HttpRequest, *, secret: str = "") -> HttpResponse:
    hooks = list(WebHookEndpoint.objects.order_by("-is_active", "-made_at", "-pk"))
    context = {
        "hooks": hooks,
        "customers": dict(Customer.objects.values_list("pk", "name")),
        "kinds": KINDS,
        "told": told_lately(most=LATELY),
        "address_of": {hook.pk: hook.url for hook in hooks},
        "secret": secret,
        "tabs": outward_tabs("web_hooks"),
    }
    return desk_page(request, "desk/web_hooks.html", context)


def _fields(typed: Typed) -> list[FieldView]:
    customers = (("", _("all customers")), *((each.slug, each.name) for each in served_customers()))
    kinds = tuple((kind, f"{words} ({kind})") for kind, words in KINDS.items())
    fields = [
        FieldView("url", _("Address"), typed.url, kind="url", required=True, autocomplete="off",
                  hint=_("It is called by POST, and has to be of https or http: https://hooks.example/asagreed.")),
        FieldView("description", _("What it is for"), typed.description, autocomplete="off"),
        FieldView("customer", _("Whose events"), typed.customer, kind="select", choices=customers, required=True),
        FieldView("kinds", _("What it is told of"), kind="checkboxes", choices=kinds, chosen=typed.kinds,
                  required=True),
    ]  # fmt: skip
    return [replace(each, error=typed.wrong.get(each.name, "")) for each in fields]
