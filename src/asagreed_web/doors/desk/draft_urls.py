"""The addresses of drafts and documents."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from asagreed_web.doors.desk import documents, drafts

draft_urlpatterns: list[URLPattern | URLResolver] = [
    path("customers/<slug:slug>/drafts/new/", drafts.new_draft, name="new_draft"),
    path("customers/<slug:slug>/drafts/<int:number>/", drafts.draft, name="draft"),
    path("customers/<slug:slug>/drafts/<int:number>/look/", drafts.look, name="look_at_draft"),
    path("customers/<slug:slug>/drafts/<int:number>/try/", drafts.try_draft, name="try_draft"),
    path("customers/<slug:slug>/drafts/<int:number>/share/", drafts.share, name="share_draft"),
    path("customers/<slug:slug>/drafts/<int:number>/remark/", drafts.remark_on_draft, name="remark_on_draft"),
    path("customers/<slug:slug>/drafts/<int:number>/withdraw/", drafts.withdraw_view, name="withdraw_draft"),
    path("customers/<slug:slug>/drafts/<int:number>/send/", drafts.send_view, name="send_draft"),
    path("customers/<slug:slug>/version/", documents.agreement_version, name="agreement_version"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/sign/", documents.sign_document, name="sign_document"),
    path("documents/<int:pk>/pdf/", documents.document_pdf, name="document_pdf"),
    path("documents/<int:pk>/withdraw/", documents.withdraw_document, name="withdraw_document"),
]
