"""Days on which a calendar is closed: public holidays by country and region, and lists of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from asagreed.errors import UnknownHolidays
from asagreed.open_time.shifts import DAY

if TYPE_CHECKING:
    from holidays import HolidayBase


class Holidays(Protocol):
    """Anything that knows which local dates are holidays."""

    def name_on(self, day: date) -> str | None:
        """Return the name of the holiday on a date, if it is one."""
        ...


@dataclass(frozen=True)
class ListedHolidays:
    """Holidays written down one by one."""

    dates: Mapping[date, str]

    def name_on(self, day: date) -> str | None:
        """Return the name of the holiday on a date, if it is one."""
        return self.dates.get(day)


@dataclass(frozen=True)
class PublicHolidays:
    """Public holidays of a country or region (the holidays library), less some by name, and with some of one's own.

    A name in `without` matches a holiday whose name begins with it, as that of «Columbus Day (observed)» does.
    """

    country: str
    subdivision: str | None = None
    without: tuple[str, ...] = ()
    added: Mapping[date, str] = field(default_factory=dict)

    def name_on(self, day: date) -> str | None:
        """Return the name of the holiday on a date, if it is one."""
        if day in self.added:
            return self.added[day]
        return self._kept(self._public.get(day))

    def names_in(self, year: int) -> frozenset[str]:
        """Return the names that the public list has in a year, before anything is taken out of it."""
        first, after = date(year, 1, 1), date(year + 1, 1, 1)
        days = (first + timedelta(days=number) for number in range((after - first).days))
        return frozenset(name for day in days for name in self._public.get_list(day))

    def _kept(self, names: str | None) -> str | None:
        if names is None:
            return None
        left = [name for name in names.split("; ") if not any(name.startswith(out) for out in self.without)]
        return "; ".join(left) or None

    @cached_property
    def _public(self) -> HolidayBase:
        import holidays  # noqa: PLC0415 -- a tenth of a second that most commands do not need

        try:
            return holidays.country_holidays(self.country, subdiv=self.subdivision, language="en_US")
        except NotImplementedError:
            raise UnknownHolidays(country=self.country, subdivision=self.subdivision) from None


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Holidays that close a calendar, from `before` seconds before the local date to `after` seconds after it.

    Seconds are those of the clock face, and reach no farther than the neighbouring dates.
    """

    holidays: Holidays
    before: int = 0
    after: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.before <= DAY and 0 <= self.after <= DAY):
            raise ValueError(
                f"A holiday cannot close from {self.before} s before its date to {self.after} s after it: "
                f"it reaches at most to the neighbouring dates. Give 0 to {DAY} s, and list the other dates."
            )
