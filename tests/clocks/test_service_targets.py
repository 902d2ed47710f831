"""From the clauses of an agreement to the target of a clock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.cases.runner import agreement_named, moment_of, properties_of

from asagreed.clocks import ServiceTarget, TicketSituation
from asagreed.clocks.service_targets import ServiceTargets
from asagreed.errors import SeveralTargetsFit
from asagreed.figures import Clause
from asagreed.terms import Terms
from asagreed.terms.resolved.clauses import MatrixCell

MONDAY = moment_of("Mon 2026-03-02 10:00", "Europe/Berlin")


def terms() -> Terms:
    return agreement_named("field").versions[0].terms


def target(about: str, clock: str, *, targets: ServiceTargets | None = None) -> ServiceTarget | None:
    priority, attributes = properties_of(about)
    situation = TicketSituation(priority=priority, attributes=attributes)
    return (targets or ServiceTargets()).find(terms(), clock, situation, reported_at=MONDAY)


def test_a_target_says_what_made_it() -> None:
    arrival = target("P2, on-site, at annex", "arrival")

    assert arrival is not None
    assert (arrival.within, arrival.hours.name) == (5 * 3600 + 1800, "support with access to annex")
    assert arrival.because == "on the calendar «support», with 90 min of travel, less the times without access to annex"
    assert [clause.address for clause in arrival.clauses] == [
        "targets.P2.arrival",
        "targets.P2.hours",
        "travel.far",
        "sites.annex.no access",
    ]


def test_equal_situations_have_the_same_target_and_equal_calendars_are_one() -> None:
    targets = ServiceTargets()
    first, second = (target("P2, on-site, at annex", "arrival", targets=targets) for _ in range(2))
    other = target("P2, on-site, at annex, for printer", "arrival", targets=targets)

    assert first is second
    assert first is not None
    assert other is not None
    assert first.hours is other.hours


def test_clauses_that_fit_equally_are_refused_and_named() -> None:
    doubled = replace(
        terms(), targets=(*terms().targets, *(one for one in terms().targets if one.clock == "hand-over"))
    )

    with pytest.raises(SeveralTargetsFit) as refusal:
        ServiceTargets().find(doubled, "hand-over", TicketSituation(priority="P2"), reported_at=MONDAY)

    assert refusal.value.clauses == ("targets.P2.hand-over (field.yaml:40)",) * 2


def test_a_priority_that_only_the_matrix_knows_has_no_target() -> None:
    cells = {("team", "later"): cell_of("P7")}

    assert (
        ServiceTargets().find(
            replace(terms(), cells=cells), "response", TicketSituation(priority="P7"), reported_at=MONDAY
        )
        is None
    )


def cell_of(priority: str) -> MatrixCell:
    return MatrixCell("team", "later", priority, Clause("priorities.matrix.team.later"))
