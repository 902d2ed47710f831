"""The exports of known desks, recognized by the names of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from asagreed.facts.readers.mapping import REQUIRED, ExportMapping, RowShape


@dataclass(frozen=True, slots=True)
class Preset:
    """How one desk names its columns: a meaning leads to names, the likeliest first."""

    source: str
    shape: RowShape
    names: Mapping[str, tuple[str, ...]]
    marks: tuple[str, ...] = ()
    """Names of which one must be there, because the others are everybody's words."""


PRESETS = (
    Preset(
        "canonical events", RowShape.EVENT,
        {
            "ticket": ("ticket", "ticket id", "ticket number"),
            "at": ("at", "moment", "event at", "timestamp"),
            "event": ("event", "event kind"), "value": ("value", "status", "new value"),
            "attribute": ("attribute",), "id": ("id", "event id"), "sequence": ("sequence",),
            "by": ("by", "actor"), "why": ("why", "reason"), "priority": ("priority",),
            "kind": ("kind", "ticket kind"), "site": ("site",), "system": ("system",), "delivery": ("delivery",),
            "channel": ("channel",), "impact": ("impact",), "urgency": ("urgency",), "customer": ("customer",),
            "title": ("title",), "reported": ("reported at", "reported"), "recorded": ("recorded at", "recorded"),
            "occurred": ("occurred at", "occurred"),
        },
    ),
    Preset(
        "ServiceNow audit log", RowShape.UPDATE,
        {
            "ticket": ("number",), "at": ("sys updated at", "sys updated on"),
            "status": ("incident state", "state"), "sequence": ("sys mod count",), "assigned": ("assigned to",),
            "by": ("sys updated by",), "reported": ("opened at",), "recorded": ("sys created at", "sys created on"),
            "priority": ("priority",), "impact": ("impact",), "urgency": ("urgency",), "channel": ("contact type",),
            "kind": ("sys class name",), "site": ("location",), "system": ("cmdb ci",), "customer": ("company",),
            "title": ("short description",),
        },
    ),
    Preset(
        "Zendesk", RowShape.TICKET,
        {
            "ticket": ("id", "ticket id"), "reported": ("created at",), "assigned at": ("initially assigned at",),
            "first response": ("first reply at",), "resolved": ("solved at",), "updated": ("updated at",),
            "status": ("status",), "priority": ("priority",), "channel": ("via",), "kind": ("ticket type",),
            "customer": ("organization",), "title": ("subject",),
        },
        marks=("solved at", "initially assigned at"),
    ),
    Preset(
        "Freshdesk", RowShape.TICKET,
        {
            "ticket": ("ticket id",), "reported": ("created time",), "first response": ("initial response time",),
            "resolved": ("resolved time",), "closed": ("closed time",), "updated": ("last update time",),
            "status": ("status",), "priority": ("priority",), "channel": ("source",), "kind": ("type",),
            "customer": ("company name", "company"), "title": ("subject",),
        },
        marks=("created time",),
    ),
    Preset(
        "Jira", RowShape.TICKET,
        {
            "ticket": ("issue key", "key"), "reported": ("created", "fields created"),
            "resolved": ("resolved", "fields resolutiondate"), "updated": ("updated", "fields updated"),
            "status": ("status", "fields status name"), "priority": ("priority", "fields priority name"),
            "kind": ("issue type", "fields issuetype name"), "customer": ("organizations", "organization"),
            "title": ("summary", "fields summary"),
        },
        marks=("issue key", "key"),
    ),
    Preset(
        "osTicket", RowShape.TICKET,
        {
            "ticket": ("ticket number",), "reported": ("date created",), "closed": ("closed date",),
            "updated": ("last updated",), "status": ("current status",), "priority": ("priority",),
            "channel": ("source",), "kind": ("help topic",), "title": ("subject",), "customer": ("organization",),
        },
        marks=("date created",),
    ),
    Preset(
        "ConnectWise", RowShape.TICKET,
        {
            "ticket": ("id", "ticket number", "ticket#"),
            "reported": ("date entered", "info date entered", "entered date"),
            "first response": ("date responded",), "resolved": ("date resolved",),
            "closed": ("closed date", "date closed"), "updated": ("last updated", "info last updated"),
            "status": ("status name", "status"), "priority": ("priority name", "priority"), "impact": ("impact",),
            "customer": ("company name", "company"), "site": ("site name", "site"), "kind": ("record type",),
            "channel": ("source name", "source"), "title": ("summary",),
        },
        marks=("date resolved", "date responded"),
    ),
    Preset(
        "Autotask", RowShape.TICKET,
        {
            "ticket": ("ticket number", "id"), "reported": ("create date", "create date time"),
            "first response": ("first response date time",), "resolved": ("resolved date time",),
            "closed": ("completed date", "complete date"), "updated": ("last activity date",),
            "status": ("status",), "priority": ("priority",), "kind": ("ticket type",), "channel": ("source",),
            "customer": ("company", "account", "company id"), "title": ("title",),
        },
        marks=("create date", "create date time"),
    ),
    Preset(
        "Zammad", RowShape.TICKET,
        {
            "ticket": ("number", "id"), "reported": ("created at",), "first response": ("first response at",),
            "closed": ("close at",), "updated": ("updated at",), "status": ("state", "state name"),
            "priority": ("priority", "priority name"), "customer": ("organization",), "title": ("title",),
            "channel": ("create article type",),
        },
        marks=("close at", "first response at"),
    ),
    Preset(
        "a list of tickets", RowShape.TICKET,
        {
            "ticket": ("ticket", "ticket id", "ticket number", "number", "key", "id"),
            "reported": ("reported", "reported at", "created", "created at", "opened", "opened at"),
            "recorded": ("recorded", "recorded at"), "assigned at": ("assigned at",),
            "first response": ("first response", "first response at", "first reply at", "responded at"),
            "resolved": ("resolved", "resolved at", "solved at"), "closed": ("closed", "closed at"),
            "updated": ("updated", "updated at"), "status": ("status", "state"), "priority": ("priority",),
            "kind": ("kind", "type"), "site": ("site", "location"), "system": ("system",), "impact": ("impact",),
            "urgency": ("urgency",), "channel": ("channel", "source"), "customer": ("customer", "company"),
            "title": ("title", "subject", "summary"), "delivery": ("delivery",),
        },
    ),
)  # fmt: skip


def preset_for(columns: Iterable[str]) -> ExportMapping | None:
    """Return the mapping of the preset that knows most of the columns, or None if none can be read."""
    names = {same_name(column): column for column in reversed(tuple(columns))}
    fitting = [mapping for preset in PRESETS if (mapping := _fitted(preset, names)) is not None]
    return max(fitting, key=lambda mapping: len(mapping.columns), default=None)


def same_name(column: str) -> str:
    """Return the name of a column as it is compared: «sys_updated_at», «SysUpdatedAt» and «Sys updated at» agree."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", re.sub(r"\[[^\]]*\]\s*$", "", column))
    return " ".join(re.sub(r"[\W_]+", " ", apart).split()).casefold() + ("#" if column.rstrip().endswith("#") else "")


def _fitted(preset: Preset, names: Mapping[str, str]) -> ExportMapping | None:
    if preset.marks and not any(mark in names for mark in preset.marks):
        return None
    columns: dict[str, str] = {}
    for meaning, wanted in preset.names.items():
        free = [names[name] for name in wanted if name in names and names[name] not in columns.values()]
        if free:
            columns[meaning] = free[0]
    if any(meaning not in columns for meaning in REQUIRED[preset.shape]):
        return None
    return ExportMapping(preset.shape, columns, source=preset.source, missing=("?", "-", "NULL", "null", "None"))
