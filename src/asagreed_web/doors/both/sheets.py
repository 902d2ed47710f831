"""The form of a sheet of discovery: what was typed is kept, or stays on the page with the reason why it was not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse

from asagreed_web.discovery.errors import ChangedMeanwhile, DiscoveryRefused
from asagreed_web.discovery.models import AnswerSheet
from asagreed_web.discovery.operations import answer
from asagreed_web.discovery.pages import title_of, topic_views, typed_answers
from asagreed_web.discovery.queries import read_all, sheets_of
from asagreed_web.kit.form_revision import revision_of
from asagreed_web.people.passing import moment_of, person_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """What the page of a sheet shows: what was typed, why it was refused, and what somebody else wrote meanwhile."""

    typed: Mapping[str, str]
    refused: str = ""
    theirs: Mapping[str, str] = field(default_factory=dict)
    revision: int | None = None
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDoor:
    """How a door answers the form: with its page, to a form that saves itself, and when all is kept."""

    page: Callable[[SheetPage], HttpResponse]
    saved: Callable[[AnswerSheet, str], HttpResponse]
    kept: Callable[[], HttpResponse]


def take_answers(request: HttpRequest, sheet: AnswerSheet, door: SheetDoor) -> HttpResponse:
    """Write answers down; what cannot be read is kept as it was typed, and told beside its field."""
    typed = typed_answers(sheet, request.POST.dict())
    saves_itself = request.headers.get("HX-Request") == "true"
    try:
        kept = answer(sheet_id=sheet.pk, answers=typed, revision=revision_of(request), by=person_of(request),
                      at=moment_of(request))  # fmt: skip
    except DiscoveryRefused as error:
        if saves_itself:
            return door.saved(sheet, str(error))
        if isinstance(error, ChangedMeanwhile):
            return door.page(SheetPage(typed=typed, refused=str(error), theirs=error.theirs,
                                       revision=error.revision, status=409))  # fmt: skip
        return door.page(SheetPage(typed=typed, refused=str(error), status=422))
    return door.saved(kept, "") if saves_itself else door.kept()


def sheet_context(sheet: AnswerSheet, shown: SheetPage) -> dict[str, Any]:
    """Return what pages print of a sheet, and the list of all sheets."""
    sheets = sheets_of(sheet.questionnaire)
    wrong = read_all(sheet.questionnaire, sheets).wrong
    return {
        "sheet": sheet,
        "title": title_of(sheet),
        "topics": topic_views(sheet, shown.typed, wrong, shown.theirs),
        "revision": sheet.revision if shown.revision is None else shown.revision,
        "refused": shown.refused,
        "sheets": [(each.position, title_of(each)) for each in sheets],
    }
