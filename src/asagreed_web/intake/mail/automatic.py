"""Whether a machine wrote a mail, and what a report of non-delivery speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.message import Message

from asagreed_web.intake.mail.addresses import read_addresses
from asagreed_web.intake.mail.decoding import one_line
from asagreed_web.intake.mail.header_block import field_values, first_value
from asagreed_web.intake.mail.parsed_mail import Bounce

_FIELD_NAMES = (
    "auto-submitted precedence x-loop x-auto-response-suppress x-autoreply x-autorespond x-autoresponder "
    "x-auto-reply-from x-mail-autoreply x-failed-recipients x-ms-exchange-message-is-ndr x-asagreed-notice feedback-id "
    "list-id list-post list-unsubscribe list-help list-owner list-subscribe list-archive mailing-list"
)
_SIGNAL_FIELDS = tuple(_FIELD_NAMES.split())
"""The fields that say something about the machine that sent or passed on a mail."""

_SAYS_AUTOMATIC = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from", "x-mail-autoreply")
_SUBJECTS = (
    "automatic reply",
    "auto-reply",
    "autoreply",
    "auto reply",
    "auto response",
    "out of office",
    "out of the office",
    "vacation reply",
    "automatische antwort",
    "abwesenheitsnotiz",
    "abwesenheitsassistent",
    "abwesenheit:",
    "réponse automatique",
    "absence du bureau",
    "respuesta automática",
    "fuera de la oficina",
    "risposta automatica",
    "fuori sede",
    "automatisch antwoord",
    "afwezigheidsbericht",
    "automatická odpověď",
    "odpowiedź automatyczna",
    "autosvar",
    "automaattinen vastaus",
    "自动回复",
    "自動返信",
    "자동 회신",
)
_BOUNCE_SUBJECTS = (
    "undeliverable",
    "undelivered mail",
    "delivery status notification (failure)",
    "mail delivery failed",
    "mail delivery failure",
    "delivery failure",
    "returned mail",
    "failure notice",
    "unzustellbar",
    "nicht zustellbar",
    "non remis",
    "no se puede entregar",
    "mancato recapito",
    "onbestelbaar",
)
_DAEMONS = frozenset({"mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon"})
_MESSAGE_ID_LINE = re.compile(r"^[> \t]{0,20}Message-ID:[ \t]{0,20}(<[^<>\s]{1,500}>)", re.IGNORECASE | re.MULTILINE)


def signals_of(mail: Message) -> tuple[tuple[str, str], ...]:
    """Return the fields that loop defence reads, by lower-case name."""
    return tuple((name, one_line(value, 200)) for name in _SIGNAL_FIELDS for value in field_values(mail, name)[:5])


def why_automatic(signals: Iterable[tuple[str, str]], subject: str) -> str | None:
    """Return what shows that a machine wrote a mail, or None if nothing does.

    A mailing list passes on what people write, so `List-Id` and `Precedence: list` show nothing here.
    """
    for name, value in signals:
        word = value.partition(";")[0].strip().lower()
        if name == "auto-submitted" and word != "no":
            return f"Auto-Submitted: {value}"
        if name == "precedence" and word in {"bulk", "junk", "auto_reply"}:
            return f"Precedence: {value}"
        if name in _SAYS_AUTOMATIC and word not in {"no", "false"}:
            return f"{name.title()}: {value}"
    return f"its subject begins with «{opening}»" if (opening := _opening(subject, _SUBJECTS)) else None


def bounce_without_report(
    signals: Iterable[tuple[str, str]], subject: str, sender: str, return_path: str | None, text: str
) -> Bounce | None:
    """Return what a bounce says that has no machine-readable report, or None if the mail does not look like one.

    A subject alone shows nothing: people forward bounces too. It takes a mail server as the sender.
    """
    named = dict(signals)
    is_daemon = sender.partition("@")[0].lower() in _DAEMONS or (return_path == "" and not sender)
    marked = "x-failed-recipients" in named or "x-ms-exchange-message-is-ndr" in named
    if not marked and not (is_daemon and (_opening(subject, _BOUNCE_SUBJECTS) or return_path == "")):
        return None
    recipients, _ = read_addresses(named.get("x-failed-recipients", ""), most=1)
    return Bounce(recipient=recipients[0].email if recipients else None, message_id=message_id_in(text))


def message_id_in(text: str) -> str | None:
    """Return the first Message-ID that a line of a text names: reports quote the fields of what they speak of."""
    found = _MESSAGE_ID_LINE.search(text)
    return found[1] if found else None


def bounce_of_report(blocks: Iterable[Message], original_id: str | None) -> Bounce | None:
    """Return what a delivery report says of its first recipient that failed, or else of its first (RFC 3464)."""
    told = [block for block in blocks if block.get("action") or block.get("final-recipient")]
    if not told:
        return None
    failed = [block for block in told if _action(block) == "failed"]
    block = (failed or told)[0]
    recipient = first_value(block, "original-recipient") or first_value(block, "final-recipient")
    addresses, _ = read_addresses(recipient.partition(";")[2] or recipient, most=1)
    status = re.match(r"\d\.\d{1,3}\.\d{1,3}", first_value(block, "status"))
    return Bounce(_action(block), addresses[0].email if addresses else None, status[0] if status else None, original_id)


def _action(block: Message) -> str:
    return one_line(first_value(block, "action"), 20).lower() or "failed"


def _opening(subject: str, openings: tuple[str, ...]) -> str | None:
    start = subject[:100].lower().lstrip("[(* ")
    return next((opening for opening in openings if start.startswith(opening)), None)
