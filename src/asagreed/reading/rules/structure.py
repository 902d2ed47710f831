"""Rules about keys and shapes."""

from __future__ import annotations

from asagreed.reading.rules.rule import Rule

STRUCTURE_RULES = (
    Rule(
        "YML201",
        "unknown-key",
        "error",
        "A key that the language does not have at this place.",
        "A misspelled key would be a clause that both sides believe in and no clock knows.",
        "calendars: {support: {hour: {mon: 08:00-17:00}}}",
        "calendars: {support: {hours: {mon: 08:00-17:00}}}",
        "Use the key that is suggested, or see the list of keys that are known there.",
    ),
    Rule(
        "YML202",
        "wrong-shape",
        "error",
        "A single value where a map belongs, a map where a single value belongs, and the like.",
        "The words are there, but not what they are about.",
        "calendars: 08:00-17:00",
        "calendars: {support: {hours: {weekdays: 08:00-17:00}}}",
        "Write the value in the shape of the right example.",
    ),
    Rule(
        "YML203",
        "missing-key",
        "error",
        "A key without which the part around it says nothing.",
        "What neither the agreement nor its plan says is never guessed.",
        "term: {for: 1 year}",
        "term: {from: 2026-01-12, for: 1 year}",
        "Add the key.",
    ),
    Rule(
        "YML204",
        "no-value",
        "error",
        "A key followed by nothing, or by an empty text.",
        "It cannot be told whether the value was forgotten or meant to be nothing.",
        "zone:",
        "zone: America/Chicago",
        "Write the value, or take the key out.",
    ),
    Rule(
        "YML205",
        "dot-in-key",
        "error",
        "A key with a dot in it.",
        "Clauses are cited by their keys with dots between them; a dot within a key would make two clauses of one.",
        "systems: {files.v2: {title: File server}}",
        "systems: {files-v2: {title: File server}}",
        "Use a dash or a space.",
    ),
    Rule(
        "YML206",
        "other-kind-of-paper",
        "error",
        "A file that lies among papers of one kind and does not say that it is one.",
        "The place of a paper decides how it counts; a plan among amendments would be signed by nobody.",
        "# amendments/2.yaml\nrider: premium response",
        "# amendments/2.yaml\namendment: 2",
        "Add the key that names the paper, or move the file.",
    ),
)
