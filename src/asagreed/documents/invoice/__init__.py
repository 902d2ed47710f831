"""An invoice or credit note as it was issued: who, for what, by which clause, and what is to be paid until when."""

from asagreed.documents.invoice.building import InvoiceSheet, invoice_sheet
from asagreed.documents.invoice.printing import print_invoice

__all__ = ["InvoiceSheet", "invoice_sheet", "print_invoice"]
