"""Signed text, amendments and riders: the version in force at any moment."""

from asagreed.versions.history import History, Version
from asagreed.versions.read import read_agreement
from asagreed.versions.register import AdvicePaper, CriticalityDeclared, Register

__all__ = ["AdvicePaper", "CriticalityDeclared", "History", "Register", "Version", "read_agreement"]
