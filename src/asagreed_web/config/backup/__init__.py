"""Backups: a copy of the database as of one moment, the attachments, and a sealed list of both; and the way back.

A copy is opened and examined before it counts: rows, references, the chain of events, every attachment.
"""
