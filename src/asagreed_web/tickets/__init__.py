"""Tickets, their conversation and the time worked on them."""
