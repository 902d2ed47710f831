"""Walking a chain: whether anything was changed, taken out, put in or moved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from asagreed_web.chronicle.hashing import HASHED, canonical, digest_of
from asagreed_web.chronicle.models import ChainHead, Event, PersonalData

_COLUMNS = ("seq", "hash", *(name for name in HASHED if name != "seq"))
_BATCH = 5000


@dataclass(frozen=True, slots=True)
class BrokenChain:
    """The first row of a chain that is not as it was written, and what is wrong with it."""

    chain: int
    seq: int
    because: str


def chains(*, using: str = "default") -> list[int]:
    """Return every chain that was begun, by any trace of it."""
    begun = set(ChainHead.objects.using(using).values_list("chain", flat=True))
    begun |= set(Event.objects.using(using).values_list("chain", flat=True).distinct())
    return sorted(begun | set(PersonalData.objects.using(using).values_list("chain", flat=True).distinct()))


def find_break(chain: int, *, using: str = "default") -> BrokenChain | None:
    """Return the first bad row of a chain, or None when every event is as it was written.

    Personal data that was erased is as it should be: its event tells that there was some.
    """
    prev, expected = "", 1
    for row in _events(chain, connections[using]):
        because = _why_bad(row, prev, expected)
        if because:
            return BrokenChain(chain, min(row["seq"], expected), because)
        prev, expected = row["hash"], expected + 1
    return _bad_end(chain, prev, expected - 1, using) or _bad_personal_data(chain, using)


def _events(chain: int, connection: BaseDatabaseWrapper) -> Iterator[dict[str, Any]]:
    """Yield the events of a chain in order, without making a model of each: chains are long."""
    reads = "SELECT {} FROM chronicle_event WHERE chain = %s AND seq > %s ORDER BY seq LIMIT %s"
    columns = ", ".join("says::text" if _casts(name, connection) else name for name in _COLUMNS)
    # Read in stretches by number: an attacker may have given an event any.
    after = -(2**63)
    with connection.cursor() as cursor:
        while True:
            cursor.execute(reads.format(columns), [chain, after, _BATCH])
            rows = cursor.fetchall()
            yield from (dict(zip(_COLUMNS, row, strict=True)) for row in rows)
            if len(rows) < _BATCH:
                return
            after = rows[-1][0]


def _casts(name: str, connection: BaseDatabaseWrapper) -> bool:
    return name == "says" and connection.vendor == "postgresql"


def _why_bad(row: dict[str, Any], prev: str, expected: int) -> str:
    if row["seq"] > expected:
        return f"it is missing: the next one found is event {row['seq']}"
    if row["seq"] < expected:
        return "it was put in: events are numbered from 1"
    if row["prev"] != prev:
        return "it does not follow the event before it"
    if not _is_as_hashed(row):
        return "what it says is not what was hashed when it was written"
    return ""


def _is_as_hashed(row: dict[str, Any]) -> bool:
    try:
        said = {**row, "says": json.loads(row["says"])}
    except ValueError:
        return False
    del said["hash"]
    return bool(sha256(canonical(said)).hexdigest() == row["hash"])


def _bad_end(chain: int, last_hash: str, last: int, using: str) -> BrokenChain | None:
    head = ChainHead.objects.using(using).filter(chain=chain).first()
    if head is None:
        return BrokenChain(chain, last, "the chain has events and no head")
    if last > head.seq:
        return BrokenChain(
            chain, head.seq + 1, f"it was put in: the head of the chain says that {head.seq} is the last"
        )
    if last < head.seq:
        return BrokenChain(chain, last + 1, f"it is missing: the head of the chain says that {head.seq} is the last")
    if last_hash != head.hash:
        return BrokenChain(chain, last, "the head of the chain knows it by another hash")
    return None


def _bad_personal_data(chain: int, using: str) -> BrokenChain | None:
    return _bad_beside(chain, using) or _missing_beside(chain, using)


def _bad_beside(chain: int, using: str) -> BrokenChain | None:
    beside = PersonalData.objects.using(using).filter(chain=chain).order_by("event__seq")
    columns = ("event__seq", "event__chain", "event__personal_digest", "salt", "data")
    for seq, of_chain, digest, salt, data in beside.values_list(*columns).iterator(chunk_size=_BATCH):
        was_erased = digest and not salt and not data
        if of_chain != chain or (not was_erased and digest_of(data, salt=salt) != digest):
            return BrokenChain(chain, seq, "the personal data beside it is not what was written")
    return None


def _missing_beside(chain: int, using: str) -> BrokenChain | None:
    told = Event.objects.using(using).filter(chain=chain, personal__isnull=True).exclude(personal_digest="")
    first = told.order_by("seq").values_list("seq", flat=True).first()
    return None if first is None else BrokenChain(chain, first, "the personal data beside it is missing")
