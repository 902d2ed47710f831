"""Pages on which owners decide who has access: people, their sessions, and keys for programs."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.kit.form_keys import SeeOther
from asagreed_web.kit.frame import Entry
from asagreed_web.people import operations, queries
from asagreed_web.people.errors import AccessRefused
from asagreed_web.people.forms import InvitationForm, KeyForm, RoleForm
from asagreed_web.people.models import ApiToken, Person, Role
from asagreed_web.people.operations import Invited
from asagreed_web.people.pages import key_rows, organisations, person_row, session_rows
from asagreed_web.people.rules import may_manage_people, people_for

owners = for_those_who(may_manage_people)


@owners
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List who has access: the provider's people, then those of each customer."""
    everybody = queries.everybody(person_of(request))
    invited = queries.open_invitations(everybody, at=moment_of(request))
    page = {"organisations": organisations(everybody, invited), "tabs": _tabs("people")}
    return desk_page(request, "desk/people/people.html", page)


@owners
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponseBase:
    """Invite somebody to the provider or to a customer."""
    asked = {"customer": request.GET.get("customer", ""), "role": request.GET.get("role", Role.TECHNICIAN)}
    form = InvitationForm(request.POST or None, initial=asked)
    if form.is_valid():
        try:
            invited = operations.invite(**form.cleaned_data, by=person_of(request), at=moment_of(request))
        except AccessRefused as refused:
            form.add_error(None, str(refused))
        else:
            return _show_link(request, invited)
    return desk_page(request, "desk/people/invite.html", {"form": form})


def _show_link(request: HttpRequest, invited: Invited) -> HttpResponse:
    # A page and no redirect: the link is known for this once, and kept nowhere on the way to another page.
    return desk_page(request, "desk/people/invited.html", {"invited": invited})


@owners
@require_safe
def person(request: HttpRequest, number: int) -> HttpResponse:
    """Show one person: role, sessions, and how to end them."""
    chosen = _chosen(request, number)
    return _person_page(request, chosen, RoleForm(initial={"role": chosen.role}, person=chosen))


@owners
@require_POST
def change_role(request: HttpRequest, number: int) -> HttpResponseBase:
    """Give somebody another role."""
    chosen = _chosen(request, number)
    form = RoleForm(request.POST, person=chosen)
    if not form.is_valid():
        return _person_page(request, chosen, form)
    return _act(
        request,
        number,
        lambda: operations.change_role(
            person_id=number, role=form.cleaned_data["role"], by=person_of(request), at=moment_of(request)
        ),
        _("The role was changed."),
    )


@owners
@require_POST
def end_access(request: HttpRequest, number: int) -> HttpResponseBase:
    """Let somebody in no more."""
    chosen = _chosen(request, number)
    return _act(
        request,
        number,
        lambda: operations.end_access(person_id=number, by=person_of(request), at=moment_of(request)),
        _("%(name)s has no access any more.") % {"name": chosen.name},
    )


@owners
@require_POST
def invite_again(request: HttpRequest, number: int) -> HttpResponseBase:
    """Send a new invitation to somebody who has no access."""
    _chosen(request, number)
    try:
        invited = operations.invite_again(person_id=number, by=person_of(request), at=moment_of(request))
    except AccessRefused as refused:
        messages.error(request, str(refused))
        return SeeOther(reverse("desk:person", args=[number]))
    return _show_link(request, invited)


@owners
@require_POST
def end_sessions(request: HttpRequest, number: int, session: int | None = None) -> HttpResponseBase:
    """End one session of somebody, or all."""
    _chosen(request, number)
    ended = operations.end_sessions(person_id=number, session_id=session, by=person_of(request), at=moment_of(request))
    text = ngettext("%(count)s session was ended.", "%(count)s sessions were ended.", ended) % {"count": ended}
    messages.success(request, text)
    return SeeOther(reverse("desk:person", args=[number]))


@owners
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """List the keys for programs, and make one; it is shown on the answer, once."""
    form, secret = KeyForm(request.POST or None), ""
    if form.is_valid():
        chosen = form.cleaned_data
        _key, secret = operations.make_token(
            name=chosen["name"],
            role=chosen["role"],
            customer=chosen["customer"],
            by=person_of(request),
            at=moment_of(request),
            expires_at=form.expires_at(moment_of(request)),
        )
        form = KeyForm()
    rows = key_rows(queries.keys_for_programs(), at=moment_of(request))
    page = {"keys": rows, "form": form, "secret": secret, "tabs": _tabs("keys")}
    return desk_page(request, "desk/people/keys.html", page)


@owners
@require_POST
def end_key(request: HttpRequest, number: int) -> HttpResponseBase:
    """End a key for a program."""
    get_object_or_404(ApiToken, pk=number)
    operations.end_token(token_id=number, by=person_of(request), at=moment_of(request))
    messages.success(request, _("The key was ended. Programs that use it are refused from now on."))
    return SeeOther(reverse("desk:keys"))


def _chosen(request: HttpRequest, number: int) -> Person:
    return get_object_or_404(people_for(person_of(request)).select_related("customer"), pk=number)


def _person_page(request: HttpRequest, chosen: Person, form: RoleForm) -> HttpResponse:
    invited = queries.open_invitations([chosen], at=moment_of(request))
    page = {
        "chosen": person_row(chosen, invited.get(chosen.pk)),
        "organisation": chosen.customer.name if chosen.customer else "",
        "has_access": chosen.is_active,
        "is_self": chosen == person_of(request),
        "form": form,
        "sessions": session_rows(queries.sessions_of(chosen), request.session.session_key),
    }
    return desk_page(request, "desk/people/person.html", page)


def _act(request: HttpRequest, number: int, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except AccessRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return SeeOther(reverse("desk:person", args=[number]))


def _tabs(current: str) -> tuple[Entry, ...]:
    return (
        Entry(_("People"), reverse("desk:people"), "people", is_current=current == "people"),
        Entry(_("Keys for programs"), reverse("desk:keys"), "key", is_current=current == "keys"),
    )
