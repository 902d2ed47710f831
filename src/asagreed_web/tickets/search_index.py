"""The full-text index over messages, kept by triggers, so that nothing that is said can be forgotten by it.

Each message is one document: its words, and those of the subject, the requester, the customer and the number of its
ticket. In SQLite it is an FTS5 table without content of its own, with a column of words that say who may find it:
`c12` for what customer 12 may read, `staff` for notes. In PostgreSQL it is a table beside the messages, which
row-level security does not wall: no index of words can be used behind a wall, as the wall is asked first, for every
row. So a search takes nothing from it but ids; what they stand for is read from the messages, behind the wall.

It is looked after following each `migrate`, since SQLite drops the triggers of a table whenever a migration makes it
anew: an index that lacks a trigger, or was made by other rules than these, is made again from all messages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from asagreed_web.kit import wall

TABLE = "tickets_search"
_NEEDS = {"tickets_message", "tickets_ticket", "customers_customer"}

_WHOLE = """
    t.number || ' ' || t.subject || ' ' || t.requester_name || ' ' || t.requester_email || ' ' || c.name || ' ' ||
    m.author_name || ' ' || m.text
"""
_FROM = (
    "tickets_message m JOIN tickets_ticket t ON t.id = m.ticket_id JOIN customers_customer c ON c.id = m.customer_id"
)

# Put together from parts of this file only, here and below.
_SCOPE = "CASE m.kind WHEN 'note' THEN 'staff' ELSE 'c' || m.customer_id END"
_INDEX = f"INSERT INTO {TABLE}(rowid, scope, words) SELECT m.id, {_SCOPE}, {_WHOLE} FROM {_FROM}"  # noqa: S608
_OF_TICKET = "SELECT id FROM tickets_message WHERE ticket_id = NEW.id"
_OF_CUSTOMER = "SELECT id FROM tickets_message WHERE customer_id = NEW.id"
_SQLITE = (
    f"""CREATE VIRTUAL TABLE {TABLE} USING fts5(
        scope, words, content='', contentless_delete=1, prefix='2 3', detail=full,
        tokenize="unicode61 remove_diacritics 2")""",
    _INDEX,
)
_SQLITE_TRIGGERS = {
    "message_added": f"AFTER INSERT ON tickets_message BEGIN {_INDEX} WHERE m.id = NEW.id; END",
    "message_removed": f"AFTER DELETE ON tickets_message BEGIN DELETE FROM {TABLE} WHERE rowid = OLD.id; END",  # noqa: S608
    "message_changed": f"""AFTER UPDATE ON tickets_message
        WHEN OLD.text IS NOT NEW.text OR OLD.author_name IS NOT NEW.author_name BEGIN
        DELETE FROM {TABLE} WHERE rowid = OLD.id; {_INDEX} WHERE m.id = NEW.id; END""",  # noqa: S608
    "ticket_changed": f"""AFTER UPDATE ON tickets_ticket
        WHEN OLD.subject IS NOT NEW.subject OR OLD.requester_name IS NOT NEW.requester_name
        OR OLD.requester_email IS NOT NEW.requester_email BEGIN
        DELETE FROM {TABLE} WHERE rowid IN ({_OF_TICKET}); {_INDEX} WHERE m.id IN ({_OF_TICKET}); END""",  # noqa: S608
    "customer_changed": f"""AFTER UPDATE ON customers_customer WHEN OLD.name IS NOT NEW.name BEGIN
        DELETE FROM {TABLE} WHERE rowid IN ({_OF_CUSTOMER}); {_INDEX} WHERE m.id IN ({_OF_CUSTOMER}); END""",  # noqa: S608
}

# Addresses and numbers would be one word each: they are taken apart first, as the question is.
_VECTOR = f"strip(to_tsvector('simple', regexp_replace(left({_WHOLE}, 200000), '[^[:alnum:]]+', ' ', 'g')))"
_PUT = f"INSERT INTO {TABLE} SELECT m.id, m.customer_id, m.kind = 'note', {_VECTOR} FROM {_FROM}"  # noqa: S608
_RENEW = "ON CONFLICT (message_id) DO UPDATE SET words = EXCLUDED.words"
_POSTGRESQL = (
    f"""CREATE TABLE {TABLE} (message_id bigint PRIMARY KEY, customer_id bigint NOT NULL, is_note boolean NOT NULL,
        words tsvector NOT NULL)""",
    _PUT,
    f"CREATE INDEX {TABLE}_of_customer ON {TABLE} (customer_id, message_id) WHERE NOT is_note",
    # Without a list of what is still to be sorted in, which every search would have to read.
    f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words) WITH (fastupdate = off)",
    f"ANALYZE {TABLE}",
    f"""CREATE OR REPLACE FUNCTION {TABLE}_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'TRUNCATE' THEN TRUNCATE {TABLE};
        ELSIF TG_OP = 'DELETE' THEN DELETE FROM {TABLE} WHERE message_id = OLD.id;
        ELSIF TG_TABLE_NAME = 'tickets_message' THEN {_PUT} WHERE m.id = NEW.id {_RENEW};
        ELSIF TG_TABLE_NAME = 'tickets_ticket' THEN {_PUT} WHERE m.ticket_id = NEW.id {_RENEW};
        ELSE {_PUT} WHERE m.customer_id = NEW.id {_RENEW};
        END IF;
        RETURN NULL; END $$""",  # noqa: S608
)
_KEEP = f"EXECUTE FUNCTION {TABLE}_keep()"
_POSTGRESQL_TRIGGERS = {
    "message_written": f"AFTER INSERT OR DELETE ON tickets_message FOR EACH ROW {_KEEP}",
    "message_changed": f"""AFTER UPDATE ON tickets_message FOR EACH ROW
        WHEN ((OLD.text, OLD.author_name) IS DISTINCT FROM (NEW.text, NEW.author_name)) {_KEEP}""",
    "messages_emptied": f"AFTER TRUNCATE ON tickets_message FOR EACH STATEMENT {_KEEP}",
    "ticket_changed": f"""AFTER UPDATE ON tickets_ticket FOR EACH ROW
        WHEN ((OLD.subject, OLD.requester_name, OLD.requester_email)
            IS DISTINCT FROM (NEW.subject, NEW.requester_name, NEW.requester_email)) {_KEEP}""",
    "customer_changed": f"""AFTER UPDATE ON customers_customer FOR EACH ROW
        WHEN (OLD.name IS DISTINCT FROM NEW.name) {_KEEP}""",
}
_MADE = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
_TRIGGERS = {"sqlite": _SQLITE_TRIGGERS, "postgresql": _POSTGRESQL_TRIGGERS}
_STANDING = {
    "sqlite": "SELECT name, '' FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%search%'",
    "postgresql": """SELECT tgname, ' ON ' || tgrelid::regclass FROM pg_trigger
        JOIN pg_class ON pg_class.oid = tgrelid AND relnamespace = current_schema()::regnamespace
        WHERE tgname LIKE '%search%' AND NOT tgisinternal AND tgenabled IN ('O', 'A')""",
}


def set_index(*, using: str, **_: Any) -> None:
    """Make the index anew unless it stands whole; it is called after each `migrate`."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if not present.issuperset(_NEEDS) or not missing(connection):
            return
    with wall.seeing(wall.ALL), transaction.atomic(using=using), connection.cursor() as cursor:
        for name, place in _standing(connection).items():
            cursor.execute(f'DROP TRIGGER "{name}"{place}')
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        for statement in (*_MADE[connection.vendor], *_creating(connection.vendor)):
            cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the triggers that should keep the index and do not stand."""
    return sorted(set(trigger_names(connection.vendor).values()) - set(_standing(connection)))


def _standing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        return dict(cursor.fetchall())


def trigger_names(vendor: str) -> dict[str, str]:
    """Return what each trigger is called: with a hash of all rules, so that an older one is not taken for it."""
    rules = hashlib.sha256(repr((_MADE[vendor], _TRIGGERS[vendor])).encode()).hexdigest()[:8]
    return {what: f"{TABLE}_{rules}_{what}" for what in _TRIGGERS[vendor]}


def _creating(vendor: str) -> Iterator[str]:
    for what, name in trigger_names(vendor).items():
        yield f'CREATE TRIGGER "{name}" {_TRIGGERS[vendor][what]}'
