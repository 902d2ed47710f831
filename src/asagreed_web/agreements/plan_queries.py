"""Plans as they are read by the library, once for each text in each process; and what stands beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from asagreed.documents.plan_table import PlanTable, compare_plans
from asagreed.foresight.plan_margin import CustomerSize
from asagreed.reading.problems import Problem
from asagreed.terms.sections.services import BOXES
from asagreed.versions.plan_reading import ReadPlan, read_plan
from asagreed_web.agreements.models import Plan, PlanDraft
from asagreed_web.agreements.operations import LARGEST, PaperRefused
from asagreed_web.agreements.plan_editing import entry_of


@dataclass(frozen=True, slots=True)
class Shelf:
    """The newest edition of each plan, the newer ones that cannot be read, and the drafts by name."""

    plans: tuple[ReadPlan, ...]
    unreadable: tuple[str, ...]
    drafts: dict[str, PlanDraft]


def shelf() -> Shelf:
    """Return what plans there are."""
    editions: dict[str, list[str]] = {}
    for pin in Plan.objects.order_by("-name").values_list("name", flat=True):
        editions.setdefault(pin.partition("@")[0], []).append(pin)
    unreadable: list[str] = []
    plans = [plan for name in sorted(editions) if (plan := _newest(editions[name], unreadable))]
    drafts = {draft.name: draft for draft in PlanDraft.objects.select_related("changed_by")}
    return Shelf(tuple(plans), tuple(unreadable), drafts)


def _newest(pins: Sequence[str], unreadable: list[str]) -> ReadPlan | None:
    """Return the first of some editions that can be read; the ones before it are told as unreadable."""
    for pin in pins:
        plan = plan_read(pin)
        if plan is not None and plan.pin == pin:
            return plan
        unreadable.append(pin)
    return None


def compared(
    plans: Sequence[ReadPlan], *, provider: str, size: CustomerSize, language: str, zone: str, at: int
) -> PlanTable:
    """Return the comparison of plans as of the day that it is in a zone, for a customer of a size."""
    day = datetime.fromtimestamp(at, ZoneInfo(zone)).date()
    return compare_plans(plans, day=day, provider=provider, size=size, language=language)


def find_draft(name: str) -> PlanDraft | None:
    """Return the draft of a plan, if there is one."""
    return PlanDraft.objects.select_related("changed_by").filter(name=name).first()


def read_draft(draft: PlanDraft) -> tuple[ReadPlan | None, tuple[Problem, ...]]:
    """Return what a draft says, and what is wrong with it."""
    return _read(draft.text, draft_file(draft))


def check_draft(draft: PlanDraft, text: str) -> tuple[Problem, ...]:
    """Return what would be wrong with a draft that said this. Raises PaperRefused for a text that is too large."""
    if len(text.encode()) > LARGEST:
        raise PaperRefused("The text is larger than 1 MiB, which no plan needs.")
    return read_plan(text, file=draft_file(draft))[1]


def plan_read(pin: str) -> ReadPlan | None:
    """Return an edition by its pin, if there is one that can be read."""
    text = Plan.objects.filter(name=pin).values_list("text", flat=True).first()
    return _read(text, plan_file(pin))[0] if text is not None else None


def newest_month(name: str) -> str:
    """Return the month of the newest edition of a plan, or nothing."""
    names = Plan.objects.filter(name__startswith=f"{name}@").values_list("name", flat=True)
    return max((pin.rpartition("@")[2] for pin in names), default="")


def known_entry(draft: PlanDraft, service: str) -> Any:
    """Return what the edition that a draft rests on says of a service, else what another plan says; None for nothing.

    It is as ruamel.yaml reads it. The entry of any box will do: what only that box can say is left out later.
    """
    newest = [plan.pin for plan in shelf().plans]
    for pin in dict.fromkeys((draft.based_on, *newest)):
        text = Plan.objects.filter(name=pin).values_list("text", flat=True).first()
        for box in BOXES if text else ():
            found = entry_of(text or "", box, service)
            if isinstance(found, dict):
                return found
    return None


def plan_file(pin: str) -> str:
    """Return what clauses and problems call an edition."""
    return f"plans/{pin}.yaml"


def draft_file(draft: PlanDraft) -> str:
    """Return what problems call the text of a draft."""
    return f"{draft.pin}.yaml"


# A plan takes some 20 ms to read, and a page shows several.
@lru_cache(maxsize=64)
def _read(text: str, file: str) -> tuple[ReadPlan | None, tuple[Problem, ...]]:
    return read_plan(text, file=file)
