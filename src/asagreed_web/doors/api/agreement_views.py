"""Agreements: their papers and versions, what is in force at a moment, and what is wrong with a draft."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from asagreed.signing.paper_places import NAMED, PLACE
from asagreed_web.agreements.checking import check_papers
from asagreed_web.agreements.pages import paper_views, problem_views, version_views
from asagreed_web.agreements.queries import edition_of, history_of
from asagreed_web.doors.api.customer_views import Slug, find_customer
from asagreed_web.doors.api.identity import allow, asker_of
from asagreed_web.doors.api.problems import NotThere, WrongWord
from asagreed_web.doors.api.registering import action, question
from asagreed_web.doors.api.shapes import ClauseShown, Moment, MomentSaid, Said, Shown, Words
from asagreed_web.people.passing import moment_of
from asagreed_web.people.rules import may_enter_agreements
from asagreed_web.systems.promised import promised

router = Router(tags=["agreements"])


class VersionShown(Shown):
    """A version, the span in which it is in force (no end is null), and the papers it rests on."""

    number: int
    from_at: Moment
    until_at: Moment | None
    hash: str
    layers: list[str]
    is_in_force: bool


class VersionsShown(Shown):
    """An agreement through time, its newest version first."""

    agreement: str
    zone: str
    versions: list[VersionShown]


class PaperShown(Shown):
    """A paper by its place in the customer's folder."""

    path: str
    is_plan: bool
    text: str


class PapersShown(Shown):
    """The papers of an agreement as they lie now."""

    agreement: str
    edition: int
    sha256: str
    papers: list[PaperShown]


class AskedAt(Said):
    """As of which moment; now, where nothing is said."""

    at: MomentSaid | None = None


class HoursShown(Shown):
    """Hours by name, whether they are open then, and when that changes."""

    name: str
    is_open: bool
    changes_at: Moment | None


class WayShown(Shown):
    """An agreed way to report, and in which hours it counts; no hours is always."""

    name: str
    hours: str
    clause: ClauseShown


class TargetShown(Shown):
    """A promised time: of which clock, for what, how long, in which hours."""

    clock: str
    about: str
    within: str
    hours: str
    is_guide: bool
    clause: ClauseShown


class SystemShown(Shown):
    """A system by its word in the agreement, and what the customer declared it to be."""

    name: str
    title: str
    criticality: str


class InForceShown(Shown):
    """What the version in force says."""

    agreement: str
    version: int
    version_hash: str
    from_at: Moment
    zone: str
    hours: list[HoursShown]
    ways: list[WayShown]
    targets: list[TargetShown]
    systems: list[SystemShown]


class DraftSaid(Said):
    """Papers by their place in the folder, to be read beside those that lie there already."""

    papers: dict[str, Words] = Field(
        min_length=1, max_length=20, examples=[{"amendments/3.yaml": "amendment: 3\nof: gold\n"}]
    )


class ProblemShown(Shown):
    """A problem of a paper: where, what, and what to do. Line and column count from 1."""

    path: str
    line: int
    column: int
    code: str
    severity: str
    message: str
    remedy: str


class CheckedShown(Shown):
    """Every problem of a draft, errors first; without an error it could be entered."""

    problems: list[ProblemShown]


@question(router, "/customers/{slug}/agreement/versions", VersionsShown)
def list_versions(request: HttpRequest, slug: Slug) -> VersionsShown:
    """List the versions of a customer's agreement, the newest first."""
    customer = find_customer(asker_of(request), slug)
    history = history_of(customer.pk)
    if history is None:
        raise NotThere(f"agreement of «{slug}»")
    versions = [VersionShown.model_validate(each) for each in version_views(history, at=moment_of(request))]
    return VersionsShown(agreement=history.agreement, zone=history.zone, versions=versions)


@question(router, "/customers/{slug}/agreement/papers", PapersShown)
def list_papers(request: HttpRequest, slug: Slug) -> PapersShown:
    """Show the papers of a customer's agreement, and the plans that they pin."""
    edition = edition_of(find_customer(asker_of(request), slug).pk)
    if edition is None:
        raise NotThere(f"agreement of «{slug}»")
    papers = [
        PaperShown(path=each.path, is_plan=each.is_plan, text="".join(f"{line}\n" for line in each.lines))
        for each in paper_views(edition)
    ]
    return PapersShown(agreement=edition.agreement, edition=edition.number, sha256=edition.sha256, papers=papers)


@question(router, "/customers/{slug}/agreement/in-force", InForceShown)
def show_what_is_in_force(request: HttpRequest, slug: Slug, asked: Query[AskedAt]) -> InForceShown:
    """Say what is promised at a moment: hours, ways to report, targets, systems."""
    customer = find_customer(asker_of(request), slug)
    found = promised(customer.pk, at=moment_of(request) if asked.at is None else asked.at)
    if found is None:
        raise NotThere("version in force at this moment")
    return InForceShown.model_validate(found)


@action(router, "/customers/{slug}/agreement/check", CheckedShown)
def check_a_draft(request: HttpRequest, slug: Slug, said: DraftSaid) -> CheckedShown:
    """Say what is wrong with papers before they are entered; nothing is kept."""
    customer = find_customer(allow(request, may_enter_agreements, "check drafts of agreements"), slug)
    for path in said.papers:
        if not PLACE.fullmatch(path):
            place = f"agreement.yaml, or amendments/, riders/ or declarations/ with {NAMED}"
            raise WrongWord("body.papers", f"«{path[:100]}» is no place for a paper. Use {place}.")
    problems = check_papers(customer, said.papers, at=moment_of(request))
    views = problem_views(problems, customer.slug)
    shown = [ProblemShown.model_validate({**_told(view.problem), "path": view.path}) for view in views]
    return CheckedShown(problems=shown)


def _told(problem: object) -> dict[str, object]:
    return {name: getattr(problem, name) for name in ProblemShown.model_fields if name != "path"}
