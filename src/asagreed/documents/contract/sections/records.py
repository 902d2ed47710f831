"""Records, data protection, reports, what was stated, and what both sides accept."""

from __future__ import annotations

from asagreed.documents.contract.outline import ANY, Outline


def add(outline: Outline) -> None:
    """Add everything that is about information."""
    said, say, day = outline.agreement, outline.language.say, outline.language.day
    outline.begin("records")
    _add_retention(outline)
    outline.table(("data protection",), "protection", ("measure", "how"), said.data_protection.items())
    if said.reports.every:
        outline.clause(("reports", "every"), f"reports {said.reports.every}")
    if said.reports.within:
        outline.clause(("reports", "within"), "reports within", within=outline.written("reports", "within"))
    if said.reports.disputed_within:
        path = ("reports", "disputed within")
        outline.clause(path, "reports disputed", length=outline.written(*path))
    stated = [
        (name, part.stated, day(part.verified) if part.verified else say("not yet"))
        for name, part in said.discovery.items()
    ]
    told = [(ANY, key) for key in ("stated", "verified")]
    outline.table(("discovery",), "discovery", ("what", "stated", "verified"), stated, told=told)
    accepted = [(code, part.because, day(part.until)) for code, part in said.accepted_findings.items()]
    told = [(ANY, key) for key in ("because", "until")]
    outline.table(("accepted findings",), "accepted findings", ("finding", "why", "until"), accepted, told=told)
    outline.said.add(("legal review",))


def _add_retention(outline: Outline) -> None:
    usual = outline.written("retention", "afterwards") or "–"
    rows = [
        (
            outline.language.key(name),
            outline.written("retention", name, "for") or outline.written("retention", name),
            outline.written("retention", name, "then") or usual,
        )
        for name in outline.agreement.retention.classes
    ]
    told = [("afterwards",), *((name,) for name in outline.agreement.retention.classes)]
    outline.table(("retention",), "retention", ("record", "kept", "afterwards"), rows, told=told)
