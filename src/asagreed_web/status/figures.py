"""The figures of a status page for programs: the same words as on the page, to the last digit."""

from __future__ import annotations

import json
from typing import Any

from asagreed_web.kit.wording import machine_moment
from asagreed_web.status.pages import FigureCell, FigureRow, IncidentView, StatusView, SystemView, WindowView


def status_json(view: StatusView) -> str:
    """Return everything on a status page as JSON; moments are UTC, lengths are seconds, shares as they are printed."""
    said = {
        "customer": view.customer,
        "as_of": machine_moment(view.at),
        "zone": view.zone,
        "says": view.headline.words,
        "since": _moment(view.headline.since_at),
        "systems": [_system(each) for each in view.systems],
        "combined": [_figure(each) for each in view.combined],
        "maintenance": [_window(each) for each in (*view.windows_now, *view.windows_planned)],
        "incidents": [_incident(each) for each in view.incidents],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _system(view: SystemView) -> dict[str, Any]:
    return {
        "system": view.name,
        "title": view.title,
        "state": view.standing.state,
        "is_watched": view.standing.is_watched,
        "since": _moment(view.standing.since_at),
        "days": [{"state": each.state, "says": each.words} for each in view.marks],
        "figure": _figure(view.figure) if view.figure else None,
    }


def _figure(row: FigureRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "title": row.title,
        "of": list(row.members),
        "basis": row.basis,
        "promised": row.promised,
        "this_month": [_cell(each) for each in row.this_month],
        "last_month": [_cell(each) for each in row.last_month],
    }


def _cell(cell: FigureCell) -> dict[str, Any]:
    return {
        "shown": cell.shown,
        "verdict": cell.verdict,
        "between": list(cell.bounds) if cell.bounds else None,
        "as_users_saw_it": cell.raw,
        "down_seconds": cell.down,
        "unknown_seconds": cell.unknown,
        "days": cell.days,
    }


def _window(window: WindowView) -> dict[str, Any]:
    return {
        "title": window.title,
        "systems": list(window.systems),
        "starts_at": machine_moment(window.starts_at),
        "ends_at": machine_moment(window.ends_at),
    }


def _incident(incident: IncidentView) -> dict[str, Any]:
    return {
        "id": incident.id,
        "system": incident.system,
        "state": "degraded" if incident.is_degraded else "down",
        "occurred_at": machine_moment(incident.occurred_at),
        "restored_at": _moment(incident.restored_at),
        "seconds": incident.seconds,
        "corrected": incident.is_corrected,
    }


def _moment(at: int | None) -> str | None:
    return None if at is None else machine_moment(at)
