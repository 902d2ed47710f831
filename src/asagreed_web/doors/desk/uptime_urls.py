"""The addresses of uptime at the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from asagreed_web.doors.desk import uptime, uptime_checks, uptime_records, uptime_sources

HERE = "customers/<slug:slug>/uptime/"

uptime_urlpatterns: list[URLPattern | URLResolver] = [
    path("uptime/", uptime.down, name="down"),
    path(HERE, uptime.uptime, name="uptime"),
    path(f"{HERE}why/<str:month>/<str:name>/", uptime.why, name="uptime_why"),
    path(f"{HERE}status-page/", uptime.show_page, name="show_status"),
    path(f"{HERE}outages/new/", uptime_records.new_outage, name="new_outage"),
    path(f"{HERE}outages/<slug:record>/", uptime_records.outage, name="outage"),
    path(f"{HERE}maintenance/new/", uptime_records.new_window, name="new_window"),
    path(f"{HERE}maintenance/<slug:record>/", uptime_records.change_window, name="change_window"),
    path(f"{HERE}excuses/new/", uptime_records.new_excuse, name="new_excuse"),
    path(f"{HERE}excuses/<slug:record>/withdraw/", uptime_records.withdraw_excuse, name="withdraw_excuse"),
    path(f"{HERE}things/<int:pk>/", uptime_sources.assign_thing, name="assign_thing"),
    path(f"{HERE}checks/new/", uptime_checks.new_check, name="new_check"),
    path(f"{HERE}checks/<int:pk>/end/", uptime_checks.stop_check, name="stop_check"),
    path(f"{HERE}keys/new/", uptime_sources.new_key, name="new_monitoring_key"),
    path(f"{HERE}keys/<int:pk>/end/", uptime_sources.stop_key, name="stop_monitoring_key"),
]
