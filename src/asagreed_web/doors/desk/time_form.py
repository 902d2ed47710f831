"""The form of a time entry: its fields in the agreement's words, and the work that was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from asagreed_web.billing.pages import QuoteView, RecordedEntry
from asagreed_web.doors.desk.ticket_moments import shown_moment, typed_moment
from asagreed_web.kit.parts import FieldView
from asagreed_web.people.models import Person
from asagreed_web.systems.words import AgreedWords, Choices
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import Ticket

_CHOSEN = ("service", "work_type", "role", "delivery", "cause")
LONGEST_NOTE = 4000


@dataclass(frozen=True, slots=True)
class TypedWork:
    """What was typed: whose work, start and end in UTC seconds, `words` for the verdict, and what is wrong with it."""

    worker: Person
    start_at: int
    end_at: int
    words: Mapping[str, Any]
    note: str
    errors: Mapping[str, str]


def typed_work(
    typed: Mapping[str, str], *, zone: str, words: AgreedWords, workers: Sequence[Person], usual: Person
) -> TypedWork:
    """Return the work that a form says, of the usual person unless it names one of the workers.

    With errors the rest is not to be used.
    """
    errors: dict[str, str] = {}
    worker = _worker(typed.get("worker", "") or str(usual.pk), workers, errors)
    start_at, end_at = (_moment(typed, name, zone, errors) for name in ("start", "end"))
    if start_at and end_at and end_at <= start_at:
        errors["end"] = _("It ends before it begins. The end comes after the start.")
    chosen = {name: _word(typed, name, _choices(name, words), errors) for name in _CHOSEN}
    minutes = _number(typed, "travel", errors)
    said = {
        **chosen,
        "travel_seconds": (minutes or 0) * 60,
        "quote_id": _number(typed, "quote", errors),
        "corrects": _number(typed, "corrects", errors),
    }
    note = typed.get("note_text", "").strip()
    if len(note) > LONGEST_NOTE:
        errors["note_text"] = _("That is longer than %(count)s characters.") % {"count": LONGEST_NOTE}
    return TypedWork(worker or usual, start_at or 0, end_at or 0, said, note, errors)


def _worker(number: str, workers: Sequence[Person], errors: dict[str, str]) -> Person | None:
    found = next((each for each in workers if str(each.pk) == number), None)
    if found is None:
        errors["worker"] = _("You cannot record the work of this person. Choose one from the list.")
    return found


def _moment(typed: Mapping[str, str], name: str, zone: str, errors: dict[str, str]) -> int | None:
    try:
        at = typed_moment(typed.get(name, ""), zone)
    except NotPossible as error:
        errors[name] = str(error)
        return None
    if at is None:
        errors[name] = _("Say the day and the time.")
    return at


def _word(typed: Mapping[str, str], name: str, choices: Choices, errors: dict[str, str]) -> str:
    word = typed.get(name, "").strip()
    if word and word not in dict(choices):
        errors[name] = _("The agreement has no such word. Choose one from the list.")
    return word


def _number(typed: Mapping[str, str], name: str, errors: dict[str, str]) -> int | None:
    text = typed.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        errors[name] = _("Write a whole number, such as 15.")
        return None
    return int(text)


def _choices(name: str, words: AgreedWords) -> Choices:
    lists = {"work_type": words.work_types, "role": words.roles, "cause": words.causes}
    return lists[name] if name in lists else words.of(name)


def time_fields(
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    ticket: Ticket,
    words: AgreedWords,
    quotes: Sequence[QuoteView],
    workers: Sequence[Person],
    usual: Person,
) -> dict[str, FieldView]:
    """Return the fields by name, filled with what was typed."""
    zone = ticket.customer.zone.replace("_", " ")
    accepted = [(str(each.id), f"{each.title}, {each.choice}") for each in quotes if each.state == "accepted"]
    people = tuple((str(each.pk), each.name) for each in workers)
    fields = [
        FieldView("worker", _("Whose work it was"), str(usual.pk), kind="select", choices=people, required=True),
        FieldView("start", _("Start"), kind="datetime-local", required=True, hint=_("In %(zone)s.") % {"zone": zone}),
        FieldView("end", _("End"), kind="datetime-local", required=True, hint=_("In %(zone)s.") % {"zone": zone}),
        _select("service", _("Service"), words.services, ticket.service),
        _select("delivery", _("Delivery"), words.deliveries, ticket.delivery),
        _select("work_type", _("Kind of work"), words.work_types, ""),
        _select("role", _("Role"), words.roles, ""),
        _select("cause", _("Cause"), words.causes, ""),
        FieldView("travel", _("Minutes on the way"), kind="number"),
        _select("quote", _("Under an accepted quote"), tuple(accepted), ""),
        FieldView("note_text", _("What was done"), kind="textarea", rows=3),
    ]
    return {
        each.name: replace(each, value=typed.get(each.name, each.value), error=errors.get(each.name, ""))
        for each in fields
    }


def _select(name: str, label: str, choices: Choices, usual: str) -> FieldView:
    empty = _("as the ticket says (%(word)s)") % {"word": usual} if usual else _("not said")
    return FieldView(name, label, kind="select", choices=(("", empty), *choices))


def typed_again(entry: RecordedEntry, zone: str) -> dict[str, str]:
    """Return an entry as it would be typed, for its correction."""
    return {
        "worker": str(entry.person_id),
        "start": shown_moment(entry.start_at, zone),
        "end": shown_moment(entry.end_at, zone),
        "service": entry.service,
        "delivery": entry.delivery,
        "work_type": entry.work_type,
        "role": entry.role,
        "cause": entry.cause,
        "travel": str(entry.travel_seconds // 60) if entry.travel_seconds else "",
        "quote": "" if entry.quote_id is None else str(entry.quote_id),
        "note_text": entry.note,
        "corrects": str(entry.id),
    }
