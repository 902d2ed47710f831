"""Readers of exports of work: files become entries, and every row is accounted for."""

from asagreed.facts.work_readers.overlaps import Overlap, find_overlaps
from asagreed.facts.work_readers.reading_work import WorkLog, read_work, read_work_columns
from asagreed.facts.work_readers.refusals import RefusedEntry
from asagreed.facts.work_readers.work_columns import AppointmentColumns, WordsOf, WorkColumns

__all__ = [
    "AppointmentColumns",
    "Overlap",
    "RefusedEntry",
    "WordsOf",
    "WorkColumns",
    "WorkLog",
    "find_overlaps",
    "read_work",
    "read_work_columns",
]
