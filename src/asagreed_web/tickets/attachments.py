"""Files that come in: judged, stored outside the web root under random names, handed out as downloads."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from django.conf import settings
from django.db import transaction
from django.http import FileResponse, HttpRequest

from asagreed_web.kit.attachments import START_BYTES, AttachmentVerdict, judge_attachment, why_too_much
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import Attachment, Message, StoredFile

RASTER = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""The pictures that a page may show: they cannot carry scripts."""
MOST_FILES = 20
_CHUNK = 64 * 1024
File = TypeVar("File", bound=StoredFile)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in: its name as the sender gave it, its size in bytes, and its content from the start."""

    name: str
    size: int
    content: BinaryIO

    @property
    def verdict(self) -> AttachmentVerdict:
        """Whether it is taken in; the content stands at its start again afterwards."""
        self.content.seek(0)
        start = self.content.read(START_BYTES)
        self.content.seek(0)
        return judge_attachment(name=self.name, start=start, size=self.size)


def uploads_of(request: HttpRequest) -> tuple[Upload, ...]:
    """Return the files of a form."""
    return tuple(
        Upload(file.name or "", file.size or 0, cast("BinaryIO", file.file)) for file in request.FILES.getlist("files")
    )


class FilesRefused(NotPossible):
    """Files of a form cannot be taken in; the reasons say which, why, and what to do instead."""


def check_uploads(uploads: Sequence[Upload]) -> None:
    """Raise FilesRefused when one of the files, or all of them together, cannot be taken in."""
    judged = [each.verdict for each in uploads]
    reasons = [f"«{verdict.name}» was not taken in. {verdict.reason}" for verdict in judged if not verdict.allowed]
    too_much = why_too_much(each.size for each in uploads)
    if too_much:
        reasons.append(too_much)
    if len(uploads) > MOST_FILES:
        reasons.append(f"A message takes {MOST_FILES} files. Put more of them into a zip file.")
    if reasons:
        raise FilesRefused(*reasons)


def store_all(*, message: Message, uploads: Iterable[Upload]) -> list[Attachment]:
    """Store the files of a message; what the list does not allow is kept with the reason, and never handed out."""
    return store_as(
        lambda: Attachment(message=message, ticket_id=message.ticket_id, customer_id=message.customer_id), uploads
    )


def store_as(new: Callable[[], File], uploads: Iterable[Upload]) -> list[File]:
    """Store files, each as a row that `new` begins; either all of them are kept or none."""
    stored: list[File] = []
    try:
        with transaction.atomic():
            for upload in uploads:
                file = _judged(new(), upload)
                stored.append(file)
                file.sha256 = _write(path_of(file), upload.content)
                file.save()
    except BaseException:
        for file in stored:
            path_of(file).unlink(missing_ok=True)
        raise
    return stored


def _judged(file: File, upload: Upload) -> File:
    verdict = upload.verdict
    file.name, file.media_type, file.size = verdict.name, verdict.media_type, upload.size
    file.stored_as = secrets.token_hex(32)
    file.refused_because = (verdict.reason or "")[:200]
    return file


def _write(path: Path, content: BinaryIO) -> str:
    """Write a file that only the service may read, down to the disk, and return its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def path_of(attachment: StoredFile) -> Path:
    """Return where a file lies."""
    return Path(settings.MEDIA_ROOT) / attachment.stored_as[:2] / attachment.stored_as


def is_shown(attachment: StoredFile) -> bool:
    """Whether a page may show the file as a picture."""
    return not attachment.refused_because and attachment.media_type in RASTER


def hand_out(attachment: StoredFile, *, as_picture: bool = False) -> FileResponse | None:
    """Return the answer that hands a file out, or None for one that is kept and never handed out, or is gone.

    It is a download, whatever it says of itself; a picture for a page only where it is truly one.
    """
    path = path_of(attachment)
    if attachment.refused_because or not path.is_file():
        return None
    inline = as_picture and is_shown(attachment)
    response = FileResponse(
        path.open("rb"), as_attachment=not inline, filename=attachment.name, content_type=attachment.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
