"""Whom the provider serves."""
