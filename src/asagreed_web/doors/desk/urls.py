"""The addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from asagreed_web.doors.desk import (
    agreements,
    arranging,
    books,
    bulk,
    customers,
    discovery,
    discovery_kind,
    event_log,
    in_and_out,
    month,
    queue,
    searching,
    web_hooks,
)
from asagreed_web.doors.desk.draft_urls import draft_urlpatterns
from asagreed_web.doors.desk.invoice_urls import invoice_urlpatterns
from asagreed_web.doors.desk.people_urls import people_urlpatterns
from asagreed_web.doors.desk.plan_urls import plan_urlpatterns
from asagreed_web.doors.desk.protection_urls import protection_urlpatterns
from asagreed_web.doors.desk.report_urls import report_urlpatterns
from asagreed_web.doors.desk.ticket_urls import ticket_urlpatterns
from asagreed_web.doors.desk.upkeep_urls import upkeep_urlpatterns
from asagreed_web.doors.desk.uptime_urls import uptime_urlpatterns

app_name = "desk"

queue_urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.queue, name="queue"),
    path("rows/", queue.queue_rows, name="queue_rows"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("search/", searching.search, name="search"),
    path("queues/", arranging.saved_queues, name="saved_queues"),
    path("queues/save/", arranging.save_queue_view, name="save_queue"),
    path("queues/<int:pk>/delete/", arranging.drop_queue_view, name="drop_queue"),
    path("canned-replies/", arranging.canned_replies, name="canned_replies"),
    path("canned-replies/new/", arranging.canned_reply, name="new_canned_reply"),
    path("canned-replies/<int:pk>/", arranging.canned_reply, name="canned_reply"),
    path("canned-replies/<int:pk>/delete/", arranging.drop_canned_reply_view, name="drop_canned_reply"),
    path("outbox/", in_and_out.outbox, name="outbox"),
    path("outbox/<int:pk>/again/", in_and_out.send_again_view, name="send_again"),
    path("web-hooks/", web_hooks.web_hooks, name="web_hooks"),
    path("web-hooks/new/", web_hooks.new_hook, name="new_hook"),
    path("web-hooks/<int:pk>/end/", web_hooks.end_hook, name="end_hook"),
    path("set-aside/", in_and_out.set_aside, name="set_aside"),
    path("set-aside/<int:pk>/original/", in_and_out.original_mail, name="original_mail"),
    path("set-aside/<int:pk>/ticket/", in_and_out.ticket_of_mail, name="ticket_of_mail"),
]

customer_urlpatterns: list[URLPattern | URLResolver] = [
    path("customers/", customers.customers, name="customers"),
    path("customers/new/", customers.new_customer, name="new_customer"),
    path("customers/<slug:slug>/", customers.customer, name="customer"),
    path("customers/<slug:slug>/change/", customers.edit_customer, name="edit_customer"),
    path("customers/<slug:slug>/log/", event_log.event_log, name="event_log"),
    path("customers/<slug:slug>/month/", month.month, name="month"),
    path("customers/<slug:slug>/discovery/", discovery.discovery, name="discovery"),
    path("customers/<slug:slug>/discovery/systems/", discovery.add, name="add_discovery_system"),
    path("customers/<slug:slug>/discovery/share/", discovery.share_view, name="share_discovery"),
    path("customers/<slug:slug>/discovery/papers/", discovery.papers, name="discovery_papers"),
    path("customers/<slug:slug>/discovery/which-agreement/", discovery_kind.agreement_kind, name="agreement_kind"),
    path("customers/<slug:slug>/discovery/answers/<int:position>/", discovery.sheet, name="discovery_sheet"),
    path(
        "customers/<slug:slug>/discovery/answers/<int:position>/verify/",
        discovery.verify_topic,
        name="verify_discovery",
    ),
    path("customers/<slug:slug>/books/", books.books, name="books"),
    path("customers/<slug:slug>/books/check/", books.check, name="check_books"),
    path("customers/<slug:slug>/books/<int:number>/", books.edition, name="books_edition"),
    path("customers/<slug:slug>/agreement/", agreements.agreement, name="agreement"),
    path("customers/<slug:slug>/agreement/write/", agreements.edit_paper, name="new_paper"),
    path("customers/<slug:slug>/agreement/check/", agreements.check_paper, name="check_paper"),
    path("customers/<slug:slug>/agreement/upload/", agreements.upload_papers, name="upload_papers"),
    path("customers/<slug:slug>/agreement/write/<path:path>", agreements.edit_paper, name="edit_paper"),
    path("customers/<slug:slug>/agreement/<path:path>", agreements.paper, name="paper"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *queue_urlpatterns,
    *upkeep_urlpatterns,
    *customer_urlpatterns,
    *uptime_urlpatterns,
    *invoice_urlpatterns,
    *draft_urlpatterns,
    *plan_urlpatterns,
    *ticket_urlpatterns,
    *people_urlpatterns,
    *protection_urlpatterns,
    *report_urlpatterns,
]
