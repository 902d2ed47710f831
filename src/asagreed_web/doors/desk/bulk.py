"""Many tickets at once: first a page that asks what is needed, then the change, then what became of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from asagreed_web.doors.desk.door import for_those_who, moment_of, person_of
from asagreed_web.doors.desk.frame import desk_page
from asagreed_web.kit.parts import FieldView
from asagreed_web.kit.states import PRIORITIES
from asagreed_web.people import rules
from asagreed_web.people.models import Person
from asagreed_web.systems.queries import terms_at
from asagreed_web.tickets import operations
from asagreed_web.tickets.many import Outcome, change_each, chosen_tickets
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import WAITING_FOR_CUSTOMER, Author
from asagreed_web.tickets.rules import tickets_for

MOST = 200
TITLES = {
    "assign": gettext_lazy("Assign"),
    "hold": gettext_lazy("Put on hold"),
    "priority": gettext_lazy("Change the priority"),
    "merge": gettext_lazy("Merge"),
    "resolve": gettext_lazy("Resolve"),
}
Change = Callable[[Ticket], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done by whom, to which tickets, and the words that were typed for it."""

    person: Person
    at: int
    tickets: Sequence[Ticket]
    typed: QueryDict

    @property
    def by(self) -> Author:
        """Who does it."""
        return Author.of(self.person)

    def word(self, name: str) -> str:
        """Return what was typed into a field."""
        return self.typed.get(name, "").replace("\0", "").strip()


@require_http_methods(["GET", "POST"])
@for_those_who(rules.may_arrange_the_desk)
def bulk(request: HttpRequest) -> HttpResponse:
    """Ask what a change needs, or make it and show what became of each ticket."""
    typed = request.POST if request.method == "POST" else request.GET
    do, numbers = typed.get("do", ""), _numbers(typed.getlist("ticket"))
    person = person_of(request)
    asked = Asked(person, moment_of(request), chosen_tickets(person, numbers[:MOST]), typed)
    if do not in TITLES or not asked.tickets:
        return redirect("desk:queue")
    fields = _FIELDS[do](asked)
    if request.method == "POST":
        checked, change = _CHANGES[do](asked, fields)
        if change is not None:
            return _told(request, do, change_each(asked.tickets, change))
        fields = checked
    context = {"do": do, "title": TITLES[do], "fields": fields, "tickets": asked.tickets}
    return desk_page(request, "desk/bulk.html", context)


def _told(request: HttpRequest, do: str, outcomes: list[Outcome]) -> HttpResponse:
    done = sum(outcome.is_done for outcome in outcomes)
    says = [ngettext("%(count)d done", "%(count)d done", done) % {"count": done}]
    if done < len(outcomes):
        says.append(_("%(count)d not") % {"count": len(outcomes) - done})
    context = {"title": TITLES[do], "says": ", ".join(says), "outcomes": outcomes}
    return desk_page(request, "desk/bulk_done.html", context)


def _numbers(words: Sequence[str]) -> list[int]:
    return [int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 19]


def _assign_fields(asked: Asked) -> list[FieldView]:
    people = _staff(asked.person)
    choices = (("", _("Nobody")), *((str(each.pk), each.name) for each in people))
    return [FieldView("to", _("Owner"), asked.word("to"), kind="select", choices=choices, required=True)]


def _staff(person: Person) -> list[Person]:
    return list(rules.people_for(person).filter(customer__isnull=True, is_active=True))


def _assign(asked: Asked, fields: list[FieldView]) -> tuple[list[FieldView], Change | None]:
    to = next((each for each in _staff(asked.person) if str(each.pk) == asked.word("to")), None)
    if to is None and asked.word("to"):
        return [replace(fields[0], error=_("There is nobody of this number. Choose one of the list."))], None
    return fields, lambda ticket: operations.assign(ticket_id=ticket.pk, by=asked.by, to=to, at=asked.at)


def _hold_fields(asked: Asked) -> list[FieldView]:
    reasons = {WAITING_FOR_CUSTOMER}
    for customer_id in {ticket.customer_id for ticket in asked.tickets}:
        terms = terms_at(customer_id, at=asked.at)
        reasons |= {reason for found in (terms.pauses if terms else {}).values() for reason in found}
    choices = tuple((reason, reason.capitalize()) for reason in sorted(reasons))
    hint = _("Where the agreement says so, the clocks pause until the ticket goes on.")
    chosen = asked.word("reason") or WAITING_FOR_CUSTOMER
    return [FieldView("reason", _("It waits for"), chosen, hint=hint, kind="select", choices=choices, required=True)]


def _hold(asked: Asked, fields: list[FieldView]) -> tuple[list[FieldView], Change | None]:
    reason = asked.word("reason")
    if reason not in dict(fields[0].choices):
        return [replace(fields[0], error=_("This is no reason of these agreements. Choose one of the list."))], None
    return fields, lambda ticket: operations.put_on_hold(
        ticket_id=ticket.pk, by=asked.by, reason=reason, at=asked.at
    )  # fmt: skip


def _priority_fields(asked: Asked) -> list[FieldView]:
    codes = sorted({*PRIORITIES, *(ticket.priority for ticket in asked.tickets if ticket.priority)})
    choices = tuple((code, code) for code in codes)
    return [
        FieldView("priority", _("Priority"), asked.word("priority"), kind="select", choices=choices, required=True),
        FieldView("why", _("Why"), asked.word("why"), hint=_("It stands on record, with your name."), required=True),
    ]


def _priority(asked: Asked, fields: list[FieldView]) -> tuple[list[FieldView], Change | None]:
    priority, why = asked.word("priority"), asked.word("why")
    if priority not in dict(fields[0].choices):
        return [replace(fields[0], error=_("Choose one of the list.")), fields[1]], None
    if not why:
        return [fields[0], replace(fields[1], error=_("A priority is changed for a reason. Say why."))], None
    return fields, lambda ticket: operations.change_priority(
        ticket_id=ticket.pk, by=asked.by, priority=priority, why=why, at=asked.at
    )


def _merge_fields(asked: Asked) -> list[FieldView]:
    choices = tuple((str(ticket.number), f"#{ticket.number} {ticket.subject}") for ticket in asked.tickets)
    hint = _("The messages of the others are read there, and their clocks end.")
    chosen = asked.word("into") or choices[0][0]
    return [
        FieldView("into", _("The one that stays"), chosen, hint=hint, kind="radios", choices=choices, required=True)
    ]


def _merge(asked: Asked, fields: list[FieldView]) -> tuple[list[FieldView], Change | None]:
    number = next(iter(_numbers([asked.word("into").removeprefix("#")])), None)
    into = None if number is None else tickets_for(asked.person).filter(number=number).first()
    if into is None:
        return [replace(fields[0], error=_("There is no such ticket. Choose one of the list."))], None
    return fields, partial(_merge_one, asked, into)


def _merge_one(asked: Asked, into: Ticket, ticket: Ticket) -> None:
    if ticket.pk != into.pk:
        operations.merge(ticket_ids=[ticket.pk], into_id=into.pk, by=asked.by, at=asked.at)


def _resolve_fields(asked: Asked) -> list[FieldView]:
    return [FieldView("how", _("How it was solved"), asked.word("how"), kind="textarea")]


def _resolve(asked: Asked, fields: list[FieldView]) -> tuple[list[FieldView], Change | None]:
    how = asked.word("how")
    return fields, lambda ticket: operations.resolve(ticket_id=ticket.pk, by=asked.by, how=how, at=asked.at)


_FIELDS: dict[str, Callable[[Asked], list[FieldView]]] = {
    "assign": _assign_fields,
    "hold": _hold_fields,
    "priority": _priority_fields,
    "merge": _merge_fields,
    "resolve": _resolve_fields,
}
_CHANGES: dict[str, Callable[[Asked, list[FieldView]], tuple[list[FieldView], Change | None]]] = {
    "assign": _assign,
    "hold": _hold,
    "priority": _priority,
    "merge": _merge,
    "resolve": _resolve,
}
