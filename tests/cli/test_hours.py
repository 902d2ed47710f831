"""`asagreed hours` by hand: elapsed, deadline and a picture of a month."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from asagreed.cli.hours import hours_app

AGREEMENT = """\
agreement: harbour
parties: {provider: Northwind IT, customer: Harbour Dental}
zone: Europe/Berlin
term: {from: 2026-01-01, for: 1 year}
working day: 8 h
holidays:
  days: {with: {2026-11-18: Day of Repentance}}
calendars:
  support:
    hours: {mon-fri: "09:00-17:00"}
    closed: [days, "2026-11-24 09:00-12:30"]
  nights: {hours: {every day: "22:00-06:00"}}
reporting:
  phone: {hours: support}
targets:
  P1: {hours: support, response: 1 h}
"""


@pytest.fixture
def agreement(tmp_path: Path) -> str:
    file = tmp_path / "agreement.yaml"
    file.write_text(AGREEMENT, encoding="utf-8")
    return str(file)


def run(*arguments: str) -> list[str]:
    """Return the lines that a command prints, without the frames of tables and the space around them."""
    result = CliRunner().invoke(hours_app, list(arguments), env={"COLUMNS": "80", "TERM": "dumb"})
    assert (result.exit_code, result.stderr) == (0, "")
    return [line.rstrip() for line in result.stdout.splitlines()]


def refuse(*arguments: str) -> str:
    """Return the words in which a command is refused."""
    result = CliRunner().invoke(hours_app, list(arguments), env={"COLUMNS": "400", "TERM": "dumb"})
    assert result.exit_code == 2
    return " ".join(result.stderr.replace("│", " ").split())


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("  ") if cell.strip()]


def test_a_ticket_of_friday_1655_answered_on_monday_0905_took_ten_minutes(agreement: str) -> None:
    lines = run("elapsed", agreement, "2026-11-20 16:55", "2026-11-23 09:05")

    assert lines[:4] == [
        "10 min of support passed",
        "from Fri 2026-11-20 16:55 +01:00",
        "to   Mon 2026-11-23 09:05 +01:00 (Europe/Berlin)",
        "64 h 10 min on the wall",
    ]
    assert [cells(line) for line in lines if " 2026-" in line][2:] == [
        ["Fri 2026-11-20", "16:55-17:00", "5 min", "7 h outside support"],
        ["Sat 2026-11-21", "24 h outside support"],
        ["Sun 2026-11-22", "24 h outside support"],
        ["Mon 2026-11-23", "09:00-09:05", "5 min", "9 h outside support"],
    ]


def test_a_holiday_and_a_closure_are_named(agreement: str) -> None:
    text = "\n".join(run("elapsed", agreement, "2026-11-18", "2026-11-25"))

    assert "24 h holiday: Day of Repentance" in text
    assert "3 h 30 min support is closed" in text


def test_a_night_that_ends_at_midnight_ends_at_2400(agreement: str) -> None:
    lines = run("elapsed", agreement, "2026-11-18 12:00", "2026-11-19 03:00:30", "--calendar", "nights")

    assert [cells(line)[1] for line in lines if line.startswith((" Wed", " Thu"))] == ["22:00-24:00", "00:00-03:00:30"]


def test_nothing_between_a_moment_and_itself_needs_no_table(agreement: str) -> None:
    lines = run("elapsed", agreement, "2026-11-18", "2026-11-18")

    assert (lines[0], len(lines)) == ("0 s of support passed", 5)


@pytest.mark.parametrize("length", ["4h", "240 min", "3 h 60 min", "0.5 working days"])
def test_a_deadline_is_told_with_the_days_until_then(agreement: str, length: str) -> None:
    lines = run("deadline", agreement, "2026-11-20T16:55:00+01:00", length)

    assert lines[0] == "due Mon 2026-11-23 12:55 +01:00: 4 h of support"
    assert "Mon 2026-11-23" in lines[-2]


def test_a_month_is_drawn_in_eighty_columns_without_colour(agreement: str) -> None:
    lines = run("show", agreement, "--month", "2026-11")

    closed, opened = "·" * 18, "█" * 16
    assert lines[0] == "support, November 2026, times in Europe/Berlin"
    assert f"Tue 17  {closed}{opened}{'·' * 14}  8:00" in lines
    assert f"Wed 18  {'·' * 48}        Day of Repentan~" in lines
    assert f"Tue 24  {'·' * 25}{'█' * 9}{'·' * 14}  4:30  support is clos~" in lines
    assert "156 h 30 min open on 20 days, of 720 h on the wall" in lines
    assert lines[-2:] == ["Wed 18  Day of Repentance", "Tue 24  support is closed"]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("month", "row", "wall"),
    [
        ("2026-03", f"Sun 29  {'█' * 4}--{'█' * 6}{'·' * 32}{'█' * 4}  7:00  clocks +1 h", "743 h"),
        ("2026-10", f"Sun 25  {'█' * 12}{'·' * 32}{'█' * 4}  9:00  clocks -1 h", "745 h"),
    ],
)
def test_a_clock_change_is_marked(agreement: str, month: str, row: str, wall: str) -> None:
    lines = run("show", agreement, "--month", month, "--calendar", "nights")

    assert row in lines
    assert [line for line in lines if line.endswith(f"of {wall} on the wall")]


def test_what_is_always_open_is_told_in_the_zone_of_the_agreement(agreement: str) -> None:
    lines = run("show", agreement, "--month", "2026-02", "--calendar", "always")

    assert lines[0] == "always, February 2026, times in Europe/Berlin"
    assert "672 h open on 28 days, of 672 h on the wall" in lines


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "--month", "2026-13"), "«2026-13» is not a month from 1901 to 2998. Write it as 2026-11."),
        (("show", "--month", "0999-11"), "«0999-11» is not a month from 1901 to 2998. Write it as 2026-11."),
        (
            ("show", "--month", "2026-11", "--calendar", "suport"),
            "harbour has no calendar «suport». Did you mean «support»? Its calendars are always, nights, support.",
        ),
        (
            ("show", "--month", "2026-11", "--calendar", "x"),
            "harbour has no calendar «x». Its calendars are always, nights, support.",
        ),
        (("elapsed", "Friday", "2026-11-20"), "«Friday» is not a moment."),
        (
            ("elapsed", "2026-11-21", "2026-11-20"),
            "«2026-11-20» lies before «2026-11-21». Write the earlier moment first.",
        ),
        (("deadline", "2026-11-20", "4x"), "«4x» is not a length of time"),
        (("deadline", "2026-11-20", "2 elapsed days"), "«2 elapsed days» passes on the wall, whatever is open."),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_refused_in_words(agreement: str, arguments: tuple[str, ...], words: str) -> None:
    assert words in refuse(arguments[0], agreement, *arguments[1:])


def test_working_days_need_a_length(tmp_path: Path) -> None:
    file = tmp_path / "agreement.yaml"
    file.write_text(AGREEMENT.replace("working day: 8 h\n", ""), encoding="utf-8")

    assert "The agreement does not say how long a working day is." in refuse(
        "deadline", str(file), "2026-11-20", "2 working days"
    )


def test_an_agreement_that_cannot_be_read_is_explained(tmp_path: Path) -> None:
    result = CliRunner().invoke(hours_app, ["show", str(tmp_path), "--month", "2026-11"])

    assert (result.exit_code, result.stdout) == (1, "")
    assert "YML001" in result.stderr
