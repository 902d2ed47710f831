"""What customers declared, from which moment it counts, and what is wrong with it beyond its form."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.written_agreements import at, read_folder, written

from asagreed.reading import mending
from asagreed.reading.composing import compose
from asagreed.reading.nodes import Table
from asagreed.reading.papers import Paper
from asagreed.reading.sources import Source
from asagreed.versions import History, read_agreement
from asagreed.versions.register import read_register
from asagreed.versions.signatures import Signatures

OFFERED = """\
declares: advice offered
signed: {provider: 2026-02-20}
about: second disk
advice: a second disk
risk: files are lost
consequence: it is billed
on: files
when caused by: failed disk
then: [no emergency, billable]
"""
DECLINED = "declares: advice declined\nsigned: 2026-03-10\nabout: second disk\nthen: billable\n"
KINDS = "issue kinds: {hardware: {failed disk: a disk that does not spin}}\n"


def history_with(folder: Path, *papers: str) -> History:
    return written(folder, KINDS, **{f"declarations_{number}": paper for number, paper in enumerate(papers)})


def codes(folder: Path, *papers: str) -> list[tuple[str, int]]:
    """Return the codes and lines of the problems of declarations."""
    named = {f"declarations_{number}": paper for number, paper in enumerate(papers)}
    _, problems = read_folder(folder, KINDS, **named)
    return [(problem.code, problem.line) for problem in problems]


def test_the_last_word_on_a_system_before_a_moment_counts(tmp_path: Path) -> None:
    first = "declares: criticality\nsigned: 2026-01-12\nsystems: {mail: not critical}\n"
    second = (
        "declares: criticality\nin force from: 2026-03-01\nsigned: 2026-03-05\nby: owner\nsystems: {mail: critical}\n"
    )
    register = history_with(tmp_path, first, second).register

    assert register.criticality_of("mail", at=at("2026-01-11 23:59")) is None
    before = register.criticality_of("mail", at=at("2026-03-04 23:59"))
    after = register.criticality_of("mail", at=at("2026-03-05 00:00"))
    assert before is not None
    assert after is not None
    assert (before.is_critical, before.by) == (False, "the customer")
    assert (after.is_critical, after.by, after.clause.address) == (True, "owner", "declarations.1.systems.mail")
    assert register.criticality_of("files", at=at("2027-01-01 00:00")) is None


def test_what_the_paper_that_declines_leaves_out_stands_in_the_one_that_offered(tmp_path: Path) -> None:
    register = history_with(tmp_path, OFFERED, DECLINED).register

    (statement,) = register.declined_at(at("2026-03-10 00:00"))

    assert (statement.advice, statement.risk, statement.consequence) == (
        "a second disk",
        "files are lost",
        "it is billed",
    )
    assert (statement.systems, statement.causes, statement.then) == (("files",), ("failed disk",), ("excluded",))
    assert [each.declares for each in register.about("second disk")] == ["advice offered", "advice declined"]


def test_advice_is_not_declined_while_it_is_only_offered(tmp_path: Path) -> None:
    assert history_with(tmp_path, OFFERED, DECLINED).register.declined_at(at("2026-03-09 23:59")) == ()


@pytest.mark.parametrize(
    ("ends", "declares", "is_over"),
    [
        ("accepted", "advice accepted", True),
        ("accepted", "advice installed", True),
        ("installed", "advice accepted", False),
        ("installed", "advice installed", True),
    ],
)
def test_declining_ends_as_its_paper_says(tmp_path: Path, ends: str, declares: str, is_over: bool) -> None:
    later = f"declares: {declares}\nsigned: 2026-06-10\nabout: second disk\n"
    register = history_with(tmp_path, DECLINED + f"ends: {ends}\n", later).register

    assert register.declined_at(at("2026-06-09 23:59")) != ()
    assert (register.declined_at(at("2026-06-10 00:00")) == ()) is is_over


def test_what_was_declined_again_stands_declined_again(tmp_path: Path) -> None:
    accepted = "declares: advice accepted\nsigned: 2026-06-10\nabout: second disk\n"
    register = history_with(tmp_path, DECLINED, accepted, DECLINED.replace("2026-03-10", "2026-08-01")).register

    assert register.declined_at(at("2026-07-01 00:00")) == ()
    assert [each.from_at for each in register.declined_at(at("2026-09-01 00:00"))] == [at("2026-08-01 00:00")]


@pytest.mark.parametrize(
    ("systems", "cause", "concerns"),
    [({"files"}, "failed disk", True), ({"mail"}, "failed disk", False), ({"files"}, None, False)],
)
def test_advice_concerns_what_its_paper_names(
    tmp_path: Path, systems: set[str], cause: str | None, concerns: bool
) -> None:
    (statement,) = history_with(tmp_path, OFFERED, DECLINED).register.declined_at(at("2026-04-01 00:00"))

    assert statement.concerns(systems=systems, cause=cause) is concerns


def test_advice_without_a_name_is_known_by_its_words(tmp_path: Path) -> None:
    paper = DECLINED.replace("about: second disk", "advice: buy a second disk")

    (statement,) = history_with(tmp_path, paper).register.declined_at(at("2026-04-01 00:00"))

    assert (statement.about, statement.clause.address) == ("buy a second disk", "declarations.0.then")


def test_a_discovery_is_neither_criticality_nor_advice(tmp_path: Path) -> None:
    paper = "declares: discovery\nsigned: 2026-03-10\nnote: one server without a warranty\n"

    register = history_with(tmp_path, paper).register

    assert (register.criticality, register.statements) == ((), ())


def test_a_declaration_without_a_date_is_refused(tmp_path: Path) -> None:
    assert codes(tmp_path, "declares: criticality\nsystems: {mail: critical}\n") == [("YML513", 1)]


def test_advice_that_nobody_can_name_is_refused(tmp_path: Path) -> None:
    assert codes(tmp_path, "declares: advice offered\nsigned: 2026-03-10\n") == [("YML514", 1)]


def test_declining_from_which_nothing_follows_is_noticed(tmp_path: Path) -> None:
    assert codes(tmp_path, DECLINED.replace("then: billable\n", "")) == [("YML515", 1)]


def test_consequences_that_the_offer_names_are_enough(tmp_path: Path) -> None:
    assert codes(tmp_path, OFFERED, DECLINED.replace("then: billable\n", "")) == []


def test_a_system_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert codes(tmp_path, "declares: criticality\nsigned: 2026-03-10\nsystems:\n  fax: critical\n") == [("YML422", 4)]
    assert codes(tmp_path, DECLINED + "on: [files, fax]\n") == [("YML422", 5)]
    assert codes(tmp_path, DECLINED + "on: fax\n") == [("YML422", 5)]


@pytest.mark.parametrize(("about", "line"), [("about: third disk\n", 3), ("advice: a third disk\n", 1)])
def test_accepting_what_nobody_offered_is_noticed(tmp_path: Path, about: str, line: int) -> None:
    paper = f"declares: advice accepted\nsigned: 2026-03-10\n{about}"

    assert codes(tmp_path, DECLINED, paper) == [("YML516", line)]


def test_a_declaration_that_cannot_be_read_declares_nothing(tmp_path: Path) -> None:
    assert codes(tmp_path, "declares: a wish\nsigned: 2026-03-10\n") == [("YML317", 1)]


@pytest.mark.parametrize(("dated", "line"), [("signed: 2026-03-10\n", 2), ("in force from: 2026-03-10\n", 2)])
def test_nobody_can_have_signed_tomorrow(tmp_path: Path, dated: str, line: int) -> None:
    paper = f"declares: criticality\n{dated}systems: {{mail: critical}}\n"
    written(tmp_path, KINDS, declarations_1=paper)

    _, problems = read_agreement(tmp_path, as_of=at("2026-03-09 23:59"))
    _, later = read_agreement(tmp_path, as_of=at("2026-03-10 00:00"))

    assert [(problem.code, problem.line) for problem in problems] == [("YML517", line)]
    assert later == ()


def test_a_paper_that_nobody_can_make_sense_of_declares_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # A paper is read again after each round of mending; after the last round it is given up.
    monkeypatch.setattr(mending, "MAX_ROUNDS", 0)
    source = Source("1.yaml", "1.yaml", "declares: a wish\n")
    tree, _ = compose(source)
    assert isinstance(tree, Table)

    register, problems = read_register(
        [Paper("declaration", source, tree)], zone="UTC", systems=frozenset(), signatures=Signatures(())
    )

    assert (register.criticality, register.statements, problems) == ((), (), [])
