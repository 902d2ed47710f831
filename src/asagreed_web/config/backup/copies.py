"""Copies of the database as of one moment, while others go on writing; and opening a copy beside the original."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from asagreed_web.config.errors import BackupRefused

COPY = "copy"
"""The alias of a copy that is open."""
_SCRATCH = "asagreed_rehearsal"


def copy_to(file: Path) -> dict[str, int]:
    """Copy the database into a file; return the rows of each table as of the moment of the copy."""
    return _copy_sqlite(file) if connection.vendor == "sqlite" else _dump_postgresql(file)


def _copy_sqlite(file: Path) -> dict[str, int]:
    import sqlite3  # noqa: PLC0415 – by now it means the build that Django uses

    source = sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True, isolation_level=None)
    target = sqlite3.connect(file, isolation_level=None)
    try:
        # One read transaction around both: the rows are counted in the state that is copied. In WAL it stops nobody.
        source.execute("BEGIN")
        rows = {table: source.execute(_count(table)).fetchone()[0] for table in _tables(connection)}
        source.backup(target, pages=-1)
        source.execute("COMMIT")
    finally:
        target.close()
        source.close()
    _to_disk(file)
    return rows


def _dump_postgresql(file: Path) -> dict[str, int]:
    holder = connection.copy()
    try:
        # pg_dump reads the same snapshot in which the rows are counted: what the wall hid from it would be missed.
        with holder.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            rows = _rows(holder)
            dumped = ("--format=custom", "--no-owner", "--no-privileges", "--enable-row-security")
            _run("pg_dump", *dumped, f"--snapshot={snapshot}", f"--file={file}")
    finally:
        holder.close()
    _to_disk(file)
    return rows


def rows_of(using: str) -> dict[str, int]:
    """Return the rows of each table."""
    return _rows(connections[using])


def is_empty() -> bool:
    """Whether the database of this installation has no table yet."""
    file = Path(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not file.exists():
        return True
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def load(file: Path) -> None:
    """Load a copy as the database of this installation, which is empty."""
    if connection.vendor == "postgresql":
        connection.close()
        _load_postgresql(file, str(connection.settings_dict["NAME"]))
        return
    connection.close()
    target = Path(connection.settings_dict["NAME"])
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    shutil.copyfile(file, partial)
    _to_disk(partial)
    partial.replace(target)


@contextmanager
def opened(file: Path, *, folder: Path) -> Iterator[str]:
    """Open a copy under an alias of its own; `folder` is a place for what that needs, and is thrown away."""
    if connection.vendor == "postgresql":
        with _scratch_database() as name:
            _load_postgresql(file, name)
            with _connected(name):
                yield COPY
        return
    place = folder / "opened.sqlite3"
    shutil.copyfile(file, place)
    with _connected(str(place)):
        yield COPY


@contextmanager
def _connected(name: str) -> Iterator[None]:
    copy = connection.copy(alias=COPY)
    copy.settings_dict["NAME"] = name
    connections[COPY] = copy
    try:
        yield
    finally:
        copy.close()
        del connections[COPY]


@contextmanager
def _scratch_database() -> Iterator[str]:
    name = f"{_SCRATCH}_{os.getpid()}"
    maker = connection.copy()
    try:
        with maker.cursor() as cursor:
            cursor.execute("SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user")
            if not cursor.fetchone()[0]:
                why = f"the role {connection.settings_dict['USER']} may not make the database in which a copy is opened"
                remedy = f"As the administrator of PostgreSQL: ALTER ROLE {connection.settings_dict['USER']} CREATEDB."
                raise BackupRefused(why=why, remedy=remedy)
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
            try:
                yield name
            finally:
                cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        maker.close()


def _load_postgresql(file: Path, name: str) -> None:
    loaded = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    _run("pg_restore", *loaded, f"--dbname={name}", str(file))


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise BackupRefused(why=f"{program} was not found", remedy="On Debian: apt-get install postgresql-client.")
    ran = subprocess.run([found, *arguments], env=_environment(), capture_output=True, text=True, check=False)  # noqa: S603
    if ran.returncode:
        said = ran.stderr.strip().splitlines()
        raise BackupRefused(why=f"{program} says: {said[0] if said else ran.returncode}", remedy="Mend that first.")


def _environment() -> dict[str, str]:
    settings: dict[str, Any] = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {name: str(settings[key]) for name, key in names.items() if settings[key]}
    return {**os.environ, **given, "PGOPTIONS": "-c asagreed.scope=all"}


def _rows(counted: BaseDatabaseWrapper) -> dict[str, int]:
    rows = {}
    with counted.cursor() as cursor:
        for table in _tables(counted):
            cursor.execute(_count(table))
            rows[table] = cursor.fetchone()[0]
    return rows


def _tables(counted: BaseDatabaseWrapper) -> list[str]:
    return sorted(counted.introspection.django_table_names(only_existing=True))


def _count(table: str) -> str:
    return f'SELECT count(*) FROM "{table}"'  # noqa: S608 – a name from the catalogue of the database itself


def _to_disk(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
