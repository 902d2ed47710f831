"""What is included and what is an emergency, each entry with the line where it was written."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.terms.agreed import HEAD, SUPPORT, history_of, terms_of

from asagreed.terms import Terms
from asagreed.terms.resolved.scope import CauseClause, ServiceClause, WorkLike
from asagreed.terms.values.prepaid import InnerLimit

SCOPE = (
    SUPPORT
    + """currency: USD
sites: {annex: {}}
systems: {mail: E-mail, files: File server}
issue kinds: {software: {mailbox: Mail, browser: Browser}, access: {password: Password}}
rates: {remote: 120.00 USD per h}
services:
  hours: support
  included:
    password: remote
    mail repair:
      for: [mailbox]
      on: mail
      at: annex
      hours: always
      draws: hours
      limit: 2 h a case
      work type: remote
      call: help desk
      whatever the cause: yes
    help: {for: [software], delivery: both}
  excluded:
    hardware repair: failed hardware
    clean-up: caused by a download
    server room: {offered: no, why: no access}
  by arrangement:
    new printer: account manager
    anything: {on: files, at: annex, delivery: on-site, decided by: owner}
  otherwise: by arrangement with account manager
causes:
  virus: something that spreads
  flood: {makes: by arrangement, on: [files], unless: mail repair, decided by: owner, call: insurer}
responsibilities:
  media: change them
  access: {must: let us in, if not: billable, on: files, unless: [password]}
proposals: {list: yearly, if deferred: billable, emergency: no}
emergency:
  definitions:
    mail down: {title: Mail is down, outage of: mail, lasting: 1 h, only if: critical, within: support}
    many idle: {people unable to work: more than 5, caller says: who}
    lost: {data lost on: [files], event: [theft, fire]}
  handling: {customer: calls}
  cover: {included in: support}
  anything else: is no emergency
"""
)


@pytest.fixture
def terms(tmp_path: Path) -> Terms:
    return terms_of(tmp_path / "harbour-dental", SCOPE)


def service(terms: Terms, name: str) -> ServiceClause:
    (found,) = (each for each in terms.scope.services if each.name == name)
    return found


def cause(terms: Terms, name: str) -> CauseClause:
    return terms.scope.causes[name]


def test_an_included_service_has_its_hours_limit_and_type_of_work(terms: Terms) -> None:
    found = service(terms, "mail repair")

    assert (found.box, found.title, found.kinds, found.systems, found.sites) == (
        "included",
        "mail repair",
        ("mailbox",),
        ("mail",),
        ("annex",),
    )
    assert (found.hours, found.draws, found.limit, found.work_type) == (
        "always",
        True,
        InnerLimit(7_200, "case"),
        "remote",
    )
    assert (found.call, found.whatever_the_cause, found.offered, found.decider, found.why) == (
        "help desk",
        True,
        True,
        "",
        "",
    )
    assert found.hours_clause is not None
    assert found.limit_clause is not None
    assert [clause.line for clause in (found.clause, found.hours_clause, found.limit_clause)] == [14, 18, 20]
    assert str(found.clause) == "services.included.mail repair (harbour-dental/agreement.yaml:14)"


def test_a_service_without_hours_has_those_of_all_services(terms: Terms) -> None:
    found = service(terms, "password")

    assert (found.delivery, found.hours, found.draws, found.limit, found.limit_clause) == (
        "remote",
        "support",
        False,
        None,
        None,
    )
    assert str(found.hours_clause) == "services.hours (harbour-dental/agreement.yaml:11)"
    assert service(terms, "help").delivery == ""


def test_services_that_are_charged_or_arranged_say_why_and_who_decides(terms: Terms) -> None:
    hardware, clean_up, room = (service(terms, name) for name in ("hardware repair", "clean-up", "server room"))
    printer = service(terms, "new printer")

    assert (hardware.box, hardware.why, hardware.hours, hardware.hours_clause) == (
        "excluded",
        "failed hardware",
        None,
        None,
    )
    assert (clean_up.cause, clean_up.why) == ("a download", "")
    assert (room.offered, room.why) == (False, "no access")
    assert (printer.box, printer.decider) == ("by arrangement", "account manager")


@pytest.mark.parametrize(
    ("work", "fitting"),
    [
        (WorkLike(service="mail repair", system="mail", site="annex"), ["mail repair"]),
        (WorkLike(service="mail repair", system="mail"), []),
        (WorkLike(kind="mailbox", kind_group="software", system="mail", site="annex"), ["mail repair", "help"]),
        (WorkLike(kind="password", kind_group="access", delivery="remote"), ["password"]),
        (WorkLike(kind="password", kind_group="access", delivery="on-site"), []),
        (WorkLike(service="clean-up", cause="a download"), ["clean-up"]),
        (WorkLike(service="clean-up", cause="virus"), []),
        (WorkLike(system="files", site="annex", delivery="on-site"), ["anything"]),
        (WorkLike(), []),
    ],
)
def test_a_service_fits_work_that_has_all_that_it_names(terms: Terms, work: WorkLike, fitting: list[str]) -> None:
    assert [each.name for each in terms.scope.services if each.fits(work)] == fitting


def test_an_entry_that_names_more_goes_first_and_kinds_before_their_group(terms: Terms) -> None:
    names = ("mail repair", "password", "hardware repair", "anything", "help")

    assert [service(terms, name).specificity for name in names] == [7, 5, 3, 7, 2]


def test_work_is_told_in_words() -> None:
    assert str(WorkLike(kind="mailbox", kind_group="software")) == "kind mailbox, kind group software"
    assert str(WorkLike()) == "any work"


def test_causes_and_neglected_duties_take_work_out(terms: Terms) -> None:
    virus, flood, access = (cause(terms, name) for name in ("virus", "flood", "access"))

    assert (virus.box, virus.means, virus.clause.line) == ("excluded", "something that spreads", 34)
    assert (flood.box, flood.means, flood.systems, flood.unless) == (
        "by arrangement",
        "flood",
        ("files",),
        ("mail repair",),
    )
    assert (flood.decider, flood.call) == ("owner", "insurer")
    assert (access.box, access.means, access.unless) == ("excluded", "not kept: let us in", ("password",))
    assert str(access.clause) == "responsibilities.access (harbour-dental/agreement.yaml:38)"
    assert "media" not in terms.scope.causes


def test_otherwise_and_proposals_have_their_lines(terms: Terms) -> None:
    other, proposals = terms.scope.otherwise, terms.scope.proposals

    assert other is not None
    assert (other.box, other.decider, other.clause.line) == ("by arrangement", "account manager", 32)
    assert proposals is not None
    assert (proposals.box, proposals.emergency, proposals.clause.line) == ("excluded", False, 39)


def test_a_definition_of_an_emergency_has_every_condition(terms: Terms) -> None:
    mail, idle, lost = terms.emergencies.definitions

    assert (mail.title, mail.outage_of, mail.lasting, mail.only_if_critical, mail.within) == (
        "Mail is down",
        ("mail",),
        3_600,
        True,
        "support",
    )
    assert (idle.title, idle.people, idle.only_if_critical, idle.within) == ("many idle", 6, False, None)
    assert (lost.data_lost_on, lost.events) == (("files",), ("theft", "fire"))
    assert str(mail.clause) == "emergency.definitions.mail down (harbour-dental/agreement.yaml:42)"


def test_cover_and_handling_have_their_lines(terms: Terms) -> None:
    found = terms.emergencies

    assert found.cover is not None
    assert (found.cover.included_in, found.cover.is_charged, found.cover.clause.line) == ("support", True, 46)
    assert (found.by_agreement, found.anything_else.line) == (False, 47)
    assert [(who, what, clause.address) for who, what, clause in found.handling] == [
        ("customer", "calls", "emergency.handling.customer")
    ]


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        ("included", ("always", True)),
        ("charged", (None, True)),
        ("{included in: support, otherwise: included}", ("support", False)),
    ],
)
def test_cover_may_be_one_word(cover: str, expected: tuple[str | None, bool], tmp_path: Path) -> None:
    words = f"emergency: {{cover: {cover}, anything else: both parties agree, on record}}\n".replace(
        "agree, on record", "agree"
    )
    found = terms_of(tmp_path, SUPPORT + words).emergencies

    assert found.cover is not None
    assert (found.cover.included_in, found.cover.is_charged) == expected
    assert found.by_agreement


def test_what_is_not_said_of_coverage_is_not_there(tmp_path: Path) -> None:
    terms = terms_of(tmp_path, "")

    assert (terms.scope.services, terms.scope.otherwise, terms.scope.proposals) == ((), None, None)
    assert (terms.emergencies.definitions, terms.emergencies.cover, terms.emergencies.by_agreement) == ((), None, None)


def test_a_service_that_a_later_paper_puts_in_another_box_is_ranked_by_that_paper(tmp_path: Path) -> None:
    versions = history_of(
        tmp_path,
        agreement=HEAD + "services: {included: {repair: remote}, otherwise: excluded}\n",
        amendments__1="amendment: 1\nin force from: 2026-07-01\nset: {services.excluded.repair: too much of it}\n",
        amendments__2="amendment: 2\nin force from: 2026-08-01\nset: {services.included.repair: {limit: 1 h a case}}\n",
    ).versions

    assert [[(each.box, each.layer) for each in version.terms.scope.services] for version in versions] == [
        [("included", 0)],
        [("included", 0), ("excluded", 1)],
        [("included", 2), ("excluded", 1)],
    ]


def test_an_entry_that_says_nothing_belongs_to_the_paper_that_names_it(tmp_path: Path) -> None:
    found = terms_of(tmp_path, "services: {included: {repair: {}}, otherwise: excluded}\n").scope.services

    assert [(each.name, each.layer) for each in found] == [("repair", 0)]
