"""The addresses at which owners answer for personal data."""

from __future__ import annotations

from django.urls import URLPattern, path

from asagreed_web.doors.desk import protection

protection_urlpatterns: list[URLPattern] = [
    path("protection/", protection.protection, name="protection"),
    path("protection/forget/", protection.forget, name="forget"),
    path("protection/hand-out/", protection.export_person, name="export_person"),
    path("protection/customers/<slug:slug>/hand-out/", protection.export_customer, name="export_customer"),
]
