"""Lines of JSON that ask for uptime, and for what follows from it in money: the format of the uptime test vectors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from asagreed.cli import uptime_counting, uptime_credits, uptime_measuring

KINDS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "availability": uptime_measuring.of_one,
    "composite": uptime_measuring.of_several,
    "means": uptime_measuring.by_arithmetic,
    "user_minutes": uptime_counting.of_users,
    "slots": uptime_counting.of_slots,
    "samples": uptime_counting.of_samples,
    "bracket": uptime_counting.of_bracket,
    "credit": uptime_credits.by_tiers,
    "credit_hourly": uptime_credits.by_hours,
    "as_of": uptime_credits.as_of,
}


def answer(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return `{"id", "result"}` for one question, in the shape of the vectors' `expect`."""
    kind = line.get("kind", "availability")
    if kind not in KINDS:
        raise ValueError(f"the kind «{kind}» is none of {', '.join(KINDS)}")
    return {"id": line["id"], "result": KINDS[kind](line["given"])}
