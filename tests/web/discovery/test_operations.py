"""What is done in a discovery: answers are kept as they were typed, verified beside, and told in the chain."""

from __future__ import annotations

import pytest
from tests.web.conftest import Cast, chicago
from tests.web.discovery.asked import AT, FILES, answered, asked, sheet_of

from asagreed_web.chronicle.models import Event
from asagreed_web.chronicle.queries import find_break
from asagreed_web.discovery.errors import ChangedMeanwhile, DiscoveryRefused
from asagreed_web.discovery.models import AnswerSheet, Questionnaire, Situation
from asagreed_web.discovery.operations import (
    Seen,
    add_system,
    answer,
    answer_situation,
    begin,
    decide_kind,
    share,
    verify,
)
from asagreed_web.discovery.queries import discovery_of, recommendation_of
from asagreed_web.discovery.rules import questionnaires_for, sheets_for


def told(cast: Cast) -> list[str]:
    """Return the kinds of what the chain tells of the discovery, in order."""
    rows = Event.objects.filter(chain=cast.harbour.pk, subject__in=("discovery", "situation")).order_by("seq")
    return list(rows.values_list("kind", flat=True))


def test_a_discovery_begins_with_the_systems_of_the_agreement_and_only_once(cast: Cast) -> None:
    made = begin(customer=cast.harbour, by=cast.technician, at=AT)
    assert begin(customer=cast.harbour, by=cast.owner, at=AT) == made
    systems = list(made.sheets.values_list("system", flat=True))
    assert systems[0] == ""
    assert {"mail", "files", "x-ray"} <= set(systems)
    assert sheet_of(cast, "mail").answers == {"title": "E-mail"}
    assert told(cast) == ["discovery begun"]


def test_every_change_is_told_in_the_chain_with_its_words_beside_it(cast: Cast) -> None:
    asked(cast)
    assert told(cast) == ["discovery begun", "answers given", "answers given", "answers verified", "discovery shared"]
    event = Event.objects.filter(kind="answers given").latest("seq")
    assert event.says["system"] == "files"
    assert "may lose" in event.says["changed"]
    assert "4 h" not in str(event.says)
    assert event.personal.data["may lose"] == "4 h"
    assert find_break(cast.harbour.pk) is None


def test_what_cannot_be_read_is_kept_as_it_was_typed_and_nothing_else_is_lost(cast: Cast) -> None:
    made = asked(cast)
    answered(cast, "files", {**FILES, "may lose": "as little as possible"})
    found = discovery_of(made, at=AT)
    assert sheet_of(cast, "files").answers["may lose"] == "as little as possible"
    assert next(each.wrong for each in found.sheets if each.system == "files") == 1
    assert "parts-too-late" in [each.mismatch.name for each in found.mismatches]


def test_the_same_answers_again_change_nothing_whatever_the_revision(cast: Cast) -> None:
    asked(cast)
    before, events = sheet_of(cast, "files"), len(told(cast))
    answer(sheet_id=before.pk, answers=FILES, revision=0, by=cast.owner, at=AT + 60)
    assert (sheet_of(cast, "files").revision, len(told(cast))) == (before.revision, events)


def test_two_who_write_at_the_same_time_are_told_of_each_other(cast: Cast) -> None:
    asked(cast)
    sheet = sheet_of(cast, "files")
    answered(cast, "files", {**FILES, "may lose": "8 h"}, by=cast.approver)
    with pytest.raises(ChangedMeanwhile, match="Approver has changed these answers") as refused:
        answer(sheet_id=sheet.pk, answers={**FILES, "spare": "a shelf"}, revision=sheet.revision, by=cast.owner, at=AT)
    assert refused.value.theirs["may lose"] == "8 h"
    assert sheet_of(cast, "files").answers["spare"] == "none"


def test_what_is_stated_anew_of_a_topic_is_merely_stated_again(cast: Cast) -> None:
    asked(cast)
    assert "backups" in sheet_of(cast, "files").verified
    answered(cast, "files", {**FILES, "may lose": "8 h"})
    assert "backups" in sheet_of(cast, "files").verified
    answered(cast, "files", {**FILES, "backup every": "1 h"})
    assert "backups" not in sheet_of(cast, "files").verified


def test_what_was_found_holds_beside_what_was_stated(cast: Cast) -> None:
    made = asked(cast)
    sheet = sheet_of(cast, "files")
    seen = Seen(topic="backups", on="2026-05-12", evidence="log", found={"backup every": "48 h", "backup takes": "2 h"})
    kept = verify(sheet_id=sheet.pk, seen=seen, revision=sheet.revision, by=cast.technician, at=AT)
    assert kept.answers["backup every"] == "24 h"
    assert kept.verified["backups"] == {
        "on": "2026-05-12", "by": "Technician", "evidence": "log", "found": {"backup every": "48 h"},
    }  # fmt: skip
    assert "can lose 50 h" in discovery_of(made, at=AT).mismatches[0].mismatch.risk


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"topic": "weather"}, "Choose what was looked at"),
        ({"evidence": " "}, "by what it can be shown"),
        ({"on": "yesterday"}, "such as 2026-02-10"),
        ({"on": "2026-05-13"}, "lies in the future"),
        ({"found": {"backup every": "nightly"}}, "is not a length of time"),
        ({"topic": "vendor"}, "Nothing was stated of this"),
    ],
)
def test_a_verification_without_day_evidence_or_sense_is_refused(
    cast: Cast, changed: dict[str, object], why: str
) -> None:
    asked(cast)
    sheet = sheet_of(cast, "files")
    seen = Seen(**{"topic": "backups", "on": "2026-05-12", "evidence": "log", "found": {}, **changed})  # type: ignore[arg-type]
    with pytest.raises(DiscoveryRefused, match=why):
        verify(sheet_id=sheet.pk, seen=seen, revision=sheet.revision, by=cast.technician, at=AT)


def test_nobody_verifies_over_the_head_of_who_writes(cast: Cast) -> None:
    asked(cast)
    seen = Seen(topic="backups", on="2026-05-12", evidence="log", found={})
    with pytest.raises(ChangedMeanwhile):
        verify(sheet_id=sheet_of(cast, "files").pk, seen=seen, revision=0, by=cast.technician, at=AT)


def test_what_is_no_answer_is_refused(cast: Cast) -> None:
    asked(cast)
    with pytest.raises(DiscoveryRefused, match="is not one of the questions"):
        answered(cast, "files", {"colour": "blue"})
    with pytest.raises(DiscoveryRefused, match="more than 1000 characters"):
        answered(cast, "files", {"spare": "x" * 1001})


def test_one_more_system_is_asked_about_once(cast: Cast) -> None:
    made = asked(cast)
    added = add_system(questionnaire=made, title=" Fax & Scanner ", by=cast.technician, at=AT)
    assert (added.system, added.answers) == ("fax-scanner", {"title": "Fax & Scanner"})
    with pytest.raises(DiscoveryRefused, match="asked about already"):
        add_system(questionnaire=made, title="fax scanner", by=cast.technician, at=AT)
    with pytest.raises(DiscoveryRefused, match="Give the system a name"):
        add_system(questionnaire=made, title="!", by=cast.technician, at=AT)
    papers = discovery_of(made, at=AT).papers
    assert "systems.fax-scanner: {title:" in papers[0].text


def test_a_system_that_the_agreement_has_got_since_is_asked_about_by_its_name(cast: Cast) -> None:
    made = asked(cast)
    AnswerSheet.objects.filter(system="x-ray").delete()
    assert discovery_of(made, at=AT).unasked == [("x-ray", "X-ray archive")]
    added = add_system(questionnaire=made, title="X-ray archive", name="x-ray", by=cast.technician, at=AT)
    assert added.system == "x-ray"
    assert discovery_of(made, at=AT).unasked == []


def test_the_customer_sees_its_own_questionnaire_while_it_is_shared(cast: Cast) -> None:
    made = asked(cast, is_shared=False)
    assert not questionnaires_for(cast.approver).exists()
    share(questionnaire=made, is_shared=True, by=cast.technician, at=AT)
    share(questionnaire=made, is_shared=True, by=cast.technician, at=AT + 5)
    assert questionnaires_for(cast.approver).get() == made
    assert sheets_for(cast.approver).count() == AnswerSheet.objects.count()
    assert not questionnaires_for(cast.stranger).exists()
    assert not sheets_for(cast.stranger).exists()
    assert Questionnaire.objects.get().shared_at == AT


def test_a_measure_stands_where_the_papers_say(cast: Cast) -> None:
    made = asked(cast)
    found = {each.mismatch.name: each for each in discovery_of(made, at=AT).mismatches}
    lost = found["loses-too-much"]
    assert lost.state == "recommended"
    assert [each.title for each in lost.next_papers] == ["more frequent backup for files: offered"]
    assert lost.figures[0].words == "26 h"


def test_which_agreement_is_recommended_and_may_be_overruled_for_a_reason(cast: Cast) -> None:
    answers = {"people": "3", "regulated data": "yes", "systems": "many"}
    kept = answer_situation(customer=cast.harbour, answers=answers, revision=0, by=cast.owner, at=AT)
    assert recommendation_of(kept).kind == "full"
    with pytest.raises(ChangedMeanwhile):
        answer_situation(customer=cast.harbour, answers={"people": "4"}, revision=0, by=cast.owner, at=AT)
    with pytest.raises(DiscoveryRefused, match="Write why"):
        decide_kind(customer=cast.harbour, kind="one page", because=" ", by=cast.owner, at=AT)
    with pytest.raises(DiscoveryRefused, match="no kind of agreement"):
        decide_kind(customer=cast.harbour, kind="some", because="so", by=cast.owner, at=AT)
    decide_kind(customer=cast.harbour, kind="one page", because="they keep no records here", by=cast.owner, at=AT)
    found = Situation.objects.get()
    assert (found.decided, found.because, found.decided_by) == ("one page", "they keep no records here", cast.owner)
    decide_kind(customer=cast.harbour, kind="", because="", by=cast.owner, at=AT)
    assert Situation.objects.get().decided == ""
    assert told(cast) == ["agreement recommended", "agreement decided on", "agreement decided on"]
    assert answer_situation(customer=cast.harbour, answers=answers, revision=0, by=cast.owner, at=AT).revision == 1
    with pytest.raises(DiscoveryRefused, match="not one of the questions"):
        answer_situation(customer=cast.harbour, answers={"mood": "good"}, revision=1, by=cast.owner, at=AT)


def test_answers_of_another_day_date_the_papers_that_follow(cast: Cast) -> None:
    made = asked(cast)
    answered(cast, "files", {**FILES, "may lose": "6 h"}, by=cast.approver, at=chicago("2026-05-20 09:00"))
    made.refresh_from_db()
    found = discovery_of(made, at=chicago("2026-05-20 10:00"))
    assert "declarations/2026-05-20-criticality.yaml" in [each.place for each in found.papers]
    assert "by: Approver" in found.papers[1].text
