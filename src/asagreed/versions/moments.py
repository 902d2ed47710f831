"""Moments that papers name, in UTC seconds: a bare date is its midnight in the agreement's zone."""

from __future__ import annotations

from datetime import datetime

from pydantic_core import PydanticCustomError

from asagreed.open_time.zones import zone_named
from asagreed.reading.nodes import Node, Table, Text
from asagreed.terms.values.dates import parse_moment
from asagreed.terms.values.texts import parse_zone


def utc_seconds(local: datetime, zone: str) -> int:
    """Return the UTC seconds of a local moment; of an hour that the clock repeats, the first is meant."""
    return int(local.replace(tzinfo=zone_named(zone), fold=0).timestamp())


def moment_of(node: Node | None) -> datetime | None:
    """Return the moment that a node names, or None where it names none; why not is told where papers are checked."""
    if not isinstance(node, Text):
        return None
    try:
        return parse_moment(node.value)
    except PydanticCustomError:
        return None


def zone_of(node: Node | None) -> str | None:
    """Return the zone that a node names, or None where it names none."""
    if not isinstance(node, Text):
        return None
    try:
        return parse_zone(node.value)
    except PydanticCustomError:
        return None


def signatures_of(tree: Table) -> dict[str, datetime]:
    """Return when each party signed a paper; a single moment stands for all parties."""
    signed = tree.get("signed")
    nodes = {"all parties": signed}
    if isinstance(signed, Table):
        nodes = {party: entry.value for party, entry in signed.entries.items()}
    return {party: moment for party, node in nodes.items() if (moment := moment_of(node))}
