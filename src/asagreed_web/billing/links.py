"""Links by which somebody answers a quote without signing in."""

from __future__ import annotations

from asagreed_web.kit.mailed_links import LinkKind

QUOTES = LinkKind(
    salt="quote",
    way="/portal/quotes/link/",
    expired="This link has expired. Ask the service desk for the quote again, or sign in to the portal.",
)
