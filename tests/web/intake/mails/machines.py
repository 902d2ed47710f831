"""Mails that machines wrote: answers of the absent, bounces, receipts, lists, and our own that came back."""

from __future__ import annotations

from tests.web.intake.mails.writing import Mail, divided, part, written

_DAEMON = (
    "From: Mail Delivery System <MAILER-DAEMON@mx.harbour.example>",
    "To: desk@northwind.example",
    "Date: Mon, 05 Jan 2026 10:00:00 +0100",
    "Message-ID: <bounce@mx.harbour.example>",
    "Return-Path: <>",
)
_OURS = "<asagreed.t-1042.abcDEF123456@northwind.example>"


def _report(status: str, *, original: bytes, kind: str = "delivery-status") -> bytes:
    head = 'Content-Type: multipart/report; report-type=delivery-status; boundary="cut"'
    parts = (
        part("text/plain", "Your message could not be delivered."),
        part(f"message/{kind}", "Reporting-MTA: dns; mx.harbour.example\n\n" + status),
        original,
    )
    body = b"".join(b"--cut\r\n" + piece + b"\r\n" for piece in parts) + b"--cut--\r\n"
    return written(*_DAEMON, head, subject="Undelivered Mail Returned to Sender", usual=False, body=body)


_ORIGINAL = part("message/rfc822", f"Message-ID: {_OURS}\nSubject: Your ticket\n\nHello")
_FAILED = "Final-Recipient: rfc822; gone@harbour.example\nAction: failed\nStatus: 5.1.1\n"

MAILS = {
    "Outlook's automatic reply": Mail(
        written("Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All", subject="Automatic reply: Printer"),
        {"automatic": "Auto-Submitted: auto-generated", "bounce": None},
    ),
    "Gmail's vacation": Mail(
        written("Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes", subject="Away Re: Printer"),
        {"automatic": "Auto-Submitted: auto-replied"},
    ),
    "German out of office, by subject alone": Mail(
        written(subject="=?utf-8?q?Abwesenheitsnotiz=3A_Drucker_l=C3=A4uft_nicht?=", body="Ich bin bis Montag weg."),
        {"automatic": "its subject begins with «abwesenheitsnotiz»"},
    ),
    "French automatic answer": Mail(
        written(subject="=?utf-8?q?R=C3=A9ponse_automatique_=3A_Printer?="), holds={"automatic": "réponse automatique"}
    ),
    "Precedence: junk": Mail(written("Precedence: junk"), {"automatic": "Precedence: junk"}),
    "X-Autoreply": Mail(written("X-Autoreply: yes"), {"automatic": "X-Autoreply: yes"}),
    "Auto-Submitted: no is a person": Mail(written("Auto-Submitted: no"), {"automatic": None}),
    "a person writing about automatic replies": Mail(
        written(subject="Question about automatic replies"), {"automatic": None}
    ),
    "delivery report": Mail(
        _report(_FAILED, original=_ORIGINAL),
        {
            "is_bounce": True,
            "bounce.recipient": "gone@harbour.example",
            "bounce.status": "5.1.1",
            "bounce.message_id": _OURS,
            "return_path": "",
            "automatic": "it reports on the delivery of a mail",
        },
    ),
    "delivery report with the header fields only": Mail(
        _report(_FAILED, original=part("text/rfc822-headers", f"Message-ID: {_OURS}\nSubject: Your ticket\n")),
        {"is_bounce": True, "bounce.message_id": _OURS},
    ),
    "delivery report on two recipients, one delivered": Mail(
        _report(
            "Final-Recipient: rfc822; well@harbour.example\nAction: delivered\nStatus: 2.0.0\n\n" + _FAILED,
            original=_ORIGINAL,
        ),
        {"is_bounce": True, "bounce.recipient": "gone@harbour.example"},
    ),
    "delivery is only late": Mail(
        _report(_FAILED.replace("failed", "delayed").replace("5.1.1", "4.4.1"), original=_ORIGINAL),
        {"is_bounce": False, "bounce.action": "delayed", "is_automatic": True},
    ),
    "delivery report without anything in it": Mail(_report("", original=_ORIGINAL), {"is_automatic": True}),
    "Exchange's report": Mail(
        divided(
            part("text/plain", "Delivery has failed to these recipients or groups:\ngone@harbour.example"),
            part(
                "message/delivery-status",
                "Reporting-MTA: dns;EX01.harbour.example\n\nFinal-recipient: RFC822;\n gone@harbour.example\n"
                "Action: failed\nStatus: 5.1.10\nDiagnostic-code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound\n",
            ),
            part("message/rfc822", f"Message-ID: {_OURS}\nSubject: Your ticket\n\nHello"),
            kind="report; report-type=delivery-status",
            fields=("X-MS-Exchange-Message-Is-Ndr:",),
            subject="Undeliverable: Your ticket",
        ),
        {"is_bounce": True, "bounce.recipient": "gone@harbour.example", "bounce.status": "5.1.10"},
    ),
    "mailer daemon without a report": Mail(
        written(
            *_DAEMON,
            "X-Failed-Recipients: gone@harbour.example",
            subject="Mail delivery failed: returning message to sender",
            usual=False,
            body=f"The address failed.\n\n--- original ---\nMessage-ID: {_OURS}\nSubject: Your ticket\n",
        ),
        {"is_bounce": True, "bounce.recipient": "gone@harbour.example", "bounce.message_id": _OURS},
    ),
    "qmail's notice": Mail(
        written(*_DAEMON, subject="failure notice", usual=False, body="Hi. This is the qmail-send program."),
        {"is_bounce": True, "bounce.recipient": None, "bounce.message_id": None},
    ),
    "a person who forwards a bounce": Mail(
        written(subject="Undeliverable: what does this mean?", body="I got this."), {"is_bounce": False}
    ),
    "receipt": Mail(
        divided(
            part("text/plain", "Your message was displayed."),
            part("message/disposition-notification", "Final-Recipient: rfc822; ann@harbour.example\n"),
            kind="report; report-type=disposition-notification",
        ),
        {"automatic": "it is a receipt for a mail that was opened", "bounce": None},
    ),
    "mailing list": Mail(
        written("List-Id: <all.harbour.example>", "Precedence: list", "List-Unsubscribe: <mailto:x@harbour.example>"),
        {"automatic": None, "signals.list-id": "<all.harbour.example>"},
    ),
    "our own notification": Mail(
        written(
            "From: Desk <desk@northwind.example>",
            f"Message-ID: {_OURS}",
            "X-Asagreed-Notice: ticket",
            "Auto-Submitted: auto-generated",
            usual=False,
        ),
        {"message_id": _OURS, "signals.x-asagreed-notice": "ticket", "is_automatic": True},
    ),
}
