"""Letters to customers."""

from asagreed.documents.letters.printing import print_letter
from asagreed.documents.letters.response_times import response_times_letter

__all__ = ["print_letter", "response_times_letter"]
