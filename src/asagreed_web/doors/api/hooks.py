"""The monitoring hook: what comes is stored first; what becomes of it follows in the request, or in a flood later."""

from __future__ import annotations

import logging

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from asagreed_web.doors.api.problems import NotThere, answer_of
from asagreed_web.intake.models import MonitoringKey, SignalDelivery
from asagreed_web.intake.signals import LARGEST, comes_in_floods, find_key, read_delivery, store_delivery
from asagreed_web.kit import wall
from asagreed_web.people.passing import moment_of

log = logging.getLogger(__name__)


@csrf_exempt
@require_POST
def monitoring(request: HttpRequest, token: str) -> HttpResponse:
    """Take in what a monitoring system sends to the address of its key; answered 202 with the id of what came."""
    key = find_key(token.encode("utf-8", "replace").decode())
    if key is None:
        return answer_of(NotThere("monitoring key"), request)
    try:
        raw = request.body
        if len(raw) > LARGEST:
            raise RequestDataTooBig  # noqa: TRY301 – Django says the same of what is larger still
    except (RequestDataTooBig, UnreadablePostError) as problem:
        return answer_of(problem, request)
    with wall.seeing(str(key.customer_id)):
        return _taken_in(request, key, raw)


def _taken_in(request: HttpRequest, key: MonitoringKey, raw: bytes) -> HttpResponse:
    at = moment_of(request)
    is_flood = comes_in_floods(key, at=at)
    delivery = store_delivery(key=key, raw=raw, at=at)
    if is_flood:
        delivery.because = "So much comes at once that it is kept now and read in a moment."
    else:
        delivery = _read(delivery, at)
    look = reverse("api-1:get_signal", args=(delivery.pk,))
    return JsonResponse(
        {"id": delivery.pk, "state": delivery.state, "because": delivery.because, "look": look}, status=202
    )


def _read(delivery: SignalDelivery, at: int) -> SignalDelivery:
    try:
        return read_delivery(delivery.pk, at=at)
    except Exception:
        # It is stored, and a worker reads it again: its sender need not know.
        log.exception("delivery %s could not be read at once", delivery.pk)
        return delivery
