"""The addresses of status pages, which nobody has to sign in for: by a word, or by a link that nobody can guess."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from asagreed_web.doors.portal import status_page

app_name = "status"
urlpatterns: list[URLPattern | URLResolver] = [
    path("link/<str:token>/", status_page.by_link, name="by_link"),
    path("link/<str:token>/incidents.atom", status_page.by_link, {"form": "atom"}, name="by_link_atom"),
    path("link/<str:token>/maintenance.ics", status_page.by_link, {"form": "ics"}, name="by_link_ics"),
    path("link/<str:token>/status.json", status_page.by_link, {"form": "json"}, name="by_link_json"),
    path("<slug:word>/", status_page.by_word, name="page"),
    path("<slug:word>/incidents.atom", status_page.by_word, {"form": "atom"}, name="page_atom"),
    path("<slug:word>/maintenance.ics", status_page.by_word, {"form": "ics"}, name="page_ics"),
    path("<slug:word>/status.json", status_page.by_word, {"form": "json"}, name="page_json"),
]
