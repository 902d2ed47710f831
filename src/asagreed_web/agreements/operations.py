"""Entering plans and agreements: papers are added, and none that was in force is ever changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from asagreed.errors import AsagreedError
from asagreed.reading.problems import Problem
from asagreed.signing.paper_places import NAMED, PLACE
from asagreed.signing.signature_file import place_of
from asagreed.terms.papers import PARTIES
from asagreed.versions import History
from asagreed_web.agreements.models import Edition, Plan
from asagreed_web.agreements.queries import edition_of, hash_of_papers, plan_texts, read_papers
from asagreed_web.chronicle.models import HOUSE
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person

PLAN = re.compile(r"[a-z0-9][a-z0-9-]{0,40}@\d{4}-\d{2}")
LARGEST = 1024 * 1024


class PaperRefused(AsagreedError):
    """A paper cannot be entered, whatever it says."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of papers that were entered: an edition, or only the problems that kept it from being one."""

    edition: Edition | None
    problems: tuple[Problem, ...]


@transaction.atomic
def enter_plan(*, name: str, text: str, by: Person | None, at: int) -> Plan:
    """Keep a plan. Raises PaperRefused when it has no fitting name, or stands already with another text."""
    if not PLAN.fullmatch(name):
        raise PaperRefused(f"A plan cannot be named «{name}». Name it by word and month, such as gold@2026-01.")
    _check_size(name, text)
    known = Plan.objects.filter(name=name).first()
    if known is not None:
        if known.text == text:
            return known
        raise PaperRefused(
            f"The plan {name} is pinned by agreements and cannot change. Enter the new text under a later month."
        )
    plan = Plan.objects.create(name=name, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), entered_at=at)
    says = {"plan": name, "sha256": plan.sha256}
    append(HOUSE, _told("plan", plan.pk, "plan entered", says, by, at))
    return plan


@transaction.atomic
def enter_papers(*, customer: Customer, papers: Mapping[str, str], by: Person | None, at: int) -> Entered:
    """Keep the papers of a customer's agreement beside those that lie there already.

    With an error among the problems nothing is kept. Raises PaperRefused for a paper at an impossible place, one that
    is too large, or another text for a paper that has been in force.
    """
    # Papers of one customer are entered one after the other: none of them may miss what another has just entered.
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    before = edition_of(customer.pk)
    together = {**(before.papers if before else {}), **papers}
    for path, text in papers.items():
        check_place(path)
        _check_size(path, text)
    _check_unchanged(before, papers, at)
    plans = plan_texts()
    history, problems = read_papers(together, plans, folder=customer.slug, as_of=at)
    if history is None:
        return Entered(None, problems)
    if before is not None and before.papers == together:
        return Entered(before, problems)
    return Entered(_edition(customer, before, history, together, plans, by, at), problems)


def _edition(
    customer: Customer,
    before: Edition | None,
    history: History,
    papers: Mapping[str, str],
    plans: Mapping[str, str],
    by: Person | None,
    at: int,
) -> Edition:
    edition = Edition.objects.create(
        customer=customer,
        agreement=history.agreement,
        number=before.number + 1 if before else 1,
        papers=dict(papers),
        plans=dict(plans),
        sha256=hash_of_papers(papers, plans, folder=customer.slug),
        entered_at=at,
        entered_by=by,
    )
    says = {
        "agreement": history.agreement,
        "edition": edition.number,
        "sha256": edition.sha256,
        "versions": [{"number": each.number, "from": each.from_at, "hash": each.hash} for each in history.versions],
    }
    append(customer.pk, _told("agreement", edition.pk, "papers entered", says, by, at))
    return edition


def check_place(path: str) -> None:
    """Raise PaperRefused for a place at which no paper may lie, such as one with too long a name."""
    if not PLACE.fullmatch(path):
        raise PaperRefused(
            f"«{path[:200]}» is no place for a paper. Use agreement.yaml, or amendments/, riders/ or declarations/ "
            f"with {NAMED}."
        )


def _check_size(name: str, text: str) -> None:
    if len(text.encode()) > LARGEST:
        raise PaperRefused(f"«{name}» is larger than 1 MiB, which no agreement needs. Enter the paper alone.")


def _check_unchanged(before: Edition | None, papers: Mapping[str, str], at: int) -> None:
    changed = [path for path, text in papers.items() if before and before.papers.get(path, text) != text]
    if not changed or before is None:
        return
    signed = next((path for path in changed if _is_signed(before, path)), None)
    if signed is not None:
        raise PaperRefused(
            f"«{signed}» was signed, and what was signed is never changed. Enter an amendment under another name."
        )
    history, _ = read_papers(before.papers, before.plans, folder=before.customer.slug)
    if history is not None and history.versions[0].from_at <= at:
        raise PaperRefused(
            f"«{changed[0]}» has been in force, and what was signed is never changed. "
            "Enter an amendment that says what changes and from when."
        )


def _is_signed(edition: Edition, path: str) -> bool:
    """Say whether a signature lies beside a paper, or the path is that of one."""
    beside = (place_of(path, party=party) for party in PARTIES)
    return path.startswith("signatures/") or any(place in edition.papers for place in beside)


def _told(
    subject: str, subject_id: int, kind: str, says: Mapping[str, object], by: Person | None, at: int
) -> Happening:
    return Happening(
        subject=subject,
        subject_id=subject_id,
        kind=kind,
        happened_at=at,
        recorded_at=at,
        actor=by.actor if by else "command line",
        says=says,
    )
