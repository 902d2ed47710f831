"""What a program mends: the problem is gone, none comes, nothing that was agreed changes, and nobody is bound by it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.checks.test_rules import BASE
from tests.terms.agreed import written

from asagreed.checks import check_version
from asagreed.checks.fixes import Fix, fixes, mend
from asagreed.foresight.compare import Verdict, compare_versions
from asagreed.reading.composing import compose
from asagreed.reading.nodes import Table, tables
from asagreed.reading.problems import Problem
from asagreed.reading.sources import Source
from asagreed.versions import History, read_agreement

TEXT = BASE.read_text("utf-8").replace("signed: 2026-01-05\n", "")
STALE = """\
# What both sides live with.
accepted findings:
  DOC703: {because: too small, by: customer, until: 2026-01-31}   # once
  # The second one starts in May.
  FEA407: {because: in training, by: provider, until: 2026-01-31}
"""
BEFORE, AFTER = "2026-01-01", "2026-02-01"
"""A day before the agreement of these tests begins, and one after it."""


def at(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("America/Chicago")).timestamp())


def history_of(folder: Path) -> History:
    history, problems = read_agreement(folder)
    assert history is not None, problems
    return history


def found_in(folder: Path) -> list[Problem]:
    """Return everything that is found in an agreement, as of a day on which acceptances of January have ended."""
    history, problems = read_agreement(folder)
    checked = check_version(history.versions[-1], at=at(AFTER)).findings if history else ()
    return [*problems, *checked]


def mended(folder: Path, *, now: str = BEFORE) -> tuple[Fix, ...]:
    return mend(lambda: found_in(folder), now=at(now))


def codes(problems: list[Problem]) -> list[str]:
    return [each.code for each in problems]


def test_an_acceptance_that_has_ended_goes_and_compares_as_neutral(tmp_path: Path) -> None:
    folder = written(tmp_path / "mill", agreement=TEXT + STALE)
    before = history_of(folder)
    assert codes(found_in(folder)) == ["DOC711", "DOC711"]
    assert [fix.problem.code for fix in mended(folder)] == ["DOC711", "DOC711"]
    assert found_in(folder) == []
    assert (folder / "agreement.yaml").read_text("utf-8").startswith(TEXT + "# What both sides live with.\n")
    changes = compare_versions(before.versions[-1], history_of(folder).versions[-1])
    assert {change.verdict for change in changes} == {Verdict.NEUTRAL}
    assert {change.address.split(".")[0] for change in changes} == {"accepted findings"}


def test_an_acceptance_of_what_is_not_found_any_more_goes(tmp_path: Path) -> None:
    folder = written(tmp_path / "mill", agreement=TEXT + STALE.replace("2026-01-31", "2999-01-01"))
    assert len(mended(folder)) == 2
    assert found_in(folder) == []


def test_an_acceptance_for_a_rule_that_was_not_asked_stays(tmp_path: Path) -> None:
    folder = written(tmp_path / "mill", agreement=TEXT + STALE.replace("FEA407", "OWN001"))
    assert [fix.problem.address for fix in mended(folder)] == ["accepted findings.DOC703"]
    assert codes(found_in(folder)) == ["DOC711"]


def test_an_acceptance_that_another_paper_has_too_stays(tmp_path: Path) -> None:
    plan = f"plan: small\nversion: 2026-01\n{STALE}"
    folder = written(tmp_path / "mill", agreement=TEXT + STALE + "plan: small@2026-01\n", plans__small=plan)
    assert mended(folder) == ()


def test_an_acceptance_that_an_amendment_changes_stays(tmp_path: Path) -> None:
    amendment = "amendment: 1\nin force from: 2026-01-20\nset: {accepted findings.FEA407.because: in training}\n"
    folder = written(tmp_path / "mill", agreement=TEXT + STALE, amendments__1=amendment)
    assert [fix.problem.address for fix in mended(folder)] == ["accepted findings.DOC703"]


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("\nTerm: ", "\nterm: ", "YML201"),
        ("hours: Support", "hours: support", "YML401"),
        ("reports: {every: month, every: month,", "reports: {every: month,", "YML109"),
        ("reports: {every: month, disputed_within:", "reports: {every: month, disputed within:", "YML201"),
    ],
)
def test_a_slip_of_the_pen_is_mended_to_the_one_text_that_can_be_meant(
    wrong: str, right: str, code: str, tmp_path: Path
) -> None:
    assert right in TEXT
    folder = written(tmp_path / "mill", agreement=TEXT.replace(right, wrong))
    assert {each.code for each in found_in(folder)} == {code}
    assert {fix.problem.code for fix in mended(folder)} == {code}
    assert (folder / "agreement.yaml").read_text("utf-8") == TEXT


def test_every_key_of_the_language_that_is_written_otherwise_gets_its_own_name_back(tmp_path: Path) -> None:
    root, _ = compose(Source("a", "a", TEXT))
    assert isinstance(root, Table)
    mended_keys = set()
    for key, place in ((key, entry.key.place) for _, table in tables(root) for key, entry in table.entries.items()):
        lines = TEXT.splitlines(keepends=True)
        row, column = lines[place.line - 1], place.column - 1
        lines[place.line - 1] = row[:column] + row[column:].replace(key, key.upper().replace(" ", "_"), 1)
        folder = written(tmp_path, agreement="".join(lines))
        for fix in fixes(found_in(folder), now=at(BEFORE)):
            if fix.problem.code == "YML201":
                mended_keys.add(key)
                assert fix.text == TEXT
    assert mended_keys > {"term", "from", "zone", "legal review", "data protection", "outage of", "disputed within"}


def test_two_keys_that_differ_are_left_to_their_writer(tmp_path: Path) -> None:
    folder = written(tmp_path / "mill", agreement=TEXT.replace("every: month,", "every: month, every: quarter,"))
    assert codes(found_in(folder)) == ["YML109"]
    assert mended(folder) == ()


@pytest.mark.parametrize("broken", ["x: [\n", "x: !tag 1\n"])
def test_what_cannot_be_read_afterwards_is_not_offered(broken: str, tmp_path: Path) -> None:
    text = TEXT.replace("every: month,", "every: month, every: month,") + broken
    folder = written(tmp_path / "mill", agreement=text)
    assert "YML109" in codes(found_in(folder))
    assert fixes(found_in(folder), now=at(BEFORE)) == ()


SIGNED = "signed: {provider: 2025-12-20, customer: 2025-12-21}\n"
SIGNATURE = "signs: agreement\n"


@pytest.mark.parametrize(
    ("now", "papers", "why"),
    [
        (AFTER, {"agreement": TEXT + STALE}, "has been in force since 2026-01-"),
        (BEFORE, {"agreement": TEXT + STALE + SIGNED}, "is signed, and what is signed changes by an amendment only"),
    ],
)
def test_what_is_signed_or_in_force_is_never_touched(
    now: str, papers: dict[str, str], why: str, tmp_path: Path
) -> None:
    folder = written(tmp_path / "mill", **papers)
    assert mended(folder, now=now) == ()
    offered = fixes(found_in(folder), now=at(now))
    assert len(offered) == 2
    assert all(why in fix.refusal and fix.lines == [f"= not mended: {fix.refusal}"] for fix in offered)
    assert (folder / "agreement.yaml").read_text("utf-8") == papers["agreement"]


def test_a_signature_beside_it_binds_as_well(tmp_path: Path) -> None:
    folder = written(tmp_path / "mill", agreement=TEXT + STALE)
    found = found_in(folder)
    written(folder, signatures__agreement_provider=SIGNATURE)
    assert all("is signed" in fix.refusal for fix in fixes(found, now=at(BEFORE)))


def test_a_paper_that_is_no_agreement_is_changed_by_hand(tmp_path: Path) -> None:
    plan = "plan: small\nversion: 2026-01\nReports: {within: 10 days}\n"
    folder = written(tmp_path / "mill", agreement=TEXT + "plan: small@2026-01\n", plans__small=plan)
    (fix,) = fixes(found_in(folder), now=at(BEFORE))
    assert "is no agreement; others may rest on it" in fix.refusal


def test_an_agreement_of_which_nobody_knows_when_it_begins_is_left_alone(tmp_path: Path) -> None:
    lines = [line for line in TEXT.splitlines(keepends=True) if not line.startswith("term:")]
    folder = written(tmp_path / "mill", agreement="".join(lines) + "Notes: x\n")
    (fix,) = (each for each in fixes(found_in(folder), now=at(BEFORE)) if each.problem.code == "YML201")
    assert "It cannot be told from when" in fix.refusal


def test_a_mark_at_the_beginning_of_a_file_and_its_line_ends_stay(tmp_path: Path) -> None:
    folder = written(tmp_path / "mill", agreement="")
    file = folder / "agreement.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + (TEXT + "Notes: kept\n").replace("\n", "\r\n").encode())
    assert [fix.problem.code for fix in mended(folder)] == ["YML201"]
    assert file.read_bytes() == b"\xef\xbb\xbf" + (TEXT + "notes: kept\n").replace("\n", "\r\n").encode()
    assert sorted(each.name for each in folder.iterdir()) == ["agreement.yaml"]


def test_the_lines_that_change_are_shown_with_their_numbers(tmp_path: Path) -> None:
    folder = written(tmp_path / "mill", agreement="Notes: kept\n" + TEXT)
    (fix,) = fixes([each for each in found_in(folder) if each.code == "YML201"], now=at(BEFORE))
    assert fix.lines == ["1 - Notes: kept", "1 + notes: kept"]


def test_one_run_ends_after_as_many_fixes_as_it_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("asagreed.checks.fixes.MOST_FIXES", 1)
    folder = written(tmp_path / "mill", agreement=TEXT + STALE)
    assert len(mended(folder)) == 1
