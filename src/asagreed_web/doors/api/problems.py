"""What is answered when something is not done: problem details (RFC 9457) that say what, why, and what to do."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from pydantic import BaseModel, Field

from asagreed.errors import AsagreedError
from asagreed_web.agreements.operations import PaperRefused
from asagreed_web.billing.errors import Changed
from asagreed_web.kit.keyed_answers import KeyReused, StillRunning

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
_OWN_WORDS = ("said", "asked")
"""How views call what a body and a query say; places leave these out."""


class Place(BaseModel):
    """A part of a request that is wrong."""

    place: str = Field(description="Where: `body.start_at`, `query.limit`, `path.number`.")
    what: str = Field(description="What is wrong with it.")


class Problem(BaseModel):
    """Why something was not done (RFC 9457). Nothing of the request took effect."""

    type: str = Field(description="A word for programs: `urn:asagreed:problem:` and the kind of problem.")
    title: str = Field(description="The meaning of the status.")
    status: int
    detail: str = Field(description="What is wrong, why it cannot be, and what to do.")
    instance: str = Field(description="The address that was asked.")
    request: str = Field(description="The id of the request, under which it stands in the log.")
    errors: list[Place] = Field(default=[], description="The places of the request that are wrong, if it is that.")


class Refused(Exception):
    """A refusal of this door; `kind` is the last part of the problem's type."""

    def __init__(self, status: int, kind: str, detail: str, *, errors: Sequence[Place] = ()) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail, self.errors = status, kind, detail, tuple(errors)


class WrongWord(Refused):
    """A word of the request is none that fits there."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(422, "invalid", what, errors=[Place(place=place, what=what)])


class NotAllowed(Refused):
    """The role of a token does not allow what was asked."""

    def __init__(self, what: str) -> None:
        super().__init__(403, "not-allowed", f"The role of this token may not {what}. Use a token of another role.")


class NotThere(Refused):
    """Nothing is there, or nothing that this token may see: both look the same."""

    def __init__(self, what: str) -> None:
        detail = f"There is no {what} here that this token may see. Look at the list, and at the token."
        super().__init__(404, "not-found", detail)


def refused(problem: BaseException) -> Refused | None:
    """Return the refusal that an exception stands for, or None for a fault of ours."""
    if isinstance(problem, Refused):
        return problem
    told = next((told for kind, told in _TOLD.items() if isinstance(problem, kind)), None)
    return told(problem) if told else None


def body_of(problem: Refused, request: HttpRequest) -> str:
    """Return a refusal as JSON."""
    return Problem(
        type=f"urn:asagreed:problem:{problem.kind}",
        title=HTTPStatus(problem.status).phrase,
        status=problem.status,
        detail=_sayable(problem.detail),
        instance=_sayable(request.path),
        request=str(getattr(request, "id", "")),
        errors=[Place(place=_sayable(each.place), what=_sayable(each.what)) for each in problem.errors],
    ).model_dump_json()


def answer_of(problem: BaseException, request: HttpRequest) -> HttpResponse:
    """Return the answer to a request that failed; a fault of ours is logged, and told without its insides."""
    told = refused(problem)
    if told is None:
        log.error("%s %s failed", request.method, request.path, exc_info=problem)
        words = "A fault of ours stopped this request, and nothing of it took effect. Send it again, or tell the desk."
        told = Refused(500, "fault", f"{words} Name the id of the request.")
    response = HttpResponse(body_of(told, request), status=told.status, content_type=MEDIA_TYPE)
    if told.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="asagreed"'
    return response


def _sayable(text: str) -> str:
    """Return a text that can be written as UTF-8, whatever a request put into it."""
    return text.encode("utf-8", "replace").decode()


def _invalid(problem: Any) -> Refused:
    errors = [Place(place=_place(error["loc"]), what=_what(error)) for error in problem.errors[:50]]
    words = "What the request says does not fit. Correct the places that `errors` names, and send it again."
    return Refused(422, "invalid", words, errors=errors)


def _place(loc: Sequence[object]) -> str:
    return ".".join(str(part)[:80] for part in loc if part not in _OWN_WORDS)


def _what(error: Mapping[str, Any]) -> str:
    return str(error["msg"]).removeprefix("Value error, ")[:300]


def _http(problem: Any) -> Refused:
    if problem.status_code == HTTPStatus.BAD_REQUEST:
        return Refused(400, "unreadable", "The body is no JSON in UTF-8. Write it with a library for JSON.")
    return Refused(problem.status_code, "refused", str(problem))


_TOLD: dict[type[BaseException], Callable[[Any], Refused]] = {
    ValidationError: _invalid,
    AuthenticationError: lambda _: Refused(
        401, "no-token", "A token is missing, unknown, ended or too old. Send «Authorization: Bearer asg_…»."
    ),
    Throttled: lambda _: Refused(
        429, "too-many", "This token asks too often. Wait as «Retry-After» says, then go on more slowly."
    ),
    HttpError: _http,
    Http404: lambda _: NotThere("such thing"),
    KeyReused: lambda problem: Refused(422, "key-reused", str(problem)),
    StillRunning: lambda problem: Refused(409, "still-running", str(problem)),
    Changed: lambda problem: Refused(409, "changed", str(problem)),
    PaperRefused: lambda problem: Refused(422, "not-possible", str(problem)),
    AsagreedError: lambda problem: Refused(422, "not-possible", str(problem)),
    RequestDataTooBig: lambda _: Refused(413, "too-large", "The body is larger than 1 MiB. Send less at once."),
    UnreadablePostError: lambda _: Refused(400, "unreadable", "The body ended before it was whole. Send it again."),
}
"""How each kind of failure is told; the first that fits."""
