"""What a mail says, as plain values: nothing here has been believed, sanitised or decided yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address and the name it was given; the name is the sender's own claim."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A file that came with a mail. The name is safe to show; the content has not been looked at."""

    name: str
    declared_type: str
    content: bytes
    content_id: str | None = None


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a report of non-delivery speaks of; `action` is the word of RFC 3464, «failed» where none was given."""

    action: str = "failed"
    recipient: str | None = None
    status: str | None = None
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedMail:
    """A mail that has been read. `sent_at` is whole UTC seconds as the sender's clock said, and may be any moment.

    `full_text` is everything; `text` is the newest part, without the mails it answers. `html` is raw and must go
    through nh3 when it is shown; it is None where showing it would cost too much. `senders` are the addresses of all
    From fields, and `sender_is_clear` says that there is exactly one and nothing beside it. `signals` are the fields
    that loop defence reads, names in lower case; `authentication_results` stand in the order of the mail, the newest
    first. `notes` are sentences about what was unusual.
    """

    # The parent checks the child's answer against these types; bytes travel as base64.
    __pydantic_config__: ClassVar[dict[str, Any]] = {"strict": True, "extra": "forbid", "val_json_bytes": "base64"}

    message_id: str | None
    subject: str
    senders: tuple[Address, ...]
    sender_is_clear: bool = True
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    sent_at: int | None = None
    text: str = ""
    full_text: str = ""
    html: str | None = None
    attachments: tuple[MailAttachment, ...] = ()
    automatic: str | None = None
    bounce: Bounce | None = None
    calendar: str | None = None
    return_path: str | None = None
    signals: tuple[tuple[str, str], ...] = ()
    authentication_results: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def sender(self) -> Address | None:
        """The first address of the From field, if it has one that can be read."""
        return self.senders[0] if self.senders else None

    @property
    def is_automatic(self) -> bool:
        """Whether a machine wrote this; `automatic` says how that is known."""
        return self.automatic is not None

    @property
    def is_bounce(self) -> bool:
        """Whether this says that a mail of ours was not delivered; a delay or a delivery is no bounce."""
        return self.bounce is not None and self.bounce.action == "failed"

    @property
    def is_calendar(self) -> bool:
        """Whether this carries a calendar invitation, its answer or its end; `calendar` is the method."""
        return self.calendar is not None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A mail that could not be read, and why, as a sentence; the envelope is what its first header fields say."""

    reason: str
    envelope: ParsedMail | None = None
