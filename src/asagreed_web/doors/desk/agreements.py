"""The papers of an agreement: read line by line, uploaded, or written with their problems at the side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asagreed.errors import AsagreedError
from asagreed.reading.problems import Problem
from asagreed_web.agreements.checking import LARGEST_TOGETHER, MOST_PAPERS, check_papers, papers_in
from asagreed_web.agreements.operations import PaperRefused, check_place, enter_papers, enter_plan
from asagreed_web.agreements.pages import paper_views, problem_views, text_of, version_views
from asagreed_web.agreements.queries import edition_of, history_of
from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.kit.parts import FieldView
from asagreed_web.people import rules
from asagreed_web.signing.reminders import turn_of
from asagreed_web.signing.rules import drafts_for

EXAMPLE = "agreement: {slug}\nplan: gold@2026-01\n"


@require_GET
@for_those_who()
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the papers of the newest edition, and the versions that follow from them."""
    customer = get_object_or_404(Customer, slug=slug)
    edition, history, now = edition_of(customer.pk), history_of(customer.pk), moment_of(request)
    context = {
        "customer": customer,
        "edition": edition,
        "papers": paper_views(edition) if edition else [],
        "versions": version_views(history, at=now) if history else [],
        "problems": problem_views(check_papers(customer, {}, at=now), slug) if edition else [],
        "drafts": drafts_for(person_of(request)).filter(customer=customer),
        "turn": turn_of(customer.pk, at=now),
    }
    return desk_page(request, "desk/agreement.html", context)


@require_GET
@for_those_who()
def paper(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    """Show one paper, or a plan that it pins, line by line; `#L66` leads to a line."""
    customer = get_object_or_404(Customer, slug=slug)
    edition = edition_of(customer.pk)
    text = text_of(edition, path) if edition else None
    if text is None:
        raise Http404
    context = {"customer": customer, "path": path, "lines": text.splitlines(), "is_plan": path.startswith("plans/")}
    return desk_page(request, "desk/paper.html", context)


@require_http_methods(["GET", "POST"])
@for_those_who(rules.may_enter_agreements)
def edit_paper(request: HttpRequest, slug: str, path: str = "") -> HttpResponse:
    """Write a paper: «check» shows its problems, «enter» keeps it when it has no errors."""
    customer = get_object_or_404(Customer, slug=slug)
    edition = edition_of(customer.pk)
    typed = _typed(request) if request.method == "POST" else ""
    known = text_of(edition, path) if edition and path else None
    text = typed if request.method == "POST" else known or _beginning(customer, path)
    place = path or request.POST.get("path", "").strip() or ("" if edition else "agreement.yaml")
    refused = ""
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        problems, refused, is_entered = _entered(request, customer, {place: text})
        if is_entered:
            return redirect(reverse("desk:agreement", args=(slug,)))
    context = {
        "customer": customer, "path": path, "text": text, "refused": refused,
        "where": _where(place), "problems": problem_views(problems, slug),
        "is_checked": request.method == "POST" and not refused,
    }  # fmt: skip
    return desk_page(request, "desk/paper_editor.html", context)


def _typed(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n")


def _beginning(customer: Customer, path: str) -> str:
    return "" if path else EXAMPLE.format(slug=customer.slug) if edition_of(customer.pk) is None else ""


def _where(place: str) -> FieldView:
    hint = _("agreement.yaml, or amendments/, riders/ or declarations/ and a name that ends in .yaml")
    return FieldView("path", _("Place in the folder"), place, hint=hint, required=True)


def _entered(
    request: HttpRequest, customer: Customer, papers: Mapping[str, str]
) -> tuple[tuple[Problem, ...], str, bool]:
    """Return the problems of papers, or why they are refused, and whether they were entered."""
    now = moment_of(request)
    try:
        if request.POST.get("do") != "enter":
            for path in papers:
                check_place(path)
            return check_papers(customer, papers, at=now), "", False
        entered = enter_papers(customer=customer, papers=papers, by=person_of(request), at=now)
    except AsagreedError as error:
        return (), str(error), False
    if entered.edition is None:
        return entered.problems, "", False
    messages.success(request, _("Entered as edition %(number)d.") % {"number": entered.edition.number})
    return entered.problems, "", True


@require_POST
@for_those_who(rules.may_enter_agreements)
def check_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the problems of what is being written, for the editor to show at once."""
    customer = get_object_or_404(Customer, slug=slug)
    place, text = request.POST.get("path", "").strip(), _typed(request)
    problems: tuple[Problem, ...] = ()
    refused = ""
    try:
        check_place(place)
        problems = check_papers(customer, {place: text}, at=moment_of(request))
    except AsagreedError as error:
        refused = str(error)
    context = {"problems": problem_views(problems, slug), "path": place, "refused": refused, "customer": customer,
               "is_checked": not refused}  # fmt: skip
    return render(request, "desk/problems.html", context)


@require_POST
@for_those_who(rules.may_enter_agreements)
def upload_papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter files or a zip: plans first, then the papers together."""
    customer = get_object_or_404(Customer, slug=slug)
    problems: tuple[Problem, ...] = ()
    try:
        papers = papers_in(uploaded_files(request))
        enter_plans(request, papers)
        own = {path: text for path, text in papers.items() if not path.startswith("plans/")}
        if own:
            entered = enter_papers(customer=customer, papers=own, by=person_of(request), at=moment_of(request))
            problems = entered.problems
            if entered.edition is not None:
                messages.success(request, _("Entered as edition %(number)d.") % {"number": entered.edition.number})
                return redirect("desk:agreement", slug=slug)
    except AsagreedError as error:
        messages.error(request, str(error))
    if not problems:
        return redirect("desk:agreement", slug=slug)
    context: dict[str, Any] = {"customer": customer, "problems": problem_views(problems, slug), "papers": papers}
    return desk_page(request, "desk/upload_refused.html", context, status=422)


def uploaded_files(request: HttpRequest) -> Iterable[tuple[str, bytes]]:
    """Return the uploaded papers by their names. Raises PaperRefused for none, and for too many."""
    files = request.FILES.getlist("papers")
    if not files:
        raise PaperRefused("No file was chosen. Choose the papers, or a zip of the folder.")
    if len(files) > MOST_PAPERS or sum(each.size or 0 for each in files) > LARGEST_TOGETHER:
        raise PaperRefused("At most 100 files and 2 MiB together are entered at once. Enter fewer.")
    return [(each.name or "", each.read()) for each in files]


def enter_plans(request: HttpRequest, papers: Mapping[str, str]) -> None:
    """Keep the plans among some papers, and tell of each. Raises PaperRefused."""
    for path, text in papers.items():
        if path.startswith("plans/"):
            name = path.removeprefix("plans/").removesuffix(".yaml")
            enter_plan(name=name, text=text, by=person_of(request), at=moment_of(request))
            messages.success(request, _("The plan %(name)s is kept.") % {"name": name})
