"""Everything about a customer, or about one person, as one zip: a JSON file for each table, and the files themselves.

Tables are found by their columns, so that one that is added later is handed out too. What only proves who somebody
is (passwords, keys, codes, sessions) is no record about them, and stays.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.db.models import ForeignKey, Model, Q, QuerySet

from asagreed_web.agreements.models import Edition
from asagreed_web.chronicle.models import PersonalData
from asagreed_web.customers.models import Customer
from asagreed_web.intake.models import ReceivedMail
from asagreed_web.people.models import Person
from asagreed_web.protection.forgetting import Known, find_known
from asagreed_web.protection.redacting import OF_CUSTOMER, names_in
from asagreed_web.tickets.attachments import path_of
from asagreed_web.tickets.models import Attachment, TimeEntry
from asagreed_web.upkeep.models import EvidenceFile

SECRETS = frozenset({"password", "token_digest", "secret", "salt", "stored_as", "raw"})
"""Columns that are not handed out; the content of mails and files lies in the zip by itself."""
NO_RECORDS = frozenset({"sessions", "mfa", "usersessions", "contenttypes", "auth"})


@dataclass(frozen=True, slots=True)
class Exported:
    """What was handed out: how many rows of each table, and how many files and mails."""

    rows: dict[str, int]
    files: int


def export_customer(customer: Customer, target: Path | IO[bytes], *, at: int) -> Exported:
    """Write everything about a customer into a zip."""
    tables = {model._meta.label: rows for model, rows in _tables_of(customer)}
    return _write(target, tables, about=f"customer {customer.slug}", at=at)


def export_person(email: str, target: Path | IO[bytes], *, at: int) -> Exported:
    """Write everything about somebody into a zip. Raises NobodyFound."""
    known = find_known(email=email)
    return _write(target, _tables_about(known), about=f"person {known.email}", at=at)


def _tables_of(customer: Customer) -> Iterator[tuple[type[Model], QuerySet[Model]]]:
    yield Customer, Customer.objects.filter(pk=customer.pk)
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in NO_RECORDS or not model._meta.managed:
            continue
        asked = _of_customer(model, customer)
        if asked is not None:
            yield model, QuerySet(model).filter(asked)


def _of_customer(model: type[Model], customer: Customer) -> Q | None:
    """Return which rows of a table are a customer's: by its own column, or through what its rows refer to."""
    columns = {field.attname for field in model._meta.concrete_fields}
    own = next((column for column in OF_CUSTOMER if column in columns), None)
    if own:
        return Q(**{own: customer.pk})
    through = [
        f"{field.name}__{column}"
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and isinstance(field.related_model, type)
        for column in OF_CUSTOMER
        if any(each.attname == column for each in field.related_model._meta.concrete_fields)
    ]
    return Q(**{through[0]: customer.pk}) if through else None


def _tables_about(known: Known) -> dict[str, QuerySet[Any]]:
    person, beside = known.person, []
    for pk, chain, data in PersonalData.objects.exclude(salt="").values_list("pk", "chain", "data").iterator():
        if names_in(data, known.identity.pattern_for(chain or None)):
            beside.append(pk)
    messages = known.own_messages
    return {
        "people.Person": Person.objects.filter(pk=person.pk) if person else Person.objects.none(),
        "tickets.Ticket": known.own_tickets,
        "tickets.Message": messages,
        "tickets.Attachment": Attachment.objects.filter(message__in=messages.values("pk")),
        "tickets.TimeEntry": TimeEntry.objects.filter(person=person) if person else TimeEntry.objects.none(),
        "intake.ReceivedMail": ReceivedMail.objects.filter(sender__iexact=known.email),
        "chronicle.PersonalData": PersonalData.objects.filter(pk__in=beside),
    }


def _write(target: Path | IO[bytes], tables: dict[str, QuerySet[Any]], *, about: str, at: int) -> Exported:
    counts: dict[str, int] = {}
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for label, rows in sorted(tables.items()):
            found = [_row(each) for each in rows.order_by("pk").iterator(chunk_size=500)]
            if found:
                counts[label] = len(found)
                _put(archive, hashes, f"tables/{label}.json", _json(found))
        files = sum(_put(archive, hashes, name, content) for name, content in _files(tables))
        manifest = {"about": about, "made_at": at, "rows": counts, "files": files, "sha256": hashes}
        archive.writestr("manifest.json", _json(manifest))
    return Exported(counts, files)


def _files(tables: dict[str, QuerySet[Any]]) -> Iterator[tuple[str, bytes]]:
    for attachment in _rows(tables, Attachment):
        path = path_of(attachment)
        if path.is_file():
            yield f"attachments/{attachment.pk}-{_safe(attachment.name)}", path.read_bytes()
    for shown in _rows(tables, EvidenceFile):
        path = path_of(shown)
        if path.is_file():
            yield f"evidence/{shown.pk}-{_safe(shown.name)}", path.read_bytes()
    for mail in _rows(tables, ReceivedMail):
        if mail.raw:
            yield f"mails/{mail.pk}.eml", bytes(mail.raw)
    for edition in _rows(tables, Edition):
        for path, text in edition.papers.items():
            yield f"papers/{edition.number}/{path}", text.encode()


def _rows(tables: dict[str, QuerySet[Any]], model: type[Model]) -> Iterable[Any]:
    rows = tables.get(model._meta.label)
    return () if rows is None else rows.order_by("pk").iterator(chunk_size=50)


def _put(archive: zipfile.ZipFile, hashes: dict[str, str], name: str, content: bytes) -> int:
    archive.writestr(name, content)
    hashes[name] = hashlib.sha256(content).hexdigest()
    return 1


def _row(row: Model) -> dict[str, Any]:
    said = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: value for name, value in said.items() if name not in SECRETS}


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1, default=_plain).encode()


def _plain(value: Any) -> Any:
    return b64encode(bytes(value)).decode() if isinstance(value, (bytes, memoryview)) else str(value)


def _safe(name: str) -> str:
    """Return a name that names no folder, whatever somebody called their file."""
    return name.replace("/", "_").replace("\\", "_").lstrip(".") or "file"
