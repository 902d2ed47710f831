"""What is promised, in the words of the agreement in force."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from asagreed_web.doors.portal.door import customer_of, for_customers
from asagreed_web.doors.portal.frame import portal_page
from asagreed_web.people.passing import moment_of
from asagreed_web.systems.promised import promised


@require_safe
@for_customers()
def promises(request: HttpRequest) -> HttpResponse:
    """Show what the agreement in force promises."""
    page = promised(customer_of(request).pk, at=moment_of(request))
    return portal_page(request, "portal/promises.html", {"page": page})
