"""Owners are told before a term ends or renews, once for each end."""

from __future__ import annotations

from tests.web.conftest import Cast, chicago
from tests.web.signing.put import mails_to

from asagreed_web.kit import worker_duties
from asagreed_web.signing.reminders import remind_of_terms, turn_of

NEAR = chicago("2026-11-01 08:00")


def told(cast: Cast) -> list[str]:
    return [each.says["subject"] for each in mails_to(cast.owner.email) if each.says["template"] == "term_ends"]


def test_owners_are_told_a_month_before_the_last_day_for_notice(cast: Cast) -> None:
    turn = turn_of(cast.harbour.pk, at=NEAR)
    assert turn is not None
    assert turn.notice_by == chicago("2026-11-13 00:00")

    remind_of_terms(at=NEAR)
    remind_of_terms(at=NEAR + 86_400)

    subjects = [each for each in told(cast) if "Harbour Dental" in each]
    assert len(subjects) == 1
    assert "renews on" in subjects[0]


def test_nobody_is_told_while_there_is_time(cast: Cast) -> None:
    remind_of_terms(at=chicago("2026-06-01 08:00"))

    assert [each for each in told(cast) if "Harbour Dental" in each] == []


def test_a_worker_does_it() -> None:
    assert "remind of terms that end" in {each.name for each in worker_duties.registered()}
