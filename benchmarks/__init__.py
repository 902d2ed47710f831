"""Measurements of asagreed beside other libraries and beside what the machine can do (README.md)."""
