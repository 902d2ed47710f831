"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class PeopleConfig(AppConfig):
    """Where Django finds this room."""

    name = "asagreed_web.people"
    label = "people"

    def ready(self) -> None:
        """Narrow what is seen to the person who signs in."""
        from asagreed_web.people.wall import narrow_at_sign_in  # noqa: PLC0415 – models exist only now

        user_logged_in.connect(narrow_at_sign_in, dispatch_uid="wall narrows at sign-in")
