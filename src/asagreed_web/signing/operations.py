"""Sending a document to be signed, signing it, and what follows once both parties have: the papers are in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction

from asagreed.documents.signature_sheet.sentences import said
from asagreed.errors import AsagreedError
from asagreed.signing import (
    METHODS,
    NotReadyToSign,
    SignatureUnder,
    Signing,
    add_signature,
    document_to_sign,
    version_of,
)
from asagreed.signing import signature_text as text_of
from asagreed.terms.papers import CUSTOMER, PARTIES, PROVIDER
from asagreed_web.agreements.operations import enter_papers
from asagreed_web.agreements.queries import edition_of, history_of, plan_texts
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.kit.mailed_links import BAD_LINK, MailedLink
from asagreed_web.kit.outbox import put_mail
from asagreed_web.kit.wording import moment as moment_words
from asagreed_web.people.models import Person
from asagreed_web.signing import links
from asagreed_web.signing.drafting import begin_draft
from asagreed_web.signing.errors import NotAgreed
from asagreed_web.signing.links import DOCUMENTS
from asagreed_web.signing.models import Draft, PartySignature, Sending, SigningCode
from asagreed_web.signing.proposals import rider_paper
from asagreed_web.signing.rules import approvers_of, party_of
from asagreed_web.signing.seals import seal_of_installation

FRESH, LINK, OFFERED = METHODS["fresh"], METHODS["link"], "offered in the signed agreement"
_SHOWN = 32
"""Digits of the hash of the document that stand in a stamp."""


@transaction.atomic
def send(*, draft_id: int, by: Person | None, expires_at: int, at: int) -> Sending:
    """Freeze a draft as a document and put it to both parties; every approver gets a link of their own.

    Raises NotAgreed for papers with errors, or where nobody may sign for the customer.
    """
    draft = Draft.objects.select_for_update(of=("self",)).select_related("customer").get(pk=draft_id)
    if draft.state != Draft.State.OPEN:
        raise NotAgreed(f"This draft is {draft.state} already. Withdraw what was sent before it is sent again.")
    if expires_at <= at:
        raise NotAgreed("The document would have expired already. Choose a later day.")
    approvers = list(approvers_of(draft.customer_id))
    if not approvers:
        raise NotAgreed(f"{draft.customer} has nobody who may sign. Invite an approver first.")
    _check_enterable(draft, at=at)
    sending = _frozen(draft, by=by, expires_at=expires_at, at=at)
    draft.state, draft.is_shared = Draft.State.SENT, True
    draft.save(update_fields=["state", "is_shared"])
    _tell(sending, "document sent to be signed", by.actor if by else "offer in the agreement", at,
          document=sending.document_sha256, signs=sending.signs)  # fmt: skip
    for approver in approvers:
        _mail_link(sending, approver, at)
    return sending


def _check_enterable(draft: Draft, *, at: int) -> None:
    """Refuse what could not be entered once it is signed: it is entered, and taken back."""
    mark = transaction.savepoint()
    try:
        entered = enter_papers(customer=draft.customer, papers={**draft.papers, **_to_come(draft, at)}, by=None, at=at)
    except AsagreedError as refused:
        raise NotAgreed(str(refused)) from refused
    finally:
        transaction.savepoint_rollback(mark)
    if entered.edition is None:
        errors = tuple(each for each in entered.problems if each.is_error)
        raise NotAgreed("The papers have errors, and nobody should sign what cannot be read. Mend them first.", errors)


def _to_come(draft: Draft, at: int) -> dict[str, str]:
    """Return signatures as they will lie beside the papers: what they date need not be dated by itself."""
    signatures = (
        SignatureUnder(
            signs=place, sha256=sha256(text.encode()).hexdigest(), party=party, name=party, method=FRESH, at=at,
            document="0" * 64,
        )
        for place, text in draft.papers.items()
        for party in PARTIES
    )  # fmt: skip
    return {each.place: text_of(each) for each in signatures}


def _frozen(draft: Draft, *, by: Person | None, expires_at: int, at: int) -> Sending:
    edition = edition_of(draft.customer_id)
    papers = {**(edition.papers if edition else {}), **draft.papers}
    plans = plan_texts()
    signing = Signing(
        folder=draft.customer.slug, papers=papers, plans=plans, signs=tuple(draft.papers), language=draft.language
    )
    try:
        sent = document_to_sign(signing)
    except NotReadyToSign as refused:
        raise NotAgreed(str(refused), refused.problems) from refused
    return Sending.objects.create(
        customer=draft.customer,
        draft=draft,
        papers=papers,
        plans=plans,
        signs=list(draft.papers),
        # A list of pairs: the papers have an order, and PostgreSQL keeps none of the keys of an object.
        covers=[{**asdict(each), "papers": list(each.papers.items())} for each in sent.covers],
        rests_on=edition.sha256 if edition else "",
        document=sent.pdf,
        document_sha256=sent.sha256,
        language=draft.language,
        sent_at=at,
        sent_by=by,
        expires_at=expires_at,
    )


def _mail_link(sending: Sending, to: Person, at: int) -> None:
    link = MailedLink(
        opens=sending.pk, customer_id=sending.customer_id, recipient=to.email, expires_at=sending.expires_at
    )
    says = {**_says(sending), "link": DOCUMENTS.address(DOCUMENTS.token_of(link)), "name": to.name}
    put_mail(
        key=f"sign {sending.pk} by {to.pk}",
        template="to_sign",
        to=to.email,
        says=says,
        customer_id=sending.customer_id,
        at=at,
    )


def _says(sending: Sending) -> dict[str, Any]:
    return {
        "title": sending.draft.title,
        "customer": sending.customer.name,
        "expires_at": sending.expires_at,
        "zone": sending.customer.zone,
        "document": sending.document_sha256,
    }


@transaction.atomic
def sign_signed_in(*, sending_id: int, person: Person, name: str, shown_sha256: str, at: int) -> Sending:
    """Sign as somebody who has just proved afresh who they are; the caller has seen to that.

    `shown_sha256` is the document that was read. Raises NotAgreed for the wrong person or document.
    """
    party = party_of(person)
    held = _held(sending_id)
    if not party or (party == CUSTOMER and held.customer_id != person.own_customer):
        raise NotAgreed(
            f"{person.name} may not sign this. An owner signs for the provider, an approver for a customer."
        )
    if held.document_sha256 != shown_sha256:
        raise NotAgreed("The document is another one than you have read. Read it again before you sign.")
    return _sign(held, party, person, name, FRESH, at=at)


def send_code(*, link: MailedLink, at: int) -> None:
    """Mail a code to the address of a link: whoever types it in holds the mailbox. Raises NotAgreed."""
    with transaction.atomic():
        sending, holder = _opened(link, at=at)
        recent = SigningCode.objects.filter(sending=sending, recipient=link.recipient, sent_at__gt=at - 3600).count()
        if recent >= links.MOST_ATTEMPTS:
            raise NotAgreed("Several codes were sent within the hour. Use the last one, or wait an hour.")
        code = links.new_code()
        SigningCode.objects.create(
            sending=sending,
            recipient=link.recipient,
            digest=links.digest_of(code, sending_id=sending.pk, recipient=link.recipient),
            sent_at=at,
            expires_at=at + links.CODE_SECONDS,
        )
        put_mail(
            key=f"code {sending.pk} {link.recipient} {at} {recent}",
            template="signing_code",
            to=link.recipient,
            says={**_says(sending), "code": code, "name": holder.name},
            customer_id=sending.customer_id,
            at=at,
        )


def sign_by_link(*, link: MailedLink, code: str, name: str, shown_sha256: str, at: int) -> Sending:
    """Sign as the holder of a link who typed in the code that was mailed to it. Raises NotAgreed."""
    if not _take_code(link, code, at=at):
        raise NotAgreed("The code is not the one that was mailed last, or its time is over. Ask for another one.")
    with transaction.atomic():
        sending, holder = _opened(link, at=at)
        if sending.document_sha256 != shown_sha256:
            raise NotAgreed("The document is another one than you have read. Read it again before you sign.")
        signed = _sign(sending, CUSTOMER, holder, name, LINK, at=at)
        SigningCode.objects.filter(sending=sending, recipient=link.recipient, used_at=None).update(used_at=at)
        return signed


def _take_code(link: MailedLink, code: str, *, at: int) -> bool:
    """Say whether a code fits; every attempt counts, also one whose transaction is undone afterwards."""
    with transaction.atomic():
        waiting = SigningCode.objects.select_for_update().filter(
            sending_id=link.opens, recipient=link.recipient, used_at=None, expires_at__gt=at
        )
        found = waiting.order_by("-sent_at", "-pk").first()
        tried = SigningCode.objects.filter(sending_id=link.opens, recipient=link.recipient)
        if sum(tried.values_list("attempts", flat=True)) >= links.MOST_ATTEMPTS_IN_ALL:
            raise NotAgreed("This link was tried too often with wrong codes. Ask for the document to be sent again.")
        if found is None or found.attempts >= links.MOST_ATTEMPTS:
            return False
        found.attempts += 1
        found.save(update_fields=["attempts"])
        return links.fits(code, found.digest, sending_id=link.opens, recipient=link.recipient)


def _opened(link: MailedLink, *, at: int) -> tuple[Sending, Person]:
    sending = _held(link.opens)
    holder = approvers_of(link.customer_id).filter(email=link.recipient).first()
    if holder is None or sending.customer_id != link.customer_id:
        raise NotAgreed("The person to whom this link was sent may not sign any more. Ask your provider.")
    _check_open(sending, at=at)
    return sending, holder


def _held(sending_id: int) -> Sending:
    # Signatures of one document are made one after the other: each is sealed over the one before it.
    held = Sending.objects.select_for_update(of=("self",)).select_related("customer", "draft").filter(pk=sending_id)
    found = held.first()
    if found is None:
        raise NotAgreed(BAD_LINK)
    return found


def _check_open(sending: Sending, *, at: int) -> None:
    if sending.state == Sending.State.SIGNED:
        raise NotAgreed("Both parties have signed this document already. A link works until then, and once.")
    if sending.state == Sending.State.WITHDRAWN:
        raise NotAgreed("This document was withdrawn, so there is nothing to sign. Ask for the one in its place.")
    if at >= sending.expires_at:
        raise NotAgreed("The time to sign this document is over. Ask for it to be sent again.")
    edition = edition_of(sending.customer_id)
    if sending.rests_on != (edition.sha256 if edition else ""):
        raise NotAgreed(
            "Other papers of this agreement were signed after this document was sent, so it may no longer say what "
            "holds. Ask for it to be sent again."
        )


def _sign(sending: Sending, party: str, person: Person | None, name: str, method: str, *, at: int) -> Sending:
    # Two documents of one customer must not both be the last word: whoever comes second sees what the first did.
    Customer.objects.select_for_update(no_key=True).get(pk=sending.customer_id)
    _check_open(sending, at=at)
    known = sending.signatures.filter(party=party).first()
    if known is not None:
        when = moment_words(known.at, sending.customer.zone)
        raise NotAgreed(f"{known.name} signed for the {party} on {when}. Each party signs once.")
    shown = _name(name, person)
    seal = seal_of_installation(at=at)
    PartySignature.objects.create(
        sending=sending,
        party=party,
        person=person,
        name=shown,
        method=method,
        address=person.email if person else "",
        seal=seal.fingerprint,
        at=at,
    )
    given = [_under(each, party, shown, method, at) for each in sending.covers]
    sending.sealed = add_signature(
        bytes(sending.sealed or sending.document),
        given,
        seal=seal,
        lines=_lines(sending, method, at),
        language=sending.language,
    )
    sending.save(update_fields=["sealed"])
    _tell(sending, "document signed", person.actor if person else "offer in the agreement", at,
          personal={"name": shown}, party=party, method=method, document=sending.document_sha256)  # fmt: skip
    if {each.party for each in sending.signatures.all()} == set(PARTIES):
        _enter(sending, by=person, at=at)
    return sending


def _name(typed: str, person: Person | None) -> str:
    """Return the name under which somebody signs: as it was typed, or their own. Raises NotAgreed."""
    name = " ".join(typed.split())[:120] or (person.name if person else "")
    if not name or not name.isprintable():
        raise NotAgreed("A signature needs a name that can be read. Write yours.")
    return name


def _under(cover: Mapping[str, Any], party: str, name: str, method: str, at: int) -> SignatureUnder:
    covered = SignatureUnder(**{**cover, "papers": dict(cover["papers"])})
    return replace(covered, party=party, name=name, method=method, at=at)


def _lines(sending: Sending, method: str, at: int) -> list[str]:
    words = said(sending.language)
    named = {FRESH: words["fresh"], LINK: words["link"]}.get(method, method)
    return [
        words["signed at"].format(moment=f"{moment_words(at, sending.customer.zone)} ({sending.customer.zone})"),
        words["by"].format(method=named),
        words["hash"].format(hash=sending.document_sha256[:_SHOWN]),
    ]


def _enter(sending: Sending, *, by: Person | None, at: int) -> None:
    """Put the papers in force, each with the two signatures beside it."""
    papers = {place: sending.papers[place] for place in sending.signs}
    for signature in sending.signatures.all():
        for cover in sending.covers:
            under = _under(cover, signature.party, signature.name, signature.method, signature.at)
            papers[under.place] = text_of(under)
    try:
        entered = enter_papers(customer=sending.customer, papers=papers, by=by, at=at)
    except AsagreedError as refused:
        raise NotAgreed(str(refused)) from refused
    if entered.edition is None:
        errors = tuple(each for each in entered.problems if each.is_error)
        raise NotAgreed(f"What was signed cannot be entered: {errors[0].message}", errors)
    _check_terms(sending)
    sending.state, sending.signed_at = Sending.State.SIGNED, at
    sending.save(update_fields=["state", "signed_at"])
    Draft.objects.filter(pk=sending.draft_id).update(state=Draft.State.SIGNED)
    for signature in sending.signatures.exclude(address=""):
        put_mail(
            key=f"signed {sending.pk} {signature.party}",
            template="signed",
            to=signature.address,
            says={**_says(sending), "name": signature.name, "signed_at": at},
            customer_id=sending.customer_id,
            at=at,
        )


def _check_terms(sending: Sending) -> None:
    """Refuse papers that by now make other terms than were signed, as a late signature may: nothing is entered then."""
    history = history_of(sending.customer_id)
    for cover in sending.covers:
        signs = (cover["signs"],)
        if history and cover["terms"] != "":
            begun = version_of(history, signs, folder=sending.customer.slug)
            if begun.hash != cover["terms"]:
                raise NotAgreed(
                    "Signed only now, these papers would take effect after others and say something else together than "
                    "the document says. Ask for it to be sent again."
                )


@transaction.atomic
def withdraw(*, sending_id: int, by: Person, at: int) -> Sending:
    """Take a document back that is not signed by both; its draft can be changed again. Raises NotAgreed."""
    sending = _held(sending_id)
    if sending.state != Sending.State.OPEN:
        raise NotAgreed(f"This document is {sending.state} already.")
    sending.state = Sending.State.WITHDRAWN
    sending.save(update_fields=["state"])
    Draft.objects.filter(pk=sending.draft_id).update(state=Draft.State.OPEN)
    _tell(sending, "document withdrawn", by.actor, at)
    return sending


@transaction.atomic
def take_up_rider(*, customer: Customer, rider: str, begins: str, by: Person, expires_at: int, at: int) -> Sending:
    """Take up a rider that the signed agreement offers, from a local moment on: the provider's yes is the offer.

    The document is sent and signed for the provider; the customer signs it like any other. Raises NotAgreed.
    """
    place, text = rider_paper(customer, rider, begins=begins, at=at)
    paper = {place: text}
    return send_offered(
        customer=customer, title=rider, papers=paper, method=OFFERED, by=by, expires_at=expires_at, at=at
    )


@transaction.atomic
def send_offered(
    *, customer: Customer, title: str, papers: Mapping[str, str], method: str, by: Person, expires_at: int, at: int
) -> Sending:
    """Send papers to which the provider has said yes beforehand; `method` says how. Raises NotAgreed."""
    draft = begin_draft(customer=customer, title=title, papers=papers, by=by, at=at)
    sending = send(draft_id=draft.pk, by=None, expires_at=expires_at, at=at)
    return _sign(sending, PROVIDER, None, settings.PROVIDER, method, at=at)


def _tell(
    sending: Sending, kind: str, actor: str, at: int, personal: Mapping[str, Any] | None = None, **says: Any
) -> None:
    happening = Happening(
        subject="document",
        subject_id=sending.pk,
        kind=kind,
        happened_at=at,
        recorded_at=at,
        actor=actor,
        says={"draft": sending.draft.number, **says},
        personal=personal,
    )
    append(sending.customer_id, happening)
