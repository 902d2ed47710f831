"""Recurring work: due, done, skipped, missed, approved and remembered."""
