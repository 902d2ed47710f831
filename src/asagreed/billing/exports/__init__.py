"""Invoices for others: electronic by EN 16931 and validated, CSV for accounting programs, canonical JSON."""

from asagreed.billing.exports.as_json import invoice_hash, invoice_json, read_invoice
from asagreed.billing.exports.quickbooks import quickbooks_csv
from asagreed.billing.exports.ubl import ubl_invoice
from asagreed.billing.exports.validating import failed_rules, validate_ubl
from asagreed.billing.exports.xero import xero_csv

__all__ = [
    "failed_rules",
    "invoice_hash",
    "invoice_json",
    "quickbooks_csv",
    "read_invoice",
    "ubl_invoice",
    "validate_ubl",
    "xero_csv",
]
