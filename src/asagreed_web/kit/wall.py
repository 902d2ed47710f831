"""The second wall between customers: PostgreSQL shows a connection only the rows that its scope may see.

Row-level security (`row_security`) asks the setting `asagreed.scope`: a customer's number, «all» for the provider's
people and the worker, «door» while nobody knows yet who asks, nothing at all otherwise. SQLite has no such wall; the
first one, a scoping function for each model, is tested on both.

The scope belongs to the thread that set it: a connection that is made anew, after a restart of the server too, gets
the scope of its thread before it is used, and a new thread sees nobody's rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

ALL, DOOR, NOBODY = "all", "door", ""
"""Everything; only what finds out who asks: people, invitations and keys; nothing."""

_scope: ContextVar[str] = ContextVar("scope", default=NOBODY)


def see(scope: str) -> None:
    """Let this thread see the rows of one customer (its number as text), of all, or of nobody, until it says else."""
    _scope.set(scope)
    if connection.connection is not None:
        _tell(connection, scope)


def seen() -> str:
    """Return the scope of this thread."""
    return _scope.get()


@contextmanager
def seeing(scope: str) -> Iterator[None]:
    """See the rows of a scope for as long as the block lasts, and afterwards what was seen before it."""
    before = _scope.get()
    try:
        see(scope)
        yield
    finally:
        _back_to(before)


def tell_new_connection(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Give a new connection the scope of its thread."""
    _tell(connection, _scope.get())


def see_all_to_migrate(**_: Any) -> None:
    """Let a migration see every row, as it changes every table."""
    see(ALL)


def _back_to(scope: str) -> None:
    try:
        see(scope)
    except DatabaseError:
        # A transaction that failed takes the scope back itself when it ends, if the scope was set inside it. Without
        # one, the connection is broken: closed, it can show nothing to anybody.
        if connection.in_atomic_block:
            connection.set_rollback(True)
        else:
            connection.close()


def _tell(told: BaseDatabaseWrapper, scope: str) -> None:
    if told.vendor == "postgresql":
        with told.cursor() as cursor:
            # For the session and not for the transaction: a request reads outside of transactions too.
            cursor.execute("SELECT set_config('asagreed.scope', %s, false)", [scope])
