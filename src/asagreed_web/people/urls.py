"""Signing in and out, and what belongs to one's own account."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from asagreed_web.people import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("invitation/<str:token>", views.invitation, name="invitation"),
    path("profile", views.profile, name="profile"),
    path("theme", views.theme, name="set_theme"),
    # Before the page of the same name that lets people add addresses on their own.
    path("email/", views.address_is_changed_by_an_owner, name="account_email"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("3rdparty/", include("allauth.socialaccount.urls")),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]
