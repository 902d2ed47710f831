"""Taking a name out of every row in which it stands, whichever table it is: columns are found, not listed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import BinaryField, CharField, Field, JSONField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from asagreed_web.chronicle.append_only import APPEND_ONLY, ERASABLE, ERASED_NAME
from asagreed_web.protection.errors import NameTooCommon

LEAST_LETTERS = 3
OF_CUSTOMER = ("customer_id", "chain")
NOT_LOOKED_THROUGH = frozenset({"contenttypes", "auth", "sessions"})
"""Applications of which no table holds words of people; what sessions hold goes with them."""
KEPT_AS_SIGNED = {
    "agreements.Plan": "a plan is kept as agreements pinned it",
    "agreements.Edition": "papers are kept as they were signed",
    "agreement_signing.Draft": "drafts are kept as both sides saw them",
    "agreement_signing.Sending": "documents are kept as they were sent and signed",
    "agreement_signing.PartySignature": "who signed what stays for as long as the agreement is proved by it",
    "billing.BooksEdition": "books are kept for as long as the law asks",
    "reports.Report": "a report is kept as it was issued",
}


@dataclass(frozen=True)
class Identity:
    """Who is to be forgotten: addresses, found everywhere, and names, found among the rows of some customers.

    `customers` are their numbers; None looks for the names everywhere, as for the provider's own people.
    """

    emails: frozenset[str]
    names: frozenset[str]
    customers: frozenset[int] | None

    def __post_init__(self) -> None:
        for name in self.names:
            if len(name.strip()) < LEAST_LETTERS:
                raise NameTooCommon(name=name)

    @cached_property
    def anywhere(self) -> re.Pattern[str]:
        """Finds the addresses."""
        return _pattern(self.emails)

    @cached_property
    def at_home(self) -> re.Pattern[str]:
        """Finds the addresses and the names."""
        return _pattern(self.emails | self.names)

    def pattern_for(self, customer: int | None) -> re.Pattern[str]:
        """Return what is looked for in a row of a customer, or of nobody."""
        is_home = self.customers is None or customer is None or customer in self.customers
        return self.at_home if is_home else self.anywhere


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    spaced = (r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w.+-])(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)


def redact_everywhere(identity: Identity) -> tuple[int, dict[str, str]]:
    """Take a person out of every table; return how many rows changed, and which keep the name, with the reason."""
    changed, kept = 0, dict[str, str]()
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if model._meta.app_label in NOT_LOOKED_THROUGH or not model._meta.managed or label == "chronicle.PersonalData":
            continue
        for row, told in _rows_naming(model, identity):
            if label in KEPT_AS_SIGNED:
                kept[f"{label} {row.pk}"] = KEPT_AS_SIGNED[label]
            elif label in APPEND_ONLY and not _erased_in_place(model, row, told):
                kept[f"{label} {row.pk}"] = "it is a fact under the chain, and never changes"
            else:
                changed += 1
                if label not in APPEND_ONLY:
                    QuerySet(model).filter(pk=row.pk).update(**told)
    return changed, kept


def _erased_in_place(model: type[Model], row: Model, told: dict[str, Any]) -> bool:
    erasable = ERASABLE.get(model._meta.label, {})
    if not set(told) <= set(erasable):
        return False
    blank = {name: value if getattr(row, name) else "" for name, value in erasable.items()}
    return bool(QuerySet(model).filter(pk=row.pk).update(**blank))


def _rows_naming(model: type[Model], identity: Identity) -> Iterator[tuple[Model, dict[str, Any]]]:
    """Yield the rows of a table that name a person, with their columns as they are without the name."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, (CharField, TextField, JSONField))]
    binary = [field for field in model._meta.concrete_fields if isinstance(field, BinaryField)]
    if not fields and not binary:
        return
    words = identity.emails | identity.names
    owner = next((field.attname for field in model._meta.concrete_fields if field.attname in OF_CUSTOMER), None)
    # Keys first: rows are changed while this goes on, and mails may be large.
    keys = list(_candidates(model, fields, words, is_all=bool(binary)).values_list("pk", flat=True))
    for some in stretches(keys, size=1 if binary else 500):
        rows: QuerySet[Model] = QuerySet(model).filter(pk__in=some)
        for row in rows:
            pattern = identity.pattern_for(getattr(row, owner) if owner else None)
            told = {field.attname: _redacted(field, row, pattern) for field in fields}
            told |= {field.attname: _emptied(getattr(row, field.attname), pattern) for field in binary}
            changed = {name: value for name, value in told.items() if value != getattr(row, name)}
            if changed:
                yield row, changed


def stretches(keys: Sequence[Any], *, size: int = 500) -> Iterator[Sequence[Any]]:
    """Yield keys so many at a time as a statement takes."""
    yield from (keys[first : first + size] for first in range(0, len(keys), size))


def _candidates(
    model: type[Model], fields: Sequence[Field[Any, Any]], words: Iterable[str], *, is_all: bool
) -> QuerySet[Model]:
    rows: QuerySet[Model] = QuerySet(model)
    asked_for = [_plain_part(word) for word in words]
    if is_all or None in asked_for:
        return rows
    asked = Q()
    for number, field in enumerate(fields):
        name = f"text_{number}" if isinstance(field, JSONField) else field.attname
        rows = rows.annotate(**{name: Cast(field.attname, TextField())}) if name != field.attname else rows
        for word in asked_for:
            asked |= Q(**{f"{name}__icontains": word})
    return rows.filter(asked)


def _plain_part(word: str) -> str | None:
    """Return the longest part of a name that every database finds in capitals and in JSON too, if there is one."""
    parts = (part for part in word.split() if part.isascii() and part.isprintable() and not set(part) & set('"\\/'))
    longest = max(parts, key=len, default="")
    return longest if len(longest) >= LEAST_LETTERS else None


def _redacted(field: Field[Any, Any], row: Model, pattern: re.Pattern[str]) -> Any:
    value = getattr(row, field.attname)
    if isinstance(field, JSONField):
        return redacted_data(value, pattern)
    if not isinstance(value, str):
        return value
    text = pattern.sub(ERASED_NAME, value)
    if text != value and field.unique:
        text = f"forgotten {row.pk}"
    return text[: field.max_length] if field.max_length else text


def redacted_data(value: Any, pattern: re.Pattern[str]) -> Any:
    """Return data without a name, in keys and values alike."""
    if isinstance(value, str):
        return pattern.sub(ERASED_NAME, value)
    if isinstance(value, dict):
        return {redacted_data(key, pattern): redacted_data(each, pattern) for key, each in value.items()}
    return [redacted_data(each, pattern) for each in value] if isinstance(value, list) else value


def _emptied(value: Any, pattern: re.Pattern[str]) -> Any:
    """Return bytes as they are, or none where they name the person: what came in is kept whole or not at all."""
    text = bytes(value or b"").decode("utf-8", "replace")
    return b"" if pattern.search(text) else value


def names_in(data: Any, pattern: re.Pattern[str]) -> bool:
    """Say whether data names somebody."""
    return bool(pattern.search(json.dumps(data, ensure_ascii=False)))
