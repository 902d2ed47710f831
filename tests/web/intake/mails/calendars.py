"""Invitations, their answers and their ends."""

from __future__ import annotations

from tests.web.intake.mails.writing import WORDS, Mail, divided, filed, part, written


def _entry(method: str) -> str:
    return (
        f"BEGIN:VCALENDAR\nMETHOD:{method}\nBEGIN:VEVENT\nUID:7@harbour.example\n"
        "SUMMARY;LANGUAGE=en:Server move\nEND:VEVENT\nEND:VCALENDAR\n"
    )


def _asked(method: str) -> bytes:
    calendar = part(f"text/calendar; charset=utf-8; method={method}", _entry(method))
    return divided(WORDS, calendar, kind="alternative")


_REQUEST = _entry("REQUEST").encode().replace(b"\n", b"\r\n")

MAILS = {
    "invitation": Mail(
        _asked("REQUEST"),
        {"calendar": "REQUEST", "attachments.names": ("invite.ics",), "text": "The printer is on fire."},
        {"notes": "Calendar entry (REQUEST): Server move"},
    ),
    "invitation ended": Mail(_asked("CANCEL"), {"calendar": "CANCEL", "is_calendar": True}),
    "invitation answered": Mail(_asked("REPLY"), {"calendar": "REPLY", "attachments.names": ("invite.ics",)}),
    "invitation twice, as Outlook does": Mail(
        divided(part("text/calendar; method=REQUEST", _REQUEST), filed('"invite.ics"', _REQUEST, "text/calendar")),
        {"calendar": "REQUEST", "attachments.names": ("invite.ics",)},
    ),
    "invitation and nothing else": Mail(
        written("Content-Type: text/calendar; method=REQUEST", body="BEGIN:VCALENDAR\nEND:VCALENDAR\n"),
        {"calendar": "REQUEST", "text": ""},
        {"notes": "without title"},
    ),
    "a file called ics that is none": Mail(
        divided(WORDS, filed('"plan.ics"', b"hello", "text/calendar")),
        {"calendar": "PUBLISH", "attachments.names": ("plan.ics",)},
    ),
}
