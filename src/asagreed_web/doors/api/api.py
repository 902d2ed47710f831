"""The API under /api/v1/: its operations, its schema (OpenAPI 3.1) and how failures are answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from asagreed_web.doors.api import (
    agreement_views,
    customer_views,
    invoice_views,
    monitoring_views,
    quote_views,
    report_views,
    ticket_changes,
    uncounted_views,
    uptime_views,
    work_views,
)
from asagreed_web.doors.api.identity import BearerToken, Pace
from asagreed_web.doors.api.problems import MEDIA_TYPE, Problem, answer_of

DESCRIPTION = """Tickets, work, quotes, agreements and customers of a service desk.

Every request carries `Authorization: Bearer asg_…`; an owner makes tokens at the desk, each with a role. A customer's
token sees its own organisation only: what is another's looks as if it were not there (404).

Moments are whole seconds by RFC 3339, answered in UTC (`2026-05-15T21:50:00Z`). Money is `{amount, currency}` with an
exact decimal as text. Lengths are whole seconds.

Every POST takes an `Idempotency-Key`: the same request under the same key happens once, and is answered as the first
one was, for 48 hours. Lists are read a page at a time by `after` and `limit`; `next` is the `after` of the next page.

What is not done is answered as problem details (RFC 9457) with what, why and what to do."""
PACE = Pace(per_minute=1200)


class Api(NinjaAPI):
    """The API; every operation declares that it may be refused, and how."""

    def get_openapi_schema(self, **given: Any) -> Any:
        """Return the schema, with the shape of problems at each operation."""
        schema = super().get_openapi_schema(**given)
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
        schema["components"]["schemas"] |= {**problem.pop("$defs"), "Problem": problem}
        shape = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["responses"]["4XX"] = {"description": "It was not done.", "content": shape}
        return schema


api = Api(
    title="asagreed",
    version="1",
    description=DESCRIPTION,
    auth=BearerToken(),
    throttle=[PACE],
    # The page that comes with Ninja asks third parties for its scripts.
    docs_url=None,
    urls_namespace="api-1",
    openapi_extra={"info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}},
)
for views in (
    ticket_changes,
    work_views,
    quote_views,
    agreement_views,
    customer_views,
    invoice_views,
    report_views,
    monitoring_views,
    uptime_views,
    uncounted_views,
):
    api.add_router("", views.router)


def _failed(request: HttpRequest, problem: Any) -> HttpResponse:
    return answer_of(problem, request)


for kind in (Exception, AuthenticationError, HttpError, ValidationError):
    api.add_exception_handler(kind, _failed)
