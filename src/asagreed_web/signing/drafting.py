"""Writing drafts: begun, changed, shared, remarked upon, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from asagreed.signing.paper_places import NAMED, PLACE
from asagreed_web.agreements.operations import LARGEST
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person
from asagreed_web.signing.errors import ChangedMeanwhile, NotAgreed
from asagreed_web.signing.models import Draft, Remark
from asagreed_web.signing.rules import drafts_for, party_of

LONGEST_REMARK = 4000
MOST_PAPERS = 20


@transaction.atomic
def begin_draft(*, customer: Customer, title: str, papers: Mapping[str, str], by: Person, at: int) -> Draft:
    """Begin a draft of one or several papers by their place in the customer's folder. Raises NotAgreed."""
    if not title.strip():
        raise NotAgreed("A draft needs a title by which both sides know it. Write one.")
    _check_papers(papers)
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    last = Draft.objects.filter(customer=customer).order_by("-number").values_list("number", flat=True).first()
    draft = Draft.objects.create(
        customer=customer,
        number=(last or 0) + 1,
        title=title.strip()[:160],
        papers=dict(papers),
        begun_at=at,
        changed_at=at,
        changed_by=by,
    )
    _tell(draft, "draft begun", by, at, title=draft.title, places=sorted(papers))
    return draft


@transaction.atomic
def change_draft(*, draft_id: int, papers: Mapping[str, str], revision: int, by: Person, at: int) -> Draft:
    """Keep the text of an open draft. Raises ChangedMeanwhile where `revision` is no longer the newest, NotAgreed."""
    _check_papers(papers)
    draft = _open(draft_id)
    if draft.revision != revision:
        raise ChangedMeanwhile(
            f"{draft.changed_by.name} changed this draft after you opened it. Your text is still here: open the draft "
            "beside it, take over what is missing, and keep it again."
        )
    if draft.papers == dict(papers):
        return draft
    draft.papers, draft.revision = dict(papers), draft.revision + 1
    draft.changed_at, draft.changed_by = at, by
    draft.save(update_fields=["papers", "revision", "changed_at", "changed_by"])
    return draft


@transaction.atomic
def share_draft(*, draft_id: int, is_shared: bool, by: Person, at: int) -> Draft:
    """Let the customer see an open draft and remark on it, or no longer. Raises NotAgreed."""
    draft = _open(draft_id)
    draft.is_shared = is_shared
    draft.save(update_fields=["is_shared"])
    _tell(draft, "draft shared" if is_shared else "draft no longer shared", by, at)
    return draft


@transaction.atomic
def remark(*, draft_id: int, clause: str, text: str, by: Person, at: int) -> Remark:
    """Say something of a clause, or of the whole, of a draft that one may see. Raises NotAgreed."""
    if not text.strip():
        raise NotAgreed("There is nothing in the remark. Write what you think of the clause.")
    if len(text) > LONGEST_REMARK:
        raise NotAgreed(f"A remark has at most {LONGEST_REMARK:,} characters. Shorten it, or make two of it.")
    draft = drafts_for(by).filter(pk=draft_id).first()
    if draft is None:
        raise NotAgreed("There is no such draft for you. Open it from the page of your agreement.")
    if draft.state != Draft.State.OPEN or not party_of(by):
        raise NotAgreed("Owners and approvers say what they think of a draft, as long as it is being written.")
    made = Remark.objects.create(draft=draft, clause=clause.strip()[:200], text=text.strip(), by=by, at=at)
    _tell(draft, "remark on draft", by, at, clause=made.clause)
    return made


@transaction.atomic
def withdraw_draft(*, draft_id: int, by: Person, at: int) -> Draft:
    """Put an open draft aside; it stays on record. Raises NotAgreed."""
    draft = _open(draft_id)
    draft.state = Draft.State.WITHDRAWN
    draft.save(update_fields=["state"])
    _tell(draft, "draft withdrawn", by, at)
    return draft


def _open(draft_id: int) -> Draft:
    draft = Draft.objects.select_for_update(of=("self",)).select_related("changed_by").get(pk=draft_id)
    if draft.state != Draft.State.OPEN:
        raise NotAgreed(
            f"This draft is {draft.state}, and only an open one can be changed. "
            "Withdraw the document that was sent, or begin another draft."
        )
    return draft


def _check_papers(papers: Mapping[str, str]) -> None:
    if not papers or len(papers) > MOST_PAPERS:
        raise NotAgreed(f"A draft has one paper at least and {MOST_PAPERS} at most.")
    for place, text in papers.items():
        if not PLACE.fullmatch(place) or place.startswith("signatures/"):
            raise NotAgreed(
                f"«{place}» is no place for a paper that is written. Use agreement.yaml, or amendments/, riders/ or "
                f"declarations/ with {NAMED}."
            )
        if len(text.encode()) > LARGEST:
            raise NotAgreed(f"«{place}» is larger than 1 MiB, which no agreement needs.")


def _tell(draft: Draft, kind: str, by: Person, at: int, **says: object) -> None:
    happening = Happening(
        subject="draft",
        subject_id=draft.pk,
        kind=kind,
        happened_at=at,
        recorded_at=at,
        actor=by.actor,
        says={"draft": draft.number, **says},
    )
    append(draft.customer_id, happening)
