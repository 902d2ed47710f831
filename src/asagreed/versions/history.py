"""Every version of an agreement in the order in which they were in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from asagreed.errors import NotInForce, RiderNotOffered
from asagreed.open_time import in_zone
from asagreed.reading.papers import Paper
from asagreed.terms import Agreement, Signature, Terms
from asagreed.versions.dated_calendars import DatedCalendars
from asagreed.versions.drafts import Draft
from asagreed.versions.layers import paper_name
from asagreed.versions.moments import signatures_of
from asagreed.versions.register import Register
from asagreed.versions.riders import RiderTaken, riders_taken
from asagreed.versions.signatures import Signatures

RE_RATE = "re-rate"


@dataclass(frozen=True)
class SignedPaper:
    """A paper that a version rests on: its name, its file with the hash of it, and when each party signed."""

    name: str
    kind: str
    file: str
    sha256: str
    signed: Mapping[str, datetime]
    signatures: tuple[Signature, ...] = ()
    """The signatures that lie beside it, the first one first."""


@dataclass(frozen=True)
class Version:
    """The terms that are in force from one moment to another, in UTC seconds; the last one may have no end."""

    number: int
    until_at: int | None
    draft: Draft = field(repr=False)
    dated: DatedCalendars = field(repr=False, compare=False)
    signatures: Signatures = field(repr=False, compare=False)

    @property
    def from_at(self) -> int:
        """The moment from which the version is in force."""
        return self.draft.from_at

    @property
    def layers(self) -> tuple[str, ...]:
        """The names of the papers, from the one that gives way to the one that goes before all others."""
        return self.draft.layered.layers

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical resolved terms and of every source file."""
        return self.draft.layered.version

    @property
    def running_tickets(self) -> str:
        """What this version does to clocks that run when it begins: «keep their targets» or «re-rate»."""
        return self.draft.running_tickets

    @cached_property
    def papers(self) -> tuple[SignedPaper, ...]:
        """The papers that the version rests on, in the order of its layers."""
        return tuple(signed_paper(paper, self.signatures) for paper in self.draft.papers)

    @property
    def agreement(self) -> Agreement:
        """The agreement as its papers together say it."""
        return self.draft.model

    @cached_property
    def terms(self) -> Terms:
        """The terms of this version; each date of a calendar is that of the version in force on it."""
        return replace(self.draft.terms, calendars=self.dated.by_name)

    @cached_property
    def riders(self) -> tuple[RiderTaken, ...]:
        """The riders that are in force with this version."""
        return tuple(riders_taken(self.draft.papers, self.draft.terms))

    def terms_with(self, *, rider: str) -> Terms:
        """Return the terms with an offered rider taken up, for one ticket. Raises RiderNotOffered."""
        if rider not in self.draft.model.riders:
            raise RiderNotOffered(rider=rider, offered=tuple(self.draft.model.riders))
        if rider not in self._with_rider:
            self._with_rider[rider] = replace(self.draft.terms_with(rider), calendars=self.dated.by_name)
        return self._with_rider[rider]

    @cached_property
    def _with_rider(self) -> dict[str, Terms]:
        """The terms with each rider, once somebody has asked for them: to work them out reads the papers again."""
        return {}


@dataclass(frozen=True)
class History:
    """An agreement through time: each moment has at most one version in force."""

    agreement: str
    zone: str
    versions: tuple[Version, ...]
    declarations: tuple[SignedPaper, ...] = ()
    register: Register = field(default_factory=Register, repr=False)

    def version_in_force(self, *, at: int) -> Version:
        """Return the version in force at a moment in UTC seconds. Raises NotInForce."""
        for version in reversed(self.versions):
            if version.from_at <= at and (version.until_at is None or at < version.until_at):
                return version
        end = self.versions[-1].until_at
        raise NotInForce(
            agreement=self.agreement,
            at=in_zone(at, self.zone).isoformat(),
            first=in_zone(self.versions[0].from_at, self.zone).isoformat(),
            end=in_zone(end, self.zone).isoformat() if end is not None else None,
        )

    def version_for_clock(self, *, started_at: int, at: int) -> Version:
        """Return the version whose targets hold at a moment for a clock that started earlier.

        It is the version in force at the start, until a later one says `running tickets: re-rate`. Raises NotInForce.
        """
        chosen = self.version_in_force(at=started_at)
        later = (each for each in self.versions if started_at < each.from_at <= at)
        return max((each for each in later if each.running_tickets == RE_RATE), key=_begins, default=chosen)


def _begins(version: Version) -> int:
    return version.from_at


def signed_paper(paper: Paper, signatures: Signatures) -> SignedPaper:
    """Return what is kept of a paper beside its terms."""
    return SignedPaper(
        paper_name(paper),
        paper.kind,
        paper.source.cited,
        paper.source.sha256,
        signatures_of(paper.tree),
        signatures.under(paper),
    )
