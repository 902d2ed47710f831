"""What share of which time systems are up, when they may stand still, and what holds after a failure."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.words import percent
from asagreed.documents.contract.outline import ANY, Outline
from asagreed.foresight.compare.said import Path
from asagreed.terms.resolved.uptime_clauses import UptimeFigure

_IN_TABLE = ("share", "basis", "every", "of", "together")


def add(outline: Outline) -> None:
    """Add uptime figures, how they are counted, maintenance and recovery."""
    outline.begin("uptime")
    figures = outline.version.terms.uptime.figures
    rows = [_row(outline, figure) for figure in figures]
    head = ("system", "share", "basis", "period", "together")
    outline.table(("uptime",), "uptime shares", head, rows, told=_in_table())
    if figures:
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
    outline.table(("recovery",), "recovery", ("system", "data loss", "restore", "backup"), recovery, told=())
    # What stands behind a promise is no promise of this contract.
    behind = ("data loss", "restore", "backup", "restoring", "repair", "redundancy")
    outline.said.update((("staffing",), *(("recovery", ANY, key) for key in behind)))


def _backup(outline: Outline, name: str) -> Iterator[str]:
    backup = outline.agreement.recovery[name].backup
    if backup:
        yield outline.language.say("backup every", length=outline.written("recovery", name, "backup", "every"))
    if backup and backup.tested:
        yield outline.language.say("tested", day=outline.language.day(backup.tested))


def _row(outline: Outline, figure: UptimeFigure) -> tuple[str, ...]:
    say, value, counting = outline.language.say, outline.language.value, figure.counting
    share = say("no promise") if figure.share is None else value(percent(figure.share))
    together = "–"
    if figure.is_combined:
        how = outline.written("uptime", "combined", figure.name, "together") or "–"
        together = say("together of", names=outline.systems(figure.members), how=how)
    title = figure.name if figure.is_combined else outline.titled(outline.agreement.systems, figure.name)
    basis = value(counting.basis) if counting.basis == "all time" else outline.hours(counting.basis or "–")
    return title, share, basis, value(counting.every or "–"), together


def _in_table() -> Iterator[Path]:
    """Yield what the table says, for all systems or for one."""
    yield from ((key,) for key in _IN_TABLE)
    yield from ((kind, ANY, key) for kind in ("systems", "combined") for key in _IN_TABLE)


def _add_counting(outline: Outline) -> None:
    uptime, say = outline.agreement.uptime, outline.language.say
    if uptime.counts_from:
        start = say(f"start {uptime.counts_from}")
        outline.clause(("uptime", "counts from"), "uptime counts from", start=start)
    known = outline.written("uptime", "known at least")
    if uptime.unknown and known:
        outline.said.add(("uptime", "known at least"))
        outline.clause(("uptime", "unknown"), "uptime unknown", is_=say(f"is {uptime.unknown}"), known=known)
    elif uptime.unknown:
        outline.clause(("uptime", "unknown"), "uptime unknown alone", is_=say(f"is {uptime.unknown}"))
    if uptime.checked_every:
        outline.clause(("uptime", "checked every"), "uptime checked", length=outline.written("uptime", "checked every"))
    if uptime.minimum_outage:
        path = ("uptime", "minimum outage")
        longer = {"threshold": " in full", "deductible": " beyond"}.get(uptime.minimum_outage.longer, "")
        outline.clause(path, f"uptime minimum{longer}", length=outline.short(*path, "length"))
    if uptime.degraded is not None:
        weight = outline.language.value(percent(uptime.degraded))
        outline.clause(("uptime", "degraded"), "uptime degraded", weight=weight)
    if uptime.maintenance:
        outline.clause(("uptime", "maintenance"), "uptime maintenance", is_=say(f"is {uptime.maintenance}"))


def _add_maintenance(outline: Outline) -> None:
    rows = [
        (
            window.title or name,
            _when(outline, name),
            outline.written("maintenance", "windows", name, "for"),
            outline.systems(window.on) if window.on else "–",
        )
        for name, window in outline.agreement.maintenance.windows.items()
    ]
    told = [(ANY, key) for key in ("title", "every", "from", "for", "on")]
    outline.table(("maintenance", "windows"), "windows", ("window", "when", "how long", "system"), rows, told=told)
    for key, message in (("notice", "maintenance notice"), ("at most", "maintenance limit")):
        length = outline.written("maintenance", key)
        if length:
            outline.clause(("maintenance", key), message, length=length)
    unannounced = outline.raw("maintenance", "unannounced")
    if unannounced:
        is_ = outline.language.say(f"unannounced {unannounced.removeprefix('is ')}")
        outline.clause(("maintenance", "unannounced"), "maintenance unannounced", is_=is_)


def _when(outline: Outline, name: str) -> str:
    path = ("maintenance", "windows", name)
    days = outline.language.value(outline.raw(*path, "every"))
    return outline.language.say("from time", days=days, time=outline.raw(*path, "from"))
