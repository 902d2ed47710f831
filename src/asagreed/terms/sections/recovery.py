"""How much may be lost and how long a restore may take; how backups are made, and how a failure is repaired."""

from __future__ import annotations

from pydantic import Field

from asagreed.terms.parts import Part
from asagreed.terms.values.data_amounts import DataAmount, DataRate
from asagreed.terms.values.dates import Date
from asagreed.terms.values.days import Days
from asagreed.terms.values.durations import Length
from asagreed.terms.values.texts import Name, Phrase


class Backup(Part):
    """How often data is copied, on which days, how long that takes, and when a restore was last tried."""

    every: Length
    on: Days | None = None
    takes: Length | None = None
    kept: Phrase | None = None
    where: Phrase | None = None
    tested: Date | None = None
    restore_took: Length | None = Field(default=None, alias="restore took")


class Restoring(Part):
    """What a restore has to move, how fast, and what comes on top whatever the amount."""

    data: DataAmount | None = None
    at: DataRate | None = None
    and_: Length | None = Field(default=None, alias="and")


class Repair(Part):
    """What a failed part costs in time, beside waiting for it: finding out, and putting it in."""

    diagnosis: Length | None = None
    repair: Length | None = None
    spare: Phrase | None = None


class Recovery(Part):
    """What is promised for a system that has failed, and what stands behind it."""

    data_loss: Length | None = Field(default=None, alias="data loss")
    restore: Length | None = None
    hours: Name | None = None
    backup: Backup | None = None
    restoring: Restoring | None = None
    repair: Repair | None = None
    redundancy: Phrase | None = None
    note: Phrase | None = None
