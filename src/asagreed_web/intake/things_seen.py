"""What signals set off elsewhere, in the same transaction."""

from __future__ import annotations

from django.dispatch import Signal

things_seen = Signal()
"""Sent with `key`, `things` (from which moment on each was told of) and `at` (UTC seconds) after a delivery was read.

A receiver may return words for who looks at what became of the delivery.
"""
