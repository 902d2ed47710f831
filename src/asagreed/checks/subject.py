"""What checks look at: one version of an agreement, what it says, and where it says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from asagreed.checks.enumeration import Walk, walk
from asagreed.figures import Clause
from asagreed.reading.problems import Problem
from asagreed.reading.references.lookup import Lookup
from asagreed.reading.written import Written
from asagreed.terms import Agreement, Terms
from asagreed.versions import Version


@dataclass(frozen=True)
class Subject:
    """One version of an agreement, as its papers together say it, and the day (in its zone) that it is looked at."""

    version: Version
    today: date

    @property
    def agreement(self) -> Agreement:
        """The agreement as it is written, plan and papers laid over each other."""
        return self.version.agreement

    @property
    def terms(self) -> Terms:
        """The same, flattened: each promise with its selector, hours and clause."""
        return self.version.terms

    @cached_property
    def lookup(self) -> Lookup:
        """The way to the place of a clause: `lookup.problem(path, code, message, remedy=…)`."""
        layered = self.version.draft.layered
        return Lookup(self.agreement, layered.tree, Written(layered.tree, layered.version, layered.layers))

    @cached_property
    def walks(self) -> Mapping[str, Walk]:
        """What trying every ticket shows, by clock; the same for every rule that asks."""
        return {clock: walk(self.version, self.lookup, clock) for clock in self.terms.targets_by_clock}

    def at(self, clause: Clause, code: str, message: str, *, remedy: str) -> Problem:
        """Return a problem at a clause."""
        return self.lookup.problem(tuple(clause.address.split(".")), code, message, remedy=remedy)

    def missing(self, section: str, code: str, message: str, *, remedy: str) -> Problem:
        """Return the problem of a section that is missing, or says too little: at its key, else at the agreement's."""
        path = (section,) if section in self.lookup.tree.entries else ("agreement",)
        found = self.lookup.problem(path, code, message, remedy=remedy, at_key=True)
        return replace(found, address=section)
