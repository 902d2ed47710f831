"""The form that says what became of a piece of recurring work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from pydantic_core import PydanticCustomError

from asagreed.terms.resolved.upkeep_clauses import TaskClause
from asagreed.terms.values.durations import parse_length
from asagreed_web.doors.desk.ticket_moments import shown_moment, typed_moment
from asagreed_web.kit.parts import FieldView
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.upkeep.operations import Said

_CAME_BACK = {"yes": True, "no": False}


def said_in(typed: Mapping[str, str], *, task: str, due_on: date, zone: str, at: int) -> tuple[Said, dict[str, str]]:
    """Return what a form says, and what is wrong with it by field; with errors the rest is not to be used."""
    errors: dict[str, str] = {}
    said = Said(
        task=task,
        due_on=due_on,
        says=typed.get("says", ""),
        done_at=_moment(typed.get("done_at", ""), zone, errors) or at,
        because=typed.get("because", ""),
        evidence=typed.get("evidence", ""),
        worked=_length("worked", typed, errors),
        restored_in=_length("restored_in", typed, errors),
        succeeded=_CAME_BACK.get(typed.get("succeeded", "")),
    )
    return said, errors


def _moment(text: str, zone: str, errors: dict[str, str]) -> int | None:
    try:
        return typed_moment(text, zone)
    except NotPossible as error:
        errors["done_at"] = str(error)
        return None


def _length(name: str, typed: Mapping[str, str], errors: dict[str, str]) -> int | None:
    text = typed.get(name, "").strip()
    try:
        return parse_length(f"{text} min" if text.isdigit() else text) if text else None
    except PydanticCustomError:
        errors[name] = _("«%(text)s» is not a length of time. Write 45 min or 1 h 30 min.") % {"text": text[:40]}
        return None


def settle_fields(
    task: TaskClause, typed: Mapping[str, str], errors: Mapping[str, str], *, zone: str, at: int
) -> list[FieldView]:
    """Return the fields of the form, filled with what was typed; a test restore is asked for its result."""
    drawn = _("It counts against included hours.") if task.draws_hours else ""
    fields = [
        FieldView("says", _("What became of it"), typed.get("says", "done"), kind="radios", required=True,
                  choices=(("done", _("Done")), ("skipped", _("Skipped")))),
        FieldView("done_at", _("When it was over"), typed.get("done_at", shown_moment(at - at % 60, zone)),
                  kind="datetime-local", hint=_("In the customer’s time zone, %(zone)s.") % {"zone": zone}),
        FieldView("worked", _("Time it took"), typed.get("worked", ""), kind="text",
                  hint=" ".join(filter(None, (_("45 min or 1 h 30 min."), drawn)))),
        FieldView("evidence", _("Evidence"), typed.get("evidence", ""), kind="textarea", rows=3,
                  hint=_("What shows that it was done: a report, a job number, what was seen.")),
        FieldView("because", _("Why it was skipped"), typed.get("because", ""), kind="textarea", rows=3,
                  is_conditional=True, hint=_("Needed where it was skipped; the customer reads it on the report.")),
    ]  # fmt: skip
    if task.restores:
        fields[3:3] = [
            FieldView("restored_in", _("How long the restore took"), typed.get("restored_in", ""),
                      hint=_("It is held against what the agreement promises.")),
            FieldView("succeeded", _("Everything came back"), typed.get("succeeded", ""), kind="radios",
                      choices=(("yes", _("Yes")), ("no", _("No")))),
        ]  # fmt: skip
    return [_with_error(field, errors) for field in fields]


def _with_error(field: FieldView, errors: Mapping[str, str]) -> FieldView:
    return replace(field, error=errors.get(field.name, ""))
