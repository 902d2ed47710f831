"""Drafts of plans: begun once, changed by whoever saw the newest state, entered as an edition that never changes."""

from __future__ import annotations

import pytest
from tests.web.conftest import LATER, Cast

from asagreed.starter import starter_plans
from asagreed_web.agreements.models import Plan, PlanDraft
from asagreed_web.agreements.operations import PaperRefused, enter_plan
from asagreed_web.agreements.plan_editing import entry_of
from asagreed_web.agreements.plan_operations import (
    DraftChanged,
    DraftGone,
    PlanHasErrors,
    Seen,
    discard_draft,
    enter_starter_plans,
    move_plan_service,
    publish_draft,
    put_plan_service,
    save_draft_text,
    start_draft,
)
from asagreed_web.agreements.plan_queries import shelf
from asagreed_web.chronicle.models import Event


@pytest.fixture
def draft(cast: Cast) -> PlanDraft:
    """Return the next edition of Gold, as it was begun."""
    return start_draft(name="gold", month="2026-11", by=cast.owner, at=LATER)


def seen(draft: PlanDraft, cast: Cast, *, number: int | None = None) -> Seen:
    """Return what somebody saw who has the newest state, or another one."""
    return Seen(name=draft.name, number=draft.number if number is None else number, by=cast.owner, at=LATER + 60)


def test_a_draft_begins_with_the_newest_text_and_a_month_of_its_own(draft: PlanDraft, cast: Cast) -> None:
    newest = Plan.objects.get(name="gold@2026-01").text
    assert draft.text == newest.replace("version: 2026-01", "version: 2026-11")
    assert (draft.based_on, draft.pin, draft.changed_by) == ("gold@2026-01", "gold@2026-11", cast.owner)


def test_who_begins_it_again_gets_the_one_that_is_begun(draft: PlanDraft, cast: Cast) -> None:
    move_plan_service(seen=seen(draft, cast), service="patching", source="included", target="excluded")
    again = start_draft(name="gold", month="2026-12", by=cast.dispatcher, at=LATER)
    assert (again.pk, again.number, again.month) == (draft.pk, 2, "2026-11")


def test_a_plan_of_another_name_begins_empty_or_as_a_copy(cast: Cast) -> None:
    empty = start_draft(name="bronze", month="2026-11", by=cast.owner, at=LATER)
    assert (empty.text.splitlines()[:3], empty.based_on) == (
        ["plan: bronze", "version: 2026-11", "title: Bronze"], "")  # fmt: skip
    copied = start_draft(name="gold-plus", month="2026-11", by=cast.owner, at=LATER, copied_from="gold@2026-01")
    assert "plan: gold-plus\nversion: 2026-11\ntitle: Gold-plus\n" in copied.text
    assert publish_draft(seen=seen(copied, cast), month="2026-11").name == "gold-plus@2026-11"


@pytest.mark.parametrize(
    ("name", "month", "copied"),
    [("Gold", "2026-11", ""), ("", "2026-11", ""), ("new", "2026-13", ""), ("new", "", ""), ("new", "2026-11", "no@1")],
)
def test_a_draft_that_cannot_be_is_not_begun(cast: Cast, name: str, month: str, copied: str) -> None:
    with pytest.raises(PaperRefused):
        start_draft(name=name, month=month, by=cast.owner, at=LATER, copied_from=copied)
    assert not PlanDraft.objects.exists()


def test_a_service_is_put_into_another_box(draft: PlanDraft, cast: Cast) -> None:
    moved = move_plan_service(seen=seen(draft, cast), service="patching", source="included", target="excluded")
    assert entry_of(moved.text, "excluded", "patching") == {
        "delivery": "remote", "worth": "300.00 USD", "costs": "90.00 USD"}  # fmt: skip
    assert (moved.number, moved.changed_at) == (2, LATER + 60)
    same = move_plan_service(seen=seen(moved, cast), service="patching", source="excluded", target="excluded")
    assert same.number == 2


def test_a_service_of_another_plan_comes_with_what_that_one_says(cast: Cast) -> None:
    silver = start_draft(name="silver", month="2026-11", by=cast.owner, at=LATER)
    took = move_plan_service(seen=seen(silver, cast), service="patching", source="included", target="")
    back = move_plan_service(seen=seen(took, cast), service="patching", source="", target="included")
    assert entry_of(back.text, "included", "patching") is not None
    added = move_plan_service(seen=seen(back, cast), service="virus clean-up", source="", target="included")
    assert entry_of(added.text, "included", "virus clean-up") == {"for": "virus"}


def test_a_service_is_added_and_changed(draft: PlanDraft, cast: Cast) -> None:
    added = put_plan_service(seen=seen(draft, cast), box="included", service="dns", says={"costs": "5.00 USD"})
    changed = put_plan_service(seen=seen(added, cast), box="included", service="dns care", instead_of="dns",
                               says={"costs": "6.00 USD", "worth": "60.00 USD"})  # fmt: skip
    assert entry_of(changed.text, "included", "dns") is None
    assert entry_of(changed.text, "included", "dns care") == {"costs": "6.00 USD", "worth": "60.00 USD"}


@pytest.mark.parametrize("costs", ["a lot", "5.00", "5.00 $", "5.00 USD per h"])
def test_what_no_plan_can_say_is_refused_and_nothing_changes(draft: PlanDraft, cast: Cast, costs: str) -> None:
    with pytest.raises(PaperRefused, match="USD"):
        put_plan_service(seen=seen(draft, cast), box="included", service="dns", says={"costs": costs})
    draft.refresh_from_db()
    assert draft.number == 1


def test_an_error_that_was_there_before_does_not_keep_a_service_from_moving(draft: PlanDraft, cast: Cast) -> None:
    wrong = save_draft_text(seen=seen(draft, cast), text=draft.text + "nonsense: yes\n")
    moved = move_plan_service(seen=seen(wrong, cast), service="patching", source="included", target="excluded")
    assert moved.number == 3


def test_a_text_is_kept_with_and_without_errors_and_gives_the_month(draft: PlanDraft, cast: Cast) -> None:
    kept = save_draft_text(seen=seen(draft, cast), text="plan: [")
    assert (kept.text, kept.month) == ("plan: [", "2026-11")
    kept = save_draft_text(seen=seen(kept, cast), text="plan: gold\nversion: 2027-01\n")
    assert kept.month == "2027-01"
    with pytest.raises(PaperRefused, match="1 MiB"):
        save_draft_text(seen=seen(kept, cast), text="#" * (1024 * 1024 + 1))


def test_of_two_who_change_it_the_second_is_told_and_nothing_is_lost(draft: PlanDraft, cast: Cast) -> None:
    first, second = seen(draft, cast), Seen(name="gold", number=1, by=cast.dispatcher, at=LATER + 90)
    moved = move_plan_service(seen=first, service="patching", source="included", target="excluded")
    with pytest.raises(DraftChanged, match="Owner changed this draft") as told:
        save_draft_text(seen=second, text=draft.text.replace("Gold", "Mine"))
    assert told.value.draft.text == moved.text
    for change in (lambda: put_plan_service(seen=second, box="included", service="dns", says={}),
                   lambda: move_plan_service(seen=second, service="mail repair", source="included", target=""),
                   lambda: move_plan_service(seen=second, service="mail repair", source="", target=""),
                   lambda: publish_draft(seen=second, month="2026-11"),
                   lambda: discard_draft(seen=second)):  # fmt: skip
        with pytest.raises(DraftChanged):
            change()
    draft.refresh_from_db()
    assert draft.text == moved.text
    PlanDraft.objects.update(changed_by=None)
    with pytest.raises(DraftChanged, match="The command line"):
        discard_draft(seen=second)


def test_a_draft_is_entered_as_an_edition_and_ends(draft: PlanDraft, cast: Cast) -> None:
    moved = move_plan_service(seen=seen(draft, cast), service="patching", source="included", target="excluded")
    before = Event.objects.count()
    plan = publish_draft(seen=seen(moved, cast), month="2026-12")
    assert (plan.name, plan.text) == ("gold@2026-12", moved.text.replace("version: 2026-11", "version: 2026-12"))
    assert not PlanDraft.objects.exists()
    assert Event.objects.count() == before + 1
    assert "gold@2026-12" in [each.pin for each in shelf().plans]
    with pytest.raises(DraftGone, match="published, or thrown away"):
        save_draft_text(seen=seen(moved, cast), text="x")


@pytest.mark.parametrize(
    ("month", "why"), [("2026-01", "later month"), ("2025-12", "later month"), ("soon", "no month"), ("", "no month")]
)
def test_no_edition_is_entered_before_the_newest_or_without_a_month(
    draft: PlanDraft, cast: Cast, month: str, why: str
) -> None:
    with pytest.raises(PaperRefused, match=why):
        publish_draft(seen=seen(draft, cast), month=month)
    assert PlanDraft.objects.exists()


@pytest.mark.parametrize("text", ["plan: gold\nversion: 2026-11\nnonsense: yes\n", "version: 2026-11\n"])
def test_a_draft_with_errors_is_not_entered(draft: PlanDraft, cast: Cast, text: str) -> None:
    wrong = save_draft_text(seen=seen(draft, cast), text=text)
    with pytest.raises(PlanHasErrors) as told:
        publish_draft(seen=seen(wrong, cast), month="2026-11")
    assert told.value.problems
    assert not Plan.objects.filter(name="gold@2026-11").exists()


def test_a_text_of_another_plan_is_not_entered(draft: PlanDraft, cast: Cast) -> None:
    other = save_draft_text(seen=seen(draft, cast), text=draft.text.replace("plan: gold", "plan: silver"))
    with pytest.raises(PaperRefused, match="«plan: silver»"):
        publish_draft(seen=seen(other, cast), month="2026-11")


def test_a_draft_is_thrown_away(draft: PlanDraft, cast: Cast) -> None:
    discard_draft(seen=seen(draft, cast))
    assert not PlanDraft.objects.exists()
    with pytest.raises(DraftGone):
        discard_draft(seen=seen(draft, cast))


def test_the_shipped_plans_are_entered_together_and_only_where_there_are_none(sees_all: None) -> None:
    entered = enter_starter_plans(currency="EUR", by=None, at=LATER)
    assert [plan.name for plan in entered] == [*starter_plans()]
    assert "85.00 EUR a month" in entered[1].text
    assert [plan.pin for plan in shelf().plans] == ["gold@2026-01", "platinum@2026-01", "silver@2026-01"]
    with pytest.raises(PaperRefused, match="plans already"):
        enter_starter_plans(currency="EUR", by=None, at=LATER)


def test_a_plan_that_cannot_be_read_or_says_another_name_is_told_apart(cast: Cast) -> None:
    enter_plan(name="broken@2026-01", text="plan: [", by=None, at=LATER)
    enter_plan(name="gold@2027-01", text="plan: gold\nversion: 2026-12\n", by=None, at=LATER)
    found = shelf()
    assert found.unreadable == ("broken@2026-01", "gold@2027-01")
    assert "gold@2026-01" in [each.pin for each in found.plans]
