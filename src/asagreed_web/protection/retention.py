"""What an agreement says of keeping records, class by class: what is due, and what becomes of it.

A class is counted from when its records came to an end: a ticket from its last activity after it ended, an entry from
the end of the work, everything else from when it came in. Of a ticket that is deleted nothing stays that was said;
one that is made anonymous keeps its messages without their words, for nobody can vouch that words name nobody. Its
number, moments and clocks stay in both, for they are in the chain, and so are hours, for invoices rest on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from allauth.usersessions.models import UserSession
from django.db.models import Q

from asagreed.terms.sections.records import Kept, Retention
from asagreed_web.billing.models import BooksEdition, Ruling
from asagreed_web.chronicle.models import PersonalData
from asagreed_web.customers.models import Customer
from asagreed_web.intake.models import ReceivedMail, Signal, SignalDelivery
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.monitoring.models import Look
from asagreed_web.protection.erasing import (
    ERASED,
    erase_annotations,
    erase_beside,
    erase_files,
    erase_mails,
    erase_messages,
    erase_notes,
    erase_outgoing,
    erase_reports,
    erase_rulings,
)
from asagreed_web.protection.keeping import Limit, limit_of, why_longer
from asagreed_web.reports.models import Annotation, Report
from asagreed_web.tickets.models import ENDED, Attachment, Message, Ticket, TimeEntry
from asagreed_web.upkeep.models import EvidenceFile

DELETED = "deleted"
WORK_EVENTS = ("time recorded", "time corrected")
"""What is told of work beside a ticket; its words are kept as long as the entries are."""


@dataclass(slots=True)
class Obeyed:
    """What a run did for one customer: how many records of each class, and why others are kept longer than agreed."""

    counts: dict[str, int] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)


def obey(customer: Customer, retention: Retention, *, at: int) -> Obeyed:
    """Erase what is due of each class that an agreement names. The caller has opened a transaction."""
    done = Obeyed()
    for name, kept in retention.classes.items():
        then = kept.then or retention.afterwards or ""
        if not then:
            done.kept[name] = "nobody has said what happens afterwards"
            continue
        longer = why_longer(name, kept.for_)
        if longer:
            done.kept[name] = longer
        done.counts[name] = _CLASSES[name](customer, _limit(name, kept, customer, at), then)
    _say_what_stays(customer, retention, done, at=at)
    return done


def _limit(name: str, kept: Kept, customer: Customer, at: int) -> Limit:
    return limit_of(name, kept.for_, at=at, zone=customer.zone)


def _due(rows: Iterable[tuple[int, int]], limit: Limit) -> list[int]:
    """Return the keys of those rows, given with their moments, that need not be kept any more."""
    return [pk for pk, moment in rows if limit.is_over(moment)]


def _tickets(customer: Customer, limit: Limit, then: str) -> int:
    ended = Ticket.objects.filter(customer=customer, status__in=ENDED, last_activity_at__lt=limit.before)
    due = _due(ended.exclude(subject=ERASED).values_list("pk", "last_activity_at"), limit)
    erase_tickets(due, keeps_messages=then != DELETED)
    erase_outgoing(OutboxEntry.objects.filter(pk__in=_mails_about(customer, due)))
    told = OutboxEntry.objects.filter(customer_id=customer.pk, kind=OutboxEntry.Kind.WEB_HOOK).exclude(says={})
    told = told.exclude(state=OutboxEntry.State.WAITING).filter(written_at__lt=limit.before)
    erase_outgoing(OutboxEntry.objects.filter(pk__in=_due(told.values_list("pk", "written_at"), limit)))
    return len(due)


def _mails_about(customer: Customer, tickets: list[int]) -> list[int]:
    """Return the mails in the outbox that are about tickets; their lane names them."""
    numbers = {str(number) for number in Ticket.objects.filter(pk__in=tickets).values_list("number", flat=True)}
    mails = OutboxEntry.objects.filter(customer_id=customer.pk, lane__startswith="ticket ").values_list("pk", "lane")
    return [pk for pk, lane in mails if lane.split(" ")[1] in numbers]


def erase_tickets(due: list[int], *, keeps_messages: bool) -> None:
    """Erase everything that was said on tickets, and by whom."""
    tickets, messages = Ticket.objects.filter(pk__in=due), Message.objects.filter(ticket__in=due)
    erase_files(Attachment.objects.filter(ticket__in=due))
    if keeps_messages:
        erase_messages(messages)
    else:
        messages.delete()
    erase_mails(ReceivedMail.objects.filter(ticket__in=due))
    erase_rulings(Ruling.objects.filter(ticket__in=due))
    told = PersonalData.objects.filter(event__subject="ticket", event__subject_id__in=due)
    erase_beside(told.exclude(event__kind__in=WORK_EVENTS))
    tickets.update(subject=ERASED, requester=None, requester_name="", requester_email="", requester_phone="",
                   emergency=None, coverage=None)  # fmt: skip


def _attachments(customer: Customer, limit: Limit, _then: str) -> int:
    files = Attachment.objects.filter(customer=customer, message__at__lt=limit.before)
    shown = EvidenceFile.objects.filter(customer=customer, work__recorded_at__lt=limit.before)
    return erase_files(
        Attachment.objects.filter(pk__in=_due(files.values_list("pk", "message__at"), limit))
    ) + erase_files(EvidenceFile.objects.filter(pk__in=_due(shown.values_list("pk", "work__recorded_at"), limit)))


def _original_mails(customer: Customer, limit: Limit, _then: str) -> int:
    read = ReceivedMail.objects.filter(customer=customer, received_at__lt=limit.before)
    due = _due(read.exclude(state=ReceivedMail.State.RECEIVED).values_list("pk", "received_at"), limit)
    return erase_mails(ReceivedMail.objects.filter(pk__in=due))


def _time_entries(customer: Customer, limit: Limit, _then: str) -> int:
    entries = TimeEntry.objects.filter(customer=customer, end_at__lt=limit.before).exclude(note="")
    due = _due(entries.values_list("pk", "end_at"), limit)
    tickets = TimeEntry.objects.filter(pk__in=due).values("ticket_id")
    told = PersonalData.objects.filter(chain=customer.pk, event__subject="ticket", event__subject_id__in=tickets)
    told = told.filter(event__kind__in=WORK_EVENTS)
    wanted = set(due)
    beside = [pk for pk, says in told.values_list("pk", "event__says") if says.get("entry") in wanted]
    erase_beside(PersonalData.objects.filter(pk__in=beside))
    return erase_notes(TimeEntry.objects.filter(pk__in=due))


def _monitoring(customer: Customer, limit: Limit, _then: str) -> int:
    old = Signal.objects.filter(customer=customer, received_at__lt=limit.before)
    # What an open ticket rests on is still needed to tell when all is well again.
    old = old.filter(Q(ticket=None) | Q(ticket__status__in=ENDED))
    signals = Signal.objects.filter(pk__in=_due(old.values_list("pk", "received_at"), limit))
    count = signals.count()
    signals.delete()
    empty = SignalDelivery.objects.filter(customer=customer, received_at__lt=limit.before, signals=None)
    read = empty.exclude(state=SignalDelivery.State.RECEIVED)
    due = _due(read.values_list("pk", "received_at"), limit)
    SignalDelivery.objects.filter(pk__in=due).delete()
    return count + len(due) + _looks(customer, limit)


def _looks(customer: Customer, limit: Limit) -> int:
    """Delete what own checks saw; what is on record of outages stays, for figures rest on it."""
    # What a check that still looks has not settled is told by its looks alone.
    settled = Q(check_made__is_unsettled=False) | Q(check_made__ended_at__isnull=False)
    old = Look.objects.filter(settled, customer=customer, at__lt=limit.before)
    due = _due(((pk, until or at) for pk, at, until in old.values_list("pk", "at", "until")), limit)
    for start in range(0, len(due), 500):
        Look.objects.filter(pk__in=due[start : start + 500]).delete()
    return len(due)


def _sign_ins(customer: Customer, limit: Limit, _then: str) -> int:
    sessions = list(UserSession.objects.filter(user__customer=customer))
    due = [each for each in sessions if limit.is_over(int(each.last_seen_at.timestamp()))]
    for each in due:
        each.end()
    return len(due)


def _reports(customer: Customer, limit: Limit, _then: str) -> int:
    written = Annotation.objects.filter(customer=customer, written_at__lt=limit.before)
    erase_annotations(Annotation.objects.filter(pk__in=_due(written.values_list("pk", "written_at"), limit)))
    issued = Report.objects.filter(customer=customer, issued_at__lt=limit.before)
    return erase_reports(Report.objects.filter(pk__in=_due(issued.values_list("pk", "issued_at"), limit)))


def _nothing(_customer: Customer, _limit: Limit, _then: str) -> int:
    return 0


_CLASSES: dict[str, Callable[[Customer, Limit, str], int]] = {
    "tickets": _tickets,
    "attachments": _attachments,
    "original mails": _original_mails,
    "time entries": _time_entries,
    "invoices": _nothing,
    "reports": _reports,
    "monitoring": _monitoring,
    "sign-ins": _sign_ins,
}
"""Books and what was invoiced are never erased by a program."""


def _say_what_stays(customer: Customer, retention: Retention, done: Obeyed, *, at: int) -> None:
    if retention.invoices is None or "invoices" in done.kept:
        return
    limit = _limit("invoices", retention.invoices, customer, at)
    books = BooksEdition.objects.filter(customer=customer).values_list("pk", "entered_at")
    due = _due(books, limit)
    if due:
        done.kept["invoices"] = f"{len(due)} editions of the books are over their time; books are erased by hand only"
