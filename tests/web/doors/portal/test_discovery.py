"""The questionnaire in the portal: the customer's approvers fill in what they know, and read what does not line up."""

from __future__ import annotations

import html

import pytest
from tests.web.conftest import LATER, Cast, chicago
from tests.web.discovery.asked import FILES, asked, sheet_of
from tests.web.doors.desk.test_queue import signed_in

from asagreed_web.agreements.operations import enter_papers
from asagreed_web.agreements.queries import history_of
from asagreed_web.discovery.models import Questionnaire
from asagreed_web.discovery.queries import discovery_of
from asagreed_web.kit import clock
from asagreed_web.signing.models import Sending
from asagreed_web.signing.operations import sign_signed_in

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


def offered_paper(cast: Cast, about: str) -> None:
    """Put the offer of a measure among the papers of the agreement."""
    found = discovery_of(Questionnaire.objects.get(), at=LATER)
    offers = [paper for view in found.mismatches for paper in view.next_papers if paper.declares == "offered"]
    paper = next(each for each in offers if about in each.title)
    entered = enter_papers(customer=cast.harbour, papers={paper.place: paper.text}, by=cast.owner, at=LATER)
    assert entered.edition, entered.problems


@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_a_measure_that_was_offered_is_answered_and_signed(
    cast: Cast, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    asked(cast)
    offered_paper(cast, "more frequent backup")
    client = signed_in(cast.approver)
    about = html.unescape(client.get(HERE).content.decode()).split('name="about" value="')[1].split('"')[0]

    client.post(f"{HERE}advice/", {"about": about, "answer": answer})

    sending = Sending.objects.get()
    assert [each.party for each in sending.signatures.all()] == ["provider"]
    sign_signed_in(
        sending_id=sending.pk, person=cast.approver, name="", shown_sha256=sending.document_sha256, at=LATER + 60
    )
    history = history_of(cast.harbour.pk)
    assert history is not None
    assert history.register.about(about)[-1].declares == f"advice {answer}"
    assert history.register.about(about)[-1].from_at == LATER + 60


@pytest.mark.parametrize("sent", [{"about": "a moat", "answer": "declined"}, {"about": "a moat", "answer": "perhaps"}])
def test_what_was_not_offered_cannot_be_answered(cast: Cast, sent: dict[str, str]) -> None:
    asked(cast)

    signed_in(cast.approver).post(f"{HERE}advice/", sent)

    assert not Sending.objects.exists()
