"""What is typed of plans and services: fields, and what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from asagreed.versions.plan_reading import ReadPlan
from asagreed_web.agreements.plan_pages import BOXES
from asagreed_web.kit.parts import FieldView

SAYS = ("title", "delivery", "worth", "costs")
"""What the form of a service can say, by the keys of agreements."""


@dataclass(frozen=True)
class ServiceForm:
    """What was typed of a service: its box, its name, what it says, and its name so far (empty for a new one)."""

    box: str
    name: str
    says: Mapping[str, str]
    instead_of: str

    @property
    def fields(self) -> tuple[FieldView, ...]:
        """The fields as they are printed."""
        boxes = (("included", _("Included")), ("excluded", _("Excluded")), ("by arrangement", _("By arrangement")))
        box = FieldView("box", _("Box"), self.box, kind="select", choices=boxes, required=True)
        deliveries = {"": _("does not say"), "remote": _("remote"), "on-site": _("on-site")}
        deliveries.setdefault(self.says["delivery"], self.says["delivery"])
        worth_hint = _("A month, with its currency, such as 40.00 USD a month.")
        return (
            *(() if self.instead_of else (box,)),
            FieldView("name", _("Name"), self.name, hint=_("By which work is recorded."), required=True),
            FieldView("title", _("Title"), self.says["title"], hint=_("As customers read it, where it differs.")),
            FieldView("delivery", _("Done"), self.says["delivery"], kind="select", choices=tuple(deliveries.items())),
            FieldView("worth", _("Worth to the customer"), self.says["worth"], hint=worth_hint),
            FieldView("costs", _("Costs us"), self.says["costs"], hint=worth_hint),
        )


def service_form(request: HttpRequest, plan: ReadPlan | None) -> ServiceForm | None:
    """Return the form of a service: as it was typed, as the draft says it, or empty; None for no such service."""
    asked = request.POST if request.method == "POST" else request.GET
    box, instead_of = asked.get("box", "included"), request.GET.get("service", "")
    if box not in BOXES:
        return None
    if request.method == "POST":
        typed = {key: " ".join(request.POST.get(key, "").split()) for key in SAYS}
        return ServiceForm(box, " ".join(request.POST.get("name", "").split()), typed, instead_of)
    if not instead_of:
        return ServiceForm(box, "", dict.fromkeys(SAYS, ""), "")
    path = ("services", box, instead_of)
    if plan is None or instead_of not in _parts(plan, box):
        return None
    said = {key: plan.written(*path, key) for key in SAYS}
    if box == "included" and not said["delivery"]:
        # A bare text under «included» is the delivery.
        said["delivery"] = plan.written(*path)
    return ServiceForm(box, instead_of, said, instead_of)


def _parts(plan: ReadPlan, box: str) -> Mapping[str, object]:
    services = plan.terms.services
    boxes: dict[str, Mapping[str, object]] = {
        "included": services.included, "excluded": services.excluded, "by arrangement": services.by_arrangement,
    }  # fmt: skip
    return boxes[box]


def plan_fields(typed: Mapping[str, str], pins: Sequence[str], *, refused: str) -> tuple[FieldView, ...]:
    """Return the fields of a plan of a new name."""
    hint = _("A short word in small letters, such as bronze. Agreements pin it with a month: bronze@2026-11.")
    copied = (("", _("Nothing: an empty plan")), *((pin, pin) for pin in pins))
    return (
        FieldView("name", _("Name"), typed.get("name", ""), hint=hint, error=refused, required=True),
        FieldView("copied_from", _("Begin as a copy of"), typed.get("copied_from", ""), kind="select", choices=copied),
    )
