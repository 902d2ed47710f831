"""A desk that mail reaches, and a real mailbox that it reads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings
from tests.web.conftest import Cast
from tests.web.intake import dovecot
from tests.web.intake.mail_desk import DESK, OWN_SERVER


@pytest.fixture
def desk(cast: Cast, settings: Settings) -> Cast:
    """Return the cast of a desk with an address, a mail server of its own, and a customer with a domain."""
    settings.DEFAULT_FROM_EMAIL, settings.AUTHSERV_ID = DESK, OWN_SERVER
    cast.harbour.mail_domains = ["harbour-dental.example"]
    cast.harbour.save()
    return cast


@pytest.fixture
def server(desk: Cast, settings: Settings) -> Iterator[dovecot.Dovecot]:
    """Have a mailbox that the desk reads."""
    with dovecot.running() as running:
        settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_TLS = "127.0.0.1", running.port, "no"
        settings.IMAP_USER, settings.IMAP_PASSWORD = dovecot.USER, dovecot.PASSWORD
        yield running
