"""What pages print of an agreement: papers line by line, versions through time, hours, problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from asagreed.errors import NotInForce, NoWorkingTime
from asagreed.open_time.counting import OpenHours
from asagreed.reading.problems import Problem
from asagreed.versions import History, Version
from asagreed_web.agreements.models import Edition

ORDER = ("agreement.yaml", "amendments/", "riders/", "declarations/", "signatures/", "plans/")
FOREVER = 400 * 86400
"""What does not close within so many seconds is said to be always open."""


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper by its path, line by line."""

    path: str
    lines: tuple[str, ...]
    is_plan: bool = False


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version with the span in which it is in force (UTC seconds; no end is None), and the papers it rests on."""

    number: int
    from_at: int
    until_at: int | None
    hash: str
    layers: tuple[str, ...]
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class HoursView:
    """Hours by name, whether they are open at a moment, and when that changes (UTC seconds); None is never."""

    name: str
    is_open: bool
    changes_at: int | None


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One problem with the address of its line."""

    problem: Problem
    path: str


def paper_views(edition: Edition) -> list[PaperView]:
    """Return the papers of an edition, the agreement first, then the plans that they pin."""
    papers = sorted(edition.papers, key=_rank)
    pinned = [name for name in edition.plans if any(f"plan: {name}" in text for text in edition.papers.values())]
    own = [PaperView(path, tuple(edition.papers[path].splitlines())) for path in papers]
    plans = (PaperView(f"plans/{name}.yaml", tuple(edition.plans[name].splitlines()), is_plan=True) for name in pinned)
    return [*own, *plans]


def _rank(path: str) -> tuple[int, str]:
    return next(place for place, start in enumerate(ORDER) if path.startswith(start)), path


def text_of(edition: Edition, path: str) -> str | None:
    """Return the text at a path of an edition, of a paper or of a plan; None where there is none."""
    name = path.removeprefix("plans/").removesuffix(".yaml")
    text: str | None = edition.plans.get(name) if path.startswith("plans/") else edition.papers.get(path)
    return text


def path_in_folder(file: str, folder: str) -> str:
    """Return where a file that a clause or a problem names lies for a customer: without the customer's folder."""
    if f"/{folder}/" in file or file.startswith(f"{folder}/"):
        return file.rpartition(f"/{folder}/")[2].removeprefix(f"{folder}/")
    # Plans lie beside the folder; where the reading laid both out is nobody's business.
    return f"plans/{file.rpartition('/plans/')[2]}" if "/plans/" in file else file.rpartition("/")[2]


def problem_views(problems: Iterable[Problem], folder: str) -> list[ProblemView]:
    """Return problems with the paths of their papers, errors first."""
    ordered = sorted(problems, key=lambda each: (not each.is_error, each))
    return [ProblemView(each, path_in_folder(each.file, folder)) for each in ordered]


def version_views(history: History, *, at: int) -> list[VersionView]:
    """Return the versions of an agreement, the newest first, as of a moment."""
    return [_version_view(version, at) for version in reversed(history.versions)]


def _version_view(version: Version, at: int) -> VersionView:
    is_in_force = version.from_at <= at and (version.until_at is None or at < version.until_at)
    return VersionView(version.number, version.from_at, version.until_at, version.hash, version.layers, is_in_force)


def version_at(history: History | None, *, at: int) -> Version | None:
    """Return the version in force at a moment, or None."""
    try:
        return history.version_in_force(at=at) if history else None
    except NotInForce:
        return None


def hours_views(version: Version, *, at: int) -> list[HoursView]:
    """Return the hours that a version names, each open or closed at a moment."""
    return [_hours_view(name, hours, at) for name, hours in version.terms.calendars.items()]


def _hours_view(name: str, hours: OpenHours, at: int) -> HoursView:
    if hours.is_open_at(at):
        ends_at = next(iter(hours.spans(at, at + FOREVER))).end
        return HoursView(name, is_open=True, changes_at=ends_at if ends_at < at + FOREVER else None)
    try:
        return HoursView(name, is_open=False, changes_at=hours.opening_from(at))
    except NoWorkingTime:
        return HoursView(name, is_open=False, changes_at=None)
