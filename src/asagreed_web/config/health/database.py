"""Whether the database can be reached, keeps what it confirms, and stands as this version needs it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError, connection

from asagreed_web.config.chains import broken_chains, name_of
from asagreed_web.config.database import missing_guards, pending
from asagreed_web.config.health.findings import Finding, fine, look, wrong
from asagreed_web.config.sqlite import SAFE_FROM

_SYNCHRONOUS = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}
_OLDEST_POSTGRESQL = 14


def reachable() -> Iterator[Finding]:
    """Find whether the database answers."""
    try:
        connection.ensure_connection()
        version = ".".join(map(str, connection.get_database_version()))
        yield fine(f"{connection.display_name} {version} answers")
    except DatabaseError as error:
        said = str(error).strip().splitlines()[0]
        yield wrong(f"the database does not answer: {said}", "Start it, or correct ASAGREED_DATABASE_URL.")


def durable() -> Iterator[Finding]:
    """Find whether what the database confirms is still there after a crash."""
    yield from _sqlite() if connection.vendor == "sqlite" else _postgresql()


def _sqlite() -> Iterator[Finding]:
    import sqlite3  # noqa: PLC0415 – by now it means the build that Django uses

    if sqlite3.sqlite_version_info < SAFE_FROM:
        todo = "Install the wheel pysqlite3, which carries a later build; files can be damaged under this one."
        yield wrong(f"SQLite {sqlite3.sqlite_version} is older than 3.51.3", todo)
    found = (_pragma("journal_mode"), _SYNCHRONOUS.get(_pragma("synchronous")), _pragma("foreign_keys"))
    if found == ("wal", "FULL", 1):
        yield fine("SQLite keeps what it confirms: WAL, synchronous FULL, foreign keys on")
    else:
        yield wrong(f"SQLite runs with {found}, not WAL, FULL, foreign keys on", "Keep the database on a local disk.")


def _postgresql() -> Iterator[Finding]:
    off = [name for name in ("fsync", "synchronous_commit", "full_page_writes") if _shown(name) == "off"]
    if off:
        yield wrong(f"PostgreSQL runs with {', '.join(off)} off", "Switch it on: a crash loses what was confirmed.")
    else:
        yield fine("PostgreSQL keeps what it confirms: fsync, synchronous_commit and full_page_writes are on")
    if connection.get_database_version() < (_OLDEST_POSTGRESQL,):
        yield look("this PostgreSQL is no longer mended by its makers", f"Move to {_OLDEST_POSTGRESQL} or later.")
    rights = _one("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    if rights:
        todo = "Use a role made with NOSUPERUSER NOBYPASSRLS that owns the database."
        yield wrong("the role passes by the wall between customers", todo)
    else:
        yield fine("the role is bound by the wall between customers")


def up_to_date() -> Iterator[Finding]:
    """Find whether migrations are pending, and walls and guards stand."""
    todo = "Make a backup, then run: asagreed migrate."
    if names := pending():
        yield wrong(f"{len(names)} migrations are pending, the first is {names[0]}", todo)
        return
    missing = missing_guards()
    if missing:
        yield wrong(f"walls or guards do not stand: {', '.join(missing[:3])}", todo)
    else:
        yield fine("the database is up to date, with its walls and guards")


def chains_whole() -> Iterator[Finding]:
    """Find whether every event is as it was written; it takes seconds for each million of them."""
    walked, broken = broken_chains()
    for found in broken:
        where = f"{name_of(found.chain)}, event {found.seq}"
        yield wrong(f"{where}: {found.because}", "Restore from a whole backup; find out who had access.")
    if not broken:
        yield fine(f"{walked.chains} chains with {walked.events} events are as they were written")


def _pragma(name: str) -> Any:
    return _one(f"PRAGMA {name}")


def _shown(name: str) -> str:
    return str(_one(f"SHOW {name}"))


def _one(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
