"""A mail server hands mail over by LMTP: it hears 250 only when the mail is kept, once for each recipient."""

from __future__ import annotations

import hashlib
import os
import signal
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError
from pytest_django import Settings
from tests.web.conftest import Cast
from tests.web.intake.mail_desk import DESK, NOW, mail_from
from tests.web.kit.peers import free_port

from asagreed_web.config import listener_command
from asagreed_web.intake.mail import listener
from asagreed_web.intake.mail.routing import route_received
from asagreed_web.intake.models import ReceivedMail

pytestmark = pytest.mark.django_db(transaction=True)
VIEWER = "viewer@harbour-dental.example"
OTHER = "desk+t-7@northwind.example"


@pytest.fixture
def lmtp(desk: Cast, settings: Settings) -> Iterator[smtplib.LMTP]:
    """Be connected to a listener."""
    door = listener.listening(host="127.0.0.1", port=free_port())
    door.start()
    try:
        with smtplib.LMTP("127.0.0.1", door.port, timeout=30) as client:
            yield client
    finally:
        door.stop()


def brought(client: smtplib.LMTP, raw: bytes, *recipients: str, sender: str = VIEWER) -> list[bytes]:
    """Bring a mail and return what was said to it, a line for each recipient."""
    client.ehlo_or_helo_if_needed()
    assert client.mail(sender)[0] == 250
    assert {client.rcpt(each)[0] for each in recipients} == {250}
    assert client.docmd("DATA")[0] == 354
    lines = [b"." + line if line.startswith(b".") else line for line in raw.split(b"\r\n")]
    client.send(b"\r\n".join(lines) + b"\r\n.\r\n")
    said = []
    for _ in recipients:
        code, words = client.getreply()
        said.append(b"%d %b" % (code, words))
    return said


def test_a_mail_is_kept_and_becomes_a_ticket(lmtp: smtplib.LMTP) -> None:
    raw = mail_from(VIEWER, body=".dots\n..and more\n" + "long " * 2000)
    assert brought(lmtp, raw, DESK, OTHER) == [b"250 2.0.0 Kept"] * 2
    kept = ReceivedMail.objects.get()
    assert kept.sha256 == hashlib.sha256(raw + b"\r\n").hexdigest()
    assert (kept.envelope_sender, kept.envelope_recipients) == (VIEWER, [DESK, OTHER])
    assert route_received(at=max(NOW, kept.received_at)) == 1
    kept.refresh_from_db()
    assert kept.state == ReceivedMail.State.TICKET


def test_the_same_mail_twice_is_one_with_both_recipients(lmtp: smtplib.LMTP) -> None:
    brought(lmtp, mail_from(VIEWER), DESK)
    assert brought(lmtp, mail_from(VIEWER), OTHER, sender="") == [b"250 2.0.0 Kept"]
    assert ReceivedMail.objects.get().envelope_recipients == [DESK, OTHER]


def test_nothing_is_confirmed_that_was_not_kept(lmtp: smtplib.LMTP, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(**_: object) -> None:
        raise DatabaseError("the disk is full")

    with monkeypatch.context() as away:
        away.setattr(listener, "store_mail", failing)
        assert {each[:9] for each in brought(lmtp, mail_from(VIEWER), DESK, OTHER)} == {b"451 4.3.0"}
    assert brought(lmtp, mail_from(VIEWER), DESK) == [b"250 2.0.0 Kept"]
    assert ReceivedMail.objects.count() == 1


def test_a_mail_that_is_too_large_is_refused_for_each_recipient(lmtp: smtplib.LMTP) -> None:
    large = mail_from(VIEWER, body="x" * 70 + "\n" * 1 + ("y" * 70 + "\n") * 380_000)
    assert brought(lmtp, large, DESK, OTHER) == [b"552 5.3.4 Larger than 25 MB, send less"] * 2
    assert brought(lmtp, mail_from(VIEWER), DESK) == [b"250 2.0.0 Kept"]
    assert ReceivedMail.objects.count() == 1


def test_a_mail_that_says_that_it_is_too_large_is_refused_at_once(lmtp: smtplib.LMTP) -> None:
    lmtp.ehlo_or_helo_if_needed()
    assert lmtp.mail(VIEWER, [f"SIZE={26 * 1024**2}"])[0] == 552


def test_more_recipients_than_a_hundred_come_in_two_rounds(lmtp: smtplib.LMTP) -> None:
    lmtp.ehlo_or_helo_if_needed()
    lmtp.mail(VIEWER)
    said = [lmtp.rcpt(f"desk+{number}@northwind.example")[0] for number in range(101)]
    assert (set(said[:100]), said[100]) == ({250}, 452)


def test_the_command_listens_until_it_is_told_to_end(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "ASAGREED_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "asagreed_web.config.settings",
    }
    environment.pop("ASAGREED_DATABASE_URL", None)
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True)
    code = f"from {listener_command.__name__} import listen; import typer; typer.run(listen)"
    port = free_port()
    command = [sys.executable, "-c", code, "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"Taking mail over LMTP at 127.0.0.1:%d.\n" % port
        with smtplib.LMTP("127.0.0.1", port, timeout=30) as client:
            assert brought(client, mail_from(VIEWER), DESK) == [b"250 2.0.0 Kept"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
