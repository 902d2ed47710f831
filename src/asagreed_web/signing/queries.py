"""What a draft says together with the papers below it: problems, findings, changes, and any situation that is tried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from asagreed.checks import check_version
from asagreed.documents.contract import contract_of
from asagreed.documents.sheet import Sheet
from asagreed.documents.tried_data import tried_data
from asagreed.errors import AsagreedError
from asagreed.facts.upkeep import UpkeepRecord
from asagreed.foresight.compare import Change, compare_versions
from asagreed.foresight.trying import Described, try_out
from asagreed.reading.problems import Problem
from asagreed.signing import document_for, version_of
from asagreed.terms.papers import CUSTOMER
from asagreed.upkeep import measured_restores
from asagreed.versions import History, Version
from asagreed_web.agreements.pages import version_at
from asagreed_web.agreements.queries import edition_of, history_of, plan_texts, read_papers
from asagreed_web.customers.models import Customer
from asagreed_web.kit import wall
from asagreed_web.kit.mailed_links import MailedLink
from asagreed_web.signing.errors import NotAgreed
from asagreed_web.signing.looked import Looked
from asagreed_web.signing.models import Sending
from asagreed_web.signing.pages import ChangeView, SendingView, change_views, sending_view
from asagreed_web.signing.rules import approvers_of

REMEMBERED = 64


def look_at(customer: Customer, papers: Mapping[str, str], *, at: int, upkeep: Iterable[UpkeepRecord] = ()) -> Looked:
    """Return what papers say beside those that were agreed; promises are held against the test restores on record."""
    history, problems = _read(customer, papers)
    if history is None:
        return Looked(None, None, problems)
    version = version_of(history, tuple(papers), folder=customer.slug)
    before = version_at(history_of(customer.pk), at=max(at, version.from_at))
    # A draft that names the work otherwise, or leaves it out, does not undo what was measured.
    tasks = {**(before.terms.upkeep if before is not None else {}), **version.terms.upkeep}
    restores = dict(measured_restores(upkeep, tasks, as_of=at, zone=history.zone))
    checked = check_version(version, at=at, restores=restores)
    changes = compare_versions(before, version) if before is not None else ()
    return Looked(history, version, problems, checked.findings, checked.accepted, changes)


def try_situation(
    customer: Customer, papers: Mapping[str, str], described: Mapping[str, Any]
) -> tuple[dict[str, Any] | None, str]:
    """Return what would hold in a situation, or why nobody can say."""
    history, _ = _read(customer, papers)
    if history is None:
        return None, "The papers have errors. Mend them first, and then try a situation."
    try:
        tried = try_out(Described(**described), history)
    except AsagreedError as refused:
        return None, str(refused)
    currency = tried.explained.version.terms.currency or ""
    return tried_data(tried, zone=history.zone, currency=currency), ""


def document_text(customer: Customer, papers: Mapping[str, str], *, language: str) -> Sheet | None:
    """Return the contract that papers make, clause by clause, to be read on a page; None where they have errors."""
    history, _ = _read(customer, papers)
    return document_for(history, tuple(papers), folder=customer.slug, language=language).sheet if history else None


def sent_text(sending: Sending) -> Sheet | None:
    """Return the contract of a document as it was sent, whatever was agreed since."""
    history, _ = _read_once(
        sending.customer.slug, tuple(sorted(sending.papers.items())), tuple(sorted(sending.plans.items()))
    )
    if history is None:
        return None
    signs = tuple(sending.signs)
    return document_for(history, signs, folder=sending.customer.slug, language=sending.language).sheet


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A document as the holder of a link sees it: text, PDF, what it changes, and whether a code is under way."""

    view: SendingView
    text: Sheet | None
    changes: list[ChangeView]
    pdf: bytes
    name: str
    has_code: bool


def linked_document(link: MailedLink, *, at: int) -> LinkedDocument:
    """Return the document of a link. Raises NotAgreed where its holder may not sign any more."""
    # Nobody signed in: the link alone lets its holder see this one document, within its customer.
    with wall.seeing(str(link.customer_id)):
        sending = Sending.objects.select_related("customer", "draft").filter(pk=link.opens).first()
        holder = approvers_of(link.customer_id).filter(email=link.recipient).first()
        if sending is None or holder is None:
            raise NotAgreed("The person to whom this link was sent may not sign any more. Ask your provider.")
        has_code = sending.codes.filter(recipient=link.recipient, used_at=None, expires_at__gt=at).exists()
        return LinkedDocument(
            view=sending_view(sending, person=None, party=CUSTOMER, at=at),
            text=sent_text(sending),
            changes=change_views(sent_changes(sending)),
            pdf=bytes(sending.sealed or sending.document),
            name=holder.name,
            has_code=has_code,
        )


def version_on(customer: Customer, *, number: str, day: str) -> Version | None:
    """Return a version by its number, or the one in force at the beginning of a day; None where there is none."""
    history = history_of(customer.pk)
    if history is None:
        return None
    if not day:
        return next((each for each in history.versions if str(each.number) == number), None)
    try:
        local = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(history.zone), fold=0)
    except ValueError:
        return None
    return version_at(history, at=int(local.timestamp()))


def changes_of(customer: Customer, version: Version) -> tuple[Change, ...]:
    """Return what a version changed against the one before it."""
    history = history_of(customer.pk)
    before = next((each for each in history.versions if each.number == version.number - 1), None) if history else None
    return compare_versions(before, version) if before else ()


def version_text(version: Version, *, language: str) -> Sheet:
    """Return the contract of a version, to be read on a page."""
    return contract_of(version, language=language)


def sent_changes(sending: Sending) -> tuple[Change, ...]:
    """Return what a document changes for the customer, against the version that would hold without it."""
    key = (tuple(sorted(sending.papers.items())), tuple(sorted(sending.plans.items())))
    history, _ = _read_once(sending.customer.slug, *key)
    below = {place: text for place, text in sending.papers.items() if place not in sending.signs}
    before, _ = _read_once(sending.customer.slug, tuple(sorted(below.items())), key[1]) if below else (None, ())
    if history is None or before is None:
        return ()
    version = version_of(history, tuple(sending.signs), folder=sending.customer.slug)
    old = version_at(before, at=version.from_at) or before.versions[-1]
    return compare_versions(old, version)


def papers_together(customer: Customer, papers: Mapping[str, str]) -> dict[str, str]:
    """Return papers with those that were agreed below them."""
    edition = edition_of(customer.pk)
    return {**(edition.papers if edition else {}), **papers}


def _read(customer: Customer, papers: Mapping[str, str]) -> tuple[History | None, tuple[Problem, ...]]:
    # A page asks for problems, findings and what is tried one after the other; the same text is read once.
    together = tuple(sorted(papers_together(customer, papers).items()))
    return _read_once(customer.slug, together, tuple(sorted(plan_texts().items())))


@lru_cache(maxsize=REMEMBERED)
def _read_once(
    folder: str, papers: tuple[tuple[str, str], ...], plans: tuple[tuple[str, str], ...]
) -> tuple[History | None, tuple[Problem, ...]]:
    return read_papers(dict(papers), dict(plans), folder=folder)
