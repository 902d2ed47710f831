"""Findings that both sides know and accept, with a reason and an end (`accepted findings`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asagreed.checks.check import Finding
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.terms.sections.records import AcceptedFinding

STALE = "DOC711"


def is_accepted(finding: Finding, subject: Subject) -> bool:
    """Say whether a finding is accepted on the day of the subject."""
    accepted = subject.agreement.accepted_findings.get(finding.code)
    return accepted is not None and subject.today <= accepted.until and _is_about(accepted, finding)


def stale_acceptances(subject: Subject, found: Iterable[Finding], *, told: frozenset[str]) -> Iterator[Problem]:
    """Yield the problem of every acceptance that has ended, or that accepts nothing of what was looked for."""
    every = tuple(found)
    for code, accepted in subject.agreement.accepted_findings.items():
        if subject.today > accepted.until:
            why = f"It was accepted until {accepted.until}, and that day is over."
        elif code not in told:
            why = f"No check has the code {code}."
        elif not any(each.code == code and _is_about(accepted, each) for each in every):
            why = f"There is no {code} any more that it accepts."
        else:
            continue
        yield subject.lookup.problem(
            ("accepted findings", code),
            STALE,
            why,
            remedy="Take the entry out, or agree on a new day.",
            at_key=True,
        )


def _is_about(accepted: AcceptedFinding, finding: Finding) -> bool:
    return accepted.at is None or finding.address == accepted.at or finding.address.startswith(f"{accepted.at}.")
