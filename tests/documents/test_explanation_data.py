"""The explanation of a ticket as plain data."""

from __future__ import annotations

import json
from typing import Any

from tests.cases.runner import agreement_named, moment_of, ticket_of

from asagreed.documents.explanation_data import explanation_data
from asagreed.foresight import explain_ticket

BERLIN = "Europe/Berlin"
NIGHT_CALL = [
    "Fri 2026-03-06 16:40  raised [id 7]",
    "Fri 2026-03-06 17:20  answered [id 8]",
    "Mon 2026-03-09 08:30  on hold, waiting for the customer [id 9]",
]


def explained(about: str, events: list[str], agreement: str, as_of: str) -> dict[str, Any]:
    history = agreement_named(agreement)
    ticket = ticket_of({"ticket": about, "events": events}, BERLIN)
    data = explanation_data(explain_ticket(ticket, history, as_of=moment_of(as_of, BERLIN)), zone=BERLIN)
    assert json.loads(json.dumps(data)) == data
    return data


def placed(clause: dict[str, Any] | None) -> str | None:
    return None if clause is None else f"{clause['address']} {clause['file']}:{clause['line']}"


def test_the_head_says_what_was_reported_and_by_which_version() -> None:
    data = explained("P2, by e-mail", ["Mon 2026-03-02 19:00  raised"], "field", "Mon 2026-03-02 20:00")
    version = data.pop("version")
    data.pop("clocks")

    assert placed(data.pop("counts_clause")) == "reporting.e-mail field.yaml:17"
    assert data == {
        "ticket": "T-1",
        "source": "",
        "title": None,
        "zone": BERLIN,
        "reported_at": "2026-03-02T19:00:00+01:00",
        "recorded_at": "2026-03-02T19:00:00+01:00",
        "counts_from": "2026-03-03T08:00:00+01:00",
        "counts_because": "reported by e-mail while it was closed: counts from its next opening",
        "refused": [],
        "priority": "P2",
        "priority_clause": None,
    }
    assert (version["number"], version["papers"], len(version["hash"])) == (1, ["agreement"], 64)


def test_a_clock_says_its_target_its_moments_and_its_warnings() -> None:
    data = explained("P2", NIGHT_CALL, "warned", "Mon 2026-03-09 09:00")
    response, resolution = data["clocks"]
    target = response["target"]

    assert (data["counts_clause"], response["in_words"]) == (None, "met: 20 min of 1 h used")
    assert (target["within"], target["in_words"], target["hours"]) == (3600, "1 h", "support")
    assert [placed(clause) for clause in target["clauses"]] == [
        "targets.P2.response warned.yaml:9",
        "targets.P2.hours warned.yaml:9",
    ]
    assert (resolution["state"], resolution["verdict"], resolution["due_at"]) == ("paused", "open", None)
    assert (resolution["elapsed"], resolution["remaining"], resolution["cycle"]) == (3000, 25800, None)
    assert (response["stopped_at"], response["first_stopped_at"], response["first_elapsed"]) == (
        "2026-03-06T17:20:00+01:00",
        "2026-03-06T17:20:00+01:00",
        1200,
    )


def test_warnings_have_their_clause_and_moment() -> None:
    late = explained("P2", NIGHT_CALL[:1], "warned", "Mon 2026-03-09 08:30")["clocks"][0]

    assert [(placed(one["clause"]), one["at"]) for one in late["warnings"]] == [
        ("warnings.response warned.yaml:14", "2026-03-09T08:10:00+01:00"),
        ("warnings.response warned.yaml:14", "2026-03-09T08:25:00+01:00"),
    ]


def test_every_stretch_says_why_it_counts_or_not() -> None:
    resolution = explained("P2", NIGHT_CALL, "warned", "Mon 2026-03-09 09:00")["clocks"][1]

    assert [
        (row["from"][5:16], row["to"][5:16], row["counts"], row["seconds"], row["why"], row["event"], row["total"])
        for row in resolution["stretches"]
    ] == [
        ("03-06T16:40", "03-06T17:00", True, 1200, "within support", "7", 1200),
        ("03-06T17:00", "03-09T08:00", False, 226800, "outside support", "7", 1200),
        ("03-09T08:00", "03-09T08:30", True, 1800, "within support", "7", 3000),
        ("03-09T08:30", "03-09T09:00", False, 1800, "paused: waiting for customer", "9", 3000),
    ]
    assert [placed(row["clause"]) for row in resolution["stretches"]] == [
        None,
        None,
        None,
        "pauses.resolution warned.yaml:12",
    ]


def test_the_figure_of_a_clock_is_its_elapsed_time() -> None:
    resolution = explained("P2", NIGHT_CALL, "warned", "Mon 2026-03-09 09:00")["clocks"][1]
    figure = resolution["figure"]

    assert (figure["value"], figure["unit"], figure["because"]) == (3000, "s of open time", resolution["in_words"])
    assert [part["value"] for part in figure["parts"]] == [28800, 1200, 0, 1800, 0]
    assert figure["events"] == ["7", "9"]


def test_clauses_that_lost_are_told_with_the_reason() -> None:
    data = explained("P2, for printer", ["Mon 2026-03-02 08:00  raised"], "field", "Mon 2026-03-02 09:00")
    resolution = next(clock for clock in data["clocks"] if clock["clock"] == "resolution")

    assert [(loser["clause"]["address"], loser["why"]) for loser in resolution["target"]["losers"]] == [
        ("targets.P2.resolution", "«targets.P2.for printer.resolution» names more than «targets.P2.resolution»"),
        (
            "targets.P2.for hardware.resolution",
            "«targets.P2.for printer.resolution» names the kind itself, «targets.P2.for hardware.resolution» its group",
        ),
    ]
