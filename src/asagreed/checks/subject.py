"""What checks look at: one version of an agreement, what it says, and where it says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from asagreed.checks.enumeration import Walk, walk
from asagreed.figures import Clause
from asagreed.reading.problems import Problem
from asagreed.reading.references.lookup import Lookup
from asagreed.reading.written import Written
from asagreed.terms import Agreement, Terms
from asagreed.terms.sections.recovery import Backup, Recovery
from asagreed.upkeep import MeasuredRestore
from asagreed.versions import Version


@dataclass(frozen=True)
class Subject:
    """One version of an agreement, as its papers together say it, and the day (in its zone) that it is looked at."""

    version: Version
    today: date
    restores: Mapping[str, MeasuredRestore] = field(default_factory=dict)
    """What test restores have measured, by system; it goes before what the agreement says of the last one."""

    @property
    def agreement(self) -> Agreement:
        """The agreement as it is written, plan and papers laid over each other."""
        return self.version.agreement

    @property
    def terms(self) -> Terms:
        """The same, flattened: each promise with its selector, hours and clause."""
        return self.version.terms

    @cached_property
    def recovery(self) -> Mapping[str, Recovery]:
        """What is promised after a failure and what stands behind it, with what was measured since."""
        return {name: self._measured(name, each) for name, each in self.agreement.recovery.items()}

    def _measured(self, name: str, recovery: Recovery) -> Recovery:
        found = self.restores.get(name)
        if found is None or not found.succeeded:
            return recovery
        backup = recovery.backup or Backup.model_construct(every=0)
        took = backup.restore_took if found.seconds is None else found.seconds
        known = backup.model_copy(update={"tested": found.on, "restore_took": took})
        return recovery.model_copy(update={"backup": known})

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
