"""A certificate that ends soon opens a ticket once, however often it is seen; the next one that does opens the next."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import Cast
from tests.web.kit.peers import free_port
from tests.web.monitoring import servers
from tests.web.monitoring.certificates import HERE, certificate

from asagreed_web.chronicle.models import Event
from asagreed_web.chronicle.queries import find_break
from asagreed_web.kit import clock
from asagreed_web.monitoring.checking import store_looks
from asagreed_web.monitoring.models import Check
from asagreed_web.monitoring.operations import make_check
from asagreed_web.monitoring.probing import reaching
from asagreed_web.monitoring.probing.http import new_session
from asagreed_web.monitoring.probing.looking import Asked, Saw, look
from asagreed_web.tickets.models import Message, Ticket
from asagreed_web.tickets.operations import Author, resolve
from asagreed_web.uptime.queries import outages_of


@pytest.fixture
def watch(tmp_path: Path, trusting: pytest.MonkeyPatch, settings: Any) -> Watch:
    """Return what looks at a real server."""
    settings.CHECKED_NETWORKS = ["127.0.0.0/8"]
    return Watch(tmp_path, trusting)


class Watch:
    """A server that shows a certificate, looked at by a check."""

    def __init__(self, folder: Path, trusting: pytest.MonkeyPatch) -> None:
        self._folder, self._trusting, self.port, self.made = folder, trusting, free_port(), 0

    def looks(self, check: Check, *, days: int, times: int = 1) -> None:
        """Look some times at one certificate that ends in some days; each call shows another one."""
        self.made += 1
        folder = self._folder / str(self.made)
        folder.mkdir()
        context, file = certificate(folder, days=days)
        self._trusting.setenv("SSL_CERT_FILE", str(file))
        reaching.tls_context.cache_clear()
        with servers.lines(servers.saying(), port=self.port, tls=context):
            for _ in range(times):
                store_looks([asyncio.run(self._look(check))], at=clock.now())

    async def _look(self, check: Check) -> Saw:
        async with new_session() as session:
            return await look(Asked(check.pk, "tls", HERE, self.port, {}, 5.0), session)


def made(cast: Cast, watch: Watch, *, opens_ticket: bool = True) -> Check:
    """Return a check of the certificate of the mail of Harbour Dental."""
    return make_check(customer=cast.harbour, system="mail", kind="tls", target=HERE, port=watch.port, every_seconds=60,
                      opens_ticket=opens_ticket, by="person 1", at=clock.now())  # fmt: skip


def told() -> list[dict[str, object]]:
    """Return what the chain says of certificates."""
    return list(Event.objects.filter(kind="certificate ends soon").order_by("seq").values_list("says", flat=True))


def test_a_certificate_that_ends_soon_opens_one_ticket_and_the_next_certificate_another(
    cast: Cast, watch: Watch
) -> None:
    check = made(cast, watch)
    watch.looks(check, days=40)
    assert (Ticket.objects.count(), told()) == (0, [])
    watch.looks(check, days=9, times=3)
    ticket = Ticket.objects.get()
    assert (ticket.subject, ticket.system, ticket.is_outage, ticket.channel) == (
        "The certificate of mail ends soon", "mail", False, Ticket.Channel.ALERT)  # fmt: skip
    assert Message.objects.get(ticket=ticket).text.startswith(
        f"The certificate ends in 9 days.\n\nIt is shown by {HERE}:{watch.port}."
    )
    resolve(ticket_id=ticket.pk, by=Author.of(cast.technician), at=clock.now())
    watch.looks(check, days=80)
    watch.looks(check, days=5, times=2)
    assert [each["ticket"] for each in told()] == list(
        Ticket.objects.order_by("number").values_list("number", flat=True)
    )
    assert (len({each["certificate"] for each in told()}), len(told())) == (2, 2)
    assert (outages_of(cast.harbour.pk).count(), find_break(cast.harbour.pk)) == (0, None)


def test_a_check_that_opens_no_tickets_puts_a_certificate_on_the_chain_once(cast: Cast, watch: Watch) -> None:
    watch.looks(made(cast, watch, opens_ticket=False), days=9, times=2)
    assert [(each["warns"], "ticket" in each) for each in told()] == [("The certificate ends in 9 days.", False)]
    assert Ticket.objects.count() == 0


def test_two_machines_behind_one_name_are_told_of_once_each(cast: Cast) -> None:
    check = make_check(customer=cast.harbour, system="mail", kind="tls", target="mail.harbour.example",
                       every_seconds=60, by="person 1", at=clock.now())  # fmt: skip
    for name in ("a", "b", "a", "b"):
        saw = Saw(check.pk, clock.now(), is_up=True, took_ms=1, says="The certificate ends in 9 days.",
                  certificate=name * 64)  # fmt: skip
        store_looks([saw], at=clock.now())
    assert [str(each["certificate"])[0] for each in told()] == ["a", "b"]
    assert Ticket.objects.count() == 2
