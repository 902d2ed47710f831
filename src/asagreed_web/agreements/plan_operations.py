"""Drafts of plans: begun from an edition, changed by whoever saw the newest state, and entered as a new edition."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction

from asagreed.errors import AsagreedError
from asagreed.reading.problems import Problem
from asagreed.starter import starter_plans
from asagreed.versions.plan_reading import read_plan
from asagreed_web.agreements import plan_editing
from asagreed_web.agreements.models import Plan, PlanDraft
from asagreed_web.agreements.operations import LARGEST, PLAN, PaperRefused, enter_plan
from asagreed_web.agreements.plan_queries import draft_file, known_entry, newest_month, plan_file
from asagreed_web.people.models import Person

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
BLANK = "plan: {name}\nversion: {month}\ntitle: {title}\n\nservices:\n  otherwise: excluded\n"
Edit = Callable[[PlanDraft], str]


class DraftChanged(AsagreedError):
    """Somebody else changed a draft since it was seen; `draft` is how it stands now."""

    def __init__(self, draft: PlanDraft) -> None:
        who = draft.changed_by.name if draft.changed_by else "The command line"
        super().__init__(f"{who} changed this draft after you had opened it, so your change was not made.")
        self.draft = draft


class DraftGone(AsagreedError):
    """A draft was published or thrown away since it was seen."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no draft of «{name}» any more: it was published, or thrown away.")


class PlanHasErrors(AsagreedError):
    """A draft cannot be entered before its errors are mended."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("This draft has errors. Mend them in its text, and publish it then.")
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Which state of which draft somebody saw, who it is, and when they change it (UTC seconds)."""

    name: str
    number: int
    by: Person | None
    at: int


@transaction.atomic
def start_draft(*, name: str, month: str, by: Person | None, at: int, copied_from: str = "") -> PlanDraft:
    """Return the draft of a plan, begun from its newest edition where there is none.

    A plan without an edition begins as a copy of another one (`copied_from`, a pin) or with an empty text. Raises
    PaperRefused for a name or a month that cannot be, and for a text that no edition can be made of.
    """
    _check_name(name, month)
    known = PlanDraft.objects.filter(name=name).first()
    if known is not None:
        return known
    newest = newest_month(name)
    based_on = f"{name}@{newest}" if newest else copied_from
    source = Plan.objects.filter(name=based_on).first()
    if copied_from and source is None:
        raise PaperRefused(f"There is no plan {copied_from} to copy.")
    text = source.text if source else BLANK.format(name=name, month=month, title=name.capitalize())
    if source:
        text = plan_editing.set_word(plan_editing.set_word(text, "version", month), "plan", name)
        text = text if newest else plan_editing.set_word(text, "title", name.capitalize())
    begun = {
        "month": month,
        "text": text,
        "based_on": source.name if source else "",
        "changed_at": at,
        "changed_by": by,
    }
    # Another one may begin it in this moment: there is one draft, whoever comes first.
    return PlanDraft.objects.get_or_create(name=name, defaults=begun)[0]


@transaction.atomic
def save_draft_text(*, seen: Seen, text: str) -> PlanDraft:
    """Keep a text as it was typed, with or without errors. Raises DraftChanged, DraftGone, PaperRefused."""
    return _changed(seen, lambda _: text, is_checked=False)


@transaction.atomic
def move_plan_service(*, seen: Seen, service: str, source: str, target: str) -> PlanDraft:
    """Put a service of a draft into another box; an empty box is none.

    Raises DraftChanged, DraftGone, and PaperRefused where the text cannot say it.
    """
    if source == target:
        return _held(seen)

    def edit(draft: PlanDraft) -> str:
        base = Plan.objects.filter(name=draft.based_on).values_list("text", flat=True).first() or ""
        known = None if source else known_entry(draft, service)
        return plan_editing.move_service(draft.text, service, source=source, target=target, known=known, base=base)

    return _changed(seen, edit)


@transaction.atomic
def put_plan_service(*, seen: Seen, box: str, service: str, says: Mapping[str, str], instead_of: str = "") -> PlanDraft:
    """Add a service to a draft, or change what it says and what it is called (`instead_of` is its name so far).

    Raises DraftChanged, DraftGone, and PaperRefused where the text cannot say it.
    """
    return _changed(seen, lambda draft: plan_editing.put_service(draft.text, box, service, says, instead_of=instead_of))


@transaction.atomic
def publish_draft(*, seen: Seen, month: str) -> Plan:
    """Enter a draft as an edition under a month, and end it.

    Raises DraftChanged, DraftGone, PlanHasErrors, and PaperRefused for a month that cannot be, or comes before the
    newest edition.
    """
    draft = _held(seen)
    _check_name(draft.name, month)
    newest = newest_month(draft.name)
    if newest and month <= newest:
        raise PaperRefused(f"{draft.name}@{newest} is entered, and never changes. Choose a later month than {newest}.")
    text = plan_editing.set_word(draft.text, "version", month)
    pin = f"{draft.name}@{month}"
    read, problems = read_plan(text, file=plan_file(pin))
    if read is None or any(problem.is_error for problem in problems):
        raise PlanHasErrors(problems)
    if read.pin != pin:
        raise PaperRefused(f"The text says «plan: {read.name}», and this is the draft of «{draft.name}».")
    plan = enter_plan(name=pin, text=text, by=seen.by, at=seen.at)
    draft.delete()
    return plan


@transaction.atomic
def discard_draft(*, seen: Seen) -> None:
    """Throw a draft away. Raises DraftChanged, DraftGone."""
    _held(seen).delete()


@transaction.atomic
def enter_starter_plans(*, currency: str, by: Person | None, at: int) -> list[Plan]:
    """Enter the plans that are shipped: silver, gold, platinum. Raises PaperRefused where there are plans already."""
    if Plan.objects.exists():
        raise PaperRefused("There are plans already, so the ones that are shipped were not entered.")
    return [enter_plan(name=name, text=text, by=by, at=at) for name, text in starter_plans(currency=currency).items()]


def _held(seen: Seen) -> PlanDraft:
    drafts = PlanDraft.objects.select_for_update(of=("self",)).select_related("changed_by")
    draft = drafts.filter(name=seen.name).first()
    if draft is None:
        raise DraftGone(seen.name)
    if draft.number != seen.number:
        raise DraftChanged(draft)
    return draft


def _changed(seen: Seen, edit: Edit, *, is_checked: bool = True) -> PlanDraft:
    draft = _held(seen)
    text = edit(draft)
    if len(text.encode()) > LARGEST:
        raise PaperRefused("The text is larger than 1 MiB, which no plan needs.")
    if is_checked:
        _refuse_new_errors(draft, text)
    read, _ = read_plan(text)
    if read is not None and MONTH.fullmatch(read.terms.version):
        draft.month = read.terms.version
    draft.text, draft.number = text, draft.number + 1
    draft.changed_at, draft.changed_by = seen.at, seen.by
    draft.save()
    return draft


def _refuse_new_errors(draft: PlanDraft, text: str) -> None:
    before = {(each.code, each.message) for each in read_plan(draft.text, file=draft_file(draft))[1]}
    _, after = read_plan(text, file=draft_file(draft))
    new = next((each for each in after if each.is_error and (each.code, each.message) not in before), None)
    if new is not None:
        raise PaperRefused(f"{new.message} {new.remedy}")


def _check_name(name: str, month: str) -> None:
    if not NAME.fullmatch(name):
        raise PaperRefused(f"A plan cannot be named «{name}». Use small letters, digits and «-», such as gold.")
    if not MONTH.fullmatch(month) or not PLAN.fullmatch(f"{name}@{month}"):
        raise PaperRefused(f"«{month}» is no month. Write year and month, such as 2026-11.")
