"""Every address of the installation, door by door."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("asagreed_web.people.urls")),
    path("desk/", include("asagreed_web.doors.desk.urls")),
    path("portal/", include("asagreed_web.doors.portal.urls")),
]
