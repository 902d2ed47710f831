"""The addresses of recurring work at the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from asagreed_web.doors.desk import upkeep

upkeep_urlpatterns: list[URLPattern | URLResolver] = [
    path("upkeep/", upkeep.upkeep, name="upkeep"),
    path("upkeep/evidence/<int:file_id>/", upkeep.evidence, name="evidence"),
    path("upkeep/feeds/", upkeep.upkeep_feed, name="upkeep_feeds"),
    path("upkeep/feed/<str:secret>/", upkeep.feed, name="upkeep_feed"),
    path("customers/<slug:slug>/upkeep/", upkeep.customer_upkeep, name="customer_upkeep"),
    path("customers/<slug:slug>/upkeep/propose/", upkeep.propose_list, name="propose_upkeep"),
    path("customers/<slug:slug>/upkeep/feed/", upkeep.customer_feed, name="customer_feed"),
    path("customers/<slug:slug>/upkeep/<str:due>/<path:task>/", upkeep.settle_work, name="settle_upkeep"),
]
