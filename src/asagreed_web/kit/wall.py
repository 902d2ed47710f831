"""The second wall between customers: PostgreSQL shows a connection only the rows that its scope may see.

Row-level security asks the setting `asagreed.scope`: a customer's number, «all» for the provider's people and the
worker, nothing at all for anybody else. SQLite has no such wall; the first one, a scoping function for each model, is
tested on both.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

ALL, NOBODY = "all", ""


def see(scope: str) -> None:
    """Let this connection see the rows of one customer (its number as text), of all, or of nobody."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('asagreed.scope', %s, false)", [scope])


@contextmanager
def seeing(scope: str) -> Iterator[None]:
    """See the rows of a scope for as long as the block lasts, and of nobody afterwards."""
    see(scope)
    try:
        yield
    finally:
        see(NOBODY)
