"""What is done about money: books and work are entered, quotes offered and answered, rulings put on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.db import transaction

from asagreed.money import Money, round_half_up
from asagreed.reading.problems import Problem
from asagreed_web.billing.books import check_books
from asagreed_web.billing.errors import Changed
from asagreed_web.billing.facts import hash_of_text
from asagreed_web.billing.links import QUOTES
from asagreed_web.billing.models import BooksEdition, Quote, Ruling
from asagreed_web.billing.offers import Fixed, Planned, Priced, asked_data, fixed_by, hash_of_shown, price_work
from asagreed_web.billing.pages import EntryPreview
from asagreed_web.billing.preview import Work, preview, verdict_kept
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.kit import wall
from asagreed_web.kit.mailed_links import BAD_LINK, MailedLink
from asagreed_web.kit.outbox import put_mail
from asagreed_web.kit.wording import moment as moment_words
from asagreed_web.people.models import Person, Role
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import Ticket, TimeEntry
from asagreed_web.tickets.operations import Author, tell
from asagreed_web.tickets.signals import ticket_changed
from asagreed_web.tickets.time_entries import record_time

__all__ = ["Entered", "Planned", "Work", "answer_quote", "enter_books", "offer_quote", "record_work",
           "record_work_unseen", "rule", "withdraw_quote"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of books that were entered: an edition, or only the problems that kept them from being one."""

    edition: BooksEdition | None
    problems: tuple[Problem, ...]


@transaction.atomic
def enter_books(*, customer: Customer, text: str, by: Person | None, at: int) -> Entered:
    """Keep the books of a customer as a new edition; with an error among the problems nothing is kept.

    Raises NotPossible without an agreement, for the books of another one, and for a text that is too large.
    """
    checked = check_books(customer=customer, text=text, at=at)
    return Entered(_edition(customer, text, by, at) if checked.is_usable else None, checked.problems)


def _edition(customer: Customer, text: str, by: Person | None, at: int) -> BooksEdition:
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    before = BooksEdition.objects.filter(customer=customer).order_by("-number").first()
    sha256 = hash_of_text(text)
    if before is not None and before.sha256 == sha256:
        return before
    edition = BooksEdition.objects.create(
        customer=customer,
        number=before.number + 1 if before else 1,
        text=text,
        sha256=sha256,
        entered_at=at,
        entered_by=by,
    )
    happening = Happening(
        subject="books",
        subject_id=edition.pk,
        kind="books entered",
        happened_at=at,
        recorded_at=at,
        actor=by.actor if by else "command line",
        says={"edition": edition.number, "sha256": sha256},
    )
    append(customer.pk, happening)
    return edition


@transaction.atomic
def record_work(work: Work, *, by: Person, shown_hash: str, at: int) -> TimeEntry:
    """Record work with the verdict that was shown of it.

    Raises Changed when something else holds by now than what was shown, and NotPossible when it cannot be recorded.
    """
    held, shown = _held(work, at=at)
    if shown.hash != shown_hash:
        raise Changed(shown)
    return _recorded(held, shown, by=by, at=at)


@transaction.atomic
def record_work_unseen(work: Work, *, by: Person, at: int) -> TimeEntry:
    """Record work with the verdict that it has now, where nobody waits to be shown it. Raises NotPossible."""
    held, shown = _held(work, at=at)
    return _recorded(held, shown, by=by, at=at)


def _held(work: Work, *, at: int) -> tuple[Work, EntryPreview]:
    """Return work on its ticket as that stands now, and what it comes to, with the work of the customer held."""
    # Work of one customer is recorded one after the other: two entries cannot both draw the last hour of a block.
    Customer.objects.select_for_update(no_key=True).get(pk=work.ticket.customer_id)
    held = replace(work, ticket=Ticket.objects.select_related("customer").get(pk=work.ticket.pk))
    shown = preview(held, at=at)
    if shown.refused:
        raise NotPossible(shown.refused)
    return held, shown


def _recorded(work: Work, shown: EntryPreview, *, by: Person, at: int) -> TimeEntry:
    verdict = verdict_kept(shown)
    return record_time(ticket_id=work.ticket.pk, by=by, worked=work, verdict=verdict, at=at, corrects=work.corrects)


@transaction.atomic
def offer_quote(
    *,
    ticket_id: int,
    by: Person,
    work: Sequence[Planned],
    choice: str,
    title: str,
    expires_at: int,
    at: int,
    price: Money | None = None,
) -> Quote:
    """Put work with its price to the customer: every approver gets a mail with a link of their own.

    `choice` is one of the ways that the library prices; `price` is for work that the agreement does not price. Raises
    NotPossible where there is nothing to quote, or nobody to answer.
    """
    ticket = Ticket.objects.select_related("customer").get(pk=ticket_id)
    if expires_at <= at:
        raise NotPossible("The quote would have expired already. Choose a later day.")
    if not title.strip():
        raise NotPossible("A quote needs a title by which the customer knows the work. Write one.")
    approvers = list(Person.objects.filter(customer_id=ticket.customer_id, role=Role.APPROVER, is_active=True))
    if not approvers:
        raise NotPossible(f"{ticket.customer} has nobody who may approve. Invite an approver first.")
    priced = price_work(ticket, work, at=at)
    fixed = fixed_by(priced, choice, price=price)
    quote = _offered(ticket, by, priced, fixed, work=work, choice=choice, title=title, expires_at=expires_at, at=at)
    _tell(quote, "quote offered", by.actor, at, expires_at=expires_at, choice=choice)
    for approver in approvers:
        _mail(quote, approver, at)
    return quote


def _offered(
    ticket: Ticket,
    by: Person,
    priced: Priced,
    fixed: Fixed,
    *,
    work: Sequence[Planned],
    choice: str,
    title: str,
    expires_at: int,
    at: int,
) -> Quote:
    return Quote.objects.create(
        customer_id=ticket.customer_id,
        ticket=ticket,
        title=title[:200],
        asked=asked_data(work),
        quoted=priced.data,
        choice=choice,
        amount=fixed.amount.amount,
        per_hour=fixed.per_hour,
        at_most_seconds=fixed.at_most_seconds,
        currency=priced.currency,
        version_hash=priced.worked_out.version_hash,
        shown_hash=hash_of_shown(title, choice, fixed, priced.data),
        offered_at=at,
        offered_by=by,
        expires_at=expires_at,
    )


def _mail(quote: Quote, to: Person, at: int) -> None:
    ticket = quote.ticket
    link = MailedLink(opens=quote.pk, customer_id=quote.customer_id, recipient=to.email, expires_at=quote.expires_at)
    says = {
        "number": ticket.number,
        "subject": ticket.subject,
        "customer": ticket.customer.name,
        "title": quote.title,
        "choice": quote.choice,
        "amount": str(Money(quote.amount, quote.currency)),
        "expires_at": quote.expires_at,
        "zone": ticket.customer.zone,
        "link": QUOTES.address(QUOTES.token_of(link)),
        "name": to.name,
    }
    put_mail(
        key=f"quote {quote.pk} to {to.pk}",
        template="quote",
        to=to.email,
        says=says,
        customer_id=quote.customer_id,
        at=at,
        ticket=ticket.number,
    )


def answer_quote(
    *,
    quote_id: int,
    accept: bool,
    at: int,
    person: Person | None = None,
    link: MailedLink | None = None,
    name: str = "",
) -> Quote:
    """Accept or decline a quote, once, as an approver who signed in or by a signed link (`links.QUOTES`).

    Raises NotPossible where it was answered or withdrawn before, has expired, or is not theirs to answer.
    """
    if person is not None:
        through = "program" if person.through else "portal"
        return _answer(quote_id, person, through, accept=accept, name=person.name, at=at)
    if link is None or link.opens != quote_id:
        raise NotPossible(BAD_LINK)
    # Nobody signed in: the link alone lets its holder see and answer, within its customer.
    with wall.seeing(str(link.customer_id)):
        holder = Person.objects.filter(email=link.recipient, customer_id=link.customer_id).first()
        if holder is None or not holder.is_active or holder.role != Role.APPROVER:
            raise NotPossible("The person to whom this link was sent may not approve any more. Ask the service desk.")
        if at >= link.expires_at:
            raise NotPossible("This link has expired. Ask the service desk for the quote again.")
        return _answer(quote_id, holder, "signed link", accept=accept, name=name.strip() or holder.name, at=at)


@transaction.atomic
def _answer(quote_id: int, by: Person, through: str, *, accept: bool, name: str, at: int) -> Quote:
    if by.role != Role.APPROVER:
        raise NotPossible(f"{by.name} may not approve for the customer. Ask an approver of your organisation.")
    state = Quote.State.ACCEPTED if accept else Quote.State.DECLINED
    # One statement decides between two answers at once: the second finds the quote no longer offered.
    waiting = Quote.objects.filter(
        pk=quote_id, customer_id=by.own_customer, state=Quote.State.OFFERED, expires_at__gt=at
    )
    answered_by = None if by.through else by
    answered = {"answered_at": at, "answered_by": answered_by, "answered_name": name[:120], "answered_through": through}
    if not waiting.update(state=state, **answered):
        raise NotPossible(_why_unanswerable(quote_id, by))
    quote = Quote.objects.select_related("ticket", "customer", "answered_by").get(pk=quote_id)
    _tell(quote, f"quote {state.value}", by.actor, at, through=through)
    Ticket.objects.filter(pk=quote.ticket_id).update(waits_for_us=True, last_activity_at=at)
    return quote


def _why_unanswerable(quote_id: int, by: Person) -> str:
    quote = Quote.objects.filter(pk=quote_id, customer_id=by.own_customer).first()
    if quote is None:
        return "There is no such quote for your organisation. Open it from the list of quotes in the portal."
    if quote.state == Quote.State.OFFERED:
        return "The quote has expired. Ask the service desk to offer it again."
    if quote.state == Quote.State.WITHDRAWN:
        return "The quote was withdrawn, so there is nothing to answer. Ask the service desk for another one."
    when = moment_words(quote.answered_at or 0, quote.customer.zone)
    return f"The quote was {quote.state} by {quote.answered_name} on {when}. An answer is given once; ask the desk."


@transaction.atomic
def withdraw_quote(*, quote_id: int, by: Person, why: str, at: int) -> Quote:
    """Take back a quote that was not answered yet. Raises NotPossible for another one, and without a reason."""
    if not why.strip():
        raise NotPossible("A quote is withdrawn for a reason. Say why.")
    if not Quote.objects.filter(pk=quote_id, state=Quote.State.OFFERED).update(state=Quote.State.WITHDRAWN):
        raise NotPossible("The quote is not open any more, so it cannot be withdrawn.")
    quote = Quote.objects.select_related("ticket", "customer").get(pk=quote_id)
    _tell(quote, "quote withdrawn", by.actor, at, why=why)
    return quote


def _tell(quote: Quote, kind: str, actor: str, at: int, **more: Any) -> None:
    by = Author(actor=actor, name="")
    amount = str(round_half_up(Fraction(quote.amount), quote.currency).amount)
    tell(quote.ticket, kind, by=by, at=at, quote=quote.pk, amount=amount, currency=quote.currency,
         shown=quote.shown_hash, **more)  # fmt: skip


@transaction.atomic
def rule(
    *,
    ticket_id: int,
    says: str,
    provider: Person,
    customer_side: Person | None = None,
    customer_name: str = "",
    note: str = "",
    at: int,
) -> Ruling:
    """Put on record what was decided of a ticket: an emergency by both sides, work by arrangement by who decides it.

    `says` is a word of `Ruling.Says`. The ticket is judged again at once. Raises NotPossible.
    """
    ticket = Ticket.objects.select_for_update().get(pk=ticket_id)
    if says not in Ruling.Says.values:
        raise NotPossible(f"«{says}» is no ruling. Choose one of: {', '.join(Ruling.Says.values)}.")
    if not provider.is_of_provider:
        raise NotPossible(f"{provider.name} does not speak for the provider. Let somebody of the desk do it.")
    if customer_side is not None and customer_side.customer_id != ticket.customer_id:
        raise NotPossible(f"{customer_side.name} does not speak for this customer. Name somebody who does.")
    is_of_both = customer_side is not None or bool(customer_name.strip())
    if says in (Ruling.Says.EMERGENCY, Ruling.Says.NO_EMERGENCY) and not is_of_both:
        raise NotPossible("Both sides agree on an emergency. Say who agreed for the customer.")
    ruling = Ruling.objects.create(
        customer_id=ticket.customer_id,
        ticket=ticket,
        says=says,
        provider_person=provider,
        customer_person=customer_side,
        customer_name=customer_name.strip()[:120],
        note=note,
        at=at,
    )
    personal = {"customer": customer_name, "note": note} if customer_name or note else None
    agreed_by = customer_side.actor if customer_side else None
    tell(ticket, "ruling", by=Author.of(provider), at=at, personal=personal, ruling=ruling.pk, decided=says,
         agreed_by=agreed_by)  # fmt: skip
    ticket_changed.send(sender=Ticket, ticket=ticket, at=at)
    return ruling
