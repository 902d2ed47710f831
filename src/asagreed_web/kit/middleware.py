"""What every request carries: the moment at which it came, and an id by which it can be found in the log."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from asagreed_web.kit import clock

Answer = Callable[[HttpRequest], HttpResponse]


def moment_and_id(answer: Answer) -> Answer:
    """Give each request one moment, so that everything in it happens at the same time, and an id for error pages."""

    def stamped(request: HttpRequest) -> HttpResponse:
        request.moment = clock.now()  # type: ignore[attr-defined]
        request.id = secrets.token_hex(6)  # type: ignore[attr-defined]
        response = answer(request)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        return response

    return stamped
