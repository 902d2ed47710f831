"""Prints what the database of an installation says of the replies that were written to it."""

from __future__ import annotations

import json
import sys

from asagreed_web.kit.command_line import begin

begin()

from asagreed_web.chronicle.models import Event, PersonalData  # noqa: E402
from asagreed_web.config.chains import broken_chains  # noqa: E402
from asagreed_web.tickets.models import Message  # noqa: E402

replies = Message.objects.filter(kind=Message.Kind.REPLY)
walked, broken = broken_chains()
found = {
    "texts": sorted(replies.values_list("text", flat=True)),
    "events": Event.objects.filter(kind="reply").count(),
    "personal": PersonalData.objects.filter(event__kind="reply").count(),
    "broken": [f"{each.chain}, {each.seq}: {each.because}" for each in broken],
    "walked": walked.events,
}
sys.stdout.write(json.dumps(found))
