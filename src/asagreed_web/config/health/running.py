"""Whether the installation is at work: its worker, its mail, its address, its backups."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import run_checks
from django.core.mail import get_connection

from asagreed_web.config.backup.operations import remembered
from asagreed_web.config.health.findings import Finding, fine, look, wrong
from asagreed_web.kit import clock
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.kit.worker_duties import living_workers

_STUCK_AFTER = 15 * 60
_BACKUP_OLD, _REHEARSAL_OLD = 2 * 86400, 92 * 86400
_FOLLOW_FROM_HTTP = {"security.W004", "security.W008", "security.W012", "security.W016"}
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def worker() -> Iterator[Finding]:
    """Find whether a worker lives, and what fails in it."""
    living = living_workers(at=clock.now())
    if not living:
        yield wrong("no worker lives: no mail leaves, no warning is given", "Start one: asagreed worker.")
        return
    yield fine(f"{len(living)} workers live" if len(living) > 1 else "a worker lives")
    for beat in living:
        for duty, said in beat.troubles.items():
            yield wrong(f"{beat.name} cannot «{duty}»: {said}", "The log of the worker says more.")


def outbox() -> Iterator[Finding]:
    """Find what should have left and has not."""
    waiting = OutboxEntry.objects.filter(state=OutboxEntry.State.WAITING)
    stuck = waiting.filter(next_at__lt=clock.now() - _STUCK_AFTER).count()
    refused = OutboxEntry.objects.filter(state=OutboxEntry.State.REFUSED)
    if stuck:
        yield wrong(f"{stuck} effects should have left a quarter of an hour ago", "Start the worker, or another one.")
    if count := refused.count():
        last = refused.order_by("-pk").values_list("last_error", flat=True)[0].strip().splitlines()
        yield look(f"{count} effects were given up, the last one: {(last or ['no reason'])[0]}", "See the outbox.")
    if not stuck and not count:
        yield fine("nothing is stuck on its way out")


def mail() -> Iterator[Finding]:
    """Find whether mail can leave."""
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield look(f"mail comes from {settings.DEFAULT_FROM_EMAIL}", "Set ASAGREED_MAIL_FROM: nobody can answer that.")
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        opened = get_connection(timeout=5)
        opened.open()
        opened.close()
        yield fine(f"mail leaves through {server}")
    except (OSError, smtplib.SMTPException) as error:
        yield wrong(f"no mail can leave through {server}: {error}", "Set ASAGREED_SMTP_HOST and its companions.")


def address() -> Iterator[Finding]:
    """Find whether the address is one that nobody can listen in on."""
    host = urlsplit(settings.ADDRESS).hostname
    if settings.IS_SECURE:
        yield fine(f"{settings.ADDRESS} is HTTPS, and browsers are told to stay with it")
    elif host in _LOOPBACK:
        yield look(
            f"{settings.ADDRESS} is for this machine only", "For others, set ASAGREED_ADDRESS to an https address."
        )
    else:
        todo = "Put a proxy with HTTPS before it, and set ASAGREED_ADDRESS to the https address."
        yield wrong(f"{settings.ADDRESS} is not HTTPS: passwords can be read on the way", todo)


def backups() -> Iterator[Finding]:
    """Find when the last backup was made, and when one last came back."""
    known, now = remembered(), clock.now()
    made, rehearsed = known.get("made"), known.get("rehearsed")
    if made is None:
        yield look("there is no backup yet", "Run every night: asagreed backup FOLDER.")
        return
    days = (now - made["at"]) // 86400
    finds = look if now - made["at"] > _BACKUP_OLD else None
    said = f"the last backup is {days} days old: {made['folder']}"
    yield finds(said, "Run every night: asagreed backup FOLDER.") if finds else fine(said)
    if rehearsed is None or now - rehearsed["at"] > _REHEARSAL_OLD:
        yield look("no backup came back in the last three months", f"Run: asagreed restore --check {made['folder']}")
    else:
        yield fine(f"a backup last came back {(now - rehearsed['at']) // 86400} days ago")


def framework() -> Iterator[Finding]:
    """Find what Django's own examination of a deployment finds."""
    expected = set() if settings.IS_SECURE else _FOLLOW_FROM_HTTP
    found = [each for each in run_checks(include_deployment_checks=True) if each.id not in expected]
    for message in found:
        yield wrong(
            f"{message.id}: {message.msg}".replace("\n", " "), str(message.hint or "Tell those who make asagreed.")
        )
    if not found:
        yield fine("Django finds nothing wrong with the settings")
