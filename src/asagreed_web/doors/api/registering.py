"""How views become operations of the API: questions by GET, actions by POST under an idempotency key."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel

from asagreed_web.doors.api.identity import asker_of
from asagreed_web.doors.api.problems import MEDIA_TYPE, Place, Refused, body_of, refused
from asagreed_web.kit.keyed_answers import KeptAnswer, answer_once, hash_of_request
from asagreed_web.people.passing import moment_of

KEY = re.compile(r"[!-~]{1,200}")
HEADER = "Idempotency-Key"
_KEY_PARAMETER = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    "description": (
        "A key that the client makes and keeps before it sends, such as a UUID. The same request under the same key "
        "happens once and gets the same answer again, for 48 hours."
    ),
}
View = Callable[..., BaseModel]
Answered = Callable[..., HttpResponse]


def question(router: Router, path: str, response: type[BaseModel]) -> Callable[[View], Answered]:
    """Make a view answer GET at a path."""

    def register(view: View) -> Answered:
        @wraps(view)
        def answer(request: HttpRequest, **given: Any) -> HttpResponse:
            _check_query(request, given.get("asked"))
            return _response(200, view(request, **given).model_dump_json())

        return router.get(path, response=response, operation_id=view.__name__)(_signed(answer, view))

    return register


def _check_query(request: HttpRequest, asked: BaseModel | None) -> None:
    """Refuse a word that nobody reads: a filter that is spelled wrong would show everything."""
    known = type(asked).model_fields if asked is not None else {}
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        errors = [Place(place=f"query.{name[:80]}", what="There is no such word.") for name in unknown[:50]]
        words = f"The address asks for what is not known here. It may say: {', '.join(known) or 'nothing'}."
        raise Refused(422, "invalid", words, errors=errors)


def action(
    router: Router, path: str, response: type[BaseModel], *, status: int = 200, shown_once: tuple[str, ...] = ()
) -> Callable[[View], Answered]:
    """Make a view answer POST at a path, once under a key; `shown_once` names what no repeated answer tells again.

    What it does and the answer that is kept are one transaction. A refusal undoes all that was done before it.
    """

    def register(view: View) -> Answered:
        @wraps(view)
        def answer(request: HttpRequest, **given: Any) -> HttpResponse:
            return _answered(request, lambda: view(request, **given), status, shown_once)

        extra = {"parameters": [_KEY_PARAMETER]}
        post = router.post(path, response={status: response}, operation_id=view.__name__, openapi_extra=extra)
        return post(_signed(answer, view))

    return register


def _signed(answer: Answered, view: View) -> Answered:
    """Let a wrapped view be read with the parameters of its own: their types are names of its own module."""
    answer.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
    return answer


def _answered(
    request: HttpRequest, act: Callable[[], BaseModel], status: int, shown_once: tuple[str, ...]
) -> HttpResponse:
    told: dict[str, str] = {}

    def perform() -> KeptAnswer:
        try:
            with transaction.atomic():
                result = act()
        except Exception as problem:  # noqa: BLE001 – refusals are kept as answers; everything else goes on its way
            return KeptAnswer(*_refusal(problem, request))
        told["body"] = result.model_dump_json()
        hidden = result.model_copy(update=dict.fromkeys(shown_once)) if shown_once else result
        return KeptAnswer(status, hidden.model_dump_json())

    key = request.headers.get(HEADER)
    if key is None:
        kept = perform()
    else:
        kept = answer_once(
            actor=f"token {asker_of(request).token_id}",
            key=_checked(key),
            request_hash=hash_of_request(b"POST", request.get_full_path().encode("utf-8", "replace"), request.body),
            at=moment_of(request),
            perform=perform,
        )
    response = _response(kept.status, kept.body if kept.is_repeated else told.get("body", kept.body))
    if kept.is_repeated:
        response["Idempotent-Replayed"] = "true"
    return response


def _refusal(problem: Exception, request: HttpRequest) -> tuple[int, str]:
    told = refused(problem)
    if told is None:
        raise problem
    return told.status, body_of(told, request)


def _checked(key: str) -> str:
    if not KEY.fullmatch(key):
        what = "A key has 1 to 200 visible ASCII characters, such as a UUID. Make another one."
        raise Refused(422, "invalid", what, errors=[Place(place=f"header.{HEADER}", what=what)])
    return key


def _response(status: int, body: str) -> HttpResponse:
    media_type = "application/json" if status < 400 else MEDIA_TYPE
    return HttpResponse(body, status=status, content_type=media_type)
