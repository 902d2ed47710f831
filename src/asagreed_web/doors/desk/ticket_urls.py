"""The addresses of tickets at the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from asagreed_web.doors.desk import quote_views, ticket_new, time_views
from asagreed_web.doors.desk import ticket_actions as actions
from asagreed_web.doors.desk import ticket_views as views

ticket_urlpatterns: list[URLPattern | URLResolver] = [
    path("tickets/new/", ticket_new.new_ticket, name="new_ticket"),
    path("tickets/new/what-holds/", ticket_new.preview_ticket, name="new_ticket_holds"),
    path("tickets/<int:number>/", views.ticket, name="ticket"),
    path("tickets/<int:number>/why/<str:clock>/", views.why, name="ticket_why"),
    path("messages/<int:message_id>/original/", views.original, name="original"),
    path("attachments/<int:attachment_id>/", views.attachment, name="attachment"),
    path("tickets/<int:number>/reply/", actions.reply, name="ticket_reply"),
    path("tickets/<int:number>/canned/", actions.insert_canned, name="ticket_canned"),
    path("tickets/<int:number>/note/", actions.note, name="ticket_note"),
    path("tickets/<int:number>/assign/", actions.assign, name="ticket_assign"),
    path("tickets/<int:number>/priority/", actions.priority, name="ticket_priority"),
    path("tickets/<int:number>/hold/", actions.hold, name="ticket_hold"),
    path("tickets/<int:number>/resume/", actions.resume, name="ticket_resume"),
    path("tickets/<int:number>/resolve/", actions.resolve, name="ticket_resolve"),
    path("tickets/<int:number>/close/", actions.close, name="ticket_close"),
    path("tickets/<int:number>/reopen/", actions.reopen, name="ticket_reopen"),
    path("tickets/<int:number>/cancel/", actions.cancel, name="ticket_cancel"),
    path("tickets/<int:number>/change/", actions.change, name="ticket_change"),
    path("tickets/<int:number>/arrive/", actions.arrive, name="ticket_arrive"),
    path("tickets/<int:number>/happen/", actions.happen, name="ticket_happen"),
    path("tickets/<int:number>/link/", actions.link, name="ticket_link"),
    path("tickets/<int:number>/merge/", actions.merge, name="ticket_merge"),
    path("tickets/<int:number>/time/", time_views.time_entry, name="time_entry"),
    path("tickets/<int:number>/time/what-it-comes-to/", time_views.time_preview, name="time_preview"),
    path("tickets/<int:number>/time/<int:entry_id>/why/", time_views.entry_why, name="entry_why"),
    path("tickets/<int:number>/what-is-left/", time_views.what_is_left, name="what_is_left"),
    path("tickets/<int:number>/start-timer/", time_views.begin_timer, name="start_timer"),
    path("tickets/<int:number>/stop-timer/", time_views.end_timer, name="stop_timer"),
    path("tickets/<int:number>/drop-timer/", time_views.throw_timer_away, name="drop_timer"),
    path("tickets/<int:number>/quotes/new/", quote_views.new_quote, name="new_quote"),
    path("tickets/<int:number>/quotes/<int:quote_id>/withdraw/", quote_views.withdraw, name="withdraw_quote"),
]
