"""Rows that are only ever added: triggers on both databases refuse to change, delete or replace them.

They are set after each `migrate`, since SQLite drops the triggers of a table whenever a migration makes it anew.
Personal data may be erased, all of it that a row has at once, and is never changed to say something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BinaryField, JSONField

APPEND_ONLY = (
    "chronicle.Event",
    "agreements.Plan",
    "agreements.Edition",
    "billing.BooksEdition",
    "billing.MoneyReceived",
    "billing.BlockSold",
    "billing.IssuedMonth",
    "billing.Ruling",
    "invoicing.Invoice",
    "invoicing.LedgerEntry",
    "invoicing.LedgerPosting",
    "invoicing.ExportBatch",
    "invoicing.LowBalance",
    "tickets.TimeEntry",
    "clocks.Announcement",
    "reports.Report",
    "reports.Annotation",
    "reports.Proof",
    "uptime.OutageRecord",
    "uptime.UnwatchedRecord",
    "uptime.WindowRecord",
    "uptime.ExcuseRecord",
    "upkeep.SettledWork",
)
ERASED_NAME = "somebody who was forgotten"
"""Stands where a name was, and somebody has to be named."""
ERASABLE = {
    "chronicle.PersonalData": {"data": "{}", "salt": ""},
    "tickets.TimeEntry": {"note": ""},
    "billing.Ruling": {"note": "", "customer_name": ERASED_NAME},
    "reports.Annotation": {"text": ""},
    "reports.Report": {"data": "", "document": ""},
    "uptime.OutageRecord": {"because": "", "cause": "", "evidence": ""},
    "uptime.UnwatchedRecord": {"because": ""},
    "uptime.WindowRecord": {"because": "", "title": ""},
    "uptime.ExcuseRecord": {"because": "", "agreed_by": ERASED_NAME},
    "upkeep.SettledWork": {"because": "", "evidence": "", "by": ERASED_NAME},
}
"""What may be erased, and what stands there afterwards; where nothing stood nothing may be put."""
_IS_SAME = {"sqlite": "IS", "postgresql": "IS NOT DISTINCT FROM"}


def set_triggers(*, using: str, **_: Any) -> None:
    """Set every trigger; it is called after each `migrate`."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for statement in _statements(connection, present):
            cursor.execute(statement)


def unguarded(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the triggers that should stand and do not."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
    return sorted({name for name, _, _ in _triggers(connection.vendor)} - standing)


def lift() -> None:
    """Take the triggers away, until they are set again: for tests that forge rows or empty the database."""
    with connection.cursor() as cursor:
        for name, table, _ in _triggers(connection.vendor):
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{_on(connection, table)}')


@contextmanager
def lifted() -> Iterator[None]:
    """Take the triggers away for the length of a block."""
    lift()
    try:
        yield
    finally:
        set_triggers(using=connection.alias)


def _on(connection: BaseDatabaseWrapper, table: str) -> str:
    return f' ON "{table}"' if connection.vendor == "postgresql" else ""


def _statements(connection: BaseDatabaseWrapper, present: set[str]) -> Iterator[str]:
    if connection.vendor == "postgresql":
        yield _REFUSE
    for name, table, event in _triggers(connection.vendor):
        if table in present:
            yield f'DROP TRIGGER IF EXISTS "{name}"{_on(connection, table)}'
            yield f'CREATE TRIGGER "{name}" {event}'


def _triggers(vendor: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, table and definition of each trigger."""
    for label in dict.fromkeys((*APPEND_ONLY, *ERASABLE)):
        table = apps.get_model(label)._meta.db_table
        unless = " AND ".join(_is_erased(label, vendor))
        for word in ("update", "delete"):
            when = f"WHEN (NOT ({unless}))" if unless and word == "update" else ""
            yield f"{table}_no_{word}", table, _row_trigger(vendor, table, word, when)
        if vendor == "postgresql":
            definition = f'BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION asagreed_refuse()'
            yield f"{table}_no_truncate", table, definition


def _is_erased(label: str, vendor: str) -> Iterator[str]:
    """Yield what must be true of each column for an update to be an erasure; nothing for what cannot be erased."""
    erased = ERASABLE.get(label, {})
    fields = apps.get_model(label)._meta.concrete_fields if erased else ()
    for field in fields:
        column = f'"{field.attname}"'
        if field.attname not in erased:
            yield f"NEW.{column} {_IS_SAME[vendor]} OLD.{column}"
        elif isinstance(field, BinaryField):
            yield f"length(NEW.{column}) = 0"
        elif isinstance(field, JSONField):
            yield f"NEW.{column} = '{erased[field.attname]}'"
        else:
            yield f"(NEW.{column} = '{erased[field.attname]}' OR (OLD.{column} = '' AND NEW.{column} = ''))"
    words = [field for field in fields if field.attname in erased and not isinstance(field, (BinaryField, JSONField))]
    if words:
        yield "(" + " OR ".join(f"OLD.\"{field.attname}\" <> ''" for field in words) + ")"


def _row_trigger(vendor: str, table: str, word: str, when: str) -> str:
    head = f'BEFORE {word.upper()} ON "{table}" FOR EACH ROW {when}'
    if vendor == "postgresql":
        return f"{head} EXECUTE FUNCTION asagreed_refuse()"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{table} is append-only: rows are added, never changed or deleted'); END"


# A breach of a rule of the data, like a broken constraint: Django raises IntegrityError on both databases.
_REFUSE = """
CREATE OR REPLACE FUNCTION asagreed_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: rows are added, never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$
"""
