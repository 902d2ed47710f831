"""What pages print of drafts and documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from asagreed.foresight.compare import Change, Verdict
from asagreed.reading.problems import Problem
from asagreed_web.agreements.pages import ProblemView, problem_views
from asagreed_web.kit.wording import moment as moment_words
from asagreed_web.kit.wording import promise_name
from asagreed_web.people.models import Person
from asagreed_web.signing.guided import guided_systems, guided_values
from asagreed_web.signing.looked import Looked
from asagreed_web.signing.models import Draft, PartySignature, Remark, Sending
from asagreed_web.signing.rules import party_of

TONES = {
    Verdict.BETTER: ("ok", "arrow-up"),
    Verdict.WORSE: ("late", "arrow-down"),
    Verdict.MIXED: ("soon", "shuffle"),
    Verdict.NEUTRAL: ("none", "dash-circle"),
    Verdict.CLARIFIES: ("accent", "check-circle"),
    Verdict.CANNOT_TELL: ("soon", "question-circle"),
}
"""Tone and sign of each verdict for the customer."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change for the customer, in words."""

    address: str
    before: str
    after: str
    verdict: str
    tone: str
    sign: str


@dataclass(frozen=True, slots=True)
class LookedView:
    """What a draft says: what keeps it from being read, what the checks find, what it changes for the customer."""

    problems: list[ProblemView]
    findings: list[ProblemView]
    accepted: int
    changes: list[ChangeView]
    is_ready: bool

    @property
    def errors(self) -> int:
        """How many things have to be mended before it should be signed."""
        return sum(1 for each in (*self.problems, *self.findings) if each.problem.is_error)


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper in the editor: its place and text, and the guided values where it is an agreement."""

    place: str
    text: str
    values: Mapping[str, str | None]
    systems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SendingView:
    """A document and its signatures, as of now and for who looks at it."""

    id: int
    title: str
    customer: str
    slug: str
    zone: str
    state: str
    sent_at: int
    expires_at: int
    signed_at: int | None
    sha256: str
    signs: tuple[str, ...]
    signatures: tuple[PartySignature, ...]
    is_over: bool
    may_sign: str
    """For which party whoever looks may still sign, or nothing."""
    waits_for: tuple[str, ...]
    draft_number: int


def looked_view(looked: Looked, folder: str) -> LookedView:
    """Return what was found in a draft, errors first."""
    return LookedView(
        problems=problem_views(_told(looked.problems), folder),
        findings=problem_views(looked.findings, folder),
        accepted=len(looked.accepted),
        changes=change_views(looked.changes),
        is_ready=looked.is_ready,
    )


def _told(problems: Iterable[Problem]) -> list[Problem]:
    return [each for each in problems if each.code != "YML901"]


def change_views(changes: Iterable[Change]) -> list[ChangeView]:
    """Return changes with what each is for the customer."""
    return [_change_view(each) for each in changes]


def _change_view(change: Change) -> ChangeView:
    tone, sign = TONES[change.verdict]
    return ChangeView(change.address, change.before, change.after, change.verdict.value, tone, sign)


def paper_views(papers: Mapping[str, str]) -> list[PaperView]:
    """Return the papers of a draft, the agreement first."""
    ordered = sorted(papers.items(), key=lambda each: (each[0] != "agreement.yaml", each[0]))
    return [
        PaperView(place, text, guided_values(text), guided_systems(text))
        if place == "agreement.yaml"
        else PaperView(place, text, {}, ())
        for place, text in ordered
    ]


def sending_view(sending: Sending, *, person: Person | None, party: str = "", at: int) -> SendingView:
    """Return a document for somebody who signed in, or for the `party` of whoever holds a link."""
    signatures = tuple(sending.signatures.all())
    signed = {each.party for each in signatures}
    own = party_of(person) if person else party
    is_over = at >= sending.expires_at
    may_sign = own if sending.state == Sending.State.OPEN and not is_over and own not in signed else ""
    return SendingView(
        id=sending.pk,
        title=sending.draft.title,
        customer=sending.customer.name,
        slug=sending.customer.slug,
        zone=sending.customer.zone,
        state=sending.state,
        sent_at=sending.sent_at,
        expires_at=sending.expires_at,
        signed_at=sending.signed_at,
        sha256=sending.document_sha256,
        signs=tuple(sending.signs),
        signatures=signatures,
        is_over=is_over,
        may_sign=may_sign,
        waits_for=tuple(each for each in ("provider", "customer") if each not in signed),
        draft_number=sending.draft.number,
    )


def remarks_by_clause(draft: Draft) -> dict[str, list[Remark]]:
    """Return what was said of a draft, by clause; what is about the whole stands first."""
    found: dict[str, list[Remark]] = {}
    for each in draft.remarks.select_related("by").order_by("clause", "at", "pk"):
        found.setdefault(each.clause, []).append(each)
    return found


@dataclass(frozen=True, slots=True)
class TriedRow:
    """One answer about a situation: what it is about, the answer, why, and by which clauses."""

    about: str
    answer: str
    why: str = ""
    clauses: tuple[str, ...] = ()


def tried_rows(data: Mapping[str, Any], *, zone: str) -> list[TriedRow]:
    """Return what an agreement says of a situation, answer by answer; moments in the zone of the customer."""
    ticket, coverage, emergency = data["ticket"], data["coverage"], data["emergency"]
    rows = [
        TriedRow(_("Counts from"), _said_moment(ticket["counts_from"], zone), ticket["counts_because"],
                 _addresses(ticket["counts_clause"])),
        TriedRow(_("Priority"), ticket["priority"] or _("not known"), "", _addresses(ticket["priority_clause"])),
    ]  # fmt: skip
    for clock in ticket["clocks"]:
        target = clock["target"]
        due = _said_moment(clock["due_at"], zone) if clock["due_at"] else _("when it counts")
        why = ", ".join(filter(None, (target["in_words"], target["hours"])))
        rows.append(TriedRow(promise_name(clock["clock"]), due, why, _addresses(*target["clauses"])))
    rows += [TriedRow(promise_name(each["clock"]), _("nobody can say"), each["why"]) for each in ticket["refused"]]
    if not ticket["clocks"] and not ticket["refused"]:
        rows.append(TriedRow(_("Promised"), _("nothing")))
    box = coverage["box"] or _("nobody can say")
    rows.append(TriedRow(_("Covered"), box, coverage["because"], _addresses(coverage["clause"])))
    rows.append(TriedRow(_("Emergency"), emergency["answer"], emergency["because"], _addresses(emergency["clause"])))
    for part in data["work"]:
        price = part["amount"] or "–"
        rows.append(TriedRow(_("Price"), f"{price} ({part['outcome']})", part["because"], _addresses(part["clause"])))
    return rows


def _said_moment(text: str, zone: str) -> str:
    return moment_words(int(datetime.fromisoformat(text).timestamp()), zone)


def _addresses(*clauses: Mapping[str, Any] | None) -> tuple[str, ...]:
    return tuple(each["address"] for each in clauses if each)
