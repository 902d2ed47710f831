"""Whether a copy of the database is whole: its pages, its references, its rows, its chains, its attachments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import connections

from asagreed_web.config.backup.copies import rows_of
from asagreed_web.config.backup.manifest import ATTACHMENTS
from asagreed_web.config.chains import broken_chains
from asagreed_web.tickets.models import Attachment
from asagreed_web.upkeep.models import EvidenceFile


def why_not_whole(using: str, *, rows: Mapping[str, int], files: Mapping[str, str]) -> str:
    """Return the first thing that is wrong with an open copy, or nothing. `files` are SHA-256 by path in the backup."""
    return next(iter(_faults(using, rows, files)), "")


def _faults(using: str, rows: Mapping[str, int], files: Mapping[str, str]) -> Iterator[str]:
    if connections[using].vendor == "sqlite":
        yield from _sqlite_faults(using)
    found = rows_of(using)
    for table in sorted({*found, *rows}):
        if found.get(table) != rows.get(table):
            yield f"{table} has {found.get(table)} rows, and had {rows.get(table)}"
    for broken in broken_chains(using=using)[1]:
        yield f"chain {broken.chain}, event {broken.seq}: {broken.because}"
    yield from _missing_attachments(using, files)


def _sqlite_faults(using: str) -> Iterator[str]:
    with connections[using].cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        said = cursor.fetchone()[0]
        if said != "ok":
            yield f"SQLite finds damage: {said}"
        cursor.execute("PRAGMA foreign_key_check")
        loose = cursor.fetchone()
        if loose:
            yield f"row {loose[1]} of {loose[0]} refers to a row of {loose[2]} that is not there"


def _missing_attachments(using: str, files: Mapping[str, str]) -> Iterator[str]:
    for name, rows in (
        ("attachment", Attachment.objects.using(using)),
        ("evidence", EvidenceFile.objects.using(using)),
    ):
        for key, stored_as, sha256 in rows.order_by("pk").values_list("pk", "stored_as", "sha256").iterator():
            if files.get(f"{ATTACHMENTS}/{stored_as[:2]}/{stored_as}") != sha256:
                yield f"the file of {name} {key} is missing or not as it was stored"
