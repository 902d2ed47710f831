"""The addresses of invoices at the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from asagreed_web.doors.desk import invoices, money_views

invoice_urlpatterns: list[URLPattern | URLResolver] = [
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/issue/", invoices.issue, name="issue_month"),
    path("invoices/<str:number>/", invoices.invoice, name="invoice"),
    path("invoices/<str:number>/credit/", invoices.credit, name="credit_invoice"),
    path("customers/<slug:slug>/month/issue/", invoices.issue_one, name="issue_one"),
    path("customers/<slug:slug>/money/", money_views.money, name="money"),
    path("customers/<slug:slug>/money/received/", money_views.receive, name="receive_money"),
    path("customers/<slug:slug>/money/received/<int:pk>/take-back/", money_views.take_back, name="take_back_money"),
    path("customers/<slug:slug>/money/blocks/", money_views.sell, name="sell_block"),
    path("customers/<slug:slug>/money/mail/", money_views.mail_to, name="invoice_mail"),
]
