"""Whether the database is what this version needs: migrations, the wall between customers, the guards of the log."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from asagreed_web.chronicle import append_only
from asagreed_web.config.errors import DatabaseNotReady
from asagreed_web.kit import row_security
from asagreed_web.tickets import search_index


def pending() -> list[str]:
    """Return the migrations that were not applied yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def bring_up_to_date() -> list[str]:
    """Apply what is pending, set every wall and guard, and return the names of the migrations."""
    applied = pending()
    call_command("migrate", interactive=False, verbosity=0)
    return applied


def missing_guards() -> list[str]:
    """Return the tables without their wall and the triggers that do not stand."""
    return [
        *row_security.unwalled(connection),
        *append_only.unguarded(connection),
        *search_index.missing(connection),
    ]


def check_ready() -> None:
    """Raise DatabaseNotReady when migrations are pending, or a wall or a guard is missing."""
    if todo := pending():
        raise DatabaseNotReady(why=f"{len(todo)} migrations were not applied, the first is {todo[0]}")
    if missing := missing_guards():
        raise DatabaseNotReady(why=f"{len(missing)} walls or guards do not stand, the first is {missing[0]}")
