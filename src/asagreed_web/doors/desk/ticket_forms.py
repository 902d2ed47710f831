"""The forms on the page of a ticket: their fields, with the agreement's own words, and what was typed into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from asagreed_web.kit.parts import FieldView
from asagreed_web.people.models import Person
from asagreed_web.systems.words import AgreedWords, Choices
from asagreed_web.tickets.happenings import attribute_name
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import PLAIN_ATTRIBUTES, WAITING_FOR_CUSTOMER

OTHER_HOLDS = (WAITING_FOR_CUSTOMER, "waiting for parts", "waiting for vendor", "scheduled")
"""Reasons that are offered besides those of the agreement; they pause no clock."""


@dataclass(frozen=True, slots=True)
class Forms:
    """A field, or the fields, of each form."""

    reply: FieldView
    note: FieldView
    assignee: FieldView
    priority: tuple[FieldView, ...]
    hold: tuple[FieldView, ...]
    attributes: tuple[FieldView, ...]
    why_changed: FieldView
    reopen: FieldView
    cancel: FieldView
    resolve: FieldView
    link: FieldView
    merge: FieldView
    happening: FieldView | None


def forms_of(
    ticket: Ticket,
    *,
    typed: Mapping[str, str],
    words: AgreedWords,
    desk: Sequence[tuple[int, str]],
    person: Person,
    reasons: Sequence[str],
    happenings: Sequence[str],
) -> Forms:
    """Return the forms of a ticket, filled with what was typed where something was."""
    said = typed.get
    return Forms(
        reply=FieldView("text", _("Reply"), said("text", ""), kind="textarea", rows=6, required=True),
        note=FieldView(
            "note", _("Internal note"), said("note", ""), kind="textarea", rows=4, required=True,
            hint=_("Only the provider’s people see it."),
        ),
        assignee=_assignee(ticket, desk, person),
        priority=(
            FieldView(
                "priority", _("Priority"), said("priority", ticket.priority), kind="select",
                choices=_with_current(words.priorities, ticket.priority), required=True,
            ),
            FieldView(
                "priority-why", _("Why"), said("priority-why", ""), required=True,
                hint=_("The customer may read it."),
            ),
        ),
        hold=_hold(said("reason", ""), said("other-reason", ""), reasons),
        attributes=tuple(_attribute(name, ticket, typed, words) for name in PLAIN_ATTRIBUTES),
        why_changed=FieldView("changed-why", _("Why"), said("changed-why", "")),
        reopen=FieldView("reopen-why", _("Why is it open again?"), said("reopen-why", ""), required=True),
        cancel=FieldView("cancel-why", _("Why is it withdrawn?"), said("cancel-why", ""), required=True),
        resolve=FieldView(
            "how", _("What fixed it"), said("how", ""), hint=_("For the record; the customer is not written to.")
        ),
        link=FieldView("link-number", _("Number of the other ticket"), said("link-number", ""), required=True),
        merge=FieldView(
            "merge-number", _("Number of the ticket that stays"), said("merge-number", ""), required=True,
            hint=_("This one ends; what was said on it is read there."),
        ),
        happening=_happening(said("what", ""), happenings),
    )  # fmt: skip


def _assignee(ticket: Ticket, desk: Sequence[tuple[int, str]], person: Person) -> FieldView:
    people = [(str(pk), _("%(name)s (you)") % {"name": name} if pk == person.pk else name) for pk, name in desk]
    current = "" if ticket.assignee_id is None else str(ticket.assignee_id)
    return FieldView("to", _("Given to"), current, kind="select", choices=(("", _("Nobody")), *people), required=True)


def _hold(reason: str, other: str, reasons: Sequence[str]) -> tuple[FieldView, ...]:
    pausing = [(each, each) for each in reasons]
    others = [
        (each, _("%(reason)s (pauses no clock)") % {"reason": each}) for each in OTHER_HOLDS if each not in reasons
    ]
    return (
        FieldView(
            "reason", _("For whom or what it waits"), reason, kind="select", choices=(*pausing, *others), required=True,
            hint=_("The agreement says which of them pause a clock."),
        ),
        FieldView("other-reason", _("Or in your own words"), other, hint=_("Such words pause no clock.")),
    )  # fmt: skip


def _attribute(name: str, ticket: Ticket, typed: Mapping[str, str], words: AgreedWords) -> FieldView:
    current = str(getattr(ticket, name))
    choices = (("", "–"), *_with_current(words.of(name), current))
    return FieldView(name, attribute_name(name), typed.get(name, current), kind="select", choices=choices)


def _happening(what: str, happenings: Sequence[str]) -> FieldView | None:
    if not happenings:
        return None
    choices = tuple((each, each) for each in happenings)
    return FieldView("what", _("What happened"), what, kind="select", choices=choices, required=True)


def _with_current(choices: Choices, current: str) -> Choices:
    """Keep the word that stands, also where the agreement has it no more."""
    return choices if not current or current in dict(choices) else (*choices, (current, current))
