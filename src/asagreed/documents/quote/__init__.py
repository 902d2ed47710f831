"""A quote: what planned work costs, in each way in which it may be done."""

from asagreed.documents.quote.building import quote_sheet
from asagreed.documents.quote.printing import print_quote

__all__ = ["print_quote", "quote_sheet"]
