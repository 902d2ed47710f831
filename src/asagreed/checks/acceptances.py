"""Findings that both sides know and accept, with a reason and an end (`accepted findings`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from asagreed.checks.check import Finding
from asagreed.checks.subject import Subject
from asagreed.reading.edits import TakingOut
from asagreed.reading.nodes import follow
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
        problem = subject.lookup.problem(
            ("accepted findings", code),
            STALE,
            why,
            remedy="Take the entry out, or agree on a new day.",
            at_key=True,
        )
        yield replace(problem, edit=_taking_out(code, subject) if code in told else None)


def _taking_out(code: str, subject: Subject) -> TakingOut | None:
    """Return how an acceptance goes, where no other paper may have it too: with it gone, that one would come back."""
    if [paper.kind for paper in subject.version.draft.papers if code in paper.source.text] != ["agreement"]:
        return None
    entry, _ = follow(subject.lookup.tree, ("accepted findings", code))
    return TakingOut(entry.key.place) if entry else None


def _is_about(accepted: AcceptedFinding, finding: Finding) -> bool:
    return accepted.at is None or finding.address == accepted.at or finding.address.startswith(f"{accepted.at}.")
