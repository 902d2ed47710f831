"""Which box a piece of work is in, and why: the corners that the cases of tests/cases/work do not reach."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.written_agreements import at, written

from asagreed.coverage import Circumstances, Coverage, decide_coverage
from asagreed.coverage.deciding import NO_CLAUSE, SEVERAL
from asagreed.facts.books import DeferredItem, Ruling
from asagreed.figures import Clause
from asagreed.terms import Terms
from asagreed.terms.resolved.scope import WorkLike
from asagreed.versions import AdvicePaper

HERE = Clause("somewhere")
SERVICES = """\
issue kinds: {software: {mail fault: mail that does not come}}
causes: {user download: {means: a user downloaded it, makes: excluded}}
responsibilities: {doors closed: {must: keep the doors closed, if not: by arrangement}}
services:
  included: {mail repair: {for: [mail fault]}}
  excluded:
    projects: {}
    spyware: {caused by: user download}
  by arrangement: {printer: {}}
  otherwise: included
proposals: {if deferred: excluded}
"""


@pytest.fixture
def terms(tmp_path: Path) -> Terms:
    return written(tmp_path, SERVICES).versions[0].terms


def declined(*then: str, causes: tuple[str, ...] = ()) -> AdvicePaper:
    """Return advice that stands declined, and what follows."""
    return AdvicePaper(
        about="backups",
        declares="advice declined",
        from_at=at("2026-03-10 00:00"),
        by="owner",
        advice="",
        risk="",
        consequence="",
        systems=(),
        causes=causes,
        then=then,
        ends="accepted",
        clause=HERE,
    )


def test_two_clauses_that_fit_equally_are_several_and_none_is_guessed(terms: Terms) -> None:
    service = terms.scope.services[0]
    twin = replace(service, name="mail care", clause=Clause("services.included.mail care"))
    doubled = replace(terms, scope=replace(terms.scope, services=(service, twin, *terms.scope.services[1:])))

    found = decide_coverage(WorkLike(kind="mail fault"), doubled)

    assert (found.box, found.clause, found.service) == (SEVERAL, None, None)
    assert found.because == (
        "«services.included.mail repair», «services.included.mail care» fit kind mail fault equally"
    )
    assert [each.why for each in found.considered] == ["it fits as well as the others"] * 2
    assert found.is_open


def test_what_several_clauses_fit_is_settled_by_a_ruling(terms: Terms) -> None:
    service = terms.scope.services[0]
    doubled = replace(terms, scope=replace(terms.scope, services=(service, service)))
    ruling = Ruling(id="R-1", at=0, about="W1", says="excluded", by={"provider": "Mr Ito"})

    found = decide_coverage(WorkLike(kind="mail fault"), doubled, Circumstances(ruling=ruling))

    assert found.box == "excluded"
    assert not found.is_open


def test_work_that_the_rest_of_the_agreement_includes_is_taken_out_by_its_cause_too(terms: Terms) -> None:
    found = decide_coverage(WorkLike(service="anything at all", cause="user download"), terms)

    assert found.box == "excluded"
    assert found.clause is not None
    assert found.clause.address == "causes.user download"
    assert [each.clause.address for each in found.considered] == ["services.otherwise"]


def test_work_that_the_rest_of_the_agreement_includes_is_included(terms: Terms) -> None:
    found = decide_coverage(WorkLike(service="training"), terms)

    assert (found.box, found.because) == (
        "included",
        "no service names service training, and what no service names is included",
    )
    assert found.is_offered


def test_an_exclusion_without_a_reason_is_a_short_sentence(terms: Terms) -> None:
    assert decide_coverage(WorkLike(service="projects"), terms).because == "projects is excluded"


def test_an_exclusion_by_its_cause_names_it(terms: Terms) -> None:
    found = decide_coverage(WorkLike(service="spyware", cause="user download"), terms)

    assert (found.because, found.contested) == ("spyware is excluded: caused by user download", False)


def test_an_exclusion_by_a_cause_that_is_contested_says_so(terms: Terms) -> None:
    found = decide_coverage(WorkLike(service="spyware", cause="user download"), terms, Circumstances(contested=True))

    assert found.because == "spyware is excluded: caused by user download; the customer contests this cause"
    assert found.contested


def test_a_verdict_that_rests_on_no_cause_is_not_contested(terms: Terms) -> None:
    found = decide_coverage(WorkLike(service="projects"), terms, Circumstances(contested=True))

    assert not found.contested


def test_an_arrangement_of_which_nobody_is_named_says_so(terms: Terms) -> None:
    found = decide_coverage(WorkLike(service="printer"), terms)

    assert found.because == "printer is by arrangement with somebody whom the clause does not name"


def test_declined_advice_may_make_work_a_matter_of_arrangement(terms: Terms) -> None:
    on_record = Circumstances(declined=(declined("no emergency", "by arrangement"),))

    found = decide_coverage(WorkLike(kind="mail fault"), terms, on_record)

    assert (found.box, found.because) == ("by arrangement", "«backups» was declined on 2026-03-10 by owner")


def test_declined_advice_that_concerns_emergencies_alone_leaves_coverage_as_it_is(terms: Terms) -> None:
    on_record = Circumstances(declined=(declined("no emergency"),))

    assert decide_coverage(WorkLike(kind="mail fault"), terms, on_record).box == "included"


@pytest.mark.parametrize(("causes", "is_contested"), [((), False), (("fire",), True)])
def test_declined_advice_is_contested_where_it_asks_for_a_cause(
    terms: Terms, causes: tuple[str, ...], is_contested: bool
) -> None:
    on_record = Circumstances(declined=(declined("excluded", causes=causes),), contested=True)

    assert decide_coverage(WorkLike(kind="mail fault"), terms, on_record).contested is is_contested


def test_deferred_work_that_failed_is_told_without_a_name_where_none_is_known(terms: Terms) -> None:
    item = DeferredItem(name="patches", proposed_at=0, deferred_at=at("2026-04-02 22:00"))

    found = decide_coverage(WorkLike(kind="mail fault"), terms, Circumstances(deferred=item))

    assert found.because == "patches was proposed, deferred on 2026-04-02, and failed"


def test_a_duty_that_was_not_kept_may_make_work_a_matter_of_arrangement(terms: Terms) -> None:
    found = decide_coverage(WorkLike(kind="mail fault", cause="doors closed"), terms)

    assert (found.box, found.because) == (
        "by arrangement",
        "the cause is doors closed: not kept: keep the doors closed",
    )


def test_a_ruling_that_says_nothing_of_coverage_settles_nothing(terms: Terms) -> None:
    ruling = Ruling(id="R-1", at=0, about="W1", says="emergency", by={"provider": "Mr Ito"})

    assert decide_coverage(WorkLike(service="printer"), terms, Circumstances(ruling=ruling)).box == "by arrangement"


def test_where_no_clause_fits_somebody_has_to_decide() -> None:
    assert Coverage(NO_CLAUSE, "nothing fits", None).is_open
