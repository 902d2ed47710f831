"""Planned work as it is typed."""

from __future__ import annotations

from typing import Any

import pytest
from tests.billing.agreed import HEAD, H, history

from asagreed.cli.planned_work import described_work, planned_work
from asagreed.errors import UnreadableWorkOrder

TERMS = (
    history(
        HEAD
        + """issue kinds: {help: {printer: printing, mail: sending and receiving}}
services: {included: {mail: {}, patching: {}}, otherwise: excluded}
"""
    )
    .versions[0]
    .terms
)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("patching, 3-5 h", 3 * H, 5 * H),
        ("patching, 3 – 5 hours", 3 * H, 5 * H),
        ("patching, 1.5 h", 90 * 60, 90 * 60),
        ("patching, 20-40 min", 20 * 60, 40 * 60),
        ("patching, 1 hour", H, H),
        ("patching, 30minutes", 30 * 60, 30 * 60),
    ],
)
def test_lengths(text: str, least: int, most: int) -> None:
    planned = planned_work(text, TERMS)

    assert (planned.title, planned.least, planned.most) == ("patching", least, most)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("patching", {"service": "patching", "kind": None}),
        ("printer", {"service": None, "kind": "printer"}),
        ("mail", {"service": "mail", "kind": None}),  # both a service and a kind: the service
        ("moving house", {"service": "moving house"}),
        ("patching, remote", {"delivery": "remote"}),
        ("patching, on-site, at clinic", {"delivery": "on-site", "site": "clinic"}),
        ("patching, on files, by engineer", {"system": "files", "role": "engineer"}),
        ("patching, caused by a user's download", {"cause": "a user's download"}),
        (
            "patching, as project, in outage 1, asked as P1",
            {"work_type": "project", "incident": "outage 1", "asked_as": "P1"},
        ),
    ],
)
def test_what_is_told_of_work(text: str, told: dict[str, Any]) -> None:
    entry = described_work(text, TERMS)

    assert {name: getattr(entry, name) for name in told} == told


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (", 1 h", "it does not begin with what is to be done"),
        ("patching", "it does not say how long it takes"),
        ("patching, 5-3 h", "it takes longer at least than at most, or no time"),
        ("patching, 0-1 h", "it takes longer at least than at most, or no time"),
        ("patching, quickly, 1 h", "«quickly» is neither a delivery, a place, a role, a cause nor a length"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, why: str) -> None:
    with pytest.raises(UnreadableWorkOrder, match=f"«{text}» cannot be read: {why}"):
        planned_work(text, TERMS)


def test_work_with_known_times_needs_a_title_too() -> None:
    with pytest.raises(UnreadableWorkOrder, match="does not begin with what is to be done"):
        described_work(" , remote", TERMS)
