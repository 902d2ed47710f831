"""What is measured of a filled installation, with a server of two workers where pages are."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from asagreed.clocks import ClockState
from asagreed_web.chronicle.queries import find_break
from asagreed_web.clocks.models import TicketClock
from asagreed_web.customers.models import Customer
from asagreed_web.kit import wall
from asagreed_web.people.models import Person, Role
from asagreed_web.tickets.models import Message, Status, Ticket
from asagreed_web.tickets.searching import search
from benchmarks.web.load import Seen, get_many
from benchmarks.web.making import judge_open

CLIENTS = 4
QUERIES = ("e-mail", "toner", "printer cable", "customer 007", "code12", "server memory evening", "password forg")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what, its value with its unit, and the target that it is held against."""

    what: str
    value: str
    target: str
    is_kept: bool


@contextmanager
def served() -> Iterator[tuple[tuple[str, int], list[int]]]:
    """Serve the installation with two workers; yield its address and the processes that work."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
               "--workers", "2", "--blocking-threads", "1", "asagreed_web.config.wsgi:application"]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 – our own
    try:
        _wait_for(port)
        yield ("127.0.0.1", port), _children(server.pid)
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("The server did not start within 20 s.")


def _children(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        fields = status.read_text().rpartition(")")[2].split()
        if int(fields[1]) == pid:
            found.append(int(status.parent.name))
    return found


def cookie_of(person: Person) -> str:
    """Return the cookie of somebody who has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def pages(*, seconds: float) -> Iterator[Line]:
    """Measure the queue beside the bare page, in turns, and the longest ticket."""
    wall.see(wall.ALL)
    cookie = cookie_of(Person.objects.get(role=Role.DISPATCHER))
    with served() as (address, pids):

        def ask(*paths: str, clients: int = CLIENTS, for_: float = seconds) -> Seen:
            return get_many(address, paths, cookie, clients=clients, seconds=for_, pids=pids)

        ask("/desk/", "/bare/", "/desk/tickets/1001/", for_=5)
        queues, bares = [], []
        for _ in range(3):
            queues.append(ask("/desk/", for_=seconds / 3))
            bares.append(ask("/bare/", for_=seconds / 3))
        queue, bare = _median(queues), _median(bares)
        wrong = sum(seen.wrong for seen in (*queues, *bares))
        yield Line("queue page, 2 workers", f"{queue.per_second:.0f} requests/s", "≥ 100", queue.per_second >= 100)
        yield Line(
            "queue page, 95 of 100 within", f"{queue.percentile(95):.0f} ms", "≤ 400", queue.percentile(95) <= 400
        )
        yield Line("queue page, processor", f"{queue.processor_each:.1f} ms", "", is_kept=True)
        yield Line("bare Django page, same rows, processor", f"{bare.processor_each:.1f} ms", "", is_kept=True)
        share = queue.processor_each / bare.processor_each
        yield Line("queue beside bare page, processor", f"{share:.2f} ×", "≤ 0.5", share <= 0.5)
        yield Line("wrong answers", str(wrong), "0", wrong == 0)
        ticket = ask("/desk/tickets/1001/", clients=2)
        yield Line("ticket with 200 messages, 95 of 100 within", f"{ticket.percentile(95):.0f} ms", "≤ 300",
                   ticket.percentile(95) <= 300 and not ticket.wrong)  # fmt: skip
        found = ask("/desk/search/?q=toner", "/desk/search/?q=printer+cable", clients=1)
        yield Line(
            "search page, 95 of 100 within", f"{found.percentile(95):.0f} ms", "≤ 100", found.percentile(95) <= 100
        )


def _median(seen: Sequence[Seen]) -> Seen:
    return sorted(seen, key=lambda each: each.processor_each)[len(seen) // 2]


def searches() -> Iterator[Line]:
    """Measure the search itself, by the desk and by a customer."""
    wall.see(wall.ALL)
    desk = Person.objects.get(role=Role.DISPATCHER)
    worst = max((_best_of(5, desk, text), text) for text in QUERIES)
    yield Line(
        f"full text, slowest of {len(QUERIES)} («{worst[1]}»)", f"{1000 * worst[0]:.0f} ms", "≤ 50", worst[0] <= 0.05
    )


def _best_of(times: int, person: Person, text: str) -> float:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        search(person, text)
        took.append(time.perf_counter() - began)
    return sorted(took)[len(took) // 2]


def writers(*, seconds: float, count: int = 8) -> Iterator[Line]:
    """Let writers reply at once, and count what is there afterwards."""
    wall.see(wall.ALL)
    before = Message.objects.count()
    commands = [
        [sys.executable, "-m", "benchmarks.web.writing", str(seconds), str(n), str(count)] for n in range(count)
    ]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ))  # noqa: S603 – our own
        for command in commands
    ]
    said = [process.communicate() for process in running]
    took = sorted(float(line) for out, _ in said for line in out.split())
    errors = [err for _, err in said if err.strip()]
    lost = len(took) - (Message.objects.count() - before)
    yield Line(f"replies by {count} writers for {seconds:g} s", f"{len(took) / seconds:.0f} /s", "", is_kept=True)
    yield Line("replies, 99 of 100 within", f"{1000 * took[len(took) * 99 // 100]:.0f} ms", "≤ 1000",
               took[len(took) * 99 // 100] <= 1)  # fmt: skip
    yield Line("writers that failed, replies lost", f"{len(errors)}, {lost}", "0, 0", not errors and not lost)
    broken = [customer for customer in Customer.objects.all()[:20] if find_break(customer.pk)]
    yield Line("broken chains of the first 20 customers", str(len(broken)), "0", not broken)


def judging() -> Iterator[Line]:
    """Judge all open tickets again: the first time with agreements that are read, and once more."""
    wall.see(wall.ALL)
    judge_open(now=int(time.time()))
    clocks = TicketClock.objects.filter(ticket__status=Status.OPEN, state=ClockState.RUNNING.value).count()
    began = time.perf_counter()
    count = judge_open(now=int(time.time()) + 1)
    took = time.perf_counter() - began
    each = 5 * clocks / 10_000
    what = f"{clocks:,} open clocks of {count:,} tickets judged again"
    yield Line(what, f"{took:.1f} s", f"≤ {each:.1f} s", took <= each)


def rows() -> str:
    """Return how much there is."""
    wall.see(wall.ALL)
    tickets, messages = Ticket.objects.count(), Message.objects.count()
    return f"{Customer.objects.count()} customers, {tickets:,} tickets, {messages:,} messages"
