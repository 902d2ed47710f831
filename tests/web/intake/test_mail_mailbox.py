"""Whatever happens to the connection, the mailbox or the process: no mail is lost, and none is doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings
from tests.web.conftest import Cast
from tests.web.intake import dovecot
from tests.web.intake.cutting import CuttingLine
from tests.web.intake.dovecot import Dovecot
from tests.web.intake.mail_desk import DESK, NOW, OWN_SERVER, mail_from, states, worked
from tests.web.kit.peers import free_port

from asagreed_web.intake.mail.polling import Fetched, poll
from asagreed_web.intake.models import MailFetch, ReceivedMail
from asagreed_web.tickets.models import Attachment, Ticket

State = ReceivedMail.State
VIEWER = "viewer@harbour-dental.example"
MANY = 1000


def mails(count: int) -> list[bytes]:
    """Return as many mails of a customer."""
    return [mail_from(VIEWER, subject=f"Printer {number}") for number in range(count)]


def subjects() -> list[str]:
    """Return the subjects of all tickets."""
    return sorted(Ticket.objects.values_list("subject", flat=True))


@pytest.mark.parametrize("done", ["asagreed-done", ""])
@pytest.mark.parametrize("is_heard", [False, True])
def test_a_connection_cut_at_any_command_loses_and_doubles_nothing(
    server: Dovecot, settings: Settings, is_heard: bool, done: str
) -> None:
    settings.IMAP_DONE_FOLDER = done
    server.append(*mails(2))
    line, met = CuttingLine(server.port, is_heard=is_heard), set[str]()
    with line.open() as settings.IMAP_PORT:
        for line.cut_at in range(1, 60):
            line.commands.clear()
            fetched = poll(at=NOW)
            met |= set(line.commands)
            if len(line.commands) < line.cut_at:
                break
            server.append(mail_from(VIEWER, subject=f"While {line.cut_at}"))
    assert fetched.left == 0
    assert met >= {"CAPABILITY", "LOGIN", "SELECT", "SEARCH", "FETCH", "LOGOUT", "MOVE" if done else "STORE"}
    worked()
    expected = sorted([*(f"Printer {n}" for n in range(2)), *(f"While {n}" for n in range(1, line.cut_at))])
    assert subjects() == expected
    assert ReceivedMail.objects.count() == len(expected)


def test_uids_that_mean_something_else_lose_and_double_nothing(server: Dovecot, settings: Settings) -> None:
    settings.IMAP_DONE_FOLDER = ""
    server.append(*mails(3))
    assert worked() == Fetched(new=3)
    assert worked() == Fetched()
    server.change_uidvalidity()
    server.append(mail_from(VIEWER, subject="One more"))
    fetched = worked()
    assert (fetched.new, fetched.left) == (1, 0)
    assert subjects() == ["One more", "Printer 0", "Printer 1", "Printer 2"]


def test_a_thousand_unread_mails_come_in_turns(server: Dovecot) -> None:
    server.drop(*mails(MANY))
    turns = [poll(at=NOW, most=300) for _ in range(4)]
    assert turns == [Fetched(300, 0, 700), Fetched(300, 0, 400), Fetched(300, 0, 100), Fetched(100, 0, 0)]
    assert (ReceivedMail.objects.count(), server.count(), server.count("asagreed-done")) == (MANY, 0, MANY)


def test_a_mail_that_is_too_large_stays_in_the_mailbox_with_its_header_here(server: Dovecot) -> None:
    server.append(mail_from(VIEWER, body="x" * 26 * 1024**2), *mails(1))
    assert worked().new == 2
    assert worked() == Fetched()
    kept = ReceivedMail.objects.get(state=State.QUARANTINED)
    assert kept.because.startswith("It is larger than 25 MB.")
    assert bytes(kept.raw).startswith(b"Subject: Printer\r\n")
    assert (kept.size > 26 * 1024**2, len(kept.raw) < 1000) == (True, True)
    assert (server.count(), server.count("asagreed-done")) == (1, 1)


def test_a_server_that_is_away_is_told_of_in_words(desk: Cast, settings: Settings) -> None:
    settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_TLS = "127.0.0.1", free_port(), "no"
    assert poll(at=NOW) == poll(at=NOW + 60) == Fetched()
    last = MailFetch.objects.get()
    assert (last.tried_at, last.failing_since, last.succeeded_at) == (NOW + 60, NOW, None)
    assert "Connection refused" in last.error


def test_a_wrong_password_is_told_of_and_then_forgotten(server: Dovecot, settings: Settings) -> None:
    settings.IMAP_PASSWORD = "another-word"  # noqa: S105 – a wrong one
    poll(at=NOW)
    said = MailFetch.objects.get().error
    assert "AUTHENTICATIONFAILED" in said
    assert "another-word" not in said
    settings.IMAP_PASSWORD = dovecot.PASSWORD
    poll(at=NOW + 60)
    last = MailFetch.objects.get()
    assert (last.succeeded_at, last.failing_since, last.error) == (NOW + 60, None, "")


def test_a_password_goes_unencrypted_to_this_machine_only(desk: Cast, settings: Settings) -> None:
    settings.IMAP_HOST, settings.IMAP_TLS = "imap.northwind.example", "no"
    poll(at=NOW)
    assert "would reach imap.northwind.example unencrypted" in MailFetch.objects.get().error


def test_without_a_mailbox_nothing_is_fetched(desk: Cast) -> None:
    assert poll(at=NOW) == Fetched()
    assert not MailFetch.objects.exists()


def killed(server: Dovecot, point: str, nth: int) -> None:
    """Let another process fetch and route, and die at a point."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.web.settings",
        "ASAGREED_MAIL_FROM": DESK,
        "ASAGREED_AUTHSERV_ID": OWN_SERVER,
        "ASAGREED_IMAP_HOST": "127.0.0.1",
        "ASAGREED_IMAP_TLS": "no",
        "ASAGREED_IMAP_USER": dovecot.USER,
        "ASAGREED_IMAP_PASSWORD": dovecot.PASSWORD,
    }
    words = [str(connection.settings_dict["NAME"]), str(server.port), point, str(nth), str(NOW)]
    command = [sys.executable, "-m", "tests.web.intake.mail_child", *words]
    root = Path(__file__).parents[3]
    process = subprocess.run(command, env=environment, cwd=root, capture_output=True, timeout=120, check=False)
    assert process.returncode == -signal.SIGKILL, process.stderr.decode()


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_again_and_again_loses_and_doubles_nothing(server: Dovecot) -> None:
    text = "Content-Type: text/plain", "Content-Disposition: attachment; filename=log.txt"
    server.append(*mails(3), mail_from(VIEWER, *text, subject="With a file", body="log"))
    for point in ("fetched", "kept", "put away", "read", "logged", "files stored", "routed"):
        killed(server, point, 1)
    assert worked().left == 0
    assert states() == {State.TICKET: 4}
    assert subjects() == ["Printer 0", "Printer 1", "Printer 2", "With a file"]
    assert (Attachment.objects.count(), server.count(), server.count("asagreed-done")) == (1, 0, 4)
