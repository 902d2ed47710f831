"""What happens beside tickets in the half year: read from `story/half_year.yaml`, and when each of it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

from asagreed.open_time import in_zone
from asagreed_web.demo.cast import STORY

MINUTE, DAY = 60, 86_400


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Correction(_Part):
    """What became known later of how long an outage was."""

    ago: int
    day: int
    minutes: int
    because: str


class Happened(_Part):
    """A stretch of local time: so many months before the one that runs, on a day, from a time on."""

    ago: int
    day: int
    begins: str = Field(alias="from")
    minutes: int


class Down(Happened):
    """An outage of a system; one that was slow only is degraded."""

    system: str
    cause: str
    degraded: bool = False
    corrected: Correction | None = None


class Unwatched(Happened):
    """A stretch in which nobody looked."""

    system: str
    because: str


class Maintenance(_Part):
    """Announced maintenance, `notice` days before; one that is still to come lies so many days `in` the future."""

    ago: int
    day: int = 0
    ahead: int = Field(default=0, alias="in")
    begins: str = Field(alias="from")
    minutes: int
    systems: tuple[str, ...]
    title: str
    notice: int


class OwnCheck(_Part):
    """A check of our own. It is ended at once: nothing of the demonstration asks other machines."""

    system: str
    kind: str
    target: str
    every: int


class CustomerStory(_Part):
    """What happens at one customer."""

    invoiced: bool = False
    credited: bool = False
    reported: bool = False
    status_page: str = Field(default="", alias="status page")
    checks: tuple[OwnCheck, ...] = ()
    outages: tuple[Down, ...] = ()
    unwatched: tuple[Unwatched, ...] = ()
    windows: tuple[Maintenance, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done at a moment (UTC seconds), beside the script of the tickets."""

    at: int
    does: Callable[[int], object]
    """Is told that moment."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Turns the months, days and times of the story into moments of a zone, seen from the end of the half year."""

    zone: str
    until: int

    def moment(self, ago: int, day: int, begins: str) -> int:
        """Return the moment of a day in the month that lies so many months back."""
        return self._on(self.month(ago).replace(day=day), begins)

    def ahead(self, days: int, begins: str) -> int:
        """Return the moment on a day that is to come."""
        return self._on(in_zone(self.until, self.zone).date() + timedelta(days=days), begins)

    def month(self, ago: int) -> date:
        """Return the first day of the month that lies so many months back."""
        local = in_zone(self.until, self.zone).date()
        year, month = divmod(local.year * 12 + local.month - 1 - ago, 12)
        return date(year, month + 1, 1)

    def months_since(self, start: int) -> Iterator[int]:
        """Yield how far back each month lies that was over before the end, the first one after a start first."""
        begun = in_zone(start, self.zone).date()
        local = in_zone(self.until, self.zone).date()
        yield from range((local.year - begun.year) * 12 + local.month - begun.month, 0, -1)

    def _on(self, day: date, begins: str) -> int:
        return int(datetime.combine(day, time.fromisoformat(begins), ZoneInfo(self.zone)).timestamp())


@cache
def half_year() -> Mapping[str, CustomerStory]:
    """Return what happens beside tickets, by the folder of the customer."""
    read = YAML(typ="safe", pure=True).load(STORY / "half_year.yaml")
    return {folder: CustomerStory.model_validate(said) for folder, said in read.items()}


def papers_of(folder: str) -> dict[str, str]:
    """Return the papers of the demonstration beside those of the examples, by their place."""
    root = STORY / "papers" / folder
    return {file.relative_to(root).as_posix(): file.read_text() for file in sorted(root.rglob("*.yaml"))}
