"""The addresses of reports."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from asagreed_web.doors.desk import portfolio, report_forms, reports

report_urlpatterns: list[URLPattern | URLResolver] = [
    path("customers/<slug:slug>/reports/", reports.reports, name="reports"),
    path("customers/<slug:slug>/reports/issue/", report_forms.issue, name="issue_report"),
    path("customers/<slug:slug>/reports/schedule/", report_forms.schedule, name="schedule_reports"),
    path("customers/<slug:slug>/reports/recipients/", report_forms.recipients, name="report_recipients"),
    path("customers/<slug:slug>/reports/so-far/<str:period>/", reports.so_far, name="report_so_far"),
    path("customers/<slug:slug>/reports/so-far/<str:period>/write/", report_forms.write, name="write_report"),
    path("customers/<slug:slug>/reports/<int:number>/", reports.report, name="report"),
    path("customers/<slug:slug>/reports/<int:number>/<str:form>/", reports.download, name="download_report"),
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/proof/", portfolio.proof, name="proof"),
    path("portfolio/proof/publish/", portfolio.publish, name="publish_proof"),
    path("portfolio/proof/<str:period>/<str:form>/", portfolio.published, name="published_proof"),
]
