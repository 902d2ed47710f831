"""Running checks over a version of an agreement."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache

from asagreed.checks import rules
from asagreed.checks.check import Check, Finding
from asagreed.checks.subject import Subject
from asagreed.versions import Version


@cache
def shipped_checks() -> tuple[Check, ...]:
    """Return the checks that come with the product, by code: every file of `checks/rules` has one."""
    names = (found.name for found in pkgutil.iter_modules(rules.__path__))
    found = (importlib.import_module(f"{rules.__name__}.{name}").CHECK for name in names)
    return tuple(sorted(found, key=lambda check: check.code))


def check_version(version: Version, *, checks: Iterable[Check] | None = None) -> tuple[Finding, ...]:
    """Return everything that checks find in a version of an agreement, in the order of files and lines."""
    subject = Subject(version)
    return tuple(sorted(_found(subject, shipped_checks() if checks is None else checks)))


def _found(subject: Subject, checks: Iterable[Check]) -> Iterator[Finding]:
    for check in checks:
        for problem in check.look(subject):
            yield Finding.of(problem, check.rule)
