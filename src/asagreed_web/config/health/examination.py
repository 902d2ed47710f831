"""The whole examination, from the ground up: what stands on something broken is not examined."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed_web.config.health import database, machine, running
from asagreed_web.config.health.findings import Examination, Finding, Verdict
from asagreed_web.config.health.incoming import incoming_mail

_MACHINE: tuple[Examination, ...] = (machine.data_folder, machine.local_disk, machine.secret_key)
_AT_WORK: tuple[Examination, ...] = (running.worker, running.outbox, running.mail, running.address, running.backups,
                                     running.framework, incoming_mail)  # fmt: skip


def examine(*, log: bool = False) -> Iterator[Finding]:
    """Yield what is found; `log` walks the chains of events too."""
    for examination in _MACHINE:
        yield from examination()
    for ground in (database.reachable, database.durable, database.up_to_date):
        found = list(ground())
        yield from found
        if ground is not database.durable and any(each.verdict is Verdict.WRONG for each in found):
            return
    for examination in (*_AT_WORK, *([database.chains_whole] if log else [])):
        yield from examination()
