"""Rules about uptime and what stands behind it, where one example is not enough."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.checks.test_rules import agreement, codes, found_in

from asagreed.checks import check_version, shipped_checks

UPTIME = "uptime: {systems: {mail: 99.9%}, basis: all time, every: month, maintenance: left out}\n"


def messages(folder: Path, text: str, code: str) -> list[str]:
    """Return what a rule says of the ordinary agreement with some sections."""
    return [each.message for each in found_in(agreement(folder, text)) if each.code == code]


@pytest.mark.parametrize(
    ("maintenance", "says"),
    [
        ("{notice: 72 h}", ["«mail» may be down for 40 min 19 s, and maintenance is left out without limit."]),
        ("{notice: 72 h, at most: 4 h a month}", []),
        ("{notice: 72 h, at most: 8 h a month}",
         ["«mail» may be down for 40 min 19 s, and maintenance is left out 8 h a month."]),
        ("{windows: {patches: {every: last sun, from: '02:00', for: 6 h}}}", []),
        ("{windows: {patches: {every: sun, from: '02:00', for: 2 h}}, at most: 3 h a month}", []),
        ("{windows: {patches: {every: sun, from: '02:00', for: 2 h}}}",
         ["«mail» may be down for 40 min 19 s, and maintenance is left out 10 h a month."]),
    ],
)  # fmt: skip
def test_maintenance_is_held_against_what_is_allowed(maintenance: str, says: list[str], tmp_path: Path) -> None:
    assert messages(tmp_path, f"{UPTIME}maintenance: {maintenance}\n", "CAL208") == says


def test_the_shortest_month_decides_how_long_a_system_may_be_down(tmp_path: Path) -> None:
    text = UPTIME.replace("99.9%", "99.99%").replace("every: month", "every: month, checked every: 1 min")
    assert messages(tmp_path, text, "UPT107") == ["«mail» may be down for 4 min 1 s, and is checked every 1 min."]
    assert messages(tmp_path, text.replace("month", "year"), "UPT107") == []


def test_one_repair_that_fits_into_what_is_allowed_is_no_finding(tmp_path: Path) -> None:
    text = UPTIME.replace("99.9%", "99%") + "recovery: {mail: {repair: {diagnosis: 1 h, repair: 2 h}}}\n"
    assert "FEA405" not in codes(found_in(agreement(tmp_path, text)))


def test_a_site_that_is_near_enough_is_no_finding(tmp_path: Path) -> None:
    text = ("sites: {annex: {distance: far}, house: {distance: near}}\ntravel: {far: 2 h, near: 10 min}\n"
            "targets: {hours: support, P1: {response: 1 h, resolution: 8 h, arrival: 1 h}}")  # fmt: skip
    assert messages(tmp_path, text, "FEA411") == ["The journey to «annex» takes 2 h, 1 h are promised."]


def test_support_around_the_clock_needs_no_rate_outside_of_it(tmp_path: Path) -> None:
    text = "rates: {remote: 120.00 USD per h}\ntargets: {hours: always, response: 1 h}"
    assert "FEE501" not in codes(found_in(agreement(tmp_path, text)))


def test_one_combined_figure_may_be_part_of_another(tmp_path: Path) -> None:
    text = ("systems: {mail: E-mail, web 1: Web, web 2: Web}\nuptime:\n  share: 99.5%\n  combined:\n"
            "    web: {of: [web 1, web 2], together: any one is enough}\n"
            "    all: {of: [mail, web, web], together: all needed, share: 99%}\n")  # fmt: skip
    figures = agreement(tmp_path, text).terms.uptime.figures
    assert [(each.name, each.is_combined) for each in figures] == [
        ("mail", False), ("web 1", False), ("web 2", False), ("web", True), ("all", True),
    ]  # fmt: skip


def test_a_check_alone_says_nothing_of_what_was_accepted(tmp_path: Path) -> None:
    text = "accepted findings: {FEA407: {because: why not, by: provider, until: 2026-09-01}}"
    version = agreement(tmp_path, text)
    alone = [check for check in shipped_checks() if check.code == "DOC704"]
    assert check_version(version, at=version.from_at, checks=alone).findings == ()
