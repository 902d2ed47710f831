"""From sheets to what the library reads: one text of answers, and from its problems back to the fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asagreed.discovery import Answers, read_answers_text
from asagreed.discovery.yaml_text import Data, block, flow, text_of
from asagreed.open_time import in_zone
from asagreed_web.discovery.models import COMPANY, AnswerSheet, Questionnaire

FieldPath = tuple[str, str]
"""The system of a sheet, «» for the company, and the key of a question."""


@dataclass(frozen=True)
class SheetsRead:
    """What the sheets say, without what cannot be read, and why that cannot be read, by field."""

    answers: Answers
    wrong: Mapping[FieldPath, str]


def read_sheets(questionnaire: Questionnaire, sheets: Sequence[AnswerSheet]) -> SheetsRead:
    """Return the answers of a questionnaire; what was typed and cannot be read is left out and told by field."""
    told: dict[FieldPath, str] = {}
    kept = {sheet.system: dict(sheet.answers) for sheet in sheets}
    while True:
        read = read_answers_text(as_text(questionnaire, sheets, kept))
        if read.answers is not None:
            return SheetsRead(read.answers, told)
        for problem in read.problems:
            path = _field_of(problem.address)
            told.setdefault(path, f"{problem.message} {problem.remedy}")
            # Every round takes something away, or else it is a fault of ours and must be heard of.
            del kept[path[0]][path[1]]


def as_text(
    questionnaire: Questionnaire, sheets: Sequence[AnswerSheet], answers: Mapping[str, Mapping[str, str]]
) -> str:
    """Return answers as a file of them; `answers` are those of each sheet by its system."""
    customer = questionnaire.customer
    head: dict[str, Data] = {
        "discovery": customer.slug,
        "asked": in_zone(questionnaire.stated_at, customer.zone).date().isoformat(),
        "zone": customer.zone,
    }
    if questionnaire.stated_by:
        head["by"] = questionnaire.stated_by
    systems = [sheet for sheet in sheets if sheet.system != COMPANY]
    lines = [block(head), "company:\n", block(answers.get(COMPANY, {}), indent=2)]
    lines += ["systems:\n", *(_sheet_text(sheet, answers[sheet.system]) for sheet in systems)]
    lines += ["verified:\n", *(_verified_text(sheet) for sheet in systems if sheet.verified)]
    return "".join(lines)


def verified_data(verified: Mapping[str, Any]) -> dict[str, Data]:
    """Return what is kept of a verification as a file of answers has it."""
    found = {key: text for key, text in verified.items() if text}
    return {key: dict(text) if isinstance(text, Mapping) else str(text) for key, text in found.items()}


def _sheet_text(sheet: AnswerSheet, answers: Mapping[str, str]) -> str:
    said = f"\n{block(answers, indent=4)}" if answers else " {}\n"
    return f"  {text_of(sheet.system)}:{said}"


def _verified_text(sheet: AnswerSheet) -> str:
    topics = {topic: verified_data(verified) for topic, verified in sheet.verified.items()}
    return f"  {text_of(sheet.system)}: {flow(topics)}\n"


def _field_of(address: str) -> FieldPath:
    """Return the field that an address of a problem leads to: `systems.files.backup every`, `company.people`."""
    part, _, rest = address.partition(".")
    if part == "company":
        return COMPANY, rest
    system, _, key = rest.partition(".")
    return system, key.rpartition(".")[2]
