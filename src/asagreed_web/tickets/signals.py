"""What a change of a ticket sets off elsewhere, in the same transaction."""

from __future__ import annotations

from django.dispatch import Signal

ticket_changed = Signal()
"""Sent with `ticket` and `at` (UTC seconds) after events were added: the room of clocks judges it again."""

message_written = Signal()
"""Sent with `message` after something was said: the mail that carries it goes into the outbox."""

event_told = Signal()
"""Sent with `ticket` and `event` after an event was added to the chain: web hooks are told of it."""
