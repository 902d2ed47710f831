"""What follows from the facts of the books alone."""

from __future__ import annotations

from asagreed.facts.books import DeferredItem, Incident, Ruling


def test_an_incident_begins_when_it_occurred_if_something_shows_that() -> None:
    assert Incident(id="mail", reported_at=100, occurred_at=50, evidence="monitoring log").began_at == 50
    assert Incident(id="mail", reported_at=100, occurred_at=50).began_at == 100


def test_an_incident_without_evidence_begins_when_it_was_first_known() -> None:
    assert Incident(id="mail", reported_at=100, detected_at=80).began_at == 80


def test_a_ruling_of_both_sides_needs_both() -> None:
    by = {"provider": "account manager"}
    assert not Ruling(id="R-1", at=0, about="mail", says="emergency", by=by).is_of_both
    assert Ruling(id="R-1", at=0, about="mail", says="emergency", by=by | {"customer": "owner"}).is_of_both


def test_an_item_is_deferred_until_it_is_agreed() -> None:
    item = DeferredItem(name="battery", proposed_at=0, deferred_at=10, agreed_at=20)

    assert [item.is_deferred_at(moment) for moment in (9, 10, 19, 20)] == [False, True, True, False]
    assert not DeferredItem(name="battery", proposed_at=0).is_deferred_at(10)
