"""The JSON Schemas for editors: up to date, and of one mind with the reader."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from tests.terms.agreed import HEAD, history_of
from tests.terms.test_coverage_clauses import SCOPE
from tests.terms.test_money_clauses import MONEY
from tests.terms.test_sections import TEXT
from tests.terms.test_selection import TABLE

from asagreed.reading.json_schema import modeline, schema_of, schema_path, schema_text
from asagreed.terms import PAPERS
from asagreed.versions import read_agreement

RIGHT = Path(__file__).parent / "right"
GOOD = {
    "agreement": RIGHT / "harbour-dental" / "agreement.yaml",
    "amendment": RIGHT / "harbour-dental" / "amendments" / "2.yaml",
    "declaration": RIGHT / "harbour-dental" / "declarations" / "2026-01-12-criticality.yaml",
    "plan": RIGHT / "plans" / "gold.yaml",
    "rider": RIGHT / "harbour-dental" / "riders" / "premium.yaml",
    "signature": RIGHT / "harbour-dental" / "signatures" / "amendment-2-customer.yaml",
}


def as_editors_read(text: str) -> Any:
    """Return a text as YAML 1.2 with the types that editors give values; dates stay text to them."""
    return _dates_as_text(YAML(typ="safe", pure=True).load(text))


def _dates_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _dates_as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(each) for each in value]
    return str(value) if isinstance(value, date) else value


@pytest.mark.parametrize("kind", PAPERS)
def test_the_schema_in_the_package_is_up_to_date(kind: str) -> None:
    assert schema_path(kind).read_text("utf-8") == schema_text(kind)


@pytest.mark.parametrize("kind", PAPERS)
def test_the_schema_is_a_schema_and_a_good_paper_fits_it(kind: str) -> None:
    schema = schema_of(kind)

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(as_editors_read(GOOD[kind].read_text("utf-8")))


@pytest.mark.parametrize("text", [TEXT, TABLE, SCOPE, MONEY], ids=["sections", "targets", "coverage", "money"])
def test_what_the_reader_takes_fits_the_schema(text: str, tmp_path: Path) -> None:
    history_of(tmp_path, agreement=HEAD + text)

    Draft202012Validator(schema_of("agreement")).validate(as_editors_read(HEAD + text))


def test_the_schema_refuses_a_misspelled_key_and_a_list_for_a_map() -> None:
    validator = Draft202012Validator(schema_of("agreement"))

    assert not validator.is_valid(as_editors_read(HEAD + "calender: {}\n"))
    assert not validator.is_valid(as_editors_read(HEAD + "calendars: [support]\n"))
    assert not validator.is_valid(as_editors_read(HEAD + "targets: {P1: 30 min}\n"))


def test_a_paper_may_name_its_schema_in_its_first_line(tmp_path: Path) -> None:
    line = modeline("schema/agreement.schema.json")
    (tmp_path / "agreement.yaml").write_text(f"{line}\n{HEAD}", encoding="utf-8")

    assert line == "# yaml-language-server: $schema=schema/agreement.schema.json"
    assert read_agreement(tmp_path)[1] == ()
