"""How long a class of records is kept: as long as agreed, and never less than the law asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from asagreed.terms.values.periods import Period

_SHORTEST_MONTH = 28 * 86_400


@dataclass(frozen=True, slots=True)
class Limit:
    """Until when records of a class are kept, as of a moment (UTC seconds): all of the periods must be over."""

    periods: tuple[Period, ...]
    at: int
    zone: str

    @property
    def before(self) -> int:
        """The moment before which a record must lie to be worth a look; some of those before it are not due yet."""
        shortest = max(period.months * _SHORTEST_MONTH + period.days * 86_400 for period in self.periods)
        return self.at - shortest + 86_400

    def is_over(self, moment: int) -> bool:
        """Say whether a record of a moment (UTC seconds) need not be kept any more."""
        local = self._local(moment)
        return all(period.after(local) <= self._local(self.at) for period in self.periods)

    def _local(self, moment: int) -> datetime:
        return datetime.fromtimestamp(moment, ZoneInfo(self.zone)).replace(tzinfo=None)


def legal_minimums() -> Mapping[str, int]:
    """Return how many years the law asks for, by class of records."""
    years: Mapping[str, int] = settings.KEPT_BY_LAW
    return {name: asked for name, asked in years.items() if asked}


def limit_of(name: str, agreed: Period, *, at: int, zone: str) -> Limit:
    """Return until when records of a class are kept that was agreed to be kept for a period."""
    years = legal_minimums().get(name)
    return Limit((agreed, *([Period(months=12 * years)] if years else [])), at, zone)


def why_longer(name: str, agreed: Period) -> str:
    """Return why a class is kept longer than agreed, or nothing."""
    years = legal_minimums().get(name)
    if years is None or agreed.months + agreed.days / 30 >= 12 * years:
        return ""
    return f"the law asks for {years} years, and the agreement for less"
