"""The forms of drafts: what is begun, and the situation that is tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext as _

from asagreed_web.agreements.models import Plan
from asagreed_web.agreements.queries import edition_of
from asagreed_web.customers.models import Customer
from asagreed_web.kit.parts import FieldView
from asagreed_web.signing.errors import NotAgreed
from asagreed_web.signing.proposals import next_amendment, offers_of
from asagreed_web.systems.words import AgreedWords

DAY = 86_400
FRIDAY = 4
TRIED_FIRST = ("channel", "impact", "urgency")
"""What is tried with the first word of the agreement, so that there is something to see at once."""
MOST_MINUTES = 60 * 24 * 7


@dataclass(frozen=True, slots=True)
class DraftForm:
    """One thing that can be begun: its kind, what it is called, what it does, and what it asks for."""

    kind: str
    title: str
    about: str
    fields: tuple[FieldView, ...]
    button: str


def new_draft_fields(customer: Customer, typed: Mapping[str, str], *, at: int) -> list[DraftForm]:
    """Return what can be begun for a customer: the agreement first, and changes once there is one."""
    plans = tuple((name, name) for name in Plan.objects.values_list("name", flat=True))
    begins = FieldView("begins", _("In force from"), typed.get("begins") or _tomorrow(customer, at), kind="date",
                       required=True)  # fmt: skip
    plan = FieldView("plan", _("Plan"), typed.get("plan", ""), kind="select", choices=plans, required=True)
    if edition_of(customer.pk) is None:
        return [_first(plan, begins, typed)] if plans else []
    forms = [
        DraftForm("amendment", _("Amendment %(number)d") % {"number": next_amendment(customer)},
                  _("Changes clauses from a day on; everything else stays as it was signed."),
                  (begins, FieldView("reason", _("What it is about"), typed.get("reason", ""))), _("Begin")),
        DraftForm("plan", _("Another plan"), _("The agreement rests on another plan from a day on: up or down."),
                  (plan, begins), _("Begin")),
    ]  # fmt: skip
    ends = FieldView("ends", _("The first day on which it is over"), typed.get("ends", ""), kind="date", required=True)
    forms.append(DraftForm("end", _("End of the agreement"), _("It is over on a day, by agreement of both sides."),
                           (begins, ends), _("Begin")))  # fmt: skip
    offers = tuple((each.name, each.title) for each in offers_of(customer, at=at) if not each.is_taken)
    if offers:
        rider = FieldView("rider", _("Rider"), typed.get("rider", ""), kind="select", choices=offers, required=True)
        forms.append(DraftForm("rider", _("Rider"), _("Takes up what the agreement offers."), (rider, begins),
                               _("Begin")))  # fmt: skip
    return forms


def _first(plan: FieldView, begins: FieldView, typed: Mapping[str, str]) -> DraftForm:
    currency = FieldView("currency", _("Currency"), typed.get("currency") or "USD", required=True,
                         hint=_("Three letters, such as USD or EUR."))  # fmt: skip
    holidays = FieldView("holidays", _("Public holidays of"), typed.get("holidays") or "US", required=True,
                         hint=_("A country or region, such as US-IL, GB or DE-BY."))  # fmt: skip
    return DraftForm("agreement", _("Service agreement"), _("A plan, and what is this customer’s own."),
                     (plan, begins, currency, holidays), _("Begin the agreement"))  # fmt: skip


def _tomorrow(customer: Customer, at: int) -> str:
    return datetime.fromtimestamp(at + DAY, ZoneInfo(customer.zone)).date().isoformat()


def situation_fields(words: AgreedWords, *, at: int, zone: str) -> list[FieldView]:
    """Return the fields of a situation in the words of the agreement; those without words are left out."""
    fields = [FieldView("try-at", _("Reported"), _friday(at, zone), kind="datetime-local", required=True)]
    for name, label, choices in (
        ("channel", _("By"), words.channels),
        ("impact", _("Impact"), words.impacts),
        ("urgency", _("Urgency"), words.urgencies),
        ("priority", _("or priority"), words.priorities),
        ("service", _("Service"), words.services),
        ("system", _("System"), words.systems),
        ("site", _("Site"), words.sites),
        ("kind", _("Kind"), words.kinds),
    ):
        if choices:
            first = choices[0][0] if name in TRIED_FIRST else ""
            fields.append(FieldView(f"try-{name}", label, first, kind="select", choices=(("", "–"), *choices)))
    deliveries = words.deliveries or (("remote", "remote"),)
    fields.append(FieldView("try-delivery", _("Delivery"), "remote", kind="select", choices=deliveries))
    fields.append(FieldView("try-minutes", _("Work, in minutes"), "60", kind="number", required=True))
    return fields


def _friday(at: int, zone: str) -> str:
    """Return five minutes to five on the first Friday from a moment on: the call that everybody knows."""
    local = datetime.fromtimestamp(at, ZoneInfo(zone))
    days = (FRIDAY - local.weekday()) % 7
    return (local + timedelta(days=days)).strftime("%Y-%m-%dT16:55")


def described(typed: QueryDict, *, zone: str) -> dict[str, Any]:
    """Return a situation as the library takes it. Raises NotAgreed for a moment or a length that is none."""
    try:
        local = datetime.fromisoformat(typed.get("try-at", "")).replace(tzinfo=ZoneInfo(zone), fold=0)
    except ValueError:
        raise NotAgreed(_("The moment is none. Write day and time, such as 2026-12-04 16:55.")) from None
    minutes = typed.get("try-minutes", "60") or "60"
    if not (minutes.isdecimal() and 0 < int(minutes) <= MOST_MINUTES):
        raise NotAgreed(_("The work takes a number of minutes, at most a week."))
    names = ("channel", "impact", "urgency", "priority", "service", "system", "site", "kind")
    words = {name: typed.get(f"try-{name}", "") for name in names}
    return {
        "at": int(local.timestamp()),
        **words,
        "delivery": typed.get("try-delivery", "remote") or "remote",
        "people": None,
        "is_outage": typed.get("try-outage") == "on",
        "work": 60 * int(minutes),
    }
