"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Where Django finds this room."""

    name = "asagreed_web.reports"
    label = "reports"

    def ready(self) -> None:
        """Issue what is due, and look over what was issued for late corrections."""
        from asagreed_web.kit import worker_duties  # noqa: PLC0415 – models exist now
        from asagreed_web.reports.restating import look_over  # noqa: PLC0415
        from asagreed_web.reports.scheduling import take_due  # noqa: PLC0415

        worker_duties.register("issue reports that are due", take_due, every=300)
        worker_duties.register("look over issued reports", look_over, every=600)
