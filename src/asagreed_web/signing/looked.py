"""What was found when a draft was read together with the papers below it."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.checks import Finding
from asagreed.foresight.compare import Change
from asagreed.reading.problems import Problem
from asagreed.versions import History, Version


@dataclass(frozen=True, slots=True)
class Looked:
    """A draft as it reads: `version` is the one that begins with it, where there is one.

    `problems` keep it from being read, `findings` are what the checks say, `changes` what it makes better or worse.
    """

    history: History | None
    version: Version | None
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether it can be sent: nothing keeps it from being read."""
        return self.history is not None
