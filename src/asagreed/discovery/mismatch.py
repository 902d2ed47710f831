"""What does not line up: the risk in plain words, its figures, what it rests on, and the measure against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from asagreed.discovery.pages import CompanyAnswers, SystemAnswers
from asagreed.discovery.reading import Answers
from asagreed.discovery.values import is_nothing, week_calendar
from asagreed.figures import Figure
from asagreed.money import round_half_up
from asagreed.open_time import OpenHours, in_words
from asagreed.terms.sections.recovery import Recovery
from asagreed.terms.values.prices import Price

NO_EMERGENCY, BILLABLE = "no emergency", "billable"
_PLACES = {
    "backup every": ("backup", "every"),
    "backup on": ("backup", "on"),
    "backup takes": ("backup", "takes"),
    "backup kept": ("backup", "kept"),
    "backup where": ("backup", "where"),
    "restore tested": ("backup", "tested"),
    "restore took": ("backup", "restore took"),
    "data": ("restoring", "data"),
    "restore speed": ("restoring", "at"),
    "diagnosis takes": ("repair", "diagnosis"),
    "repair takes": ("repair", "repair"),
    "spare": ("repair", "spare"),
}
"""Where an answer about what there is stands in the section «recovery» of an agreement."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that is recommended.

    `what` is the kind of measure, `causes` are the causes of incidents that it would have prevented or shortened,
    and `consequence` says what holds when it is declined.
    """

    what: str
    advice: str
    system: str
    causes: tuple[str, ...]
    consequence: str
    then: tuple[str, ...] = (NO_EMERGENCY, BILLABLE)

    @property
    def about(self) -> str:
        """Its name in every paper."""
        return f"{self.what} for {self.system}"


@dataclass(frozen=True, slots=True)
class Ground:
    """An answer that a mismatch rests on, as it was written, and whether somebody has looked."""

    key: str
    answer: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Two things that do not line up; without a measure it is a question that the customer has to decide."""

    name: str
    system: str
    title: str
    risk: str
    figures: tuple[Figure, ...]
    grounds: tuple[Ground, ...]
    measure: Measure | None = None

    @property
    def rests_on_words(self) -> bool:
        """Whether something of it is merely stated."""
        return any(not each.is_verified for each in self.grounds)


@dataclass(frozen=True)
class Asked:
    """One system with all that was answered of it, as the rules see it; `from_at` is UTC seconds."""

    answers: Answers
    name: str
    system: SystemAnswers
    company: CompanyAnswers
    hours: OpenHours
    has_hours: bool
    zone: str
    from_at: int

    @property
    def title(self) -> str:
        """What the system is called, in quotation marks."""
        return f"«{self.answers.title(self.name)}»"

    @property
    def recovery(self) -> Recovery:
        """What was answered of backups and repairs, in the shape in which an agreement says it."""
        return Recovery.model_validate(recovery_data(self.answers.texts[self.name], self.system))

    @property
    def vendor_hours(self) -> OpenHours:
        """When the vendor answers and brings parts: in the customer's own hours where nobody has said."""
        week = self.system.vendor_hours
        return week_calendar(week, name="vendor", zone=self.zone) if week else self.hours

    @property
    def hour_costs(self) -> Price | None:
        """What an hour without it costs, or without anything where that alone was said."""
        return self.system.hour_down_costs or self.company.hour_down_costs

    def grounds(self, *keys: str) -> tuple[Ground, ...]:
        """Return the answers to some questions as grounds; what was not answered is none."""
        texts = self.answers.texts[self.name]
        return tuple(
            Ground(key, texts[key], self.answers.verification(self.name, key) is not None)
            for key in keys
            if key in texts
        )

    def mismatch(
        self, name: str, risk: str, *, figures: tuple[Figure, ...], keys: tuple[str, ...], measure: Measure | None
    ) -> Mismatch:
        """Return a mismatch of this system."""
        return Mismatch(name, self.name, self.answers.title(self.name), risk, figures, self.grounds(*keys), measure)

    def measure(self, what: str, advice: str, *causes: str, otherwise: str) -> Measure:
        """Return a measure for this system; `otherwise` is what nobody can rely on without it."""
        named = " or ".join(part for part in (", ".join(causes[:-1]), causes[-1]) if part)
        consequence = (
            f"Work on {self.title} whose cause is {named} is then no emergency, and is paid by the hour. {otherwise}"
        )
        return Measure(what, advice, self.name, causes, consequence)

    def cost_of(self, open_seconds: int) -> tuple[Figure, ...]:
        """Return what a standstill of so many working seconds costs, where an hour's cost is known."""
        price = self.hour_costs
        if price is None:
            return ()
        amount = round_half_up(Fraction(open_seconds, 3600) * price.money.exact, price.money.currency)
        whose = "without it" if self.system.hour_down_costs else "in which nobody can work"
        hour = Figure(price.money, "an hour", f"an hour {whose}, as you said")
        because = f"{in_words(open_seconds)} of your working hours, at {price.money} an hour"
        return (Figure(amount, "of downtime", because, parts=(Figure(open_seconds, "s of open time", because), hour)),)


def recovery_data(texts: Mapping[str, str], system: SystemAnswers) -> dict[str, dict[str, str]]:
    """Return what was answered of backups and repairs as the section «recovery» has it, as texts.

    Without backups there is none; a restore that was never tried has no date, and no spare is not one.
    """
    found: dict[str, dict[str, str]] = {}
    for key, (part, name) in _PLACES.items():
        if key in texts and not _says_nothing(key, texts[key]):
            found.setdefault(part, {})[name] = texts[key]
    if not system.backup_every:
        found.pop("backup", None)
    return found


def _says_nothing(key: str, text: str) -> bool:
    return key in ("restore tested", "spare", "backup every") and is_nothing(text)
