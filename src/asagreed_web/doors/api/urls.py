"""Addresses of the API; whatever is asked under it is answered by it, also what is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from asagreed_web.doors.api.api import api
from asagreed_web.doors.api.problems import NotThere, Refused, answer_of

LARGEST = 1024 * 1024
Answer = Callable[..., HttpResponseBase]


def answered(view: Answer) -> Answer:
    """Answer in the words of the API what never came to an operation: too much, of another type, another method."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        problem = _unfit(request)
        try:
            response = answer_of(problem, request) if problem else view(request, *args, **kwargs)
        except Http404 as missing:
            response = answer_of(missing, request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = response.headers["Allow"]
            response = answer_of(Refused(405, "method", f"Only {allowed} is understood here. Use that."), request)
            response["Allow"] = allowed
        response["Cache-Control"] = "no-store"
        return response

    # No session counts here, so that no other site can act in the name of one.
    return csrf_exempt(answer)


def _unfit(request: HttpRequest) -> Exception | None:
    size = request.META.get("CONTENT_LENGTH") or "0"
    if size.isascii() and size.isdecimal() and int(size[:18]) > LARGEST:
        return RequestDataTooBig()
    if request.method == "POST" and size != "0" and request.content_type != "application/json":
        words = "A body is JSON here. Send it with «Content-Type: application/json»."
        return Refused(415, "media-type", words)
    return None


def nothing_there(request: HttpRequest) -> HttpResponseBase:
    """Say that nothing is at an address of the API."""
    return answer_of(NotThere("such address"), request)


api_urls = api.urls
for pattern in api_urls[0]:
    if isinstance(pattern, URLPattern):
        is_schema = pattern.name == "openapi-json"
        pattern.callback = answered(require_safe(pattern.callback) if is_schema else pattern.callback)

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", api_urls),
    re_path(r"^", answered(nothing_there), name="api_nothing_there"),
]
