"""Addresses that let one person answer to one ticket, and Message-IDs that name one.

A reply address is `t-<ticket>-<mac>@domain`. Its MAC binds the ticket to the one address it was sent to: handed on, it
opens nothing. It says which ticket is meant; who the sender is, must be shown by other means.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

LOCAL_PART_CHARACTERS = 64
MAC_BYTES = 16
KEY_BYTES = 32
_PURPOSE = b"asagreed reply address 1\0"

_TICKET = r"([1-9][0-9]{0,11})"
_LOCAL_PART = re.compile(rf"t-{_TICKET}-([a-z2-7]{{26}})")
_MESSAGE_ID = re.compile(rf"<asagreed\.t-{_TICKET}\.([A-Za-z0-9]{{8,64}})@([A-Za-z0-9.-]{{1,253}})>")
_SMALL = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def fold_address(address: str) -> str:
    """Return an address as it is compared: letters of ASCII made small, and no others.

    Folding more would make different mailboxes equal (the Kelvin sign is no «k», «ß» is no «ss»).
    """
    return address.strip().translate(_SMALL)


def sign_reply_address(*, ticket: int, recipient: str, key: bytes, domain: str, mailbox: str | None = None) -> str:
    """Return the address to which `recipient` answers about a ticket; with a mailbox, as `mailbox+t-…@domain`.

    Raises ValueError if the key is shorter than 32 bytes, the ticket is no number from 1 to 12 digits, or the mailbox
    is so long that the local part would exceed the 64 characters of RFC 5321.
    """
    own = f"t-{ticket}-{_mac(ticket, recipient, key)}"
    local_part = f"{mailbox}+{own}" if mailbox else own
    if not _LOCAL_PART.fullmatch(own):
        raise ValueError(f"{ticket} is no ticket number; use 1 to 12 digits")
    if len(local_part) > LOCAL_PART_CHARACTERS:
        raise ValueError(f"{local_part} is longer than {LOCAL_PART_CHARACTERS} characters; use a shorter mailbox")
    return f"{local_part}@{domain}"


def check_reply_address(
    address: str, *, sender: str, key: bytes, domain: str, mailbox: str | None = None
) -> int | None:
    """Return the ticket that an address was signed for if it was signed for this sender; None for anything else."""
    local_part, _, at = fold_address(address).rpartition("@")
    expected = fold_address(mailbox) + "+" if mailbox else ""
    if at != fold_address(domain) or not local_part.startswith(expected):
        return None
    read = _LOCAL_PART.fullmatch(local_part.removeprefix(expected))
    if read is None:
        return None
    ticket = int(read[1])
    return ticket if hmac.compare_digest(read[2], _mac(ticket, sender, key)) else None


def own_message_id(*, ticket: int, random: str, domain: str) -> str:
    """Return the Message-ID of a mail of ours about a ticket; `random` is 8 to 64 letters and digits."""
    message_id = f"<asagreed.t-{ticket}.{random}@{domain}>"
    if not _MESSAGE_ID.fullmatch(message_id):
        raise ValueError(f"{message_id} is no Message-ID of ours; give a ticket number and 8 to 64 letters and digits")
    return message_id


def ticket_of_message_id(message_id: str, *, domain: str) -> int | None:
    """Return the ticket that a Message-ID of ours names, or None if it is none of ours."""
    read = _MESSAGE_ID.fullmatch(message_id)
    return int(read[1]) if read and fold_address(read[3]) == fold_address(domain) else None


def _mac(ticket: int, recipient: str, key: bytes) -> str:
    """Return 128 bits of HMAC-SHA256 over ticket and recipient, in letters and digits that no mail server folds."""
    if len(key) < KEY_BYTES:
        raise ValueError(f"the key has {len(key)} bytes; give at least {KEY_BYTES}")
    bound = _PURPOSE + f"{ticket}\0{fold_address(recipient)}".encode("utf-8", "replace")
    digest = hmac.new(key, bound, hashlib.sha256).digest()
    return base64.b32encode(digest[:MAC_BYTES]).decode("ascii").rstrip("=").lower()
