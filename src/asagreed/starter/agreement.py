"""The first draft of a customer's agreement: a plan, and what no plan can know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from asagreed.errors import NotStarted
from asagreed.starter.plans import starter_plans

_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, kw_only=True)
class NewAgreement:
    """What is known when a draft is begun: `plan` is a shipped one such as gold, `holidays` a region such as US-IL."""

    customer: str
    provider: str
    plan: str
    zone: str
    currency: str
    holidays: str
    begins: date

    @property
    def name(self) -> str:
        """The name of the agreement, made of that of the customer."""
        return _SLUG.sub("-", self.customer.lower()).strip("-") or "customer"

    def text(self, pinned: str) -> str:
        """Return the draft, with a plan pinned."""
        return _DRAFT.format(
            name=self.name,
            pinned=pinned,
            customer=_quoted(self.customer),
            provider=_quoted(self.provider),
            title=self.plan.capitalize(),
            zone=self.zone,
            currency=self.currency,
            holidays=self.holidays,
            begins=self.begins.isoformat(),
        )


_DRAFT = """\
# Only what differs from {title}, or what {title} cannot know, is written here. Every line is yours to change.
agreement: {name}
plan: {pinned}
parties: {{provider: {provider}, customer: {customer}}}
zone: {zone}
currency: {currency}
term: {{from: {begins}, for: 1 year, renews: yearly, notice: 60 days}}

holidays:
  public holidays: {{public: {holidays}}}
calendars:
  support:
    hours: {{mon-fri: "09:00-17:00"}}
    closed: public holidays

sites:
  office: {{title: Office, distance: near}}
travel: {{near: 30 min}}
systems:
  mail:    {{title: E-mail}}
  files:   {{title: File server, site: office}}
  network: {{title: Network and internet}}

emergency:
  definitions:
    mail down:  {{outage of: mail, lasting: 1 h}}
    files down: {{outage of: files, lasting: 1 h}}
    data lost:  {{data lost on: files}}
"""


def lay_out(new: NewAgreement, folder: Path) -> tuple[Path, ...]:
    """Write a draft into a new folder, and its plan beside it where no plan of that name is; return what was written.

    Raises NotStarted for a plan that is not shipped, and for a folder that holds an agreement already.
    """
    plans = starter_plans(currency=new.currency)
    pinned = next((name for name in plans if name.partition("@")[0] == new.plan), None)
    if pinned is None:
        known = ", ".join(name.partition("@")[0] for name in plans)
        raise NotStarted(why=f"«{new.plan}» is not one of the plans that are shipped: {known}")
    agreement = folder / "agreement.yaml"
    if agreement.exists():
        raise NotStarted(why=f"{agreement} is there already, and a new one would take its place")
    plan = folder.parent / "plans" / f"{pinned}.yaml"
    written = {agreement: new.text(pinned)} | ({} if plan.exists() else {plan: plans[pinned]})
    for path, text in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return tuple(written)


def _quoted(name: str) -> str:
    """Return a name as a text of YAML, whatever is in it."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
