"""A writer: replies to tickets through the operations, as fast as it goes, and counts what it was promised."""

from __future__ import annotations

import sys
import time

import django

django.setup()

from asagreed_web.kit import wall  # noqa: E402 – after Django is set up
from asagreed_web.people.models import Person, Role  # noqa: E402
from asagreed_web.tickets.models import Status, Ticket  # noqa: E402
from asagreed_web.tickets.operations import Author, reply  # noqa: E402


def main() -> None:
    """Write for some seconds on every n-th open ticket; print the seconds of each reply, one a line."""
    seconds, place, of = float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    wall.see(wall.ALL)
    by = Author.of(Person.objects.filter(role=Role.TECHNICIAN)[place % 8])
    ids = list(Ticket.objects.filter(status=Status.OPEN).order_by("pk").values_list("pk", flat=True)[place::of])
    ends, written = time.perf_counter() + seconds, 0
    while (began := time.perf_counter()) < ends:
        reply(ticket_id=ids[written % len(ids)], by=by, text=f"writer {place} reply {written}", at=int(time.time()))
        written += 1
        print(time.perf_counter() - began)


if __name__ == "__main__":
    main()
