"""The books of a customer: written or read from a file with their problems at the side, and every edition so far."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from asagreed.reading.problems import Problem
from asagreed_web.agreements.pages import problem_views
from asagreed_web.billing.books import FILE, LARGEST, books_text, check_books, editions_of
from asagreed_web.billing.operations import enter_books
from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.people.rules import may_keep_books
from asagreed_web.tickets.errors import NotPossible

BEGINNING = "books: {slug}\n"


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_keep_books)
def books(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the books: «check» shows their problems, «enter» keeps them when they have no errors."""
    customer = get_object_or_404(Customer, slug=slug)
    kept = books_text(customer)
    if request.method != "POST":
        return _page(request, customer, BEGINNING.format(slug=slug) if kept is None else kept)
    try:
        text = _sent(request)
    except NotPossible as error:
        return _page(request, customer, _typed(request) or kept or "", refused=str(error))
    try:
        return _answered(request, customer, text)
    except NotPossible as error:
        return _page(request, customer, text, refused=str(error))


def _answered(request: HttpRequest, customer: Customer, text: str) -> HttpResponse:
    at = moment_of(request)
    if request.POST.get("do") != "enter":
        checked = check_books(customer=customer, text=text, at=at)
        return _page(request, customer, text, problems=checked.problems, is_checked=True)
    entered = enter_books(customer=customer, text=text, by=person_of(request), at=at)
    if entered.edition is None:
        return _page(request, customer, text, problems=entered.problems, is_checked=True)
    messages.success(request, _("The books are entered as edition %(number)d.") % {"number": entered.edition.number})
    return redirect("desk:books", slug=customer.slug)


def _typed(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n")


def _sent(request: HttpRequest) -> str:
    """Return what was typed, or what stands in the file that was sent. Raises NotPossible."""
    if request.POST.get("do") != "read":
        return _typed(request)
    file = request.FILES.get("file")
    if file is None:
        raise NotPossible("No file was chosen. Choose the books, a text of YAML.")
    if (file.size or 0) > LARGEST:
        raise NotPossible("The file is larger than 1 MiB. Books are a text of YAML; choose that one.")
    try:
        text: str = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotPossible(f"«{file.name}» is no text in UTF-8. Save it as plain text in UTF-8.") from None
    return text.replace("\r\n", "\n")


@require_POST
@for_those_who(may_keep_books)
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the problems of what is being written, for the editor to show at once."""
    customer = get_object_or_404(Customer, slug=slug)
    problems: tuple[Problem, ...] = ()
    refused = ""
    try:
        problems = check_books(customer=customer, text=_typed(request), at=moment_of(request)).problems
    except NotPossible as error:
        refused = str(error)
    context = {"problems": problem_views(problems, slug), "path": FILE, "refused": refused, "is_checked": not refused}
    return render(request, "desk/problems.html", context)


@require_safe
@for_those_who(may_keep_books)
def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show an edition of the books line by line."""
    customer = get_object_or_404(Customer, slug=slug)
    text = books_text(customer, number)
    if text is None:
        raise Http404
    context = {"customer": customer, "number": number, "lines": text.splitlines()}
    return desk_page(request, "desk/books_edition.html", context)


def _page(
    request: HttpRequest,
    customer: Customer,
    text: str,
    *,
    problems: tuple[Problem, ...] = (),
    refused: str = "",
    is_checked: bool = False,
) -> HttpResponse:
    context = {
        "customer": customer,
        "text": text,
        "path": FILE,
        "problems": problem_views(problems, customer.slug),
        "refused": refused,
        "is_checked": is_checked,
        "editions": editions_of(customer),
    }
    is_wrong = bool(refused) or any(each.is_error for each in problems)
    return desk_page(request, "desk/books.html", context, status=422 if is_wrong else 200)
