"""The mailbox of the desk over IMAP. Mails come out of it as bytes: nothing of them is parsed in this process."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from django.conf import settings
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError
from imap_tools.utils import encode_folder

TIMEOUT = 30.0
"""Seconds until a server that says nothing is given up."""
DONE, TOO_LARGE = "asagreed-done", "asagreed-too-large"
HEAD_BYTES = 256 * 1024
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_UID = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,12})\b")
_ARRIVED = re.compile(rb'\bINTERNALDATE "([^"]{20,32})"')

Trouble = (OSError, imaplib.IMAP4.error, ImapToolsError)
"""What goes wrong between us and a mail server; the next turn goes on where this one stopped."""


class PlainRefused(OSError):
    """The password would go over a network in the clear."""


class Unexpected(OSError):
    """The mail server did not do what it was asked for."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail in the mailbox: its size in bytes, and when our server received it, in UTC seconds."""

    uid: str
    size: int
    received_at: int


@contextmanager
def opened_mailbox() -> Iterator[DeskMailbox]:
    """Open the mailbox of the settings for as long as the block lasts. Raises one of `Trouble`."""
    connection = _connected()
    try:
        connection.login(settings.IMAP_USER, settings.IMAP_PASSWORD, initial_folder=None)
        connection.folder.set(settings.IMAP_FOLDER)
        yield DeskMailbox(connection)
        with suppress(*Trouble):
            connection.logout()
    finally:
        with suppress(*Trouble):
            connection.client.shutdown()


def _connected() -> BaseMailBox:
    host, port = settings.IMAP_HOST, settings.IMAP_PORT
    if settings.IMAP_TLS == "yes":
        return MailBox(host, port, timeout=TIMEOUT, ssl_context=ssl.create_default_context())
    if settings.IMAP_TLS == "starttls":
        return MailBoxStartTls(host, port, timeout=TIMEOUT, ssl_context=ssl.create_default_context())
    if host not in _LOOPBACK and not settings.IMAP_PLAIN_ALLOWED:
        raise PlainRefused(
            f"The password would reach {host} unencrypted. Set ASAGREED_IMAP_TLS to yes, or allow this with "
            "ASAGREED_IMAP_PLAIN_ALLOWED=yes."
        )
    return MailBoxUnencrypted(host, port, timeout=TIMEOUT)


class DeskMailbox:
    """The open mailbox. UIDs are used within one connection only, in which they cannot change their meaning."""

    def __init__(self, connection: BaseMailBox) -> None:
        self._client, self._connection = connection.client, connection
        # What a server can do is said anew after the sign-in, which the standard library does not ask for.
        _, said = self._client.capability()
        self._can = frozenset(str(said[0] or b"", "ascii", "replace").upper().split())

    def waiting(self) -> list[str]:
        """Return the UIDs of the mails that were not taken in yet, the oldest first."""
        data = self._ask("SEARCH", "UNDELETED", "UNKEYWORD", DONE, "UNKEYWORD", TOO_LARGE)
        return [uid.decode("ascii") for uid in (data[0] or b"").split()]

    def described(self, uids: Sequence[str]) -> list[Waiting]:
        """Return size and arrival of mails; those that are gone by now are left out."""
        if not uids:
            return []
        lines = [line for line in self._ask("FETCH", ",".join(uids), "(RFC822.SIZE INTERNALDATE)") if line]
        found = {each.uid: each for line in lines if (each := _described(_bytes(line)))}
        return [found[uid] for uid in uids if uid in found]

    def content(self, uid: str) -> bytes | None:
        """Return a mail as it came, which marks nothing, or None if it is gone."""
        return self._literal(uid, "(BODY.PEEK[])")

    def head(self, uid: str) -> bytes | None:
        """Return the header fields of a mail, at most 256 kB of them, or None if it is gone."""
        return self._literal(uid, f"(BODY.PEEK[HEADER]<0.{HEAD_BYTES}>)")

    def put_away(self, uid: str) -> None:
        """Move a mail that was taken in out of the way, or mark it as read and done, as the settings say."""
        folder = settings.IMAP_DONE_FOLDER
        if not folder:
            self._ask("STORE", uid, "+FLAGS.SILENT", rf"(\Seen {DONE})")
        elif "MOVE" in self._can:
            self._ask("MOVE", uid, _quoted(folder))
        else:
            self._ask("COPY", uid, _quoted(folder))
            self._ask("STORE", uid, "+FLAGS.SILENT", r"(\Seen \Deleted)")
            if "UIDPLUS" in self._can:
                self._ask("EXPUNGE", uid)

    def leave_flagged(self, uid: str) -> None:
        """Leave a mail that is too large where it is, flagged for a person to see."""
        self._ask("STORE", uid, "+FLAGS.SILENT", rf"(\Flagged {TOO_LARGE})")

    def make_room(self) -> None:
        """Make the folder for what was taken in, if it is not there."""
        folder = settings.IMAP_DONE_FOLDER
        if folder and not self._connection.folder.exists(folder):
            self._connection.folder.create(folder)

    def _literal(self, uid: str, what: str) -> bytes | None:
        for answer in self._ask("FETCH", uid, what):
            if isinstance(answer, tuple):
                return bytes(answer[1])
            if answer and answer.endswith((b'""', b'"")', b"NIL)")):
                return b""
        return None

    def _ask(self, command: str, *words: str) -> list[Any]:
        status, data = self._client.uid(command, *words)
        if status != "OK":
            said = b" ".join(_bytes(each) for each in data if each).decode("utf-8", "replace")
            raise Unexpected(f"The mail server answered {status} to {command}: {said[:200]}")
        return list(data)


def _bytes(answer: bytes | tuple[bytes, ...]) -> bytes:
    return answer if isinstance(answer, bytes) else b" ".join(answer)


def _described(line: bytes) -> Waiting | None:
    uid, size, arrived = _UID.search(line), _SIZE.search(line), _ARRIVED.search(line)
    if not (uid and size and arrived):
        return None
    received_at = int(parsedate_to_datetime(arrived[1].decode("ascii", "replace").strip()).timestamp())
    return Waiting(uid[1].decode("ascii"), int(size[1]), received_at)


def _quoted(folder: str) -> str:
    return bytes(encode_folder(folder)).decode("ascii")
