"""Row-level security: the policies that PostgreSQL holds every query against, made from the columns of the models.

They are set after each `migrate`, on every table that has rows of customers, so that a table that is added later
cannot be forgotten: it is found by its columns, and closed until it is.

| a table with                            | shows a row to the scope                                         |
| --------------------------------------- | ---------------------------------------------------------------- |
| `customer`, `customer_id` or `chain`    | of that customer                                                 |
| a reference to such a table, or several | that may see every row it refers to                              |
| a name in `DOOR_TABLES`                 | «door» as well: it tells who asks, before anybody knows          |
| a name in `SHARED_TABLES`               | of every customer as well, to read, where it names no customer   |

The scope «all» sees everything, no scope nothing. FORCE binds the owner of the tables too, which the application is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import ForeignKey, Model

from asagreed_web.kit import wall
from asagreed_web.kit.wall import ALL, DOOR, NOBODY

DOOR_TABLES = frozenset(
    {"people.Person", "people.Invitation", "people.ApiToken", "intake.MonitoringKey", "status.StatusPage"}
)
"""What is looked up to learn who asks, or whose page: at sign-in, by a link, by a key, by a public address."""
SHARED_TABLES = frozenset({"people.Person"})
"""Of what the rows of the provider itself are read in the name of a customer: who answered, whom to tell."""
OF_CUSTOMER = ("customer_id", "chain")

# Asked in a sub-select, so that it is worked out once for each statement and not for each row.
SCOPE = "(SELECT current_setting('asagreed.scope', true))"
# The planner takes an equation with a value it does not know yet for true of one row in 200, and would look for the
# provider's queue customer by customer. It takes «differs» for true of nearly all rows, as they are for the desk.
SEEN = "(CASE WHEN {condition} THEN 'seen' ELSE 'hidden' END) <> 'hidden'"

Reference = ForeignKey[Any, Any]


@dataclass(frozen=True, slots=True)
class Policy:
    """The policies of one table: which rows a scope may see and write, and which it may read besides."""

    table: str
    shows: str
    reads: str = ""

    @property
    def statements(self) -> Iterator[str]:
        """What sets the policies, whether or not they stood before."""
        yield f'ALTER TABLE "{self.table}" ENABLE ROW LEVEL SECURITY'
        yield f'ALTER TABLE "{self.table}" FORCE ROW LEVEL SECURITY'
        yield f'DROP POLICY IF EXISTS scope_reads ON "{self.table}"'
        yield f'DROP POLICY IF EXISTS scope_shows ON "{self.table}"'
        yield f'CREATE POLICY scope_shows ON "{self.table}" FOR ALL USING ({self.shows})'
        if self.reads:
            yield f'CREATE POLICY scope_reads ON "{self.table}" FOR SELECT USING ({self.reads})'


def policies() -> list[Policy]:
    """Return the policies of every table that has rows of customers."""
    found = ((model, _shows(model)) for model in apps.get_models(include_auto_created=True) if _is_table(model))
    return [_policy(model, shows) for model, shows in found if shows]


def is_walled(model: type[Model]) -> bool:
    """Whether rows of a model belong to customers, themselves or through what they refer to."""
    return bool(_shows(model))


def set_policies(*, using: str, **_: Any) -> None:
    """Set every policy, and see nobody's rows any more; it is called after each `migrate`."""
    wall.see(NOBODY)
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for policy in policies():
            if policy.table in present:
                for statement in policy.statements:
                    cursor.execute(statement)


def unwalled(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables that should have policies and lack them; of a database without such walls, none."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_policies JOIN pg_class ON relname = tablename "
            "WHERE schemaname = current_schema() AND relnamespace = current_schema()::regnamespace "
            "AND relrowsecurity AND relforcerowsecurity AND policyname = 'scope_shows'"
        )
        walled = {table for (table,) in cursor.fetchall()}
    return sorted(policy.table for policy in policies() if policy.table not in walled)


def _is_table(model: type[Model]) -> bool:
    return bool(model._meta.managed and not model._meta.proxy)


def _policy(model: type[Model], shows: str) -> Policy:
    label, table = model._meta.label, model._meta.db_table
    everything = f"{SCOPE} = '{ALL}'"
    if label in DOOR_TABLES:
        everything = f"{SCOPE} IN ('{ALL}', '{DOOR}')"
    shared = f"\"{table}\".customer_id IS NULL AND {SCOPE} <> '{NOBODY}'" if label in SHARED_TABLES else ""
    return Policy(table, SEEN.format(condition=f"{everything} OR {shows}"), shared)


def _shows(model: type[Model], *, seen: frozenset[str] = frozenset()) -> str:
    """Return the condition under which a customer's scope may see a row, or nothing for a table without such rows."""
    table = model._meta.db_table
    columns = {field.column for field in model._meta.concrete_fields}
    own = "id" if model._meta.label == "customers.Customer" else next((c for c in OF_CUSTOMER if c in columns), None)
    if own:
        return f'"{table}"."{own}"::text = {SCOPE}'
    seen |= {table}
    references = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    walled = [field for field in references if _refers_to_walled(field, seen)]
    # A reference that may be empty may be so, as long as another one says whose the row is.
    may_be_empty = any(not field.null for field in walled)
    return " AND ".join(_visible(table, field, may_be_empty=may_be_empty) for field in walled)


def _refers_to_walled(field: Reference, seen: frozenset[str]) -> bool:
    other = field.related_model
    return other._meta.db_table not in seen and bool(_shows(other, seen=seen))


def _visible(table: str, field: Reference, *, may_be_empty: bool) -> str:
    # The other table has policies too, and a sub-select in a policy is held against them.
    other, target = field.related_model._meta.db_table, field.target_field.column
    where = f'WHERE "{other}"."{target}" = "{table}"."{field.column}"'
    found = f'EXISTS (SELECT 1 FROM "{other}" {where})'  # noqa: S608 – names of our own models
    return f'("{table}"."{field.column}" IS NULL OR {found})' if field.null and may_be_empty else found
