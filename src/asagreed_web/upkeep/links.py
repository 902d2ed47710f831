"""Links by which somebody answers a list of recurring work without signing in."""

from __future__ import annotations

from asagreed_web.kit.mailed_links import LinkKind

APPROVALS = LinkKind(
    salt="approval list",
    way="/portal/upkeep/link/",
    expired="This link has expired. Ask the service desk for the list again, or sign in to the portal.",
)
