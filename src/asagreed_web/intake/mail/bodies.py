"""The parts of a mail, each to what it is: words, a file, an invitation, a report, or something to note."""

from __future__ import annotations

import binascii
import re
from email.generator import BytesGenerator
from email.message import Message
from io import BytesIO

from asagreed_web.intake.mail.automatic import message_id_in
from asagreed_web.intake.mail.decoding import header_text, one_line, text_of, without_encoding
from asagreed_web.intake.mail.gathering import MOST_PARTS, Gathered, Piece, alternative
from asagreed_web.intake.mail.header_block import BOUNDED_FIELDS, first_value
from asagreed_web.intake.mail.plain_text import join_flowed
from asagreed_web.intake.mail.winmail import unwrap

MOST_LEVELS = 20

_EXTENSIONS = {
    "text/plain": "txt",
    "text/html": "html",
    "text/csv": "csv",
    "text/calendar": "ics",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/pkcs7-mime": "p7m",
    "application/x-pkcs7-mime": "p7m",
    "application/ms-tnef": "dat",
}
_SIGNATURES = {
    "application/pkcs7-signature": "S/MIME",
    "application/x-pkcs7-signature": "S/MIME",
    "application/pgp-signature": "PGP",
}
_WRAPPINGS = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_ENCRYPTED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})
_OTHER_FORMS = frozenset({"text/x-amp-html", "text/watch-html"})
_METHOD = re.compile(r"^METHOD:[ \t]{0,9}([A-Za-z-]{1,30})", re.MULTILINE | re.IGNORECASE)
_SUMMARY = re.compile(r"^SUMMARY(?:;[^:\n]{0,200})?:([^\n]{0,200})", re.MULTILINE | re.IGNORECASE)


class _AsItCame(BytesGenerator):
    """Writes a mail with the bytes it came in; the plain generator stops at what is not ASCII, such as boundaries."""

    _fp: BytesIO

    def write(self, s: str) -> None:
        self._fp.write(s.encode("utf-8", "surrogateescape"))


def read_part(part: Message, gathered: Gathered, level: int = 0) -> list[Piece]:
    """Return the words of a part and of those inside it, and leave files and notes in `gathered`."""
    pieces = _read_by_kind(part, part.get_content_type(), gathered, level)
    # Asked last, for some damage shows only when the content is decoded.
    if part.defects:
        gathered.note("The mail is damaged or was cut short; what could be told apart is shown.")
    return pieces


def content_of(part: Message) -> bytes:
    """Return the content of a part, decoded as far as it can be."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _read_by_kind(part: Message, kind: str, gathered: Gathered, level: int) -> list[Piece]:
    if kind.startswith("message/") and _read_message(part, kind, gathered):
        return []
    if part.is_multipart():
        return _read_parts(part, kind, gathered, level)
    gathered.parts += 1
    if gathered.parts > MOST_PARTS:
        gathered.note(f"The mail has more than {MOST_PARTS} parts; the rest is only in the original.")
        return []
    return _read_leaf(part, kind, gathered)


def _read_parts(part: Message, kind: str, gathered: Gathered, level: int) -> list[Piece]:
    if level >= MOST_LEVELS:
        gathered.note(f"Parts nested deeper than {MOST_LEVELS} levels are only in the original.")
        return []
    if kind == "multipart/encrypted":
        gathered.note("The mail is encrypted and cannot be read here.")
    pieces = [piece for inner in _parts_of(part) for piece in read_part(inner, gathered, level + 1)]
    return alternative(pieces) if kind == "multipart/alternative" else pieces


def _read_leaf(part: Message, kind: str, gathered: Gathered) -> list[Piece]:
    """Return the words of one part that holds no others."""
    name = _name_of(part)
    if kind in _SIGNATURES:
        gathered.note(f"The mail is signed with {_SIGNATURES[kind]}; the signature was not checked.")
    elif kind == "text/rfc822-headers":
        gathered.original_id = gathered.original_id or message_id_in(text_of(content_of(part), None)[0])
    elif kind in _OTHER_FORMS:
        pass
    elif kind in _WRAPPINGS or name.lower() == "winmail.dat":
        return _read_winmail(content_of(part), gathered)
    elif kind == "text/calendar":
        _read_calendar(part, name, gathered)
    elif kind in {"text/plain", "text/html"} and not name and part.get_content_disposition() != "attachment":
        return [_words_of(part, kind, gathered)]
    elif part.get_content_maintype() == "multipart":
        # Announced as several parts, but nothing divides them.
        return [_words_of(part, "text/plain", gathered)]
    else:
        _keep_file(part, kind, name, gathered)
    return []


def _words_of(part: Message, kind: str, gathered: Gathered) -> Piece:
    text, note = text_of(content_of(part), _parameter(part, "charset"))
    gathered.note(note)
    text = gathered.cut(text)
    if kind == "text/html":
        return Piece(html=text)
    if _parameter(part, "format").lower() == "flowed":
        text = join_flowed(text, delete_space=_parameter(part, "delsp").lower() == "yes")
    return Piece(plain=text)


def _keep_file(part: Message, kind: str, name: str, gathered: Gathered) -> None:
    if kind in _ENCRYPTED:
        gathered.note("The mail or a part of it is encrypted or sealed and cannot be read here.")
    content_id = one_line(first_value(part, "content-id"), 200).strip("<> ") or None
    gathered.attach(name or _made_name(kind), kind, content_of(part), content_id=content_id)


def _read_calendar(part: Message, name: str, gathered: Gathered) -> None:
    content = content_of(part)
    text, _ = text_of(content, _parameter(part, "charset"))
    method, summary = _METHOD.search(text), _SUMMARY.search(text)
    gathered.calendar = (method[1] if method else _parameter(part, "method") or "PUBLISH").upper()[:30]
    gathered.note(f"Calendar entry ({gathered.calendar}): {one_line(summary[1], 200) if summary else 'without title'}")
    # Outlook sends the entry twice, as a form of the text and as a file.
    if all(attachment.content != content for attachment in gathered.attachments):
        gathered.attach(name or "invite.ics", "text/calendar", content)


def _read_winmail(content: bytes, gathered: Gathered) -> list[Piece]:
    unwrapped = unwrap(content)
    if unwrapped is None or not unwrapped.is_whole:
        gathered.note("Outlook wrapped the mail in a winmail.dat, which could not be unwrapped completely.")
        gathered.attach("winmail.dat", "application/ms-tnef", content)
    else:
        gathered.note("Outlook wrapped the mail in a winmail.dat; what it held is shown.")
    for name, inside in unwrapped.files if unwrapped else ():
        gathered.attach(name or "attachment", "application/octet-stream", inside)
    if unwrapped is None or not (unwrapped.text or unwrapped.html):
        return []
    return [Piece(gathered.cut(unwrapped.text) or None, gathered.cut(unwrapped.html) or None)]


def _read_message(part: Message, kind: str, gathered: Gathered) -> bool:
    """Take a part that is a mail or a report about one; say whether that is all there is to it."""
    if kind == "message/delivery-status":
        gathered.report_blocks += _parts_of(part)
    elif kind == "message/disposition-notification":
        gathered.is_receipt = True
    elif kind in {"message/rfc822", "message/global"}:
        _keep_message(part, gathered)
    else:
        return False
    return True


def _keep_message(part: Message, gathered: Gathered) -> None:
    """Keep a mail within the mail as a file, unopened but for its subject and its Message-ID."""
    gathered.parts += 1
    inner = next(iter(_parts_of(part)), None)
    if inner is None or gathered.parts > MOST_PARTS:
        gathered.note("A mail inside the mail is only in the original.")
        return
    gathered.original_id = gathered.original_id or first_value(inner, "message-id") or None
    name = _name_of(part) or f"{header_text(first_value(inner, 'subject'))[:100] or 'message'}.eml"
    gathered.attach(
        name.replace("/", "_") if name.endswith(".eml") else f"{name}.eml", "message/rfc822", _whole(part, inner)
    )


def _whole(part: Message, inner: Message) -> bytes:
    """Return a mail within a mail as it came; some servers wrap it in base64, though no standard allows that."""
    written = BytesIO()
    _AsItCame(written, policy=BOUNDED_FIELDS).flatten(inner)
    content = written.getvalue()
    if first_value(part, "content-transfer-encoding").lower() != "base64" or inner.keys():
        return content
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        return content


def _parts_of(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _name_of(part: Message) -> str:
    """Return the file name of a part in whichever of its many spellings, or nothing."""
    try:
        name = part.get_filename("")
    except ValueError:
        # So the standard library ends over names that are broken in the manner of RFC 2231.
        name = ""
    return without_encoding(str(name))


def _parameter(part: Message, name: str) -> str:
    """Return a parameter of the Content-Type, or nothing."""
    try:
        value = part.get_param(name, "")
    except ValueError:
        return ""
    return str(value[2] if isinstance(value, tuple) else value).strip()


def _made_name(kind: str) -> str:
    """Return a name for a file that came without one."""
    main, _, extension = kind.partition("/")
    return f"{main if main in {'image', 'audio', 'video'} else 'attachment'}.{_EXTENSIONS.get(kind, extension[:10])}"
