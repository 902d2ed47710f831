"""The questionnaire in the portal: the customer's approvers fill in what they know, and read what does not line up."""

from __future__ import annotations

import html

import pytest
from tests.web.conftest import Cast, chicago
from tests.web.discovery.asked import FILES, asked, sheet_of
from tests.web.doors.desk.test_queue import signed_in

from asagreed_web.discovery.models import Questionnaire
from asagreed_web.kit import clock

HERE, FILES_HERE = "/portal/discovery/", "/portal/discovery/2/"


@pytest.fixture(autouse=True)
def in_july(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request come on a Friday in July."""
    monkeypatch.setattr(clock, "now", lambda: chicago("2026-07-10 10:00"))


def form(answers: dict[str, str], revision: int) -> dict[str, str]:
    """Return answers as the form sends them."""
    return {**{key.replace(" ", "_"): text for key, text in answers.items()}, "revision": str(revision)}


def test_what_is_not_shared_is_not_there(cast: Cast) -> None:
    asked(cast, is_shared=False)
    client = signed_in(cast.approver)
    assert "Nothing is asked" in client.get(HERE).content.decode()
    assert client.get(FILES_HERE).status_code == 404
    assert "Your systems" not in client.get("/portal/").content.decode()


def test_an_approver_reads_the_risk_in_plain_words(cast: Cast) -> None:
    asked(cast)
    client = signed_in(cast.approver)
    shown = html.unescape(client.get(HERE).content.decode())
    assert "«File server» can lose 26 h of work" in shown
    assert "This rests on what you told us" in shown
    assert "Your systems" in client.get("/portal/").content.decode()


def test_what_the_customer_fills_in_is_stated_by_them(cast: Cast) -> None:
    asked(cast)
    client, sheet = signed_in(cast.approver), sheet_of(cast, "files")
    assert "report of the backup server" in client.get(FILES_HERE).content.decode()
    response = client.post(FILES_HERE, form({**FILES, "backup every": "1 h"}, sheet.revision))
    assert response["Location"] == HERE
    assert sheet_of(cast, "files").verified == {}
    assert Questionnaire.objects.get().stated_by == "Approver"


def test_the_form_saves_itself_and_tells_of_others(cast: Cast) -> None:
    asked(cast)
    client, sheet = signed_in(cast.approver), sheet_of(cast, "files")
    typed = form({**FILES, "may lose": "2 h"}, sheet.revision)
    saved = client.post(FILES_HERE, typed, headers={"HX-Request": "true"}).content.decode()
    assert f'value="{sheet.revision + 1}"' in saved
    stale = form({**FILES, "may lose": "3 h"}, sheet.revision)
    assert "has changed" in client.post(FILES_HERE, stale, headers={"HX-Request": "true"}).content.decode()
    refused = client.post(FILES_HERE, stale)
    assert (refused.status_code, 'value="3 h"' in refused.content.decode()) == (409, True)
    long = client.post(FILES_HERE, form({**FILES, "spare": "x" * 2000}, sheet.revision))
    assert long.status_code == 422


def test_nobody_but_approvers_of_the_customer_comes_in(cast: Cast) -> None:
    asked(cast)
    assert signed_in(cast.viewer).get(HERE).status_code == 403
    assert signed_in(cast.stranger).get(FILES_HERE).status_code == 404
    assert signed_in(cast.owner).get(HERE).status_code == 403
