"""Signed text, amendments and riders: the version in force at any moment."""

from asagreed.versions.history import History, Version
from asagreed.versions.read import read_agreement

__all__ = ["History", "Version", "read_agreement"]
