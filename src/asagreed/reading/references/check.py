"""Every check of what the names of a version refer to, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from asagreed.reading.limits import MAX_TARGET_GROUPS
from asagreed.reading.nodes import Table
from asagreed.reading.problems import Problem
from asagreed.reading.references.calendars import check_calendars, check_combinations, check_holidays
from asagreed.reading.references.clocks import check_clocks
from asagreed.reading.references.emergencies import check_emergencies
from asagreed.reading.references.fees import check_credits, notice_uncounted_fees, warn_of_credits
from asagreed.reading.references.lookup import Lookup
from asagreed.reading.references.overlaps import check_decisions
from asagreed.reading.references.prepaid import check_prepaid, notice_unsaid
from asagreed.reading.references.priorities import check_issue_kinds, check_priorities
from asagreed.reading.references.rates import check_currency, check_rates, notice_unpriced_ways
from asagreed.reading.references.services import check_boxes, check_causes, check_services, notice_open_boxes
from asagreed.reading.references.sites import check_reporting, check_sites, check_systems
from asagreed.reading.references.targets import check_target_keys, check_target_values
from asagreed.reading.references.upkeep import check_upkeep
from asagreed.reading.references.uptime import check_maintenance, check_recovery, check_staffing, check_uptime
from asagreed.reading.written import Written
from asagreed.terms import Agreement

_Checks = tuple[Callable[[Lookup], Iterator[Problem]], ...]
_CHECKS: _Checks = (
    check_holidays,
    check_calendars,
    check_combinations,
    check_sites,
    check_systems,
    check_reporting,
    check_uptime,
    check_maintenance,
    check_recovery,
    check_staffing,
    check_upkeep,
    check_priorities,
    check_issue_kinds,
    check_services,
    check_causes,
    check_boxes,
    check_emergencies,
    check_currency,
    check_rates,
    check_prepaid,
    check_credits,
    notice_open_boxes,
    notice_unpriced_ways,
    notice_unsaid,
    notice_uncounted_fees,
    warn_of_credits,
)
_TABLE_CHECKS: _Checks = (check_target_keys, check_target_values, check_clocks, check_decisions)
"""Checks that walk through the target table."""


def check_references(agreement: Agreement, tree: Table, written: Written) -> tuple[Problem, ...]:
    """Return every problem of names and of parts that do not fit together."""
    lookup = Lookup(agreement, tree, written)
    found = [problem for check in _CHECKS for problem in check(lookup)]
    if lookup.target_groups > MAX_TARGET_GROUPS:
        return (*found, _too_many(lookup))
    return (*found, *(problem for check in _TABLE_CHECKS for problem in check(lookup)))


def _too_many(lookup: Lookup) -> Problem:
    return lookup.problem(
        ("targets",),
        "YML008",
        f"The target table has {lookup.target_groups} groups, more than the {MAX_TARGET_GROUPS} that are compared.",
        remedy="Group kinds, sites or systems that have the same targets.",
        at_key=True,
    )
