"""What is an emergency at a moment: the corners that the cases of tests/cases/work do not reach."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.written_agreements import at, written

from asagreed.coverage import EmergencyVerdict, find_changes, is_emergency
from asagreed.coverage.emergencies import declined_for
from asagreed.facts.books import CauseFound, DeferredItem, Incident, Ruling
from asagreed.versions import History

DEFINITIONS = """\
issue kinds: {hardware: {failed disk: a disk that does not spin}}
proposals: {emergency: no}
emergency:
  definitions:
    two down: {outage of: [mail, files], only if: critical}
    flood: {event: water, only if: critical, people unable to work: more than 2}
  handling: {provider: calls back within 15 min}
"""
DECLINED = """\
declares: advice declined
signed: 2026-03-10
by: owner
about: second disk
on: files
when caused by: failed disk
then: no emergency
"""
BEGAN = at("2026-04-14 09:00")


@pytest.fixture
def history(tmp_path: Path) -> History:
    critical = "declares: criticality\nsigned: 2026-01-12\nsystems: {files: critical, mail: not critical}\n"
    return written(tmp_path, DEFINITIONS, declarations_1=critical, declarations_2=DECLINED)


def incident(**said: object) -> Incident:
    return Incident(**{"id": "I-1", "reported_at": BEGAN, **said})  # type: ignore[arg-type]  # words of a test


def judged(history: History, told: Incident, *, at: int = BEGAN, **beside: object) -> EmergencyVerdict:
    terms = history.versions[0].terms
    return is_emergency(told, terms, history.register, at=at, **beside)  # type: ignore[arg-type]  # words of a test


def test_one_critical_system_of_two_that_are_down_is_enough(history: History) -> None:
    verdict = judged(history, incident(outage_of=("files", "mail")))

    assert verdict.is_emergency
    assert verdict.because == "two down: outage of files, mail, declared critical"


def test_a_definition_without_systems_asks_how_critical_those_of_the_incident_are(history: History) -> None:
    verdict = judged(history, incident(events=("water",), systems=("files",), people_unable_to_work=3))

    assert verdict.is_emergency
    assert verdict.because == "flood: water, 3 people unable to work, declared critical"


def test_a_definition_of_critical_systems_without_any_system_is_for_both_to_agree(history: History) -> None:
    verdict = judged(history, incident(events=("water",), people_unable_to_work=3))

    assert verdict.answer == "only by agreement"
    assert verdict.because == "flood: nobody had declared whether the system is critical when the incident began"


def test_too_few_people_are_no_emergency_where_the_event_is_foreseen(history: History) -> None:
    verdict = judged(history, incident(events=("water",), systems=("files",), people_unable_to_work=2))

    assert (verdict.answer, verdict.because) == ("no", "flood: 2 people could not work, fewer than 3")


def test_where_nothing_is_said_of_anything_else_both_have_to_agree(history: History) -> None:
    verdict = judged(history, incident(events=("smoke",)))

    assert (verdict.answer, verdict.because) == (
        "only by agreement",
        "no definition fits, and nothing is said of anything else",
    )
    assert [each.why for each in verdict.considered] == ["it is about something else"] * 2


def test_of_two_definitions_that_fit_the_first_decides_and_the_other_is_listed(history: History) -> None:
    told = incident(outage_of=("files",), events=("water",), people_unable_to_work=9)

    assert [(each.clause.address, each.why) for each in judged(history, told).considered] == [
        ("emergency.definitions.flood", "another definition fits too")
    ]


def test_a_ruling_that_is_made_later_does_not_count_yet(history: History) -> None:
    ruling = Ruling(id="R", at=BEGAN + 60, about="I-1", says="emergency", by={"provider": "A", "customer": "B"})
    told = incident(events=("smoke",))

    assert judged(history, told, rulings=(ruling,)).answer == "only by agreement"
    assert judged(history, told, at=BEGAN + 60, rulings=(ruling,)).answer == "yes"


@pytest.mark.parametrize("is_contested", [False, True])
def test_declined_advice_says_whether_its_cause_is_contested(history: History, is_contested: bool) -> None:
    cause = CauseFound(cause="failed disk", is_contested=is_contested)

    verdict = judged(history, incident(outage_of=("files",), cause=cause))

    assert (verdict.answer, verdict.contested) == ("no", is_contested)
    assert verdict.declined == declined_for(incident(outage_of=("files",), cause=cause), history.register)
    assert verdict.because.endswith("; the customer contests this cause") is is_contested


@pytest.mark.parametrize("is_contested", [False, True])
def test_a_deferred_item_says_whether_its_cause_is_contested(history: History, is_contested: bool) -> None:
    cause = CauseFound(cause="patches", is_contested=is_contested)
    item = DeferredItem(name="patches", proposed_at=0, deferred_at=1)

    verdict = judged(history, incident(outage_of=("files",), cause=cause), deferred={"patches": item})

    assert (verdict.answer, verdict.contested) == ("no", is_contested)


def test_an_item_of_which_nothing_was_deferred_removes_nothing(history: History) -> None:
    cause = CauseFound(cause="patches")
    item = DeferredItem(name="patches", proposed_at=0)

    assert judged(history, incident(outage_of=("files",), cause=cause), deferred={"patches": item}).is_emergency


def test_the_answer_may_change_at_durations_rulings_and_the_end(tmp_path: Path) -> None:
    text = (
        "emergency: {definitions: {long: {outage of: mail, lasting: 2 h}, longer: {outage of: files, lasting: 4 h}}}\n"
    )
    terms = written(tmp_path, text).versions[0].terms
    rulings = tuple(
        Ruling(id=about, at=BEGAN + 5, about=about, says="emergency", by={"provider": "A"}) for about in ("I-1", "I-2")
    )

    changes = find_changes(incident(outage_of=("mail",), ended_at=BEGAN + 9000), terms, rulings)

    assert changes == (BEGAN + 5, BEGAN + 7200, BEGAN + 9000, BEGAN + 14_400)
    assert find_changes(incident(outage_of=("mail",)), terms) == (BEGAN + 7200, BEGAN + 14_400)
