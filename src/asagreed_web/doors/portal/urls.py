"""The addresses of the portal."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from asagreed_web.doors.portal import overview, promises, quotes, reporting, ticket

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.home, name="home"),
    path("tickets/", overview.tickets, name="tickets"),
    path("report/", reporting.report, name="report"),
    path("report/what-holds/", reporting.what_holds, name="report_holds"),
    path("tickets/<int:number>/", ticket.show_ticket, name="ticket"),
    path("tickets/<int:number>/reply/", ticket.reply, name="ticket_reply"),
    path("tickets/<int:number>/solved/", ticket.solved, name="ticket_solved"),
    path("tickets/<int:number>/why/<str:clock>/", ticket.why, name="ticket_why"),
    path("messages/<int:message_id>/original/", ticket.original, name="original"),
    path("attachments/<int:attachment_id>/", ticket.attachment, name="attachment"),
    path("quotes/", quotes.waiting, name="quotes"),
    path("quotes/<int:quote_id>/", quotes.quote, name="quote"),
    path("quotes/link/<str:token>/", quotes.by_link, name="quote_by_link"),
    path("promises/", promises.promises, name="promises"),
]
