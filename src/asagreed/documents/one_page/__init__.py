"""The whole agreement on one page, for a very small business."""

from asagreed.documents.one_page.printing import print_one_page
from asagreed.documents.one_page.running_text import OnePage, one_page_of

__all__ = ["OnePage", "one_page_of", "print_one_page"]
