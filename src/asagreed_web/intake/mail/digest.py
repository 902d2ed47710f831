"""A fingerprint of what a mail says."""

from __future__ import annotations

import hashlib

from asagreed_web.intake.mail.parsed_mail import ParsedMail


def content_digest(mail: ParsedMail) -> str:
    """Return a SHA-256 of what was written, the same for each delivery of one mail whatever way it took.

    With the Message-ID it tells a second delivery from another mail that carries a used Message-ID.
    """
    digest = hashlib.sha256()
    written = [mail.subject, mail.full_text, mail.html or "", str(mail.sent_at), *(who.email for who in mail.senders)]
    for piece in (*(text.encode() for text in written), *(file.content for file in mail.attachments)):
        digest.update(len(piece).to_bytes(8, "big"))
        digest.update(piece)
    return digest.hexdigest()
