"""Running checks over a version of an agreement."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from asagreed.checks import rules
from asagreed.checks.acceptances import STALE, is_accepted, stale_acceptances
from asagreed.checks.check import Check, Finding
from asagreed.checks.subject import Subject
from asagreed.open_time import in_zone
from asagreed.upkeep import MeasuredRestore
from asagreed.versions import Version


@cache
def shipped_checks() -> tuple[Check, ...]:
    """Return the checks that come with the product, by code: every file of `checks/rules` has one."""
    names = (found.name for found in pkgutil.iter_modules(rules.__path__))
    found = (importlib.import_module(f"{rules.__name__}.{name}").CHECK for name in names)
    return tuple(sorted(found, key=lambda check: check.code))


@dataclass(frozen=True, slots=True)
class Checked:
    """What checks found in a version, in the order of files and lines, and what of it both sides have accepted."""

    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...]


def check_version(
    version: Version,
    *,
    at: int,
    checks: Iterable[Check] | None = None,
    restores: Mapping[str, MeasuredRestore] | None = None,
) -> Checked:
    """Return everything that checks find in a version of an agreement; `at` (UTC seconds) ends what was accepted.

    `restores` are what test restores have measured: promises are held against them.
    """
    subject = Subject(version, today=in_zone(at, version.terms.zone).date(), restores=restores or {})
    asked = shipped_checks() if checks is None else tuple(checks)
    found = [Finding.of(problem, check.rule) for check in asked for problem in check.look(subject)]
    stale = next((check for check in asked if check.code == STALE), None)
    if stale:
        told = frozenset(check.code for check in asked)
        found += (Finding.of(problem, stale.rule) for problem in stale_acceptances(subject, found, told=told))
    accepted = {each for each in found if is_accepted(each, subject)}
    return Checked(
        tuple(sorted(each for each in found if each not in accepted)),
        tuple(sorted(accepted)),
    )
