"""Forgetting somebody: what they wrote, what is known of them, and their name wherever else it stands.

1. Everything on record about an address is found: people, tickets, messages, mails.
2. Access ends; the row of a person stays without name and address, since events name it by its number.
3. Words and files that somebody of a customer wrote are erased. Words of the provider's own people are the provider's;
   their name is taken out of them.
4. Personal data beside the chains that names them is erased, event by event.
5. Whatever row still has the name or the address loses it (`redacting`); what has to keep it is told, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import connection
from django.db.models import Q, QuerySet

from asagreed_web.chronicle.append_only import ERASED_NAME
from asagreed_web.chronicle.models import PersonalData
from asagreed_web.intake.models import AutomaticAnswer, ReceivedMail
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.people.models import ApiToken, Invitation, Person, Role
from asagreed_web.protection.erasing import erase_beside, erase_files, erase_mails, erase_messages, erase_outgoing
from asagreed_web.protection.errors import IsLastOwner, NobodyFound
from asagreed_web.protection.redacting import Identity, names_in, redact_everywhere, stretches
from asagreed_web.tickets.models import Attachment, Message, RunningTimer, Ticket


@dataclass(slots=True)
class Known:
    """Who an address belongs to: the person who signs in, if there is one, and every name and customer beside it."""

    email: str
    person: Person | None
    identity: Identity

    @property
    def own_tickets(self) -> QuerySet[Ticket]:
        """The tickets that they asked for."""
        mine = Q(requester_email__iexact=self.email)
        return Ticket.objects.filter(mine | Q(requester=self.person) if self.person else mine)

    @property
    def own_messages(self) -> QuerySet[Message]:
        """The messages that they wrote."""
        mine = Q(author_email__iexact=self.email)
        return Message.objects.filter(mine | Q(author=self.person) if self.person else mine)

    @property
    def own_mails(self) -> QuerySet[ReceivedMail]:
        """The mails that they sent, and all of the tickets that they had to do with: mails quote each other."""
        sent = Q(sender__iexact=self.email) | Q(envelope_sender__iexact=self.email)
        tickets = {*self.own_tickets.values_list("pk", flat=True)}
        if not self.is_of_provider:
            tickets |= {*self.own_messages.values_list("ticket", flat=True)}
        return ReceivedMail.objects.filter(sent | Q(ticket__in=tickets))

    @property
    def is_of_provider(self) -> bool:
        """Whether this is one of the provider's people."""
        return self.person is not None and self.person.is_of_provider


@dataclass(slots=True)
class Forgotten:
    """What was erased, counted by what it is, and what keeps the name, with the reason."""

    counts: dict[str, int] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)


def find_known(*, email: str) -> Known:
    """Return who an address belongs to. Raises NobodyFound, and NameTooCommon for a name that cannot be looked for."""
    email = email.strip().lower()
    person = Person.objects.filter(email=email).first()
    tickets = Ticket.objects.filter(requester_email__iexact=email)
    messages = Message.objects.filter(author_email__iexact=email)
    mails = ReceivedMail.objects.filter(Q(sender__iexact=email) | Q(envelope_sender__iexact=email))
    if not (email and (person or tickets.exists() or messages.exists() or mails.exists())):
        raise NobodyFound(email=email)
    names = {*tickets.values_list("requester_name", flat=True), *messages.values_list("author_name", flat=True)}
    names |= {person.name} if person else set()
    names = {name.strip() for name in names if name.strip() and name != ERASED_NAME and name.strip().lower() != email}
    return Known(
        email, person, Identity(frozenset({email}), frozenset(names), _homes(person, tickets, messages, mails))
    )


def _homes(
    person: Person | None, tickets: QuerySet[Ticket], messages: QuerySet[Message], mails: QuerySet[ReceivedMail]
) -> frozenset[int] | None:
    if person is not None and person.is_of_provider:
        return None
    found = {person.customer_id} if person else set()
    for rows in (tickets, messages, mails):
        found |= set(rows.values_list("customer_id", flat=True))
    return frozenset(each for each in found if each is not None)


def forget_everything(known: Known, *, at: int) -> Forgotten:
    """Erase all that is known of somebody. The caller has opened a transaction. Raises IsLastOwner."""
    done = Forgotten()
    if known.person:
        _end_access(known.person, at=at)
    done.counts["beside the log"] = _erase_beside(known)
    done.counts["mails"] = erase_mails(known.own_mails)
    if not known.is_of_provider:
        written = [*known.own_messages.values_list("pk", flat=True)]
        done.counts["files"] = erase_files(Attachment.objects.filter(message__in=written))
        done.counts["messages"] = erase_messages(Message.objects.filter(pk__in=written))
    done.counts["tickets"] = known.own_tickets.update(
        requester=None, requester_name="", requester_email="", requester_phone=""
    )
    done.counts["outgoing"] = erase_outgoing(OutboxEntry.objects.filter(pk__in=_addressed(known)))
    AutomaticAnswer.objects.filter(sender__iexact=known.email).delete()
    if known.person:
        _make_anonymous(known.person, at=at)
    changed, done.kept = redact_everywhere(known.identity)
    done.counts["other rows"] = changed
    _clean_search()
    return done


def _end_access(person: Person, *, at: int) -> None:
    others = Person.objects.filter(role=Role.OWNER, is_active=True).exclude(pk=person.pk)
    if person.role == Role.OWNER and person.is_active and not others.exists():
        raise IsLastOwner
    for session in UserSession.objects.filter(user=person):
        session.end()
    ApiToken.objects.filter(made_by=person, ended_at=None).update(ended_at=at)
    for rows in (Invitation.objects.filter(person=person), RunningTimer.objects.filter(person=person),
                 Authenticator.objects.filter(user=person), SocialAccount.objects.filter(user=person),
                 EmailAddress.objects.filter(user=person)):  # fmt: skip
        rows.delete()


def _make_anonymous(person: Person, *, at: int) -> None:
    person.name, person.email = ERASED_NAME, f"forgotten-{person.pk}@forgotten.invalid"
    person.is_active, person.access_ended_at = False, person.access_ended_at or at
    person.last_login, person.language, person.theme = None, "", "auto"
    person.set_unusable_password()
    person.save()


def _erase_beside(known: Known) -> int:
    """Erase what stands beside events: of what they wrote themselves, of them as a person, and whatever names them."""
    rows = PersonalData.objects.exclude(salt="")
    own = set() if known.is_of_provider else {*known.own_messages.values_list("event", flat=True)}
    if known.person:
        about = rows.filter(event__subject="person", event__subject_id=known.person.pk)
        own |= {*about.values_list("pk", flat=True)}
    return sum(
        erase_beside(PersonalData.objects.filter(pk__in=some))
        for some in stretches(sorted({*own, *_naming(rows, known)}))
    )


def _naming(rows: QuerySet[PersonalData], known: Known) -> Iterator[int]:
    for pk, chain, data in list(rows.values_list("pk", "chain", "data")):
        if names_in(data, known.identity.pattern_for(chain or None)):
            yield pk


def _addressed(known: Known) -> Iterator[int]:
    found = OutboxEntry.objects.exclude(says={}).values_list("pk", "customer_id", "says", "lane")
    for pk, customer, says, lane in list(found):
        if names_in([says, lane], known.identity.pattern_for(customer)):
            yield pk


def _clean_search() -> None:
    """Let the index of words give up what it only marks as gone; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO tickets_search(tickets_search) VALUES ('optimize')")
