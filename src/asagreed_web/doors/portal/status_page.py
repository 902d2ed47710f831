"""The status page without sign-in: the page, its feeds and its figures for programs.

It is the same for everybody, so that caches may keep it for half a minute; it asks nothing of other machines, runs no
script, and shows nothing but what the agreement calls things.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from asagreed_web.customers.models import Customer
from asagreed_web.kit import wall
from asagreed_web.kit.frame import Frame
from asagreed_web.kit.middleware import SHARED
from asagreed_web.people.passing import moment_of
from asagreed_web.status.feeds import Places, atom_feed, calendar_feed
from asagreed_web.status.figures import status_json
from asagreed_web.status.links import page_of_token, page_of_word
from asagreed_web.status.models import StatusPage
from asagreed_web.status.pages import StatusView
from asagreed_web.status.queries import status_of

KEPT = 30
"""Seconds for which an answer may be kept: every moment within them is answered as of their beginning."""
_POLICY = {
    "default-src": [NONE],
    "style-src": [SELF],
    "img-src": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for: the page that was found, in which form, where its forms are, and who may keep it."""

    page: StatusPage
    form: str
    places: Places
    is_public: bool


@require_safe
@csp({**_POLICY})  # type: ignore[arg-type]  # its type knows views without arguments only
def by_word(request: HttpRequest, word: str, form: str = "page") -> HttpResponseBase:
    """Show a public status page."""
    page = page_of_word(word)
    if page is None:
        raise Http404
    return _answer(request, Asked(page, form, _places("page", word), is_public=True))


@require_safe
@csp({**_POLICY})  # type: ignore[arg-type]  # its type knows views without arguments only
def by_link(request: HttpRequest, token: str, form: str = "page") -> HttpResponseBase:
    """Show a status page to whoever has its link."""
    page = page_of_token(token)
    if page is None:
        raise Http404
    return _answer(request, Asked(page, form, _places("by_link", token), is_public=False))


def _answer(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    moment = moment_of(request)
    with wall.seeing(str(asked.page.customer_id)):
        customer = Customer.objects.get(pk=asked.page.customer_id)
        view = status_of(customer, at=moment - moment % KEPT)
    response = _FORMS[asked.form](request, view, asked)
    # What two people get within the same half minute is one page: byte by byte, and by its tag.
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Cache-Control"] = f"{'public' if asked.is_public else 'private'}, max-age={KEPT}"
    response["X-Robots-Tag"] = "index" if asked.is_public else "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    setattr(response, SHARED, True)
    found = get_conditional_response(request, etag=etag, response=response)
    assert found is not None  # noqa: S101 – Django gives back the response that it was given
    setattr(found, SHARED, True)
    return found


def _page(request: HttpRequest, view: StatusView, asked: Asked) -> HttpResponse:
    frame = Frame(
        provider=settings.PROVIDER,
        now=view.at,
        zone=view.zone,
        language=get_language() or settings.LANGUAGE_CODE,
        is_right_to_left=get_language_bidi(),
        home=asked.places.page,
    )
    context = {"frame": frame, "view": view, "places": asked.places, "messages": ()}
    return render(request, "portal/status/page.html", context)


def _atom(_request: HttpRequest, view: StatusView, asked: Asked) -> HttpResponse:
    return HttpResponse(atom_feed(view, asked.places), content_type="application/atom+xml; charset=utf-8")


def _calendar(_request: HttpRequest, view: StatusView, asked: Asked) -> HttpResponse:
    return HttpResponse(calendar_feed(view, asked.places), content_type="text/calendar; charset=utf-8")


def _json(_request: HttpRequest, view: StatusView, _asked: Asked) -> HttpResponse:
    return HttpResponse(status_json(view), content_type="application/json")


_FORMS: dict[str, Callable[[HttpRequest, StatusView, Asked], HttpResponse]] = {
    "page": _page,
    "atom": _atom,
    "ics": _calendar,
    "json": _json,
}


def _places(name: str, by: str) -> Places:
    def address(form: str = "") -> str:
        return settings.ADDRESS + reverse(f"status:{name}{form}", args=(by,))

    return Places(page=address(), atom=address("_atom"), calendar=address("_ics"), data=address("_json"))
