"""Readers of the exports of desks: files become tickets in columns, and every row is accounted for."""

from asagreed.facts.readers.mapping import ExportMapping, MomentRule, RowShape, WhenTwice
from asagreed.facts.readers.mapping_file import load_mapping, read_mapping
from asagreed.facts.readers.mapping_words import mapping_as_yaml
from asagreed.facts.readers.reading_tickets import read_tickets
from asagreed.facts.readers.refusals import RefusedRow, UncertainTime
from asagreed.facts.readers.ticket_log import TicketLog

__all__ = [
    "ExportMapping",
    "MomentRule",
    "RefusedRow",
    "RowShape",
    "TicketLog",
    "UncertainTime",
    "WhenTwice",
    "load_mapping",
    "mapping_as_yaml",
    "read_mapping",
    "read_tickets",
]
