"""Reporting a problem: guided words choose impact and urgency, and what is promised is shown before it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asagreed_web.doors.portal.door import customer_of, for_customers
from asagreed_web.doors.portal.frame import portal_page
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.intake.queries import Preview, preview_report
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.kit.parts import FieldView
from asagreed_web.people.models import Person
from asagreed_web.people.pages import frame_of
from asagreed_web.people.passing import moment_of, person_of
from asagreed_web.systems.words import AgreedWords, Choices, agreed_words
from asagreed_web.tickets.attachments import check_uploads, store_all, uploads_of
from asagreed_web.tickets.correspondence import acknowledge
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author

LONGEST_SUBJECT = 200
MOST_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a report: what was typed, and what is wrong with it field by field."""

    typed: Mapping[str, str]
    words: AgreedWords
    wrong: Mapping[str, str]

    def word(self, name: str) -> str:
        """Return what was typed into a field, without the spaces around it."""
        return self.typed.get(name, "").strip()


@require_http_methods(["GET", "HEAD", "POST"])
@for_customers()
@once
def report(request: HttpRequest) -> HttpResponseBase:
    """Show the form; «preview» shows what is promised; otherwise the problem is reported."""
    form = _form(request)
    if request.method != "POST":
        return _page(request, form)
    if form.wrong:
        return _page(request, form, status=422)
    said = _report(form, person_of(request), moment_of(request))
    if form.word("step") == "preview":
        return _page(request, form, preview=_preview(request, said))
    try:
        ticket = _log(request, said)
    except NotPossible as error:
        return _page(request, form, reasons=(str(error),), status=422)
    messages.success(request, _("We have it. It is ticket #%(number)s.") % {"number": ticket.number})
    return SeeOther(reverse("portal:ticket", args=(ticket.number,)))


@require_POST
@for_customers()
def what_holds(request: HttpRequest) -> HttpResponse:
    """Show what is promised for what is typed so far; a subject that is still missing is no hindrance."""
    form = _form(request)
    wrong = {name: why for name, why in form.wrong.items() if name != "subject"}
    preview = None if wrong else _preview(request, _report(form, person_of(request), moment_of(request)))
    return render(request, "portal/holds.html", {"preview": preview, "wrong": wrong, "frame": frame_of(request)})


def _preview(request: HttpRequest, said: Report) -> Preview:
    return preview_report(customer_of(request), said, at=moment_of(request))


@transaction.atomic
def _log(request: HttpRequest, said: Report) -> Ticket:
    uploads = uploads_of(request)
    check_uploads(uploads)
    at = moment_of(request)
    ticket = log_ticket(customer=customer_of(request), report=said, at=at)
    store_all(message=ticket.messages.get(), uploads=uploads)
    acknowledge(ticket, at=at)
    return ticket


def _form(request: HttpRequest) -> Form:
    words = agreed_words(customer_of(request).pk, at=moment_of(request))
    typed = request.POST.dict()
    bare = Form(typed, words, {})
    return replace(bare, wrong=dict(_wrong(bare)) if request.method == "POST" else {})


def _wrong(form: Form) -> list[tuple[str, str]]:
    found = []
    if not form.word("subject"):
        found.append(("subject", _("Say in a few words what does not work.")))
    if len(form.word("subject")) > LONGEST_SUBJECT:
        found.append(("subject", _("That is longer than 200 characters. Put the rest into the box below it.")))
    people = form.word("people")
    if people and not (people.isascii() and people.isdecimal() and int(people[:9]) <= MOST_PEOPLE):
        found.append(("people", _("Write a whole number, such as 3.")))
    unknown = _("The agreement has no such word. Choose one from the list.")
    words = ("impact", "urgency", "system", "kind", "site")
    return found + [(name, unknown) for name in words if form.word(name) not in ("", *dict(form.words.of(name)))]


def _report(form: Form, person: Person, at: int) -> Report:
    return Report(
        channel=Ticket.Channel.PORTAL,
        subject=form.word("subject") or "–",
        text=form.word("text") or form.word("subject") or "–",
        by=Author.of(person),
        reported_at=at,
        wants="service request" if form.word("wants") == "service request" else "incident",
        kind=form.word("kind"),
        system=form.word("system"),
        site=form.word("site"),
        impact=form.word("impact"),
        urgency=form.word("urgency"),
        people_unable_to_work=int(form.word("people")) if form.word("people") else None,
        is_outage=bool(form.word("is_outage")),
    )


def _page(
    request: HttpRequest,
    form: Form,
    *,
    preview: Preview | None = None,
    reasons: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "fields": _fields(form),
        "preview": preview,
        "wrong": {},
        "reasons": reasons,
        "form_key": new_key(),
        "has_words": bool(form.words.impacts),
    }
    return portal_page(request, "portal/report.html", context, status=status)


def _fields(form: Form) -> dict[str, FieldView]:
    fields = (
        FieldView(
            "subject", _("What does not work?"), required=True,
            hint=_("In a few words: «The printer prints empty pages»."),
        ),
        FieldView("text", _("What happens, and since when?"), kind="textarea", rows=5),
        FieldView("impact", _("How many people cannot work?"), kind="radios", choices=form.words.impacts),
        FieldView("people", _("If you know how many: the number"), kind="number"),
        FieldView("urgency", _("Can it wait?"), kind="radios", choices=form.words.urgencies),
        _select("system", _("Is it about one of these?"), form.words.systems, _("no, or I do not know")),
        FieldView("is_outage", _("It does not work at all, for anybody"), kind="checkbox"),
        _select("kind", _("What kind of problem is it?"), form.words.kinds, _("I do not know")),
        _select("site", _("Where?"), form.words.sites, _("everywhere, or it does not matter")),
        FieldView(
            "wants", _("What do you need?"), form.word("wants") or "incident", kind="radios",
            choices=(("incident", _("Something is broken")), ("service request", _("I need something new"))),
        ),
    )  # fmt: skip
    return {each.name: _filled(each, form) for each in fields}


def _select(name: str, label: str, choices: Choices, empty: str) -> FieldView:
    return FieldView(name, label, kind="select", choices=(("", empty), *choices))


def _filled(view: FieldView, form: Form) -> FieldView:
    value, error = form.typed.get(view.name, view.value), form.wrong.get(view.name, "")
    if view.kind == "checkbox":
        return replace(view, value="yes", chosen=("yes",) if value else (), error=error)
    return replace(view, value=value, error=error)
