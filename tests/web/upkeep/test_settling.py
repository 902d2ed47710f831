"""What became of recurring work: on record, in the chain, and never overwritten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.web.conftest import Cast
from tests.web.upkeep.agreed import MAY, london, mill_lane, said

from asagreed_web.billing.standings import standing_of
from asagreed_web.chronicle.models import Event
from asagreed_web.upkeep.errors import UpkeepRefused
from asagreed_web.upkeep.models import SettledWork
from asagreed_web.upkeep.operations import settle
from asagreed_web.upkeep.queries import item_of, month_of_upkeep, open_work

AT = london("2026-05-13 09:30")


def test_done_work_is_on_record_with_its_evidence_and_in_the_chain(cast: Cast) -> None:
    school, _ = mill_lane()
    done = said("backup logs", "2026-05-13", "2026-05-13 09:10", evidence="12 jobs, all green", worked=900)
    row = settle(customer=school, said=done, by=cast.technician, at=AT)
    item = item_of(school.pk, task="backup logs", due_on=date(2026, 5, 13), at=AT)

    assert item is not None
    assert (item.state.value, item.evidence, item.worked) == ("done", "12 jobs, all green", 900)
    event = Event.objects.get(subject="upkeep", subject_id=row.pk)
    assert (event.kind, event.chain, event.actor) == ("upkeep done", school.pk, cast.technician.actor)
    assert event.says == {"task": "backup logs", "due_on": "2026-05-13", "worked": 900, "through": "desk"}


def test_a_newer_word_holds_and_the_older_one_is_kept(cast: Cast) -> None:
    school, _ = mill_lane()
    settle(customer=school, said=said("backup logs", "2026-05-13", "2026-05-13 09:00", says="skipped", because="moved"),
           by=cast.technician, at=AT)  # fmt: skip
    settle(customer=school, said=said("backup logs", "2026-05-13", "2026-05-13 09:20"), by=cast.owner, at=AT + 60)
    item = item_of(school.pk, task="backup logs", due_on=date(2026, 5, 13), at=AT + 60)

    assert item is not None
    assert [(each.says, each.by, each.because) for each in item.records] == [
        ("skipped", "Technician", "moved"),
        ("done", "Owner", ""),
    ]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"task": "hoovering"}, "is not due on 2026-05-13"),
        ({"due_on": date(2026, 5, 16)}, "is not due on 2026-05-16"),
        ({"says": "agreed"}, "Say whether the work was done or skipped."),
        ({"says": "skipped"}, "Say why."),
        ({"says": "skipped", "because": "moved", "worked": 60}, "took no time"),
        ({"done_at": AT + 1}, "The moment lies ahead."),
        ({"worked": 86_401}, "more than a day of work"),
        ({"restored_in": 60}, "is no test restore"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(wrong: dict[str, Any], why: str, cast: Cast) -> None:
    school, _ = mill_lane()
    fields = {"task": "backup logs", "due_on": "2026-05-13", "moment": "2026-05-13 09:10"}
    right = said(**fields)
    changed = type(right)(**{**{name: getattr(right, name) for name in right.__slots__}, **wrong})

    with pytest.raises(UpkeepRefused, match=why):
        settle(customer=school, said=changed, by=cast.technician, at=AT)
    assert not SettledWork.objects.exists()


def test_rows_are_added_and_never_changed(cast: Cast) -> None:
    school, _ = mill_lane()
    row = settle(customer=school, said=said("backup logs", "2026-05-13", "2026-05-13 09:10"), by=cast.owner, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        SettledWork.objects.filter(pk=row.pk).update(says="skipped")
    with pytest.raises(IntegrityError), transaction.atomic():
        SettledWork.objects.filter(pk=row.pk).delete()


def test_time_is_work_of_the_customer_and_its_correction_replaces_it(cast: Cast) -> None:
    school, _ = mill_lane()
    for worked, at in ((1800, AT), (900, AT + 60)):
        settle(customer=school, said=said("backup logs", "2026-05-13", "2026-05-13 09:10", worked=worked),
               by=cast.technician, at=at)  # fmt: skip
    standing = standing_of(school.pk)

    assert standing is not None
    newest = SettledWork.objects.latest("pk")
    assert [(each.id, each.seconds, each.service) for each in standing.entries()] == [
        (f"upkeep {newest.pk}", 900, "backup logs")
    ]
    (part,) = standing.settlement().parts
    assert (part.judgement.coverage.box, str(part.judgement.coverage.clause).split(" (")[0]) == (
        "included", "proactive.backup logs"
    )  # fmt: skip
    with pytest.raises(UpkeepRefused, match="Time is on record for this work"):
        settle(customer=school, said=said("backup logs", "2026-05-13", "2026-05-13 09:10"), by=cast.owner, at=AT + 90)


def test_today_shows_what_is_open_and_what_was_missed_lately(cast: Cast) -> None:
    school, _ = mill_lane()
    settle(customer=school, said=said("backup logs", "2026-05-12", "2026-05-12 09:10"), by=cast.owner, at=AT)
    shown = [(each.item.task.name, f"{each.item.due_on:%m-%d}", each.item.state.value) for each in open_work(at=AT)]

    assert shown == [
        ("backup logs", "05-06", "missed"),
        ("backup logs", "05-07", "missed"),
        ("backup logs", "05-08", "missed"),
        ("backup logs", "05-11", "missed"),
        ("backup logs", "05-13", "due"),
    ]


def test_a_month_has_its_counts(cast: Cast) -> None:
    school, _ = mill_lane()
    settle(customer=school, said=said("backup logs", "2026-05-13", "2026-05-13 09:10"), by=cast.owner, at=AT)
    found = month_of_upkeep(school.pk, at=AT, month=MAY)

    assert found is not None
    assert (found.counted.fell_due.value, found.counted.done.value, found.counted.missed.value) == (22, 1, 7)
    assert found.asks
