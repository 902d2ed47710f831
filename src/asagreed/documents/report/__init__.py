"""Reports: of a customer, of all customers, and what of it may be published; as data, page, PDF and CSV."""

from asagreed.documents.report.building import customer_report
from asagreed.documents.report.charting import charts
from asagreed.documents.report.csv_form import report_csv
from asagreed.documents.report.page import report_page
from asagreed.documents.report.portfolio import portfolio_report
from asagreed.documents.report.printing import report_pdf
from asagreed.documents.report.proof_page import proof_page
from asagreed.documents.report.restating import restated
from asagreed.proof import ReportFacts, ReportPeriod, period_named

__all__ = [
    "ReportFacts",
    "ReportPeriod",
    "charts",
    "customer_report",
    "period_named",
    "portfolio_report",
    "proof_page",
    "report_csv",
    "report_page",
    "report_pdf",
    "restated",
]
