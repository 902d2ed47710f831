"""The addresses of invoices at the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from asagreed_web.doors.desk import invoices

invoice_urlpatterns: list[URLPattern | URLResolver] = [
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/issue/", invoices.issue, name="issue_month"),
    path("invoices/<str:number>/", invoices.invoice, name="invoice"),
    path("invoices/<str:number>/credit/", invoices.credit, name="credit_invoice"),
    path("customers/<slug:slug>/month/issue/", invoices.issue_one, name="issue_one"),
]
