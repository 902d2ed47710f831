"""Drafts of agreements and of what changes them: begun, written with their problems beside them, tried, sent."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asagreed.errors import AsagreedError
from asagreed_web.agreements.models import Plan
from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.draft_forms import DAY, described, new_draft_fields, situation_fields
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.kit.form_keys import SeeOther, new_key, once
from asagreed_web.kit.form_revision import revision_of
from asagreed_web.people import rules
from asagreed_web.signing import proposals
from asagreed_web.signing.drafting import begin_draft, change_draft, remark, share_draft, withdraw_draft
from asagreed_web.signing.errors import NotAgreed
from asagreed_web.signing.guided import with_system, with_values
from asagreed_web.signing.models import Draft
from asagreed_web.signing.operations import send
from asagreed_web.signing.pages import looked_view, paper_views, remarks_by_clause, sending_view, tried_rows
from asagreed_web.signing.queries import look_at, try_situation
from asagreed_web.signing.rules import drafts_for, listed
from asagreed_web.systems.words import words_in
from asagreed_web.upkeep.facts import upkeep_records


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(rules.may_enter_agreements)
@once
def new_draft(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Begin a draft: the first agreement on a plan, or an amendment, another plan, a rider or a declaration."""
    customer = get_object_or_404(Customer, slug=slug)
    person, at = person_of(request), moment_of(request)
    typed = request.POST.dict()
    reasons: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            title, (place, text) = _begun(customer, typed, at=at)
            draft = begin_draft(customer=customer, title=title, papers={place: text}, by=person, at=at)
            return SeeOther(reverse("desk:draft", args=(slug, draft.number)))
        except NotAgreed as error:
            reasons = (str(error),)
    context = {
        "customer": customer,
        "forms": new_draft_fields(customer, typed, at=at),
        "reasons": reasons,
        "form_key": new_key(),
    }
    return desk_page(request, "desk/drafts/new.html", context, status=422 if reasons else 200)


def _begun(customer: Customer, typed: Mapping[str, str], *, at: int) -> tuple[str, tuple[str, str]]:
    """Return the title of a draft and its first paper, as the form asks for it."""
    kind, begins = typed.get("kind", ""), typed.get("begins", "")
    if kind == "agreement":
        paper = proposals.first_agreement(
            customer,
            plan=typed.get("plan", ""),
            begins=begins,
            currency=typed.get("currency", "").upper(),
            holidays=typed.get("holidays", ""),
        )
        return _("Service agreement"), paper
    if kind == "plan":
        plan = typed.get("plan", "")
        return _("Change to the plan %(plan)s") % {"plan": plan}, proposals.other_plan(
            customer, plan=plan, begins=begins
        )
    if kind == "rider":
        rider = typed.get("rider", "")
        return rider, proposals.rider_paper(customer, rider, begins=begins, at=at)
    if kind == "end":
        ends = typed.get("ends", "")
        title = _("End on %(day)s") % {"day": ends}
        return title, proposals.termination(customer, ends=ends, begins=begins, reason=typed.get("reason", "") or title)
    if kind == "amendment":
        reason = typed.get("reason", "").strip()
        title = reason or _("Amendment %(number)d") % {"number": proposals.next_amendment(customer)}
        return title, proposals.amendment(customer, begins=begins, sets={}, reason=reason)
    if kind == "paper":
        # A paper that another page has prepared, such as the papers of the discovery conversation.
        return typed.get("title", "") or typed.get("path", ""), (typed.get("path", ""), typed.get("text", ""))
    raise NotAgreed("The form did not say what is to be begun. Press one of its buttons.")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(rules.may_enter_agreements)
@once
def draft(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Show a draft with its problems; keep what was written."""
    found = _find(request, slug, number)
    papers = dict(found.papers)
    reasons: tuple[str, ...] = ()
    is_refused = False
    if request.method == "POST":
        papers = _typed_texts(request, found)
        try:
            papers = _with_form(request, papers)
            change_draft(
                draft_id=found.pk, papers=papers, revision=revision_of(request), by=person_of(request),
                at=moment_of(request),
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return SeeOther(reverse("desk:draft", args=(slug, number)))
        except AsagreedError as error:
            reasons, is_refused = (str(error),), True
    return _draft_page(
        request, found, papers, revision=_newest_revision(found), reasons=reasons, status=422 if is_refused else 200
    )


def _draft_page(
    request: HttpRequest,
    found: Draft,
    papers: Mapping[str, str],
    *,
    revision: int,
    reasons: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    person, at = person_of(request), moment_of(request)
    looked = look_at(found.customer, papers, at=at, upkeep=upkeep_records(found.customer.pk))
    begins = max(at, looked.version.from_at) if looked.version else at
    sendings = [sending_view(each, person=person, at=at) for each in listed(found.sendings.all())]
    context = {
        "customer": found.customer,
        "draft": found,
        "revision": revision,
        "papers": paper_views(papers),
        "plans": list(Plan.objects.values_list("name", flat=True)),
        "looked": looked_view(looked, found.customer.slug),
        "remarks": remarks_by_clause(found),
        "sendings": sendings,
        "situation": situation_fields(words_in(looked.history, at=begins), at=begins, zone=found.customer.zone),
        "reasons": reasons,
        "is_alone": False,
        "form_key": new_key(),
    }
    return desk_page(request, "desk/drafts/draft.html", context, status=status)


def _find(request: HttpRequest, slug: str, number: int) -> Draft:
    return get_object_or_404(drafts_for(person_of(request)), customer__slug=slug, number=number)


def _newest_revision(found: Draft) -> int:
    """Return what the next «Keep» is held against: whoever was told of another's change has seen it by then."""
    return Draft.objects.values_list("revision", flat=True).get(pk=found.pk)


def _typed_texts(request: HttpRequest, found: Draft) -> dict[str, str]:
    """Return the texts as they were typed; a paper of which nothing was sent is as it was kept."""
    papers = dict(found.papers)
    for index, place in enumerate(request.POST.getlist("place")):
        text = request.POST.get(f"text-{index}", "").replace("\r\n", "\n")
        if place in papers:
            papers[place] = text
    return papers


def _with_form(request: HttpRequest, typed_texts: Mapping[str, str], *, adds_system: bool = True) -> dict[str, str]:
    """Return texts with what the guided form changes in them. Raises NotAgreed."""
    papers = dict(typed_texts)
    if "agreement.yaml" in papers:
        typed = request.POST.dict()
        asked = {name.removeprefix("is-"): value for name, value in typed.items() if name.startswith("is-")}
        was = {name.removeprefix("was-"): value for name, value in typed.items() if name.startswith("was-")}
        changed = {name: value for name, value in asked.items() if value.strip() != was.get(name, "").strip()}
        papers["agreement.yaml"] = with_values(papers["agreement.yaml"], changed)
        if adds_system and request.POST.get("system", "").strip():
            papers["agreement.yaml"] = with_system(
                papers["agreement.yaml"], name=request.POST["system"], title=request.POST.get("system-title", "")
            )
    return papers


@require_POST
@for_those_who(rules.may_enter_agreements)
def look(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give what the draft says as it is typed: form and text of one mind, with the problems beside them."""
    found = _find(request, slug, number)
    reasons: tuple[str, ...] = ()
    papers = _typed_texts(request, found)
    try:
        papers = _with_form(request, papers, adds_system=False)
    except AsagreedError as error:
        reasons = (str(error),)
    looked = look_at(found.customer, papers, at=moment_of(request), upkeep=upkeep_records(found.customer.pk))
    context = {
        "customer": found.customer,
        "draft": found,
        "papers": paper_views(papers),
        "plans": list(Plan.objects.values_list("name", flat=True)),
        "looked": looked_view(looked, found.customer.slug),
        "reasons": reasons,
        "is_alone": True,
        "from_form": not reasons and request.headers.get("HX-Trigger-Name", "").startswith("is-"),
    }
    return render(request, "desk/drafts/looked.html", context)


@require_POST
@for_those_who(rules.may_enter_agreements)
def try_draft(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give what would hold in a situation under the draft as it is typed."""
    found = _find(request, slug, number)
    try:
        papers = _with_form(request, _typed_texts(request, found), adds_system=False)
        asked = described(request.POST, zone=found.customer.zone)
    except AsagreedError as error:
        return render(request, "desk/drafts/tried.html", {"refused": str(error), "rows": ()})
    tried, refused = try_situation(found.customer, papers, asked)
    rows = tried_rows(tried, zone=found.customer.zone) if tried else ()
    return render(request, "desk/drafts/tried.html", {"rows": rows, "refused": refused})


@require_POST
@for_those_who(rules.may_enter_agreements)
def share(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Let the customer see the draft, or no longer."""
    found = _find(request, slug, number)
    is_shared = request.POST.get("shared") == "yes"
    try:
        share_draft(draft_id=found.pk, is_shared=is_shared, by=person_of(request), at=moment_of(request))
        messages.success(request, _("The customer sees it in the portal now.") if is_shared else _("Not shared now."))
    except NotAgreed as error:
        messages.error(request, str(error))
    return SeeOther(reverse("desk:draft", args=(slug, number)))


@require_POST
@for_those_who(rules.may_enter_agreements)
def remark_on_draft(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Answer what the customer says of a clause, or say something oneself."""
    found = _find(request, slug, number)
    try:
        remark(
            draft_id=found.pk,
            clause=request.POST.get("clause", ""),
            text=request.POST.get("text", ""),
            by=person_of(request),
            at=moment_of(request),
        )
    except NotAgreed as error:
        messages.error(request, str(error))
    return SeeOther(reverse("desk:draft", args=(slug, number)) + "#remarks")


@require_POST
@for_those_who(rules.may_enter_agreements)
def withdraw_view(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put the draft aside."""
    found = _find(request, slug, number)
    try:
        withdraw_draft(draft_id=found.pk, by=person_of(request), at=moment_of(request))
        messages.success(request, _("The draft was put aside. It stays on record."))
    except NotAgreed as error:
        messages.error(request, str(error))
    return SeeOther(reverse("desk:agreement", args=(slug,)))


@require_POST
@for_those_who(rules.may_enter_agreements)
def send_view(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Freeze the draft as a document and put it to both parties."""
    found = _find(request, slug, number)
    days = request.POST.get("days", "14")
    try:
        if not (days.isdecimal() and 0 < int(days) <= 90):
            raise NotAgreed(_("A document can be signed for 1 to 90 days. Write a number of days."))
        language = request.POST.get("language", "en")
        Draft.objects.filter(pk=found.pk, state=Draft.State.OPEN).update(language=language)
        sent = send(
            draft_id=found.pk,
            by=person_of(request),
            expires_at=moment_of(request) + int(days) * DAY,
            at=moment_of(request),
        )
    except AsagreedError as error:
        messages.error(request, str(error))
        return SeeOther(reverse("desk:draft", args=(slug, number)))
    messages.success(request, _("The document was sent. Read it, and sign it for your side."))
    return SeeOther(reverse("desk:document", args=(sent.pk,)))
