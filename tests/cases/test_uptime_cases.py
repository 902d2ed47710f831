"""The cases of tests/cases/uptime: uptime in the words of the trade."""

from __future__ import annotations

import io
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from asagreed.facts.uptime_readers import read_uptime
from asagreed.measures.availability import Availability, in_percent, measure, month_span
from asagreed.versions import read_agreement

ZONE = "Europe/London"
HEAD = """\
agreement: cases
zone: Europe/London
term: {from: 2026-01-01, for: 3 years}
signed: 2025-12-15
systems: {mail: E-mail, files: File server}
calendars: {office: {hours: {mon-fri: "09:00-17:00"}}}
"""
DAY = re.compile(r"\b(\d\d) (\d\d:\d\d)\b")
KEYS = {"case", "uptime", "maintenance", "happened", "expect"}
CASES = [
    case
    for file in sorted((Path(__file__).parent / "uptime").glob("*.yaml"))
    for case in YAML(typ="base").load(file.read_text(encoding="utf-8"))
]


def written(told: Any) -> str:
    stream = io.StringIO()
    YAML(typ="safe").dump(told, stream)
    return stream.getvalue()


def figures_of(case: dict[str, Any], folder: Path) -> dict[str, Availability]:
    terms = {key: case[key] for key in ("uptime", "maintenance") if key in case}
    (folder / "agreement.yaml").write_text(HEAD + written(terms), encoding="utf-8")
    history, problems = read_agreement(folder / "agreement.yaml")
    assert history is not None, problems
    (folder / "april.yaml").write_text(DAY.sub(r"2026-04-\1 \2", written(case["happened"])), encoding="utf-8")
    log = read_uptime(folder / "april.yaml", zone=ZONE)
    assert log.refused == ()
    found = measure(history, log.facts, period=month_span(2026, 4, zone=ZONE), as_of=2**33)
    return {each.name: each for each in found}


def said_of(found: Availability, asked: dict[str, str]) -> dict[str, str]:
    said = {
        "down": _minutes(found.down),
        "left out": _minutes(Fraction(found.left_out)),
        "shown": in_percent(found.shown),
        "verdict": found.verdict,
        "why": "; ".join(dict.fromkeys(each.because for each in found.outages)),
    }
    return {key: said[key] for key in asked}


def _minutes(seconds: Fraction) -> str:
    return f"{seconds / 60} min"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_uptime_is_as_the_agreement_says(case: dict[str, Any], tmp_path: Path) -> None:
    assert set(case) <= KEYS

    found = figures_of(case, tmp_path)

    assert {name: said_of(found[name], asked) for name, asked in case["expect"].items()} == case["expect"]
