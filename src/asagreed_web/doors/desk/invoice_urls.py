"""The addresses of invoices at the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from asagreed_web.doors.desk import invoice_files, invoices, money_views

invoice_urlpatterns: list[URLPattern | URLResolver] = [
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/issue/", invoices.issue, name="issue_month"),
    path("invoices/exports/", invoice_files.exports, name="exports"),
    path("invoices/exports/<int:pk>/", invoice_files.export_file, name="export_file"),
    path("invoices/<str:number>/", invoices.invoice, name="invoice"),
    path("invoices/<str:number>/credit/", invoices.credit, name="credit_invoice"),
    path("invoices/<str:number>/pdf/", invoice_files.invoice_file, {"form": "pdf"}, name="invoice_pdf"),
    path("invoices/<str:number>/ubl/", invoice_files.invoice_file, {"form": "ubl"}, name="invoice_ubl"),
    path("invoices/<str:number>/json/", invoice_files.invoice_file, {"form": "json"}, name="invoice_json"),
    path("customers/<slug:slug>/month/issue/", invoices.issue_one, name="issue_one"),
    path("customers/<slug:slug>/money/", money_views.money, name="money"),
    path("customers/<slug:slug>/money/received/", money_views.receive, name="receive_money"),
    path("customers/<slug:slug>/money/received/<int:pk>/take-back/", money_views.take_back, name="take_back_money"),
    path("customers/<slug:slug>/money/blocks/", money_views.sell, name="sell_block"),
    path("customers/<slug:slug>/money/mail/", money_views.mail_to, name="invoice_mail"),
]
