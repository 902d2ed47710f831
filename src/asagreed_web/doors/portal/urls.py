"""The addresses of the portal."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from asagreed_web.doors.portal import (
    agreement,
    discovery,
    invoices,
    overview,
    promises,
    quotes,
    reporting,
    reports,
    signing_link,
    ticket,
    upkeep,
    uptime,
)

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
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/<str:number>/", invoices.invoice, name="invoice"),
    path("upkeep/lists/<int:list_id>/", upkeep.approval_list, name="approval_list"),
    path("upkeep/link/<str:token>/", upkeep.by_link, name="approval_by_link"),
    path("invoices/<str:number>/pdf/", invoices.invoice_file, {"form": "pdf"}, name="invoice_pdf"),
    path("invoices/<str:number>/ubl/", invoices.invoice_file, {"form": "ubl"}, name="invoice_ubl"),
    path("discovery/", discovery.discovery, name="discovery"),
    path("discovery/advice/", discovery.answer_advice, name="answer_advice"),
    path("discovery/<int:position>/", discovery.sheet, name="discovery_sheet"),
    path("promises/", promises.promises, name="promises"),
    path("uptime/", uptime.uptime, name="uptime"),
    path("uptime/status-page/", uptime.show_page, name="show_status"),
    path("uptime/<str:month>/<str:name>/", uptime.why, name="uptime_why"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<int:number>/", reports.report, name="issued_report"),
    path("reports/<int:number>/<str:form>/", reports.download, name="download_report"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/version/", agreement.agreement_version, name="agreement_version"),
    path("agreement/drafts/<int:number>/", agreement.draft, name="draft"),
    path("agreement/documents/<int:pk>/", agreement.document, name="document"),
    path("agreement/documents/<int:pk>/pdf/", agreement.document_pdf, name="document_pdf"),
    path("agreement/documents/<int:pk>/sign/", agreement.sign_document, name="sign_document"),
    path("agreement/take-up/", agreement.take_up, name="take_up"),
    path("signing/link/<str:token>/", signing_link.by_link, name="signing_link"),
    path("signing/link/<str:token>/pdf/", signing_link.linked_pdf, name="linked_pdf"),
    path("signing/verify/", signing_link.verify, name="verify"),
]
