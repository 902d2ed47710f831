"""A mail from its bytes: runs inside the limited child, whose readers are the three functions called `answer…`."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import asdict, replace
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.utils import parsedate_tz

from asagreed_web.intake.mail.addresses import read_addresses
from asagreed_web.intake.mail.automatic import bounce_of_report, bounce_without_report, signals_of, why_automatic
from asagreed_web.intake.mail.bodies import read_part
from asagreed_web.intake.mail.decoding import header_text, one_line
from asagreed_web.intake.mail.gathering import Gathered, Piece
from asagreed_web.intake.mail.header_block import (
    BOUNDED_FIELDS,
    cut_fields,
    field_values,
    first_value,
    with_bounded_block,
)
from asagreed_web.intake.mail.html_cost import why_not_shown
from asagreed_web.intake.mail.parsed_mail import Address, Bounce, ParsedMail
from asagreed_web.intake.mail.plain_text import without_empty_runs
from asagreed_web.intake.mail.quotes import is_answer, is_forwarded, newest_part

MOST_ADDRESSES = 200
MOST_REFERENCES = 50
_ARRIVAL_FIELDS = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")
_ID = re.compile(r"<[^<>\s]{1,500}>")
_FORWARD_MARK = re.compile(r"^-{2,20} ?(?:Forwarded message|Weitergeleitete Nachricht) ?-{2,20}$", re.MULTILINE)


def read_mail(raw: bytes, *, with_html: bool = True) -> ParsedMail:
    """Return what a mail says. May raise whatever its bytes set off in a parser: call it in a limited child.

    Without HTML its words are read all the same; what a sanitiser would make of it is not tried.
    """
    bounded, notes = with_bounded_block(raw)
    mail = BytesParser(policy=BOUNDED_FIELDS).parsebytes(bounded)
    gathered = Gathered(notes=list(notes))
    parsed = _read_fields(mail, gathered)
    pieces = read_part(mail, gathered)
    html = _page(pieces, gathered, is_tried=with_html)
    return _with_body(replace(parsed, html=html), pieces, gathered)


def read_envelope(raw: bytes) -> ParsedMail:
    """Return what the header fields of a mail say, without its body: for a mail that cannot be read whole."""
    bounded, notes = with_bounded_block(raw)
    gathered = Gathered(notes=list(notes))
    parsed = _read_fields(BytesHeaderParser(policy=BOUNDED_FIELDS).parsebytes(bounded), gathered)
    return replace(parsed, automatic=why_automatic(parsed.signals, parsed.subject), notes=tuple(gathered.notes))


def answer(raw: bytes) -> bytes:
    """Return a mail, read, as the JSON that goes back to the parent."""
    return _as_json(read_mail(raw))


def answer_without_html(raw: bytes) -> bytes:
    """Return a mail, read but for its HTML, as the JSON that goes back to the parent."""
    return _as_json(read_mail(raw, with_html=False))


def answer_envelope(raw: bytes) -> bytes:
    """Return the envelope of a mail as the JSON that goes back to the parent."""
    return _as_json(read_envelope(raw))


def _as_json(mail: ParsedMail) -> bytes:
    return json.dumps(asdict(mail), ensure_ascii=False, default=_as_base64).encode("utf-8", "replace")


def _as_base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode("ascii")


def _read_fields(mail: Message, gathered: Gathered) -> ParsedMail:
    """Return what the header fields say, with notes on what is missing or doubled."""
    senders, is_clear = _addresses(mail, "from")
    for name in cut_fields(mail):
        gathered.note(f"The field {one_line(name, 60)} was too long and was cut; the whole is in the original.")
    for name in ("From", "Subject", "Date", "Message-ID"):
        count = len(field_values(mail, name))
        gathered.note(f"The field {name} is missing." if count == 0 else None)
        gathered.note(f"The field {name} stands {count} times; the first counts." if count > 1 else None)
    _note_claimed_address(senders, gathered)
    recipients = {name: _noted_addresses(mail, name, gathered) for name in ("Reply-To", "To", "Cc")}
    return ParsedMail(
        message_id=_first_id(first_value(mail, "message-id")),
        subject=header_text(first_value(mail, "subject")),
        senders=senders,
        sender_is_clear=is_clear and len(senders) == 1 and len(field_values(mail, "from")) == 1,
        reply_to=recipients["Reply-To"],
        to=recipients["To"],
        cc=recipients["Cc"],
        delivered_to=tuple(
            address.email for name in _ARRIVAL_FIELDS for address in _addresses(mail, name)[0][:MOST_ADDRESSES]
        ),
        in_reply_to=_first_id(first_value(mail, "in-reply-to")),
        references=tuple(_ID.findall(first_value(mail, "references")))[-MOST_REFERENCES:],
        sent_at=_sent_at(first_value(mail, "date"), gathered),
        return_path=_return_path(mail),
        signals=signals_of(mail),
        authentication_results=tuple(one_line(v, 8000) for v in field_values(mail, "authentication-results")[:20]),
    )


def _addresses(mail: Message, name: str) -> tuple[tuple[Address, ...], bool]:
    """Return the addresses of all fields of a name, and whether that is all that stands there."""
    read = [read_addresses(value, most=MOST_ADDRESSES) for value in field_values(mail, name)[:10]]
    found = tuple(address for addresses, _ in read for address in addresses)
    return found[:MOST_ADDRESSES], all(is_whole for _, is_whole in read)


def _noted_addresses(mail: Message, name: str, gathered: Gathered) -> tuple[Address, ...]:
    found, is_whole = _addresses(mail, name)
    gathered.note(None if is_whole else f"Not every address of the field {name} could be read, or there are too many.")
    return found


def _note_claimed_address(senders: tuple[Address, ...], gathered: Gathered) -> None:
    """Say so if a sender is named like an address that is not its own."""
    for sender in senders[:1]:
        if "@" in sender.name and sender.email.lower() not in sender.name.lower():
            gathered.note(f"The sender {sender.email} calls itself «{sender.name}», which is another address.")


def _first_id(value: str) -> str | None:
    """Return the first Message-ID of a field; one that lacks its brackets gets them."""
    found = _ID.search(value)
    if found:
        return found[0]
    words = value.replace("<", " ").replace(">", " ").split()
    return f"<{words[0][:500]}>" if words else None


def _return_path(mail: Message) -> str | None:
    """Return the sender of the envelope as the mail server wrote it down; empty for reports, None if unknown."""
    values = field_values(mail, "return-path")
    if not values:
        return None
    found, _ = read_addresses(values[0], most=1)
    return found[0].email if found else ""


def _sent_at(value: str, gathered: Gathered) -> int | None:
    """Return the date of a mail as UTC seconds; one without a zone is read as UTC."""
    if not value:
        return None
    try:
        parts = parsedate_tz(value[:200])
        if parts is None:
            raise ValueError  # noqa: TRY301 - both ways to an impossible date end in one place
        moment = datetime(*parts[:5], min(parts[5], 59), tzinfo=UTC)
        east = parts[9] or 0
        if abs(east) > 15 * 3600:
            raise ValueError  # noqa: TRY301
    except (ValueError, OverflowError, TypeError, IndexError):
        gathered.note(f"The date «{one_line(value, 60)}» is no date.")
        return None
    return int(moment.timestamp()) - east


def _with_body(parsed: ParsedMail, pieces: list[Piece], gathered: Gathered) -> ParsedMail:
    """Return the mail with what its parts said."""
    texts = [piece.text for piece in pieces]
    full_text = gathered.cut(without_empty_runs("\n\n".join(text for text in texts if text.strip())))
    text = _newest(parsed, full_text, gathered)
    bounce = _bounce(parsed, full_text, gathered)
    return replace(
        parsed,
        text=text,
        full_text=full_text,
        attachments=tuple(gathered.attachments),
        calendar=gathered.calendar,
        bounce=bounce,
        automatic=_why_automatic(parsed, bounce, gathered),
        notes=tuple(gathered.notes),
    )


def _newest(parsed: ParsedMail, full_text: str, gathered: Gathered) -> str:
    """Return the newest part of an answer; of any other mail, and of what is passed on, everything is new."""
    answers = parsed.in_reply_to or parsed.references or is_answer(parsed.subject)
    if not answers or is_forwarded(parsed.subject) or _FORWARD_MARK.search(full_text):
        return full_text
    newest, note = newest_part(full_text)
    gathered.note(note)
    return newest


def _page(pieces: list[Piece], gathered: Gathered, *, is_tried: bool) -> str | None:
    """Return the HTML of a mail, if it has any and showing it is not too much work."""
    if not any(piece.html for piece in pieces):
        return None
    page = gathered.cut("\n".join(piece.page for piece in pieces))
    reason = why_not_shown(page) if is_tried else "making it safe to show took too much"
    if reason:
        gathered.note(f"The HTML is shown as text, because {reason}.")
    return None if reason else page


def _bounce(parsed: ParsedMail, full_text: str, gathered: Gathered) -> Bounce | None:
    sender = parsed.sender.email if parsed.sender else ""
    return bounce_of_report(gathered.report_blocks, _first_id(gathered.original_id or "")) or bounce_without_report(
        parsed.signals, parsed.subject, sender, parsed.return_path, full_text
    )


def _why_automatic(parsed: ParsedMail, bounce: Bounce | None, gathered: Gathered) -> str | None:
    if bounce or gathered.report_blocks:
        return "it reports on the delivery of a mail"
    if gathered.is_receipt:
        return "it is a receipt for a mail that was opened"
    return why_automatic(parsed.signals, parsed.subject)
