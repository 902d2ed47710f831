"""The story of a ticket in its order: what was said, and between it what happened."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asagreed_web.chronicle.models import Event
from asagreed_web.kit.parts import Author, FileLink, MessageView, TimelineEntry
from asagreed_web.people.models import Person
from asagreed_web.tickets.attachments import is_shown
from asagreed_web.tickets.facts import COLUMNS, TICKET
from asagreed_web.tickets.happenings import actors_of, entry_of
from asagreed_web.tickets.models import Attachment, Message, Ticket
from asagreed_web.tickets.rules import attachments_for, messages_for

_AUTHORS: Mapping[str, Author] = {
    Message.Kind.REPLY: "staff",
    Message.Kind.CUSTOMER_REPLY: "customer",
    Message.Kind.NOTE: "internal",
    Message.Kind.AUTOMATIC: "automatic",
}


Row = Mapping[str, Any]
"""An event as `events_of` reads it."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the files and formatted originals of messages are found, in the door that shows them."""

    file: Callable[[Attachment], str]
    original: Callable[[Message], str]


@dataclass(frozen=True, slots=True)
class Spine:
    """One step of a conversation: a message, or what happened before the next one; and a preview of its pictures."""

    message: MessageView | None = None
    happened: tuple[TimelineEntry, ...] = ()
    pictures: tuple[FileLink, ...] = ()


def conversation(
    ticket: Ticket, person: Person, addresses: Addresses, *, happened: Iterable[tuple[int, TimelineEntry]] = ()
) -> tuple[Spine, ...]:
    """Return what was said on a ticket and what was merged into it, as far as somebody may see it.

    `happened` is what is told between the messages, each with the id of its event.
    """
    told_here = [ticket.pk, *Ticket.objects.filter(merged_into=ticket).values_list("pk", flat=True)]
    messages = messages_for(person).filter(ticket__in=told_here).select_related("ticket").order_by("at", "id")
    files = _files(told_here, person)
    said = [(message.at, message.event_id, _spoken(message, ticket, files, addresses)) for message in messages]
    done = [(entry.at, event_id, Spine(happened=(entry,))) for event_id, entry in happened]
    return tuple(_joined(step for *_, step in sorted([*said, *done], key=lambda each: each[:2])))


def events_of(ticket: Ticket) -> list[Row]:
    """Return the events of a ticket in their order: what the timeline tells, and what the library judges by."""
    rows = Event.objects.filter(subject=TICKET, subject_id=ticket.pk).order_by("seq")
    return list(rows.values("id", *COLUMNS, "personal__data"))


def timeline(events: Iterable[Row], names: Mapping[str, str]) -> tuple[tuple[int, TimelineEntry], ...]:
    """Return what events tell besides messages, each with the id of its event; `names` are those of the actors."""
    told = ((event["id"], entry_of(event, names)) for event in events)
    return tuple((event_id, entry) for event_id, entry in told if entry is not None)


def people_in(events: Iterable[Row]) -> list[int]:
    """Return the ids of the people whom events name."""
    return [int(actor.partition(" ")[2]) for actor in actors_of(events) if re.fullmatch(r"person \d+", actor)]


def _files(ticket_ids: Sequence[int], person: Person) -> Mapping[int, Sequence[Attachment]]:
    found: dict[int, list[Attachment]] = defaultdict(list)
    for attachment in attachments_for(person).filter(ticket__in=ticket_ids).order_by("id"):
        found[attachment.message_id].append(attachment)
    return found


def _spoken(message: Message, ticket: Ticket, files: Mapping[int, Sequence[Attachment]], addresses: Addresses) -> Spine:
    own = files.get(message.pk, ())
    author = _AUTHORS[message.kind]
    view = MessageView(
        number=message.pk,
        author=author,
        name=message.author_name,
        at=message.at,
        text=message.text,
        by="" if message.ticket_id == ticket.pk else f"#{message.ticket.number}",
        to=ticket.requester_name if author == "staff" else "",
        is_unverified=not message.is_verified,
        frame_address=addresses.original(message) if message.html else "",
        files=tuple(_link(each, addresses) for each in own),
    )
    return Spine(message=view, pictures=tuple(_link(each, addresses) for each in own if is_shown(each)))


def _link(attachment: Attachment, addresses: Addresses) -> FileLink:
    refused = attachment.refused_because
    return FileLink(attachment.name, "" if refused else addresses.file(attachment), attachment.size, note=refused)


def _joined(steps: Iterable[Any]) -> Iterable[Spine]:
    """Put what happened between two messages together."""
    waiting: list[TimelineEntry] = []
    for step in steps:
        if step.message is None:
            waiting += step.happened
            continue
        if waiting:
            yield Spine(happened=tuple(waiting))
            waiting = []
        yield step
    if waiting:
        yield Spine(happened=tuple(waiting))
