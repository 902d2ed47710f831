"""The addresses at which owners decide who has access."""

from __future__ import annotations

from django.urls import URLPattern, path

from asagreed_web.doors.desk import people_views

people_urlpatterns: list[URLPattern] = [
    path("people/", people_views.people, name="people"),
    path("people/invite/", people_views.invite, name="invite"),
    path("people/keys/", people_views.keys, name="keys"),
    path("people/keys/<int:number>/end/", people_views.end_key, name="end_key"),
    path("people/<int:number>/", people_views.person, name="person"),
    path("people/<int:number>/role/", people_views.change_role, name="change_role"),
    path("people/<int:number>/end-access/", people_views.end_access, name="end_access"),
    path("people/<int:number>/invite-again/", people_views.invite_again, name="invite_again"),
    path("people/<int:number>/sessions/end/", people_views.end_sessions, name="end_sessions"),
    path("people/<int:number>/sessions/<int:session>/end/", people_views.end_sessions, name="end_session"),
]
