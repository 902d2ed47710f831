"""The form by which staff log a call: its fields in the agreement's words, and the report that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from asagreed_web.customers.models import Customer
from asagreed_web.doors.desk.ticket_moments import typed_moment
from asagreed_web.intake.operations import Report
from asagreed_web.kit.parts import FieldView
from asagreed_web.people.models import Person
from asagreed_web.systems.words import AgreedWords, Choices
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.operations import Author

WALK_UP = "walk-up"
LONGEST_SUBJECT, LONGEST_NAME, LONGEST_PHONE = 200, 120, 40
_WORDS = ("impact", "urgency", "system", "kind", "service", "site", "delivery", "priority")


@dataclass
class Said:
    """What was typed, and what is wrong with it, field by field."""

    typed: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def word(self, name: str) -> str:
        """Return what was typed into a field, without the spaces around it."""
        return self.typed.get(name, "").strip()

    def refuse(self, name: str, why: str) -> None:
        """Note what is wrong with a field; the first thing counts."""
        self.errors.setdefault(name, why)


def report_of(
    said: Said, *, customer: Customer, people: Sequence[Person], words: AgreedWords, at: int
) -> Report | None:
    """Return the report that was typed, as of a moment (UTC seconds); None when something is wrong with it."""
    reported_at = _moment(said, "reported", customer.zone)
    occurred_at = _moment(said, "occurred", customer.zone)
    _check_order(said, occurred_at, reported_at, at)
    made = Report(
        channel=_channel(said, words),
        subject=_text(said, "subject", LONGEST_SUBJECT),
        text=said.word("text") or said.word("subject"),
        by=_caller(said, people),
        reported_at=at if reported_at is None else reported_at,
        occurred_at=occurred_at,
        requester_phone=said.word("phone")[:LONGEST_PHONE],
        wants="service request" if said.word("wants") == "service request" else "incident",
        people_unable_to_work=_number(said, "people"),
        ring_seconds=_number(said, "ring"),
        is_outage=bool(said.word("is_outage")),
    )
    chosen = {name: _chosen(said, name, words) for name in _WORDS}
    if not said.word("subject"):
        said.refuse("subject", _("Say in a few words what it is about."))
    if said.errors:
        return None
    return replace(
        made,
        impact=chosen["impact"],
        urgency=chosen["urgency"],
        system=chosen["system"],
        kind=chosen["kind"],
        service=chosen["service"],
        site=chosen["site"],
        delivery=chosen["delivery"],
        priority=chosen["priority"],
    )


def _moment(said: Said, name: str, zone: str) -> int | None:
    try:
        return typed_moment(said.word(name), zone)
    except NotPossible as error:
        said.refuse(name, str(error))
        return None


def _check_order(said: Said, occurred_at: int | None, reported_at: int | None, at: int) -> None:
    if reported_at is not None and reported_at > at:
        said.refuse("reported", _("That has not come yet. Leave it empty for now."))
    if occurred_at is not None and occurred_at > (at if reported_at is None else reported_at):
        said.refuse("occurred", _("It cannot have occurred after it was reported."))


def _channel(said: Said, words: AgreedWords) -> str:
    channel = said.word("channel") or "phone"
    if channel not in dict(channels(words)):
        said.refuse("channel", _("Choose one from the list."))
    return channel


def channels(words: AgreedWords) -> Choices:
    """Return the ways in which somebody may have come: the agreed ones, and one that no agreement names."""
    known = dict(words.channels)
    more = {} if WALK_UP in known else {WALK_UP: _("in person (no agreed method)")}
    first = {"phone": known["phone"]} if "phone" in known else {}
    return tuple({**first, **known, **more}.items())


def _text(said: Said, name: str, longest: int) -> str:
    text = said.word(name)
    if len(text) > longest:
        said.refuse(name, _("That is longer than %(count)s characters.") % {"count": longest})
    return text[:longest]


def _caller(said: Said, people: Sequence[Person]) -> Author:
    person = next((each for each in people if str(each.pk) == said.word("caller")), None)
    if person is not None:
        return Author.of(person)
    name, email = _text(said, "name", LONGEST_NAME), _text(said, "email", 254)
    if not name:
        said.refuse("name", _("Choose who called, or type the name."))
    if email and "@" not in email:
        said.refuse("email", _("That is no e-mail address."))
    return Author(actor="caller", name=name, email=email)


def _number(said: Said, name: str) -> int | None:
    text = said.word(name)
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        said.refuse(name, _("Write a whole number, such as 5."))
        return None
    return int(text)


def _chosen(said: Said, name: str, words: AgreedWords) -> str:
    word = said.word(name)
    choices = words.priorities if name == "priority" else words.of(name)
    if word and word not in dict(choices):
        said.refuse(name, _("The agreement has no such word. Choose one from the list."))
    return word


def fields_of(said: Said, *, customer: Customer, people: Sequence[Person], words: AgreedWords) -> dict[str, FieldView]:
    """Return the fields of the form by name, filled with what was typed."""
    zone = customer.zone.replace("_", " ")
    wanted = (("incident", _("something mended")), ("service request", _("something new")))
    fields = [
        _select("caller", _("Who calls"), (("", _("somebody else")), *((str(each.pk), each.name) for each in people))),
        FieldView("name", _("Name"), hint=_("Only where they are not on the list."), is_conditional=True),
        FieldView("email", _("E-mail"), kind="email", hint=_("Where replies go.")),
        FieldView("phone", _("Phone"), kind="tel"),
        _select("channel", _("How it came"), channels(words)),
        FieldView("ring", _("Seconds that it rang"), kind="number"),
        FieldView("subject", _("What it is about"), required=True),
        FieldView("text", _("What they say"), kind="textarea", rows=5),
        *_guided(words),
        FieldView("people", _("How many exactly"), kind="number", hint=_("Some emergencies are defined by it.")),
        FieldView("is_outage", _("The system is down"), kind="checkbox"),
        _select("system", _("System"), words.systems, empty=_("none in particular")),
        _select("kind", _("Kind"), words.kinds, empty=_("not known yet")),
        _select("service", _("Service"), words.services, empty=_("not known yet")),
        _select("site", _("Site"), words.sites, empty=_("none in particular")),
        _select("delivery", _("Delivery"), words.deliveries, empty=_("not known yet")),
        _select("wants", _("What they want"), wanted),
        _select("priority", _("Priority"), words.priorities, empty=_("not said")),
        FieldView("occurred", _("When it occurred"), kind="datetime-local", hint=_("In %(zone)s.") % {"zone": zone}),
        FieldView(
            "reported", _("When it was reported"), kind="datetime-local",
            hint=_("In %(zone)s. Empty means now; of a voicemail, when it was left.") % {"zone": zone},
        ),
    ]  # fmt: skip
    return {each.name: _filled(each, said) for each in fields}


def _guided(words: AgreedWords) -> list[FieldView]:
    return [
        FieldView("impact", _("How many people cannot work?"), kind="radios", choices=words.impacts),
        FieldView("urgency", _("Is there a way round?"), kind="radios", choices=words.urgencies),
    ]


def _select(name: str, label: str, choices: Choices, *, empty: str = "") -> FieldView:
    return FieldView(name, label, kind="select", choices=(("", empty), *choices) if empty else choices)


def _filled(view: FieldView, said: Said) -> FieldView:
    value, error = said.typed.get(view.name, ""), said.errors.get(view.name, "")
    if view.kind == "checkbox":
        return replace(view, value="yes", chosen=("yes",) if value else (), error=error)
    return replace(view, value=value, error=error)
