"""Every address of the installation, door by door."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from asagreed_web.config import start
from asagreed_web.doors.api import hooks

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("account/", include("asagreed_web.people.urls")),
    path("desk/", include("asagreed_web.doors.desk.urls")),
    path("portal/", include("asagreed_web.doors.portal.urls")),
    path("status/", include("asagreed_web.doors.portal.status_urls")),
    path("api/", include("asagreed_web.doors.api.urls")),
    path("hooks/monitoring/<str:token>/", hooks.monitoring, name="monitoring_hook"),
]

handler400 = start.bad_request
handler403 = start.forbidden
handler404 = start.not_found
handler500 = start.failed
