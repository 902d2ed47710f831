"""Verdicts and prices of work, quotes and their answers, balances."""
