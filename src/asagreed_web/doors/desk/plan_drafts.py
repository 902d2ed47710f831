"""The next edition of a plan: its services in three boxes, its text beside its problems, publishing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asagreed.errors import AsagreedError
from asagreed.reading.problems import Problem
from asagreed_web.agreements.models import PlanDraft
from asagreed_web.agreements.pages import problem_views
from asagreed_web.agreements.plan_operations import (
    DraftChanged,
    DraftGone,
    PlanHasErrors,
    Seen,
    discard_draft,
    move_plan_service,
    publish_draft,
    put_plan_service,
    save_draft_text,
    start_draft,
)
from asagreed_web.agreements.plan_pages import (
    BOXES,
    asked_size,
    changed_lines,
    counted_by,
    draft_view,
    figure_lines,
    next_month,
    plan_language,
)
from asagreed_web.agreements.plan_queries import (
    check_draft,
    draft_file,
    find_draft,
    newest_month,
    plan_read,
    read_draft,
    shelf,
)
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.doors.desk.plan_forms import ServiceForm, plan_fields, service_form
from asagreed_web.people import rules


@require_POST
@for_those_who(rules.may_enter_agreements)
def start(request: HttpRequest) -> HttpResponse:
    """Begin the next edition of a plan, or go to the one that is begun."""
    name, at = request.POST.get("name", ""), moment_of(request)
    try:
        begun = start_draft(name=name, month=next_month(newest_month(name), at=at), by=person_of(request), at=at)
    except AsagreedError as error:
        messages.error(request, str(error))
        return redirect("desk:plan_services")
    return redirect("desk:plan_draft", name=begun.name)


@require_http_methods(["GET", "POST"])
@for_those_who(rules.may_enter_agreements)
def new_plan(request: HttpRequest) -> HttpResponse:
    """Begin a plan of another name, with an empty text or as a copy."""
    at, pins = moment_of(request), [plan.pin for plan in shelf().plans]
    refused = ""
    if request.method == "POST":
        name, copied = request.POST.get("name", "").strip().lower(), request.POST.get("copied_from", "")
        try:
            begun = start_draft(name=name, month=next_month(newest_month(name), at=at), by=person_of(request), at=at,
                                copied_from=copied)  # fmt: skip
            return redirect("desk:plan_draft", name=begun.name)
        except AsagreedError as error:
            refused = str(error)
    context = {"fields": plan_fields(request.POST, pins, refused=refused)}
    return desk_page(request, "desk/plans/new.html", context, status=422 if refused else 200)


@require_GET
@for_those_who(rules.may_enter_agreements)
def draft(request: HttpRequest, name: str) -> HttpResponse:
    """Show the services of a draft in their boxes, what it earns, and how it is published."""
    return desk_page(request, "desk/plans/draft.html", _boxes(request, _found(name)))


@require_POST
@for_those_who(rules.may_enter_agreements)
def move(request: HttpRequest, name: str) -> HttpResponse:
    """Put a service into another box; the boxes alone are given where htmx asks."""
    service, source, target = (request.POST.get(key, "") for key in ("service", "from", "to"))
    if not {source, target} <= {*BOXES, ""}:
        raise Http404
    told, status = "", 200
    try:
        moved = move_plan_service(seen=_seen(request, name), service=service, source=source, target=target)
    except DraftGone as error:
        return _gone(request, error)
    except AsagreedError as error:
        moved, told, status = _found(name), str(error), 409 if isinstance(error, DraftChanged) else 422
    context = {**_boxes(request, moved), "told": told, "moved": service}
    if request.headers.get("HX-Request"):
        return render(request, "desk/plans/draft_boxes.html", context)
    if told:
        return desk_page(request, "desk/plans/draft.html", context, status=status)
    return redirect(f"{request.path.removesuffix('move/')}?{request.GET.urlencode()}#services")


@require_http_methods(["GET", "POST"])
@for_those_who(rules.may_enter_agreements)
def service(request: HttpRequest, name: str) -> HttpResponse:
    """Add a service to a draft, or change what it is called, worth and costs."""
    found = _found(name)
    plan, _problems = read_draft(found)
    form = service_form(request, plan)
    if form is None:
        raise Http404
    told, status = "", 200
    if request.method == "POST":
        try:
            put_plan_service(seen=_seen(request, name), box=form.box, service=form.name, says=form.says,
                             instead_of=form.instead_of)  # fmt: skip
            messages.success(request, _("«%(service)s» is kept in the draft.") % {"service": form.name})
            return redirect("desk:plan_draft", name=name)
        except DraftGone as error:
            return _gone(request, error)
        except DraftChanged as error:
            told, status, found = (
                f"{error} {_('Your words are still here: look, and send them again.')}",
                409,
                error.draft,
            )
        except AsagreedError as error:
            told, status = str(error), 422
    return _service_page(request, found, form, told, status)


def _service_page(request: HttpRequest, found: PlanDraft, form: ServiceForm, told: str, status: int) -> HttpResponse:
    context = {"draft": found, "form": form, "told": told, "tab": "boxes"}
    return desk_page(request, "desk/plans/service.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_those_who(rules.may_enter_agreements)
def text(request: HttpRequest, name: str) -> HttpResponse:
    """Write the text of a draft beside its problems; it is kept with and without errors."""
    found = _found(name)
    if request.method != "POST":
        return _text_page(request, found, found.text)
    typed = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        found = save_draft_text(seen=_seen(request, name), text=typed)
    except DraftGone as error:
        return _text_page(request, found, typed, refused=str(error))
    except DraftChanged as error:
        return _text_page(request, error.draft, typed, changed=error)
    except AsagreedError as error:
        return _text_page(request, found, typed, refused=str(error))
    messages.success(request, _("The text is kept."))
    return redirect("desk:plan_draft_text", name=name)


def _text_page(
    request: HttpRequest, found: PlanDraft, typed: str, *, refused: str = "", changed: DraftChanged | None = None,
    problems: tuple[Problem, ...] | None = None,
) -> HttpResponse:  # fmt: skip
    shown = problems if problems is not None else () if refused else check_draft(found, typed)
    context: dict[str, Any] = {
        "draft": found,
        "tab": "text",
        "text": typed,
        "path": draft_file(found),
        "problems": problem_views(shown, "plans"),
        "refused": refused,
        "is_checked": not refused,
        "changed": changed,
        "difference": changed_lines(found.text, typed) if changed else [],
    }
    status = 409 if changed else 422 if refused or problems is not None else 200
    return desk_page(request, "desk/plans/text.html", context, status=status)


@require_POST
@for_those_who(rules.may_enter_agreements)
def check(request: HttpRequest, name: str) -> HttpResponse:
    """Give the problems of what is being written, for the editor to show at once."""
    found = _found(name)
    problems: tuple[Problem, ...] = ()
    refused = ""
    try:
        problems = check_draft(found, request.POST.get("text", "").replace("\r\n", "\n"))
    except AsagreedError as error:
        refused = str(error)
    context = {"problems": problem_views(problems, "plans"), "path": draft_file(found), "refused": refused,
               "is_checked": not refused}  # fmt: skip
    return render(request, "desk/problems.html", context)


@require_POST
@for_those_who(rules.may_enter_agreements)
def publish(request: HttpRequest, name: str) -> HttpResponse:
    """Enter a draft as the next edition."""
    try:
        entered = publish_draft(seen=_seen(request, name), month=request.POST.get("month", "").strip())
    except PlanHasErrors as error:
        messages.error(request, str(error))
        found = _found(name)
        return _text_page(request, found, found.text, problems=error.problems)
    except AsagreedError as error:
        messages.error(request, str(error))
        return redirect("desk:plan_draft", name=name) if find_draft(name) else redirect("desk:plan_services")
    messages.success(request, _("%(plan)s is entered. Agreements can pin it from now on.") % {"plan": entered.name})
    return redirect("desk:plan_services")


@require_POST
@for_those_who(rules.may_enter_agreements)
def discard(request: HttpRequest, name: str) -> HttpResponse:
    """Throw a draft away."""
    try:
        discard_draft(seen=_seen(request, name))
        messages.success(request, _("The draft of %(plan)s is thrown away.") % {"plan": name})
    except DraftChanged as error:
        messages.error(request, str(error))
        return redirect("desk:plan_draft", name=name)
    except DraftGone as error:
        messages.error(request, str(error))
    return redirect("desk:plan_services")


def _found(name: str) -> PlanDraft:
    found = find_draft(name)
    if found is None:
        raise Http404
    return found


def _seen(request: HttpRequest, name: str) -> Seen:
    number = request.POST.get("number", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 9
    return Seen(name=name, number=int(number) if is_number else 0, by=person_of(request), at=moment_of(request))


def _gone(request: HttpRequest, error: DraftGone) -> HttpResponse:
    messages.error(request, str(error))
    response = redirect("desk:plan_services")
    if request.headers.get("HX-Request"):
        # The whole page is another one now.
        return HttpResponse(headers={"HX-Redirect": response.url})
    return response


def _boxes(request: HttpRequest, found: PlanDraft) -> dict[str, Any]:
    plan, problems = read_draft(found)
    plans = shelf().plans
    others = [each for each in plans if each.name != found.name]
    asked = asked_size(counted_by([*([plan] if plan else []), *plans]), request.GET)
    language = plan_language(get_language())
    view = draft_view(plan, plan_read(found.based_on), others, asked.size, language) if plan else None
    return {
        "draft": found,
        "tab": "boxes",
        "view": view,
        "lines": figure_lines(view.margin) if view else [],
        "asked": asked,
        "errors": sum(each.is_error for each in problems),
        "told": "",
        "moved": "",
    }
