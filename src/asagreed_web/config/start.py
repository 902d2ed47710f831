"""The start page, which is the door of whoever asks, and the pages that say why something was not done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from asagreed_web.people.pages import account_page, person_or_none


@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponseRedirect:
    """Lead people to the desk, customers to the portal, and everybody else to the sign-in."""
    person = person_or_none(request)
    if person is None:
        return redirect("account_login")
    return redirect("desk:queue" if person.is_of_provider else "portal:home")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 – Django passes it
    """Say that a request could not be read."""
    return account_page(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 – Django passes it
    """Say that a role does not allow something."""
    return account_page(request, "403.html", status=403)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 – Django passes it
    """Say that a form did not prove where it came from."""
    return account_page(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 – Django passes it
    """Say that nothing is at an address, or nothing for whoever asks."""
    return account_page(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that a fault of ours stopped a page; asks nothing of the database, which may be the fault."""
    return HttpResponse(render_to_string("500.html", {"request": request}), status=500)
