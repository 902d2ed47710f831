"""A replay of half a year at a dental practice, made up: what the page and its tests show."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from asagreed.clocks import ServiceTarget
from asagreed.documents.replay_data import replay_data
from asagreed.figures import Clause
from asagreed.foresight import Changed, Comparison, Line, Miss, Promise, Replay, Shift, Unjudged
from asagreed.measures import Attainment
from asagreed.open_time import always
from asagreed.terms.resolved.clauses import ShareClause
from asagreed.terms.resolved.selector import Selector
from asagreed.terms.values.shares import Every, Share

Data = dict[str, Any]
PLAN = "plans/gold@2026-01.yaml"
VERSION = "5f0c1d2e3a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5"
MINUTE, HOUR = 60, 3600


def clause(address: str, line: int) -> Clause:
    return Clause(address, PLAN, line, VERSION)


def target(address: str, line: int, within: int, *, is_guide: bool = False) -> ServiceTarget:
    clauses = (clause(address, line), clause("targets.P1.by phone.hours", line + 4))
    return ServiceTarget(within, always("support"), clauses, because="on the calendar «support»", is_guide=is_guide)


def share(clock: str, line: int, percent: str, every: Every, priority: str | None = None) -> ShareClause:
    address = f"targets.{priority}.kept in.{clock}" if priority else f"targets.kept in.{clock}"
    return ShareClause(clock, Selector(priority=priority), Share(Fraction(percent) / 100, every), clause(address, line))


RESPONSE, URGENT = share("response", 52, "95", "month"), share("response", 60, "98.5", "quarter", "P1")
RESOLUTION = share("resolution", 52, "90", "month")
MONTHS = tuple(f"2026-{month:02d}" for month in range(1, 11))
RESPONSES = ((38, 2), (41, 1), (55, 0), (47, 4), (60, 1), (52, 2), (49, 3), (61, 3), (58, 0), (9, 1))
RESOLUTIONS = ((33, 6), (37, 4), (50, 4), (41, 9), (55, 5), (49, 4), (48, 3), (52, 10), (55, 2), (5, 0))


def months() -> list[Line]:
    pairs = [("response", None, RESPONSES), ("resolution", RESOLUTION, RESOLUTIONS)]
    return [
        Line(clock, "month", month, Attainment(met, breached), promised)
        for clock, promised, counts in pairs
        for month, (met, breached) in zip(MONTHS, counts, strict=True)
    ]


def lines() -> list[Line]:
    response = target("targets.P1.by phone.response", 53, 30 * MINUTE)
    guide = target("targets.P4.resolution", 79, 40 * HOUR, is_guide=True)
    return [
        Line("resolution", "target", "targets.P4.resolution", Attainment(without_verdict=1204), None, guide),
        Line("response", "target", "targets.P1.by phone.response", Attainment(198, 2), URGENT, response),
        Line("response", "target", "1800 s", Attainment(0, 0, 1), None, ServiceTarget(1800, always("always"))),
        Line("resolution", "priority", "P1", Attainment(60, 9, 1), RESOLUTION),
        Line("resolution", "priority", "P2", Attainment(141, 22, 3), RESOLUTION),
        Line("resolution", "priority", "P3", Attainment(224, 16, 12), RESOLUTION),
        Line("resolution", "priority", "4 - as good as gold and planned long ahead", Attainment(0, 0, 2), None),
        Line("response", "priority", "P1", Attainment(66, 1), URGENT),
        Line("response", "priority", "P2", Attainment(160, 6), RESPONSE),
        Line("response", "priority", "P3", Attainment(244, 10), RESPONSE),
        Line("resolution", "kind", "password reset", Attainment(1999, 2), RESOLUTION),
        Line("resolution", "kind", "(none)", Attainment(12, 4), RESOLUTION),
        Line("resolution", "site", "(none)", Attainment(425, 47, 18), RESOLUTION),
        *months(),
    ]


def promises() -> list[Promise]:
    counted = [
        *((URGENT, f"2026-Q{quarter}", Attainment(22, quarter % 2)) for quarter in range(1, 5)),
        *((RESOLUTION, month, Attainment(*pair)) for month, pair in zip(MONTHS, RESOLUTIONS, strict=True)),
        *((RESPONSE, month, Attainment(*pair, 1)) for month, pair in zip(MONTHS, RESPONSES, strict=True)),
        (RESPONSE, "2026-11", Attainment(undecided=3)),
    ]
    return [
        Promise(promised, period, attainment, attainment.keeps(promised.share.share or Fraction(1)))
        for promised, period, attainment in counted
    ]


def moment(day: int, hour: int) -> int:
    return int(datetime(2026, 10, day, hour, 17, 5, tzinfo=UTC).timestamp())


def misses() -> list[Miss]:
    resolution = target("targets.P2.resolution", 68, 8 * HOUR)
    found = [
        Miss(f"HD-{3300 - 17 * day}", "resolution", resolution, (31 - day) * HOUR + 61, moment(day, 14))
        for day in range(1, 20)
    ]
    return [*found, Miss("HD-0007", "response", ServiceTarget(1800, always("always")), 1801, moment(20, 3))]


PAUSED = (
    ("resolution", "waiting for customer", 1_234_567),
    ("resolution", "waiting for parts", 86_400),
    ("update", "waiting for customer", 59),
)
UNJUDGED = (
    Unjudged("resolution", "no target fits the priority «P9»", 7, ("HD-0012", "HD-0042", "HD-0108", "HD-0333", "HD-2")),
    Unjudged("response", "reported before the agreement was in force", 1, ("HD-0001",)),
)


def replay() -> Replay:
    return Replay(
        "harbour-dental", "America/Chicago", moment(20, 17), None, None, 1314,
        tuple(lines()), tuple(promises()), tuple(misses()), PAUSED, UNJUDGED, 5,
    )  # fmt: skip


COMPARISON = Comparison(
    "harbour-dental", "harbour-dental-draft",
    (
        Shift("resolution", "breached", "breached", 40), Shift("resolution", "breached", "met", 7),
        Shift("resolution", "met", "breached", 31), Shift("resolution", "met", "met", 394),
        Shift("resolution", "open", "not promised", 2),
    ),
    (
        Changed("HD-0101", "resolution", "breached", "met"), Changed("HD-0203", "resolution", "met", "breached"),
        Changed("HD-0415", "resolution", "open", "not promised"),
    ),
    40,
)  # fmt: skip
READ: Data = {
    "file": "tickets.csv", "rows": 8403, "in": 8391, "refused": 12, "duplicates": 3, "uncertain_times": 2,
    "tickets": 1314, "events": 8391, "notes": ["times without a zone are taken to be in America/Chicago"],
}  # fmt: skip


def sample_data() -> Data:
    """Return the data of the made-up replay, with everything that a replay can hold."""
    return {**replay_data(replay(), read=READ, comparison=COMPARISON), "verdicts_written": 2628}


def empty_data() -> Data:
    """Return the data of a replay of no tickets under an agreement that promises nothing."""
    empty = Replay("empty", "UTC", 0, None, None, 0, (), (), (), (), (), 0)
    nothing = dict.fromkeys(("rows", "in", "refused", "duplicates", "uncertain_times", "tickets", "events"), 0)
    return replay_data(empty, read={"file": "empty.csv", **nothing, "notes": []})
