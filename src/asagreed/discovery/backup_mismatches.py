"""Backups and what is expected of them: what can be lost, where copies lie, whether they come back, and how soon."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.proofs import restore_seconds, worst_loss
from asagreed.discovery.mismatch import Asked, Mismatch
from asagreed.discovery.values import BESIDE, NEVER
from asagreed.figures import Figure
from asagreed.open_time import in_words


def backup_mismatches(asked: Asked) -> Iterator[Mismatch]:
    """Find what does not line up about the backups of a system."""
    every = asked.system.backup_every
    if every == 0:
        yield from _no_backup(asked)
    elif every is not None:
        yield from _loses_too_much(asked)
        yield from _copy_beside(asked)
        yield from _never_restored(asked)
        yield from _back_too_late(asked)


def _no_backup(asked: Asked) -> Iterator[Mismatch]:
    wanted = asked.system.is_critical or asked.system.may_lose or asked.system.data_loss_is_an_emergency
    if not wanted:
        return
    risk = f"{asked.title} is not backed up. If it fails, everything on it is gone, and nobody can bring it back."
    yield asked.mismatch(
        "no-backup",
        risk + _limit(asked) + _belief(asked),
        figures=(Figure(None, "s", "there is no copy, so there is no limit to what can be lost"),),
        keys=("backup every", "may lose", "criticality", "data loss is an emergency"),
        measure=asked.measure(
            "backup", f"Back up {asked.title}, to another place.", "data loss", otherwise="What is lost stays lost."
        ),
    )


def _loses_too_much(asked: Asked) -> Iterator[Mismatch]:
    backup, limit = asked.recovery.backup, asked.system.may_lose
    if backup is None or not (limit or asked.system.is_critical or asked.system.believed_loss):
        return
    worst, takes = worst_loss(backup), backup.takes or 0
    accepted = limit or asked.system.believed_loss
    if accepted is not None and worst <= accepted:
        return
    gap = in_words(worst - takes)
    until = f", and one takes {in_words(takes)}" if takes else ""
    risk = (
        f"{asked.title} can lose {in_words(worst)} of work: up to {gap} pass between the beginnings of two backups"
        f"{until}. A failure just before a backup is ready takes everything since the beginning of the one before."
    )
    parts = (
        Figure(worst - takes, "s", "the longest gap between the beginnings of two backups"),
        Figure(takes, "s", "until a backup that has begun can be used"),
    )
    within = f" so often that at most {in_words(limit)} can be lost" if limit else " more often"
    yield asked.mismatch(
        "loses-too-much",
        risk + _limit(asked) + _belief(asked),
        figures=(Figure(worst, "s", f"{gap} between two backups, and {in_words(takes)} for one of them", parts=parts),),
        keys=("backup every", "backup on", "backup takes", "may lose", "believed loss"),
        measure=asked.measure(
            "more frequent backup", f"Back up {asked.title}{within}.", "data loss",
            otherwise=f"Up to {in_words(worst)} of work have to be done again.",
        ),
    )  # fmt: skip


def _limit(asked: Asked) -> str:
    limit = asked.system.may_lose
    if limit is None:
        return " Nobody has said how much may be lost."
    return f" You said that at most {in_words(limit)} may be lost."


def _belief(asked: Asked) -> str:
    believed = asked.system.believed_loss
    return f" You thought that it would be {in_words(believed)}." if believed else ""


def _copy_beside(asked: Asked) -> Iterator[Mismatch]:
    if asked.system.backup_where != BESIDE:
        return
    risk = (
        f"The backups of {asked.title} lie beside it. Fire, water, a thief or malware that encrypts what it reaches "
        "takes the data and its only copies at once."
    )
    yield asked.mismatch(
        "copy-beside-the-system",
        risk,
        figures=(),
        keys=("backup where",),
        measure=asked.measure(
            "backup at another place",
            f"Keep a second copy of {asked.title} at another place, which cannot be changed from the first.",
            "fire",
            "water",
            "theft",
            "malware",
            otherwise="Without a copy elsewhere nothing can be restored.",
        ),
    )


def _never_restored(asked: Asked) -> Iterator[Mismatch]:
    if asked.system.restore_tested not in (None, NEVER):
        return
    told = "was never tried" if asked.system.restore_tested == NEVER else "was not said to have been tried"
    risk = (
        f"Getting the data of {asked.title} back {told}. Whether the backups are any good, and how long it takes, is "
        "found out on the day on which it must work."
    )
    yield asked.mismatch(
        "never-restored",
        risk,
        figures=(Figure(None, "s", "nobody has measured a restore, so how long it takes is not known"),),
        keys=("restore tested", "backup every"),
        measure=asked.measure(
            "test of a restore",
            f"Bring the data of {asked.title} back once as a test, and write down when and how long it took.",
            "failed restore",
            otherwise="How long it stands still can then not be promised.",
        ),
    )


def _back_too_late(asked: Asked) -> Iterator[Mismatch]:
    takes, within = restore_seconds(asked.recovery), asked.system.back_within
    if takes is None or within is None or takes <= within:
        return
    risk = (
        f"Getting the data of {asked.title} back takes {in_words(takes)}, and you need it within {in_words(within)}: "
        "that cannot be kept whatever anybody does."
    )
    yield asked.mismatch(
        "back-too-late",
        risk,
        figures=(Figure(takes, "s", _how_long(asked)), *asked.cost_of(_open(asked, takes))),
        keys=("restore took", "data", "restore speed", "back within"),
        measure=asked.measure(
            "faster restore",
            f"Make a restore of {asked.title} fast enough for {in_words(within)}: a faster way back, or a machine that "
            "stands ready.",
            "data loss",
            "hardware failure",
            otherwise=f"A standstill of {in_words(takes)} is then to be expected.",
        ),
    )


def _how_long(asked: Asked) -> str:
    took = asked.system.restore_took
    if took is not None and took == restore_seconds(asked.recovery):
        return "as it took when it was tried"
    texts = asked.answers.texts[asked.name]
    return f"{texts['data']} at {texts['restore speed']}"


def _open(asked: Asked, seconds: int) -> int:
    """Return how many working seconds a standstill takes that begins as the working day does."""
    begins = asked.hours.opening_from(asked.from_at)
    return asked.hours.seconds_between(begins, begins + seconds)
