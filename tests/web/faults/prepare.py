"""Puts people and tickets into an empty installation, and prints the session of a technician and the tickets."""

from __future__ import annotations

import json
import sys

from asagreed_web.kit.command_line import begin

begin()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from tests.web.conftest import made_customer, made_person  # noqa: E402
from tests.web.logging import logged  # noqa: E402

from asagreed_web.kit import clock  # noqa: E402
from asagreed_web.people.models import Role  # noqa: E402

harbour = made_customer("harbour-dental", "Harbour Dental")
viewer = made_person("viewer", Role.VIEWER, harbour)
technician = made_person("technician", Role.TECHNICIAN)
session = SessionStore()
session[SESSION_KEY] = str(technician.pk)
session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
session[HASH_SESSION_KEY] = technician.get_session_auth_hash()
session.create()
now = clock.now()
tickets = [logged(harbour, viewer, at=now, subject=f"Problem {number}").number for number in range(8)]
sys.stdout.write(json.dumps({"session": session.session_key, "tickets": tickets}))
