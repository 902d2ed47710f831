"""The questions of a discovery, as data: what is asked once, and what is asked of every system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from asagreed.discovery.values import WHERE, WORK_WISHES


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its key in the file of answers, how it is asked, and an answer as an example.

    `kind` is the kind of answer: text, length, length or none, count, headcount, hours, price, date, date or never,
    data, speed, days, yes or no, choice. `topic` names what is verified together; what has none is a wish or a
    decision, which nobody can verify.
    """

    key: str
    words: str
    kind: str
    example: str
    topic: str = ""
    choices: tuple[str, ...] = ()


BACKUPS, RESTORE, SPARES, WARRANTY, VENDOR = "backups", "restore", "spares", "warranty", "vendor"
TOPICS: Mapping[str, str] = MappingProxyType(
    {
        BACKUPS: "Backups",
        RESTORE: "Getting data back",
        SPARES: "Spares and redundancy",
        WARRANTY: "Warranty and parts",
        VENDOR: "Support by the vendor",
    }
)
"""What is verified together, with its words."""

COMPANY_QUESTIONS = (
    Question("an emergency is", "In your words: what is an emergency for you?", "text", "when the front desk stands"),
    Question("people", "How many people work with your computers?", "count", "14"),
    Question("working hours", "When do you work?", "hours", "mon-fri 09:00-17:00"),
    Question(
        "people unable to work", "From how many people on who cannot work is it an emergency?", "headcount",
        "more than 5",
    ),
    Question(
        "hour down costs", "What does an hour cost you in which nobody can work?", "price", "900.00 USD per h"
    ),
    Question("who may call", "Who of you may call something an emergency?", "text", "practice manager"),
    Question("reachable at night", "Who of you can be reached outside your hours, and how?", "text", "owner, by phone"),
    Question(
        "emergency work", "Should emergency work be included in a fee, or charged when it comes?", "choice", "charged",
        choices=tuple(WORK_WISHES),
    ),
)  # fmt: skip

SYSTEM_QUESTIONS = (
    Question("title", "What do you call it?", "text", "File server"),
    Question(
        "criticality", "Is it critical: must it be back the same day, whatever else waits?", "choice", "critical",
        choices=("critical", "not critical"),
    ),
    Question("people stopped", "How many people cannot work without it?", "count", "10"),
    Question("hour down costs", "What does an hour without it cost you?", "price", "400.00 USD per h"),
    Question("emergency after", "After how long without it is that an emergency?", "length or none", "1 h"),
    Question("data loss is an emergency", "Is lost data on it an emergency?", "yes or no", "yes",
             choices=("yes", "no")),
    Question("may lose", "Of how much time may work be lost at most?", "length", "4 h"),
    Question("back within", "Within how many working hours must it be back?", "length", "8 h"),
    Question("believed loss", "What do you think would be lost if it failed right now?", "length", "1 h"),
    Question("backup every", "How often is it backed up?", "length or none", "24 h", BACKUPS),
    Question("backup on", "On which days?", "days", "every day", BACKUPS),
    Question("backup takes", "How long does one backup take?", "length", "2 h", BACKUPS),
    Question("backup where", "Where are the backups?", "choice", "at another place", BACKUPS, choices=tuple(WHERE)),
    Question("backup kept", "How long are they kept?", "text", "30 days", BACKUPS),
    Question("restore tested", "When was getting data back last tried?", "date or never", "2026-01-03", RESTORE),
    Question("restore took", "How long did that take, by the clock?", "length", "5 h", RESTORE),
    Question("data", "How much data is on it?", "data", "800 GB", RESTORE),
    Question("restore speed", "How fast can that be moved back?", "speed", "80 MB/s", RESTORE),
    Question("spare", "Is there a spare, and where?", "text", "none", SPARES),
    Question("redundancy", "Does something take over when it fails?", "text", "none", SPARES),
    Question("parts", "When does a spare part come?", "text", "next business day", WARRANTY),
    Question("warranty until", "Until when is that promised?", "date", "2027-06-30", WARRANTY),
    Question("diagnosis takes", "How long does it take to find out what failed?", "length", "1 h", WARRANTY),
    Question("repair takes", "How long does it take to put the part in?", "length", "2 h", WARRANTY),
    Question("supported by", "Which vendor supports it?", "text", "Tooth Software Ltd", VENDOR),
    Question("vendor hours", "When does that vendor answer?", "hours", "mon-fri 08:00-17:00", VENDOR),
)  # fmt: skip


def questions_of(topic: str) -> tuple[Question, ...]:
    """Return the questions that are verified together."""
    return tuple(each for each in SYSTEM_QUESTIONS if each.topic == topic)
