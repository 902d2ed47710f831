"""The addresses of plans."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from asagreed_web.doors.desk import plan_drafts, plan_views

plan_urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/", plan_views.plans, name="plans"),
    path("plans/upload/", plan_views.upload_plans, name="upload_plans"),
    path("plans/services/", plan_views.plan_services, name="plan_services"),
    path("plans/starter/", plan_views.enter_starters, name="enter_starters"),
    path("plans/compare/", plan_views.compare, name="compare_plans"),
    path("plans/compare/pdf/", plan_views.compare_pdf, name="compare_plans_pdf"),
    path("plans/new/", plan_drafts.new_plan, name="new_plan"),
    path("plans/drafts/", plan_drafts.start, name="start_plan_draft"),
    path("plans/drafts/<slug:name>/", plan_drafts.draft, name="plan_draft"),
    path("plans/drafts/<slug:name>/move/", plan_drafts.move, name="move_plan_service"),
    path("plans/drafts/<slug:name>/service/", plan_drafts.service, name="plan_service"),
    path("plans/drafts/<slug:name>/text/", plan_drafts.text, name="plan_draft_text"),
    path("plans/drafts/<slug:name>/check/", plan_drafts.check, name="check_plan_draft"),
    path("plans/drafts/<slug:name>/publish/", plan_drafts.publish, name="publish_plan_draft"),
    path("plans/drafts/<slug:name>/discard/", plan_drafts.discard, name="discard_plan_draft"),
    path("plans/<str:name>/", plan_views.plan, name="plan"),
]
