"""Rules about recurring work."""

from __future__ import annotations

from asagreed.reading.rules.rule import Rule

UPKEEP_RULES = (
    Rule(
        "YML361",
        "recurrence-unreadable",
        "error",
        "Recurring work of which nobody can tell on which days it falls due.",
        "Work without a day is never late and never missed.",
        "proactive: {patches: regularly}",
        "proactive: {patches: monthly on the first tue}",
        "Write daily, every working day, weekly on mon, monthly on the first tue, every 6 months, as needed, or a rule "
        "of RFC 5545 by days.",
    ),
    Rule(
        "YML362",
        "recurrence-never-comes",
        "error",
        "Recurring work on a day that some months, or all years, do not have.",
        "It would be left out without anybody noticing.",
        "proactive: {patches: monthly on the 31}",
        "proactive: {patches: monthly on the last day}",
        "Write a day that every month has, or the last day.",
    ),
    Rule(
        "YML461",
        "working-day-without-hours",
        "error",
        "Work on every working day, without the hours that say which days these are.",
        "On a holiday one side would call it missed.",
        "proactive: {backup logs: every working day}",
        "proactive: {backup logs: {when: every working day, hours: support}}",
        "Name a calendar under hours; its open days are the working days.",
    ),
)
