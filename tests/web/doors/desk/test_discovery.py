"""The discovery at the desk: answers are written, verified and shared, and papers go to the editor."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from tests.web.conftest import Cast, chicago
from tests.web.discovery.asked import FILES, asked, sheet_of
from tests.web.doors.desk.test_queue import signed_in

from asagreed_web.agreements.models import Edition
from asagreed_web.discovery.models import Questionnaire, Situation
from asagreed_web.kit import clock
from asagreed_web.signing.models import Draft

HARBOUR = "/desk/customers/harbour-dental"
HERE = f"{HARBOUR}/discovery/"
FILES_HERE = f"{HERE}answers/2/"


@pytest.fixture(autouse=True)
def in_july(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request come on a Friday in July."""
    monkeypatch.setattr(clock, "now", lambda: chicago("2026-07-10 10:00"))


@pytest.fixture
def desk(cast: Cast) -> Client:
    """Return the browser of the owner."""
    return signed_in(cast.owner)


def form(answers: dict[str, str], revision: int) -> dict[str, str]:
    """Return answers as the form sends them."""
    return {**{key.replace(" ", "_"): text for key, text in answers.items()}, "revision": str(revision)}


def page(client: Client, address: str) -> str:
    return html.unescape(client.get(address).content.decode())


def test_a_conversation_begins_with_the_company(desk: Client) -> None:
    assert "Nothing was asked yet" in page(desk, HERE)
    response = desk.post(HERE)
    assert response["Location"] == f"{HERE}answers/0/"
    assert "In your words: what is an emergency for you?" in page(desk, response["Location"])
    assert "File server" in page(desk, HERE)


def test_what_does_not_line_up_is_shown_in_words_and_figures(desk: Client, cast: Cast) -> None:
    asked(cast)
    shown = page(desk, HERE)
    assert "«File server» can lose 26 h of work" in shown
    assert "24 h between two backups, and 2 h for one of them" in shown
    assert "of downtime" in shown
    assert "Recommended" in shown


def test_answers_are_kept_and_what_cannot_be_read_is_told_beside_its_field(desk: Client, cast: Cast) -> None:
    asked(cast)
    sheet = sheet_of(cast, "files")
    response = desk.post(FILES_HERE, form({**FILES, "may lose": "a day or two"}, sheet.revision))
    assert response["Location"] == HERE
    shown = page(desk, FILES_HERE)
    assert "is not a length of time" in shown
    assert 'value="a day or two"' in shown


def test_the_form_saves_itself_and_hands_out_the_next_revision(desk: Client, cast: Cast) -> None:
    asked(cast)
    sheet = sheet_of(cast, "files")
    typed = form({**FILES, "may lose": "6 h"}, sheet.revision)
    answer = desk.post(FILES_HERE, typed, headers={"HX-Request": "true"}).content.decode()
    assert f'id="revision-answers" value="{sheet.revision + 1}"' in answer
    stale = form({**FILES, "may lose": "7 h"}, sheet.revision)
    assert "has changed these answers" in desk.post(FILES_HERE, stale, headers={"HX-Request": "true"}).content.decode()


def test_who_comes_second_sees_both_and_loses_nothing(desk: Client, cast: Cast) -> None:
    asked(cast)
    response = desk.post(FILES_HERE, form({**FILES, "may lose": "9 h"}, 0))
    shown = html.unescape(response.content.decode())
    assert response.status_code == 409
    assert 'value="9 h"' in shown
    assert "Now it says: 4 h" in shown
    again = re.search(r'name="revision" id="revision-answers" value="(\d+)"', shown)
    assert again
    assert desk.post(FILES_HERE, form({**FILES, "may lose": "9 h"}, int(again[1]))).status_code == 302


def test_a_topic_is_verified_with_day_and_evidence(desk: Client, cast: Cast) -> None:
    asked(cast)
    sheet = sheet_of(cast, "files")
    sent = {"topic": "spares", "on": "2026-07-09", "evidence": "", "revision": str(sheet.revision)}
    refused = desk.post(f"{FILES_HERE}verify/", sent)
    assert (refused.status_code, "by what it can be shown" in refused.content.decode()) == (422, True)
    assert desk.post(f"{FILES_HERE}verify/", {**sent, "evidence": "looked at the shelf"})["Location"] == FILES_HERE
    assert sheet_of(cast, "files").verified["spares"]["by"] == "Owner"
    assert "looked at the shelf" in page(desk, FILES_HERE)


def test_a_system_is_added_and_the_questionnaire_shared(desk: Client, cast: Cast) -> None:
    asked(cast, is_shared=False)
    assert desk.post(f"{HERE}systems/", {"title": "Fax"})["Location"] == f"{HERE}answers/6/"
    assert "asked about already" in html.unescape(
        desk.post(f"{HERE}systems/", {"title": "Fax"}, follow=True).content.decode()
    )
    desk.post(f"{HERE}share/", {"do": "share"})
    assert Questionnaire.objects.get().shared_at is not None
    desk.post(f"{HERE}share/", {"do": "keep"})
    assert Questionnaire.objects.get().shared_at is None


def test_a_paper_becomes_a_draft_and_counts_once_it_lies_with_the_others(desk: Client, cast: Cast) -> None:
    asked(cast)
    shown = page(desk, HERE)
    found = re.search(
        r'name="path" value="([^"]*offered-more-frequent[^"]*)">\s*<textarea[^>]*>\n(.*?)</textarea>', shown, re.DOTALL
    )
    assert found
    desk.post(f"{HARBOUR}/drafts/new/", {"kind": "paper", "title": "Backup", "path": found[1], "text": found[2]})
    draft = Draft.objects.get()
    assert list(draft.papers) == [found[1]]
    assert "To mend" not in page(desk, f"{HARBOUR}/drafts/{draft.number}/")
    desk.post(f"{HARBOUR}/agreement/write/", {"path": found[1], "text": found[2], "do": "enter"})
    assert found[1] in Edition.objects.latest("pk").papers
    assert "Write that it is declined" in page(desk, HERE)


def test_all_papers_that_follow_have_no_problems(desk: Client, cast: Cast) -> None:
    asked(cast)
    shown = page(desk, f"{HERE}papers/")
    found = re.findall(r'name="path" value="([^"]*)">\s*<textarea[^>]*>\n(.*?)</textarea>', shown, re.DOTALL)
    assert len(found) > 3
    for path, text in found:
        entered = desk.post(f"{HARBOUR}/agreement/write/", {"path": path, "text": text, "do": "enter"})
        assert entered.status_code == 302, html.unescape(entered.content.decode())
    assert "No paper is to be written" in page(desk, f"{HERE}papers/")


def test_who_only_reads_sees_no_way_to_write(cast: Cast) -> None:
    asked(cast)
    bookkeeper = signed_in(cast.bookkeeper)
    shown = page(bookkeeper, HERE)
    assert "Ask about it" not in shown
    assert "Write the offer" not in shown
    assert bookkeeper.get(FILES_HERE).status_code == 403
    assert bookkeeper.post(HERE).status_code == 403


def test_an_agreement_is_recommended_and_overruled(desk: Client) -> None:
    kind = f"{HERE}which-agreement/"
    assert "What asks for" not in page(desk, kind)
    desk.post(kind, {"do": "answer", "people": "3", "regulated_data": "yes", "revision": "0"})
    shown = page(desk, kind)
    assert "A full agreement" in shown
    assert "has to be in writing" in shown
    refused = desk.post(kind, {"do": "decide", "kind": "one page", "because": ""})
    assert refused.status_code == 422
    desk.post(kind, {"do": "decide", "kind": "one page", "because": "no such data here"})
    assert Situation.objects.get().because == "no such data here"
    assert "no such data here" in page(desk, kind)
    stale = desk.post(kind, {"do": "answer", "people": "9", "revision": "x"})
    assert (stale.status_code, 'value="9"' in stale.content.decode()) == (422, True)
