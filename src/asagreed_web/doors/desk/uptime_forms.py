"""The forms of uptime: their fields, and what was typed into them as the operations take it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from asagreed_web.doors.desk.ticket_moments import shown_moment, typed_moment
from asagreed_web.kit.parts import FieldView
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.uptime.models import ExcuseRecord, OutageRecord
from asagreed_web.uptime.operations import OutageSaid

Typed = Mapping[str, str]
Titles = Mapping[str, str]
CHECK_KINDS: Mapping[str, tuple[str, str]] = {
    "http": ("HTTP", "text"),
    "tcp": ("TCP", ""),
    "icmp": ("ICMP (ping)", ""),
    "dns": ("DNS", "answer"),
    "tls": ("TLS", "days"),
    "smtp": ("SMTP", ""),
    "imap": ("IMAP", ""),
}
"""What each kind is called, and the word by which a check of it says what must be so."""
LONGEST_NUMBER = 12


def outage_fields(typed: Typed, titles: Titles, *, zone: str, is_correction: bool) -> list[FieldView]:
    """Return the fields of an outage: the four moments that agreements may count from, and when it was over."""
    here = _("In %(zone)s.") % {"zone": zone.replace("_", " ")}
    kinds = (("down", _("down: nobody can use it")), ("degraded", _("in part: slow, or for some only")))
    fields = [
        _select("system", _("System"), typed, tuple(titles.items())),
        _select("kind", _("How it failed"), typed, kinds),
        _moment("occurred_at", _("Occurred"), typed, hint=here, required=True),
        _moment("restored_at", _("Restored"), typed, hint=_("Empty while it is not over.")),
        _moment("detected_at", _("Detected"), typed),
        _moment("reported_at", _("Reported"), typed),
        _moment("acknowledged_at", _("Acknowledged"), typed),
        FieldView("affected", _("Share of users cut off"), typed.get("affected", ""), hint=_("Such as 1/2.")),
        FieldView("ticket", _("Ticket"), typed.get("ticket", ""), hint=_("Its number.")),
        FieldView("cause", _("Cause"), typed.get("cause", ""), hint=_("The customer reads it in the portal.")),
        FieldView("evidence", _("Evidence"), typed.get("evidence", ""), hint=_("By what it can be shown.")),
    ]
    return [*fields, because_field(typed)] if is_correction else fields


def outage_said(typed: Typed, *, zone: str) -> OutageSaid:
    """Return an outage as it was typed. Raises NotPossible."""
    moments = {name: typed_moment(typed.get(name, ""), zone) for name in
               ("occurred_at", "restored_at", "detected_at", "reported_at", "acknowledged_at")}  # fmt: skip
    occurred_at = moments.pop("occurred_at")
    if occurred_at is None:
        raise NotPossible(_("Say when it occurred: without it nothing can be measured."))
    return OutageSaid(
        system=typed.get("system", ""),
        occurred_at=occurred_at,
        is_degraded=typed.get("kind") == "degraded",
        affected=_share(typed.get("affected", "")),
        cause=typed.get("cause", ""),
        evidence=typed.get("evidence", ""),
        ticket_number=_number(typed.get("ticket", "")),
        **moments,
    )


def typed_outage(outage: OutageRecord, *, zone: str) -> dict[str, str]:
    """Return an outage on record as it would be typed."""
    moments = ("occurred_at", "restored_at", "detected_at", "reported_at", "acknowledged_at")
    return {
        **{name: shown_moment(getattr(outage, name), zone) for name in moments},
        "system": outage.system,
        "kind": "degraded" if outage.is_degraded else "down",
        "affected": outage.affected,
        "ticket": str(outage.ticket_number or ""),
        "cause": outage.cause,
        "evidence": outage.evidence,
    }


def window_fields(typed: Typed, titles: Titles, *, zone: str) -> list[FieldView]:
    """Return the fields of maintenance that is announced."""
    here, read = _("In %(zone)s.") % {"zone": zone.replace("_", " ")}, _("The status page shows it to everybody.")
    every, over = (("", _("all systems")), *titles.items()), _("What lasts longer counts as an outage.")
    return [
        FieldView("title", _("What is done"), typed.get("title", ""), hint=read, required=True),
        _select("system", _("Concerns"), typed, every),
        _moment("starts_at", _("Begins"), typed, hint=here, required=True),
        _moment("ends_at", _("Ends at the latest"), typed, hint=over, required=True),
    ]


def excuse_fields(typed: Typed, titles: Titles, *, zone: str) -> list[FieldView]:
    """Return the fields of a stretch that both parties agreed not to count."""
    here = _("In %(zone)s.") % {"zone": zone.replace("_", " ")}
    every = (("", _("all systems")), *titles.items())
    kinds = tuple((kind, kind) for kind in ExcuseRecord.Kind.values)
    return [
        _select("kind", _("Kind"), typed, kinds),
        _select("system", _("Concerns"), typed, every),
        _moment("starts_at", _("From"), typed, hint=here, required=True),
        _moment("ends_at", _("Until"), typed, required=True),
        FieldView("agreed_by", _("Agreed for the customer by"), typed.get("agreed_by", ""), required=True),
        because_field(typed),
    ]


def span_said(typed: Typed, *, zone: str) -> tuple[int, int]:
    """Return from when to when, as it was typed. Raises NotPossible."""
    start, end = (typed_moment(typed.get(name, ""), zone) for name in ("starts_at", "ends_at"))
    if start is None or end is None:
        raise NotPossible(_("Say from when to when: both moments are needed."))
    return start, end


def check_fields(typed: Typed, titles: Titles) -> list[FieldView]:
    """Return the fields of an own check."""
    kinds = tuple((code, words) for code, (words, _expects) in CHECK_KINDS.items())
    hints = _("An address such as https://shop.example/ for HTTP; a name or address of a machine for the others.")
    expects = _("HTTP: a text that the page must hold. DNS: the answer. TLS: days before the certificate ends.")
    return [
        _select("system", _("System"), typed, tuple(titles.items())),
        _select("kind", _("How"), typed, kinds),
        FieldView(
            "target", _("What to look at"), typed.get("target", ""), hint=hints, required=True, autocomplete="off"
        ),
        FieldView("port", _("Port"), typed.get("port", ""), hint=_("Needed for TCP.")),
        FieldView("expects", _("What must be so"), typed.get("expects", ""), hint=expects),
        FieldView("every", _("Every so many seconds"), typed.get("every", "60"), kind="number", required=True),
    ]


def check_said(typed: Typed) -> dict[str, Any]:
    """Return a check as it was typed, as the operation takes it. Raises NotPossible."""
    kind, every, expected = typed.get("kind", ""), _number(typed.get("every", "")), typed.get("expects", "").strip()
    if every is None:
        raise NotPossible(_("Say how often it looks, in seconds."))
    word = CHECK_KINDS.get(kind, ("", ""))[1]
    if expected and not word:
        raise NotPossible(_("Of this kind nothing else can be expected. Leave «What must be so» empty."))
    wanted: object = _number(expected) if word == "days" else expected
    return {
        "system": typed.get("system", ""),
        "kind": kind,
        "target": typed.get("target", "").strip(),
        "port": _number(typed.get("port", "")),
        "expects": {word: wanted} if expected else {},
        "every_seconds": every,
    }


def because_field(typed: Typed) -> FieldView:
    """Return the field of a reason, which stands with the record for ever."""
    return FieldView(
        "because", _("Why"), typed.get("because", ""), hint=_("It stands on reports, beside the figure."), required=True
    )


def _select(name: str, label: str, typed: Typed, choices: tuple[tuple[str, str], ...]) -> FieldView:
    return FieldView(name, label, typed.get(name, ""), kind="select", choices=choices, required=True)


def _moment(name: str, label: str, typed: Typed, *, hint: str = "", required: bool = False) -> FieldView:
    return FieldView(name, label, typed.get(name, ""), hint=hint, kind="datetime-local", required=required)


def _share(text: str) -> Fraction | None:
    if not text.strip():
        return None
    try:
        return Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        raise NotPossible(_("«%(text)s» is no share of users. Write it as 1/2.") % {"text": text[:40]}) from None


def _number(text: str) -> int | None:
    digits = text.strip().removeprefix("#")
    if not digits:
        return None
    if not digits.isascii() or not digits.isdecimal() or len(digits) > LONGEST_NUMBER:
        raise NotPossible(_("«%(text)s» is no whole number.") % {"text": text[:40]})
    return int(digits)
