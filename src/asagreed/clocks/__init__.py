"""Clocks: from what happened to a ticket and what was promised to elapsed, due, state and verdict."""

from asagreed.clocks.clock import Clock, ClockState, FiredStep, Turn, Verdict
from asagreed.clocks.judging import judge_clock
from asagreed.clocks.promises import (
    ARRIVAL,
    BUILT_IN,
    NEXT_REPLY,
    RESOLUTION,
    RESPONSE,
    UPDATE,
    ClockRule,
    Limit,
    Promises,
    ServiceTarget,
    Step,
    TicketSituation,
    Trigger,
)
from asagreed.clocks.ticket_clocks import judge_rules, judge_ticket
from asagreed.clocks.timeline import courses_of

__all__ = [
    "ARRIVAL",
    "BUILT_IN",
    "NEXT_REPLY",
    "RESOLUTION",
    "RESPONSE",
    "UPDATE",
    "Clock",
    "ClockRule",
    "ClockState",
    "FiredStep",
    "Limit",
    "Promises",
    "ServiceTarget",
    "Step",
    "TicketSituation",
    "Trigger",
    "Turn",
    "Verdict",
    "courses_of",
    "judge_clock",
    "judge_rules",
    "judge_ticket",
]
