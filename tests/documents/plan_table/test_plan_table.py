"""The comparison of plans: what each says stands in its cell, on one page, in every language."""

from __future__ import annotations

import re
import shutil
import string
import subprocess
from datetime import date
from pathlib import Path

import pytest

from asagreed.documents.plan_table import Cell, Look, PlanTable, compare_plans, print_plan_table
from asagreed.documents.plan_table.sentences import SENTENCES
from asagreed.errors import UnknownLanguage
from asagreed.foresight.plan_margin import CustomerSize
from asagreed.starter import starter_plans
from asagreed.versions.plan_reading import ReadPlan, read_plan

DAY = date(2026, 5, 15)
EXAMPLE = CustomerSize({"user": 10, "server": 1})
EXAMPLES = Path(__file__).parents[3] / "examples" / "plans"
PDFINFO, PDFTOTEXT, QPDF = (shutil.which(name) for name in ("pdfinfo", "pdftotext", "qpdf"))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#c00"/></svg>'


def plan_of(text: str) -> ReadPlan:
    """Return a plan of some sections."""
    plan, problems = read_plan(f"plan: x\nversion: 2026-01\n{text}")
    assert plan is not None, problems
    assert not problems, [str(problem) for problem in problems]
    return plan


def shipped() -> list[ReadPlan]:
    """Return the plans that are shipped."""
    return [plan for text in starter_plans().values() if (plan := read_plan(text)[0])]


def cells(table: PlanTable, group: str, row: str) -> list[tuple[str, str, str]]:
    """Return the cells of a row by the code of its group."""
    found = next(each for each in table.groups if each.code == group)
    line = next(each for each in found.rows if each.title == row)
    return [(cell.state, cell.words.replace("\xa0", " "), cell.remark.replace("\xa0", " ")) for cell in line.cells]


def only(text: str, group: str, row: str) -> tuple[str, str, str]:
    """Return the cell of a plan that is compared with nothing."""
    (found,) = cells(compare_plans([plan_of(text)], day=DAY, size=EXAMPLE), group, row)
    return found


def pages_of(pdf: bytes, folder: Path) -> int:
    """Return how many pages a PDF has."""
    assert PDFINFO, "pdfinfo is missing: make packages"
    (folder / "plans.pdf").write_bytes(pdf)
    told = subprocess.run([PDFINFO, folder / "plans.pdf"], capture_output=True, check=True).stdout.decode()
    return int(re.findall(r"Pages:\s+(\d+)", told)[0])


def text_of(pdf: bytes, folder: Path) -> str:
    """Return the characters of a PDF, without spaces."""
    assert PDFTOTEXT, "pdftotext is missing: make packages"
    (folder / "plans.pdf").write_bytes(pdf)
    told = subprocess.run([PDFTOTEXT, "-raw", folder / "plans.pdf", "-"], capture_output=True, check=True)
    return re.sub(r"\s+", "", told.stdout.decode())


def test_the_shipped_plans_stand_beside_each_other_the_cheapest_first() -> None:
    table = compare_plans(reversed(shipped()), day=DAY, size=EXAMPLE, provider="Northwind IT")
    assert (table.title, table.as_of) == ("Plans of Northwind IT compared", "As of 15 May 2026")
    assert [(each.title, each.subtitle, each.pin) for each in table.columns] == [
        ("Silver", "remote in support hours", "silver@2026-01"),
        ("Gold", "remote and on-site", "gold@2026-01"),
        ("Platinum", "day and night", "platinum@2026-01"),
    ]
    assert [words for _, words, _ in cells(table, "price", "A month, with 10 users, 1 server")] == [
        "450.00 USD", "1,010.00 USD", "1,640.00 USD"]  # fmt: skip
    assert cells(table, "services", "Site visit") == [
        ("excluded", "Not included", "on-site, Silver is remote only, not offered"),
        ("included", "Included", "on-site"),
        ("included", "Included", "on-site"),
    ]
    assert cells(table, "time", "Hours included") == [
        ("not named", "–", ""), ("plain", "10 h a month", "remote"), ("plain", "20 h a month", "remote")]  # fmt: skip
    assert cells(table, "clock resolution", "P3 Normal") == [
        ("plain", "32 h", ""), ("plain", "24 h", "for password reset: 2 h"), ("plain", "12 h", "")]  # fmt: skip
    assert cells(table, "clock response", "P1 Critical")[1] == ("plain", "30 min", "by phone: around the clock")
    assert cells(table, "clock response", "Kept for")[0] == ("plain", "90% of tickets a month", "")


def test_a_row_of_which_no_plan_says_anything_is_left_out() -> None:
    table = compare_plans([plan_of("services: {otherwise: excluded}")], day=DAY)
    assert [(group.code, [row.title for row in group.rows]) for group in table.groups] == [
        ("services", ["Whatever is not named here"])]  # fmt: skip
    assert table.title == "Our plans compared"


@pytest.mark.parametrize(
    ("said", "row", "cell"),
    [
        ("included: {mail: {limit: 2 h a case, draws: hours, hours: always}}", "Mail",
         ("included", "Included", "up to 2 h a case, takes included hours, around the clock")),
        ("included: {mail: {hours: nights}}", "Mail", ("included", "Included", "within «nights»")),
        ("included: {mail: remote}\n  excluded: {mail: caused by war}", "Mail",
         ("included", "Included", "remote; Not included: where caused by war")),
        ("included: {mail: {}}\n  excluded: {mail: {caused by: war}}\n  by arrangement: {mail: {on: x}}", "Mail",
         ("included", "Included", "Not included: where caused by war; By arrangement")),
        ("by arrangement: {mail: {title: e-mail}}", "E-mail", ("by arrangement", "By arrangement", "")),
        ("otherwise: by arrangement with the owner", "Whatever is not named here",
         ("by arrangement", "By arrangement", "with the owner")),
    ],
)  # fmt: skip
def test_what_is_said_of_a_service_stands_beside_its_box(said: str, row: str, cell: tuple[str, str, str]) -> None:
    assert only(f"services:\n  {said}\n", "services", row) == cell


def test_a_plan_without_a_word_of_a_service_says_so() -> None:
    table = compare_plans([plan_of("services: {included: {mail: remote}}"), plan_of("fees: {}")], day=DAY)
    assert cells(table, "services", "Mail")[1] == ("not named", "Not named", "")


@pytest.mark.parametrize(
    ("said", "group", "row", "words"),
    [
        ("fees: {flat: 300.00 USD a month}", "price", "Flat fee", "300.00 USD a month"),
        ("fees: {monitoring: 9.00 USD a month}", "price", "monitoring", "9.00 USD a month"),
        ("fees: {care: {price: 9.00 USD a month, title: Care}}", "price", "Care", "9.00 USD a month"),
        ("fees: {per mailbox: 2.00 USD a month}", "price", "For each mailbox", "2.00 USD a month"),
        ("services: {included: {a: remote, b: on-site}}", "time", "How we help", "remote and on-site"),
        ("services: {included: {a: on-site}}", "time", "How we help", "on-site"),
        ("emergency: {cover: included}", "time", "Emergency work", "included around the clock"),
        ("rates: {remote: {by role: {technician: 90.00 USD per h}}, project: 99.00 USD per h}", "time",
         "Other work, project", "99.00 USD an hour"),
        ("targets: {hours: always, response: 1 h}", "clock response", "All tickets", "1 h"),
        ("targets: {P1: {hours: always, response: {within: 1 h}}}", "clock response", "P1", "1 h"),
        ("targets: {P1: {hours: always, response: {guide: 1 h}}}", "clock response", "P1", "1 h as a guide"),
        ("targets: {hours: always, arrival: 2 h plus travel, P1: {arrival: none}, P2: {hours: always}}",
         "clock arrival", "P2", "2 h plus travel"),
        ("targets: {hours: always, P1: {report: 8 h}}\nclocks: {report: {starts: resolved, stops: reported by letter}}",
         "clock report", "P1", "8 h"),
        ("targets: {hours: always, P1: {visit: 8 h}}\nclocks: {visit: {starts: resolved, stops: visited}}",
         "clock visit", "P1", "8 h"),
    ],
)  # fmt: skip
def test_the_other_rows_say_what_is_written(said: str, group: str, row: str, words: str) -> None:
    assert only(said, group, row)[1] == words


def test_a_clock_of_ones_own_has_its_title_with_a_capital() -> None:
    clocks = "clocks: {report: {title: written report, starts: resolved, stops: sent}}"
    said = f"{clocks}\ntargets: {{hours: always, report: 8 h}}"
    assert compare_plans([plan_of(said)], day=DAY).groups[-1].title == "Written report"


def test_hours_that_differ_from_the_usual_ones_are_told() -> None:
    said = "targets: {response: 8 h, P1: {hours: always}, P2: {hours: support}, P3: {hours: support}}"
    table = compare_plans([plan_of(said)], day=DAY)
    assert [row.cells[0].remark for row in table.groups[-1].rows[:3]] == ["around the clock", "", ""]
    assert cells(table, "time", "Promised times are counted") == [("plain", "in support hours", "")]


def test_no_promise_has_no_remark() -> None:
    said = "targets: {P1: {response: 1 h, hours: always}, P2: {hours: support, resolution: 9 h}}"
    assert only(said, "clock resolution", "P2")[1] == "9 h"
    table = compare_plans([plan_of(said), plan_of("targets: {hours: always, P1: {resolution: 1 h}}")], day=DAY)
    assert cells(table, "clock resolution", "P1")[0] == ("not named", "–", "")


def test_a_total_is_for_what_the_fees_count_and_unknown_numbers_are_not_guessed() -> None:
    table = compare_plans(shipped(), day=DAY, size=CustomerSize({"user": 1, "site": 4}))
    assert [words for _, words, _ in cells(table, "price", "A month, with 1 user")] == ["45.00 USD", "–", "–"]


@pytest.mark.parametrize("language", SENTENCES)
def test_the_shipped_plans_fit_one_page_without_a_fault(language: str, tmp_path: Path) -> None:
    assert QPDF, "qpdf is missing: make packages"
    table = compare_plans(shipped(), day=DAY, size=EXAMPLE, provider="Northwind IT", language=language)
    assert pages_of(print_plan_table(table, look=Look(logo=SVG)), tmp_path) == 1
    subprocess.run([QPDF, "--check", tmp_path / "plans.pdf"], capture_output=True, check=True)


def test_four_plans_fit_one_page_too(tmp_path: Path) -> None:
    four = [plan for file in EXAMPLES.glob("*.yaml") if (plan := read_plan(file.read_text("utf-8"))[0])]
    assert len(four) == 4
    assert pages_of(print_plan_table(compare_plans(four, day=DAY, size=EXAMPLE)), tmp_path) == 1


def test_every_cell_is_printed(tmp_path: Path) -> None:
    table = compare_plans(shipped(), day=DAY, size=EXAMPLE)
    text = text_of(print_plan_table(table), tmp_path)
    for group in table.groups:
        for row in group.rows:
            assert re.sub(r"\s+", "", row.title) in text
            for cell in row.cells:
                assert re.sub(r"\s+", "", printed(cell)) in text


def printed(cell: Cell) -> str:
    """Return what is printed of a cell: of a box its remark, where it has one."""
    is_box = cell.state in ("included", "excluded", "by arrangement")
    return cell.remark if is_box and cell.remark else cell.words


def test_the_same_plans_give_the_same_bytes_and_another_look_others() -> None:
    table = compare_plans(shipped(), day=DAY)
    look = Look(colour="#7a1f1f", logo=SVG)
    assert print_plan_table(table, look=look) == print_plan_table(table, look=look) != print_plan_table(table)


def test_what_looks_like_markup_is_printed_as_it_is_typed(tmp_path: Path) -> None:
    typed = '#read("/etc/passwd") *bold* $x^2$ <b>bold</b> @ref // no comment'
    table = compare_plans([plan_of(f"services: {{included: {{mail: {{title: '{typed}'}}}}}}")], day=DAY)
    assert re.sub(r"\s+", "", typed) in text_of(print_plan_table(table), tmp_path)


def test_every_language_says_the_same_with_the_same_values() -> None:
    english = SENTENCES["en"]
    for sentences in SENTENCES.values():
        assert sentences.keys() == english.keys()
        for name, sentence in sentences.items():
            assert places(sentence) == places(english[name]), name


def places(sentence: str) -> set[str | None]:
    """Return the places for values in a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_a_language_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(UnknownLanguage, match="de"):
        compare_plans(shipped(), day=DAY, language="tlh")
