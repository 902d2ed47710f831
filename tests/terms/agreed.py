"""Reading a few lines as an agreement, for tests."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from asagreed.terms import Terms
from asagreed.versions import History, read_agreement

HEAD = "agreement: harbour-dental\nzone: America/Chicago\nterm: {from: 2026-01-12}\n"
SUPPORT = "calendars: {support: {hours: {mon-thu: 08:00-17:00, fri: 08:00-15:00}}}\n"
CHICAGO = ZoneInfo("America/Chicago")


def written(folder: Path, **papers: str) -> Path:
    """Write papers into a folder: `agreement`, or `amendments_1` for amendments/1.yaml."""
    for name, text in papers.items():
        file = folder / f"{name.replace('__', '/')}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def history_of(folder: Path, **papers: str) -> History:
    """Return the history of papers without a mistake."""
    history, problems = read_agreement(written(folder, **papers))
    assert [str(each) for each in problems if each.severity != "notice"] == []
    assert history is not None
    return history


def terms_of(folder: Path, text: str) -> Terms:
    """Return the terms of an agreement with these lines."""
    return history_of(folder, agreement=HEAD + text).versions[0].terms


def at(moment: str, zone: ZoneInfo = CHICAGO) -> int:
    """Return the UTC seconds of a local moment."""
    return int(datetime.fromisoformat(moment).replace(tzinfo=zone).timestamp())
