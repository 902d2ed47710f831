"""Records, data protection, reports, what was stated, and what both sides accept."""

from __future__ import annotations

from asagreed.documents.contract.outline import Outline


def add(outline: Outline) -> None:
    """Add everything that is about information."""
    said, say, day = outline.agreement, outline.language.say, outline.language.day
    outline.begin("records")
    usual = outline.written("retention", "afterwards") if said.retention.afterwards else "–"
    rows = [
        (name, outline.written("retention", name, "for") or outline.written("retention", name), kept.then or usual)
        for name, kept in said.retention.classes.items()
    ]
    outline.table(("retention",), "retention", ("record", "kept", "afterwards"), rows)
    outline.table(("data protection",), "protection", ("measure", "how"), said.data_protection.items())
    if said.reports.every:
        outline.clause(("reports", "every"), "reports", period=said.reports.every)
    if said.reports.within:
        outline.clause(("reports", "within"), "reports within", within=outline.written("reports", "within"))
    if said.reports.disputed_within:
        path = ("reports", "disputed within")
        outline.clause(path, "reports disputed", length=outline.written(*path))
    stated = [
        (name, part.stated, day(part.verified) if part.verified else say("not yet"))
        for name, part in said.discovery.items()
    ]
    outline.table(("discovery",), "discovery", ("", "stated", "verified"), stated)
    accepted = [(code, part.because, day(part.until)) for code, part in said.accepted_findings.items()]
    outline.table(("accepted findings",), "accepted findings", ("finding", "why", "until"), accepted)
    outline.said.add(("legal review",))
