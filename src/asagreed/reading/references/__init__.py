"""What the names of an agreement refer to, and whether its parts fit together."""

from asagreed.reading.references.check import check_references

__all__ = ["check_references"]
