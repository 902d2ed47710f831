"""Walking a chain: whether anything was changed, taken out, put in or moved."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed_web.chronicle.hashing import HASHED, digest_of, hash_of
from asagreed_web.chronicle.models import ChainHead, Event, PersonalData


@dataclass(frozen=True, slots=True)
class BrokenChain:
    """The first row of a chain that is not as it was written, and what is wrong with it."""

    chain: int
    seq: int
    because: str


def chains() -> list[int]:
    """Return every chain that was begun, by any trace of it."""
    begun = set(ChainHead.objects.values_list("chain", flat=True))
    return sorted(begun | set(Event.objects.values_list("chain", flat=True).distinct()))


def find_break(chain: int) -> BrokenChain | None:
    """Return the first bad row of a chain, or None when every event is as it was written."""
    prev, expected = "", 1
    rows = Event.objects.filter(chain=chain).order_by("seq").values(*HASHED, "hash")
    for row in rows.iterator(chunk_size=2000):
        because = _why_bad(row, prev, expected)
        if because:
            return BrokenChain(chain, int(row["seq"]), because)
        prev, expected = str(row["hash"]), expected + 1
    return _bad_end(chain, prev, expected - 1) or _bad_personal_data(chain)


def _why_bad(row: dict[str, object], prev: str, expected: int) -> str:
    if row["seq"] != expected:
        return f"event {expected} is missing: the next one found is {row['seq']}"
    if row["prev"] != prev:
        return "it does not follow the event before it"
    if hash_of(row) != row["hash"]:
        return "what it says is not what was hashed when it was written"
    return ""


def _bad_end(chain: int, last_hash: str, last: int) -> BrokenChain | None:
    head = ChainHead.objects.filter(chain=chain).first()
    if head is None:
        return BrokenChain(chain, last, "the chain has events and no head")
    if (head.seq, head.hash) != (last, last_hash):
        return BrokenChain(chain, last + 1, f"the chain ends at event {last}, its head says {head.seq}")
    return None


def _bad_personal_data(chain: int) -> BrokenChain | None:
    beside = PersonalData.objects.filter(chain=chain).select_related("event").order_by("event__seq")
    for personal in beside.iterator(chunk_size=2000):
        if digest_of(personal.data, salt=personal.salt) != personal.event.personal_digest:
            return BrokenChain(chain, personal.event.seq, "the personal data beside it is not what was written")
    return None
