"""Agreements as they were entered, and the version in force."""
