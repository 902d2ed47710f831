"""A real installation in processes of its own: its web server and its worker can be killed, its database too."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event
from typing import Any

from tests.web import postgres

ROOT = Path(__file__).parents[3]
ASAGREED = (sys.executable, "-c", "from asagreed.cli import main; main()")
START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """Who writes, and on what: the session of a technician, the numbers of tickets."""

    session: str
    tickets: tuple[int, ...]


@dataclass(slots=True)
class Installation:
    """An installation with tickets, whose web server and worker run, or were killed."""

    folder: Path
    port: int
    server: postgres.Server | None = None
    database: str = postgres.NAME
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    prepared: Prepared = field(init=False)

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        told = {
            "ASAGREED_DATA": str(self.folder),
            "ASAGREED_ADDRESS": f"http://127.0.0.1:{self.port}",
            "ASAGREED_SECRET_KEY": "a key for tests, long enough for every check that looks at its length",
            "ASAGREED_DATABASE_URL": self.server.url(self.database) if self.server else "",
            "DJANGO_SETTINGS_MODULE": "asagreed_web.config.settings",
            "PYTHONPATH": str(ROOT),
        }
        return {**{name: each for name, each in os.environ.items() if not name.startswith("ASAGREED_")}, **told}

    def prepare(self) -> None:
        """Make the database, and people and tickets in it."""
        self.command("migrate")
        said = json.loads(self._script("prepare"))
        self.prepared = Prepared(session=said["session"], tickets=tuple(said["tickets"]))

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command as an operator does."""
        return subprocess.run(
            [*ASAGREED, *words], env=self.environment, cwd=self.folder, capture_output=True, text=True, check=False
        )

    def found(self) -> dict[str, Any]:
        """Return what the database says: texts of replies, how many events tell of them, the first broken chain."""
        return dict(json.loads(self._script("examine")))

    def start(self) -> None:
        """Start web server and worker where they do not run, and wait until the server answers."""
        if self.running:
            return
        self._start("web", ("serve", f"--port={self.port}", "--workers=2"))
        self._start("worker", ("worker", "--every=0.05"))
        self.wait_for_answer()

    def kill(self) -> None:
        """Kill web server and worker with every process of theirs, as a power cut does."""
        for process in self.running.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.running.clear()

    def wait_for_answer(self) -> None:
        """Wait until the web server answers a question that needs the database."""
        patience = Event()
        for _ in range(int(START_SECONDS * 20)):
            if self.get("/desk/") in (200, 301, 302, 303):
                return
            patience.wait(0.05)
        raise TimeoutError(f"The web server did not answer: {(self.folder / 'web.log').read_text()[-2000:]}")

    def get(self, path: str) -> int:
        """Return the status of a page, or 0 where nobody answers."""
        return self.ask("GET", path, b"")

    def ask(self, method: str, path: str, body: bytes) -> int:
        """Send one request as the technician; return its status, or 0 where the answer did not come."""
        csrf = "0123456789abcdefghijklmnopqrstuv"
        headers = {
            "Cookie": f"asagreed-session={self.prepared.session}; asagreed-csrf={csrf}",
            "X-CSRFToken": csrf,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body=body, headers=headers)
            return connection.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()

    def _start(self, name: str, words: Sequence[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [*ASAGREED, *words], env=self.environment, cwd=self.folder, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def _script(self, name: str) -> str:
        file = str(Path(__file__).with_name(f"{name}.py"))
        ran = subprocess.run(
            [sys.executable, file], env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


@contextmanager
def installed(folder: Path, *, on_postgresql: bool) -> Iterator[Installation]:
    """Have a prepared installation; a PostgreSQL of its own, with fsync on, can be stopped without harm to others."""
    server = postgres.begin() if on_postgresql else None
    installation = Installation(folder, postgres.free_port(), server)
    try:
        installation.prepare()
        yield installation
    finally:
        installation.kill()
        if server is not None:
            postgres.end(server)
