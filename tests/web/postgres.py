"""A PostgreSQL of one's own, from Debian's packages, for as long as the tests last.

`ASAGREED_TEST_DATABASE=postgresql pytest tests/web` starts one. In a shell, `python -m tests.web.postgres COMMAND …`
runs a command with ASAGREED_DATABASE_URL set and throws the server away afterwards; `--no-fsync` before the command
lets it be quick instead of safe. The role that the tests use owns its database and is subject to row-level security.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROLE, NAME = "asagreed", "asagreed"
RUNS_AS = "postgres"
"""Whom Debian's package makes: the server refuses to run as root."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its folder, its port on the loopback address."""

    folder: Path
    port: int

    def url(self, database: str = NAME) -> str:
        """Where the role that owns a database finds it."""
        return f"postgresql://{ROLE}@127.0.0.1:{self.port}/{database}"

    def make_database(self, name: str) -> None:
        """Make an empty database that the role owns."""
        self.ask(f"CREATE DATABASE {name} OWNER {ROLE}")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        log = str(self.folder / "log")
        _run(self.folder, "pg_ctl", "-D", str(self.folder / "data"), "-l", log, "-w", "-s", "start")

    def stop(self, how: str = "fast") -> None:
        """Stop the server; `immediate` is a crash: it recovers from its log when it is started again."""
        _run(self.folder, "pg_ctl", "-D", str(self.folder / "data"), "-m", how, "-w", "-s", "stop")

    def ask(self, statement: str, *, database: str = "postgres") -> None:
        """Run a statement as the superuser."""
        place = ("-h", str(self.folder), "-p", str(self.port), "-d", database)
        _run(self.folder, "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *place, "-c", statement)


def begin(*, fsync: bool = True) -> Server:
    """Make a new server in a temporary folder and start it. `end` throws it away."""
    folder = Path(tempfile.mkdtemp(prefix="asagreed-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, RUNS_AS)
    _run(
        folder, "initdb", "-D", str(folder / "data"), "--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"
    )
    server = Server(folder, free_port())
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write(
            f"listen_addresses = '127.0.0.1'\nport = {server.port}\nunix_socket_directories = '{folder}'\n"
            f"fsync = {'on' if fsync else 'off'}\nmax_connections = 60\n"
        )
    server.start()
    _watch(server)
    server.ask(f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB")
    server.make_database(NAME)
    return server


def end(server: Server) -> None:
    """Stop a server and delete everything in it, unless that was done."""
    if not server.folder.exists():
        return
    try:
        server.stop("immediate")
    finally:
        shutil.rmtree(server.folder, ignore_errors=True)


@contextmanager
def running(*, fsync: bool = True) -> Iterator[Server]:
    """Have a server for the length of a block."""
    server = begin(fsync=fsync)
    try:
        yield server
    finally:
        end(server)


def _watch(server: Server) -> None:
    """Throw the server away when this process ends, in whatever way: its end of a pipe is closed then."""
    waits = "import sys; sys.stdin.read(); from tests.web.postgres import Server, end; from pathlib import Path; "
    ends = f"end(Server(Path({str(server.folder)!r}), {server.port}))"
    reads, _writes = os.pipe()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", waits + ends]
    os.posix_spawn(command[0], command, environment, file_actions=[(os.POSIX_SPAWN_DUP2, reads, 0)], setsid=True)
    os.close(reads)


def free_port() -> int:
    """Return a port of the loopback address that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(folder: Path, program: str, *arguments: str) -> None:
    command = [_program(program), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", RUNS_AS, "--", *command]
    # A server that inherits a pipe would keep its reader waiting for ever: what it says goes into a file.
    with (folder / "said").open("w+") as said:
        if subprocess.run(command, cwd=folder, stdout=said, stderr=said, check=False).returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)} failed:\n{said.read()}")


def _program(name: str) -> str:
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    found = str(newest[-1]) if newest else shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} was not found. On Debian: apt-get install postgresql")
    return found


def main(arguments: Sequence[str]) -> int:
    """Run a command beside a server, and return its exit code."""
    fsync = arguments[:1] != ["--no-fsync"]
    command = list(arguments if fsync else arguments[1:])
    with running(fsync=fsync) as server:
        return subprocess.run(
            command, env={**os.environ, "ASAGREED_DATABASE_URL": server.url()}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
