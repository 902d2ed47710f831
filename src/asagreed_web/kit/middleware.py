"""What every request carries: the moment at which it came, and an id by which it can be found in the log."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from asagreed_web.kit import clock

Answer = Callable[[HttpRequest], HttpResponse]
SHARED = "is_shared"
"""The attribute of an answer that is the same for everybody, signed in or not."""


def moment_and_id(answer: Answer) -> Answer:
    """Give each request one moment, so that everything in it happens at the same time, and an id for error pages."""

    def stamped(request: HttpRequest) -> HttpResponse:
        request.moment = clock.now()  # type: ignore[attr-defined]
        request.id = secrets.token_hex(6)  # type: ignore[attr-defined]
        response = answer(request)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        return response

    return stamped


def shared_answers(answer: Answer) -> Answer:
    """Let answers that are the same for everybody be kept by caches, whatever cookies came with the request."""

    def unmarked(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if getattr(response, SHARED, False):
            # The session was asked who it is, as for every request; nothing of the answer depends on that.
            others = [word.strip() for word in response.get("Vary", "").split(",")]
            kept = [word for word in others if word and word.lower() != "cookie"]
            del response["Vary"]
            if kept:
                response["Vary"] = ", ".join(kept)
            response.cookies.clear()
        return response

    return unmarked
