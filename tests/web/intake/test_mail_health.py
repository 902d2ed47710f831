"""`asagreed doctor` says whether mail comes in."""

from __future__ import annotations

from pytest_django import Settings
from tests.web.conftest import Cast
from tests.web.intake.mail_desk import mail_from

from asagreed_web.config.health.findings import Verdict
from asagreed_web.config.health.incoming import incoming_mail
from asagreed_web.intake.mail.storing import store_mail
from asagreed_web.intake.models import MailFetch
from asagreed_web.kit import clock


def verdicts() -> list[Verdict]:
    """Return how bad it is."""
    return [finding.verdict for finding in incoming_mail()]


def test_a_mailbox_is_fine_away_or_forgotten(desk: Cast, settings: Settings) -> None:
    assert verdicts() == [Verdict.LOOK]
    settings.IMAP_HOST = "imap.northwind.example"
    assert verdicts() == [Verdict.WRONG]
    MailFetch.objects.create(pk=1, tried_at=clock.now(), left_in_mailbox=3)
    assert next(finding.what for finding in incoming_mail()).endswith("; 3 mails are still to come")
    MailFetch.objects.update(error="Connection refused")
    assert verdicts() == [Verdict.WRONG]


def test_no_verified_senders_and_mails_that_wait_are_told(desk: Cast, settings: Settings) -> None:
    settings.AUTHSERV_ID = ""
    store_mail(raw=mail_from("viewer@harbour-dental.example"), received_at=0, at=clock.now() - 3600)
    assert verdicts() == [Verdict.LOOK, Verdict.LOOK, Verdict.WRONG]
