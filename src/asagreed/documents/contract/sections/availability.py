"""What share of which time systems are up, when they may stand still, and what holds after a failure."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.words import percent
from asagreed.documents.contract.outline import Outline
from asagreed.foresight.compare.said import Path
from asagreed.terms.resolved.uptime_clauses import UptimeFigure


def add(outline: Outline) -> None:
    """Add uptime figures, how they are counted, maintenance and recovery."""
    outline.begin("uptime")
    figures = outline.version.terms.uptime.figures
    rows = [_row(outline, figure) for figure in figures]
    outline.table(("uptime",), "uptime shares", ("system", "share", "basis", "period", "together"), rows)
    if figures:
        outline.said.discard(("uptime",))
        outline.said.update(_in_table(outline))
        _add_counting(outline)
    _add_maintenance(outline)
    recovery = [
        (
            outline.titled(outline.agreement.systems, name),
            *(outline.written("recovery", name, key) or "–" for key in ("data loss", "restore")),
            ", ".join(_backup(outline, name)) or "–",
        )
        for name, part in outline.agreement.recovery.items()
        if part.data_loss or part.restore
    ]
    outline.table(("recovery",), "recovery", ("system", "data loss", "restore", "backup"), recovery)
    # What stands behind a promise is no promise of this contract.
    outline.said.update((("recovery",), ("staffing",)))


def _backup(outline: Outline, name: str) -> Iterator[str]:
    backup = outline.agreement.recovery[name].backup
    if backup:
        yield outline.written("recovery", name, "backup", "every")
    if backup and backup.tested:
        yield outline.language.say("tested", day=outline.language.day(backup.tested))


def _row(outline: Outline, figure: UptimeFigure) -> tuple[str, ...]:
    say, counting = outline.language.say, figure.counting
    share = say("no promise") if figure.share is None else percent(figure.share)
    together = "–"
    if figure.is_combined:
        path = ("uptime", "combined", figure.name)
        together = f"{outline.listed(figure.members)}: {outline.written(*path, 'together') or '–'}"
    title = figure.name if figure.is_combined else outline.titled(outline.agreement.systems, figure.name)
    return title, share, counting.basis or "–", counting.every or "–", together


def _in_table(outline: Outline) -> Iterator[Path]:
    """Yield the paths that the table has said."""
    keys = ("share", "basis", "every", "of", "together")
    yield from (("uptime", key) for key in keys)
    for kind, parts in (("systems", outline.agreement.uptime.systems), ("combined", outline.agreement.uptime.combined)):
        yield from (("uptime", kind, name, key) for name in parts for key in keys)


def _add_counting(outline: Outline) -> None:
    uptime = outline.agreement.uptime
    start = outline.written("uptime", "counts from")
    if start:
        verb = start if start == "occurred" else f"was {start}"
        outline.clause(("uptime", "counts from"), "uptime counts from", start=verb)
    unknown, known = outline.written("uptime", "unknown"), outline.written("uptime", "known at least")
    if unknown and known:
        outline.said.add(("uptime", "known at least"))
        outline.clause(("uptime", "unknown"), "uptime unknown", unknown=unknown, known=known)
    elif unknown:
        outline.clause(("uptime", "unknown"), "uptime unknown alone", unknown=unknown)
    if uptime.checked_every:
        outline.clause(("uptime", "checked every"), "uptime checked", length=outline.written("uptime", "checked every"))
    if uptime.minimum_outage:
        path = ("uptime", "minimum outage")
        length = outline.written(*path, "length") or outline.written(*path)
        longer = outline.written(*path, "longer")
        outline.clause(path, "uptime minimum longer" if longer else "uptime minimum", length=length, longer=longer)
    if uptime.degraded is not None:
        outline.clause(("uptime", "degraded"), "uptime degraded", weight=percent(uptime.degraded))
    if uptime.maintenance:
        path = ("uptime", "maintenance")
        is_ = outline.written(*path)
        outline.clause(path, "uptime maintenance", is_=f"is {is_}" if is_ == "left out" else is_)


def _add_maintenance(outline: Outline) -> None:
    maintenance = outline.agreement.maintenance
    rows = [
        (
            window.title or name,
            ", ".join(outline.written("maintenance", "windows", name, key) for key in ("every", "from")),
            outline.written("maintenance", "windows", name, "for"),
            outline.listed(window.on) if window.on else "–",
        )
        for name, window in maintenance.windows.items()
    ]
    outline.table(("maintenance", "windows"), "windows", ("window", "when", "how long", "system"), rows)
    for key, message, name in (("notice", "maintenance notice", "length"), ("at most", "maintenance limit", "much"),
                               ("unannounced", "maintenance unannounced", "is_")):  # fmt: skip
        if outline.written("maintenance", key) and key in _written_keys(outline):
            outline.clause(("maintenance", key), message, **{name: outline.written("maintenance", key)})


def _written_keys(outline: Outline) -> set[str]:
    part = outline.agreement.maintenance
    fields = type(part).model_fields
    return {fields[name].alias or name for name in part.model_fields_set}
