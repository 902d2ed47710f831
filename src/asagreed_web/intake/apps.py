"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Where Django finds this room."""

    name = "asagreed_web.intake"
    label = "intake"

    def ready(self) -> None:
        """Let the workers fetch mail, make tickets of it, and read what a process that died left unread."""
        from asagreed_web.intake.mail.polling import poll  # noqa: PLC0415 – models exist only now
        from asagreed_web.intake.mail.routing import route_received  # noqa: PLC0415
        from asagreed_web.intake.signals import read_left_over  # noqa: PLC0415
        from asagreed_web.kit import worker_duties  # noqa: PLC0415

        worker_duties.register("fetch mail", poll, every=30)
        worker_duties.register("make tickets of mail", route_received, every=5)
        worker_duties.register("read signals", read_left_over, every=5)
