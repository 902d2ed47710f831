"""A Dovecot of one's own, from Debian's packages, for as long as a test lasts: one mailbox over IMAP on loopback."""

from __future__ import annotations

import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.web.kit.peers import free_port

USER, PASSWORD = "desk", "a-word-for-tests"
RUNS_AS = "dovecot"
"""Whom Debian's package makes; used where the tests run as root."""

_CONFIGURATION = """
base_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail
mail_fsync = never
mail_max_userip_connections = 100
import_environment =
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True, slots=True)
class Dovecot:
    """A running server: its folder, its port on the loopback address."""

    folder: Path
    port: int

    @contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        """Be signed in for as long as the block lasts."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        try:
            client.login(USER, PASSWORD)
            yield client
        finally:
            client.logout()

    def append(self, *mails: bytes, received_at: int | None = None) -> None:
        """Put mails into the inbox, as received at a moment (UTC seconds) or now."""
        arrived = "" if received_at is None else imaplib.Time2Internaldate(received_at)
        with self.client() as client:
            for raw in mails:
                status, said = client.append("INBOX", "", arrived, raw)
                assert status == "OK", said

    def drop(self, *mails: bytes) -> None:
        """Put mails into the inbox as files, byte by byte: what no IMAP client could upload arrives so too."""
        new = self.folder / "mail" / "new"
        with self.client() as client:
            client.select("INBOX")
        number = len(list(new.iterdir()))
        for place, raw in enumerate(mails):
            file = new / f"{1700000000 + number + place}.M{place}P{number}.test"
            file.write_bytes(raw)
            _give_away(file)

    def count(self, folder: str = "INBOX") -> int:
        """Return how many mails lie in a folder."""
        with self.client() as client:
            status, data = client.select(folder, readonly=True)
            return int(data[0] or 0) if status == "OK" else 0

    def change_uidvalidity(self) -> None:
        """Let every UID mean something else, as after a mailbox was restored from a backup."""
        for file in (self.folder / "mail").glob("dovecot*"):
            file.unlink()


@contextmanager
def running() -> Iterator[Dovecot]:
    """Have a server for the length of a block; stopped by its process id."""
    folder = Path(tempfile.mkdtemp(prefix="asagreed-dovecot-"))
    process = None
    try:
        server = Dovecot(folder, free_port())
        process = _started(server)
        yield server
    finally:
        if process is not None:
            _stop(process)
        shutil.rmtree(folder, ignore_errors=True)


def _started(server: Dovecot) -> subprocess.Popen[bytes]:
    owner = pwd.getpwnam(RUNS_AS) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    configuration = server.folder / "dovecot.conf"
    values = {"folder": server.folder, "port": server.port, "user": owner.pw_name, "password": PASSWORD}
    group = subprocess.run(["id", "-gn", owner.pw_name], capture_output=True, text=True, check=True).stdout.strip()
    ids = {"uid": owner.pw_uid, "gid": owner.pw_gid, "group": group}
    configuration.write_text(_CONFIGURATION.format(**values, **ids))
    for path in (server.folder, configuration):
        _give_away(path)
    command = [shutil.which("dovecot") or "/usr/sbin/dovecot", "-F", "-c", str(configuration)]
    if os.geteuid() == 0:
        # No setpriv or runuser in between: the process id must be Dovecot's own.
        started = subprocess.Popen(command, user=owner.pw_uid, group=owner.pw_gid, extra_groups=[], cwd=server.folder)
    else:
        started = subprocess.Popen(command, cwd=server.folder)
    _wait_for(server, started)
    return started


def _give_away(path: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(path, RUNS_AS, RUNS_AS)


def _wait_for(server: Dovecot, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + 20
    while time.monotonic() < give_up and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
            if line.recv(20).startswith(b"* OK"):
                return
        time.sleep(0.02)
    log = server.folder / "log"
    raise RuntimeError(f"Dovecot did not start: {log.read_text() if log.exists() else 'it said nothing'}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
