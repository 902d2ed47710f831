"""Watching systems: own checks, signals of other monitoring, and the outages that are made of them."""
