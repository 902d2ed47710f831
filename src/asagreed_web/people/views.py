"""Pages of one's own account: answering an invitation, the profile, light and dark."""

from __future__ import annotations

from typing import cast

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from asagreed_web.kit.form_keys import SeeOther
from asagreed_web.people import operations
from asagreed_web.people.errors import InvitationRefused
from asagreed_web.people.forms import PasswordForm, ProfileForm
from asagreed_web.people.models import Person
from asagreed_web.people.pages import THEMES, account_page, own_pages

COOKIE_LASTS = 365 * 86400


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Let somebody who was invited choose a password and come in."""
    found = operations.find_invitation(token=token, at=_moment(request))
    if found is None:
        return _over(request)
    form = PasswordForm(request.POST or None, person=found.person)
    if not form.is_valid():
        return account_page(request, "people/invitation.html", {"invited": found.person, "form": form})
    try:
        person = operations.accept(token=token, password=form.cleaned_data["password"], at=_moment(request))
    except InvitationRefused:
        return _over(request)
    return cast("HttpResponseBase", perform_login(request, person, redirect_url="/"))


def _over(request: HttpRequest) -> HttpResponse:
    return account_page(request, "people/invitation_over.html", status=404)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponseBase:
    """Show and keep how somebody wants to be called and to see pages."""
    person = cast("Person", request.user)
    form = ProfileForm(request.POST or None, initial=_as_it_is(person))
    if not form.is_valid():
        page = {"form": form, "tabs": own_pages("profile"), "owner_changes_address": person.email}
        return account_page(request, "people/profile.html", page)
    chosen = {"language": "", **form.cleaned_data}
    operations.change_profile(person_id=person.pk, at=_moment(request), **chosen)
    messages.success(request, _("Your profile was saved."))
    return _in_language(SeeOther(reverse("profile")), str(chosen["language"]))


def _as_it_is(person: Person) -> dict[str, object]:
    return {name: getattr(person, name) for name in ("name", "theme", "uses_single_keys", "language")}


def _in_language(response: HttpResponse, language: str) -> HttpResponse:
    if language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=COOKIE_LASTS, secure=settings.IS_SECURE, samesite="Lax"
        )
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark: with the person, or in the browser while nobody has signed in."""
    chosen = THEMES.get(request.POST.get("theme", ""), "auto")
    response = SeeOther(safe_next(request))
    if isinstance(request.user, Person):
        operations.change_theme(person_id=request.user.pk, theme=chosen)
    else:
        response.set_cookie(
            "theme", chosen, max_age=COOKIE_LASTS, secure=settings.IS_SECURE, httponly=True, samesite="Lax"
        )
    return response


def safe_next(request: HttpRequest) -> str:
    """Return the page of ours to which a form wants to go back, or the start page where it names any other."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "/"


@login_required
@require_safe
def address_is_changed_by_an_owner(request: HttpRequest) -> HttpResponseRedirect:
    """Say who changes an address: whoever could change it alone would take the account along."""
    messages.info(request, _("You sign in by your e-mail address. Ask an owner to invite you with another one."))
    return redirect("profile")


def _moment(request: HttpRequest) -> int:
    return int(request.moment)  # type: ignore[attr-defined]
