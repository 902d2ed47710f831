"""Where owners answer for personal data: handing records out, forgetting somebody, and what was kept no longer."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from typing import IO

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.kit.form_keys import SeeOther
from asagreed_web.kit.parts import FieldView
from asagreed_web.protection import operations
from asagreed_web.protection.errors import ProtectionRefused
from asagreed_web.protection.queries import Preview, done_lately, preview, served
from asagreed_web.protection.rules import may_protect

owners = for_those_who(may_protect)


@owners
@require_safe
def protection(request: HttpRequest) -> HttpResponse:
    """Show how long records of each customer are kept, and what was done about records lately."""
    return _page(request)


@owners
@require_POST
def export_customer(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Hand out everything about a customer."""
    get_object_or_404(Customer, slug=slug)
    actor, at = person_of(request).actor, moment_of(request)
    return _zip(slug, lambda target: operations.export_customer(slug=slug, target=target, actor=actor, at=at))


@owners
@require_POST
def export_person(request: HttpRequest) -> HttpResponseBase:
    """Hand out everything about one person."""
    email = _typed(request, "email")
    actor, at = person_of(request).actor, moment_of(request)
    try:
        return _zip(email, lambda target: operations.export_person(email=email, target=target, actor=actor, at=at))
    except ProtectionRefused as refused:
        return _page(request, email=email, refused=str(refused))


@owners
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest) -> HttpResponse:
    """Show what would be erased of somebody; a post in which the address is typed once more erases it."""
    email = _typed(request, "email")
    try:
        found = preview(email=email)
    except ProtectionRefused as refused:
        return _page(request, email=email, refused=str(refused))
    if request.method != "POST":
        return _forget_page(request, found)
    if _typed(request, "again") != found.email:
        return _forget_page(request, found, wrong=_("This is not the address above. Type it as it stands there."))
    try:
        done = operations.forget(email=email, actor=person_of(request).actor, at=moment_of(request))
    except ProtectionRefused as refused:
        return _forget_page(request, found, wrong=str(refused))
    messages.success(request, _("The person was forgotten."))
    if done.kept:
        text = _("%(count)s records keep the name, as the list below says.") % {"count": len(done.kept)}
        messages.warning(request, text)
    return SeeOther(reverse("desk:protection"))


def _zip(name: str, write: Callable[[IO[bytes]], object]) -> FileResponse:
    # A file without a name: nothing that was handed out stays behind when the answer has closed it.
    with ExitStack() as unless_answered:
        made = unless_answered.enter_context(tempfile.TemporaryFile())
        write(made)
        made.seek(0)
        response = FileResponse(made, as_attachment=True, filename=f"{name}.zip")
        unless_answered.pop_all()
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request: HttpRequest, *, email: str = "", refused: str = "") -> HttpResponse:
    asked = FieldView("email", _("E-mail address"), email, kind="email", error=refused, required=True,
                      autocomplete="off")  # fmt: skip
    context = {"served": served(), "done": done_lately(), "asked": asked}
    return desk_page(request, "desk/protection/protection.html", context, status=422 if refused else 200)


def _forget_page(request: HttpRequest, found: Preview, *, wrong: str = "") -> HttpResponse:
    again = FieldView("again", _("The address once more"), kind="email", error=wrong, required=True, autocomplete="off")
    context = {"found": found, "again": again}
    return desk_page(request, "desk/protection/forget.html", context, status=422 if wrong else 200)


def _typed(request: HttpRequest, name: str) -> str:
    given = request.POST.get(name, "") or request.GET.get(name, "")
    return given.replace("\0", "").strip().lower()
