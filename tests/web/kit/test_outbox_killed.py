"""A worker that is killed at any point loses nothing, and doubles at most what it could not know had arrived."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from pytest_django import Settings
from tests.web.kit.peers import HookPeer, MailPeer, child, free_port

from asagreed_web.config.work_loop import CARRIERS
from asagreed_web.kit import wall
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.kit.outbox import put_mail
from asagreed_web.kit.outbox_delivery import LEASE, deliver_next
from asagreed_web.kit.web_hooks import add_web_hook, put_web_hooks

pytestmark = pytest.mark.django_db(transaction=True)
MAIL, HOOK = OutboxEntry.Kind.MAIL, OutboxEntry.Kind.WEB_HOOK
TIMES_AT_MOST = {"claimed": 1, "connected": 1, "sent": 2, "settled": 1}
REPLY = {"number": 1017, "subject": "E-mail is down", "text": "We are on it.", "author": "Tess", "has_portal": False}


@pytest.fixture(autouse=True)
def seeing_all(settings: Settings) -> Iterator[None]:
    """Work as a worker does, with peers on loopback."""
    settings.ALLOWED_TARGET_NETWORKS = ["127.0.0.0/8"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    with wall.seeing(wall.ALL):
        yield


def killed(kind: str, point: str, *, mail_port: int) -> None:
    """Let another process try one effect, and die at a point of it."""
    process = child("dies", kind, point, "1000", mail_port=mail_port)
    _, said = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, said.decode()


def taken_over(kind: str) -> None:
    """Go on as the next worker: not before the lease has passed, and then at once."""
    assert not deliver_next(CARRIERS, kind=kind, at=1000 + LEASE - 1)
    deliver_next(CARRIERS, kind=kind, at=1000 + LEASE)
    assert OutboxEntry.objects.get().state == OutboxEntry.State.SENT


@pytest.mark.parametrize("point", TIMES_AT_MOST)
def test_a_mail_arrives_though_the_worker_is_killed(point: str, settings: Settings) -> None:
    put_mail(key="m", template="reply", to="v@harbour.example", says=REPLY, customer_id=None, at=1000, ticket=1017)
    peer = MailPeer()
    with peer.listening(settings.EMAIL_PORT):
        killed(MAIL, point, mail_port=settings.EMAIL_PORT)
        taken_over(MAIL)
    assert len(peer.ids) == TIMES_AT_MOST[point]
    assert set(peer.ids) == {OutboxEntry.objects.get().says["message_id"]}


@pytest.mark.parametrize("point", TIMES_AT_MOST)
def test_a_web_hook_arrives_though_the_worker_is_killed(point: str) -> None:
    peer = HookPeer()
    with peer.listening() as url:
        add_web_hook(url=url, kinds=["clock.breached"], at=1000)
        put_web_hooks(kind="clock.breached", key="b", data={}, customer_id=None, at=1000)
        killed(HOOK, point, mail_port=1)
        taken_over(HOOK)
    assert len(peer.calls) == TIMES_AT_MOST[point]
    assert {headers["webhook-id"] for headers, _ in peer.calls} == {OutboxEntry.objects.get().says["id"]}
