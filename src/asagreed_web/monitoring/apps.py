"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Where Django finds this room."""

    name = "asagreed_web.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        """Derive outages of what is reported, and let the workers look at systems and notice who fell silent."""
        from asagreed_web.intake.things_seen import things_seen  # noqa: PLC0415 – models exist only now
        from asagreed_web.kit import worker_duties  # noqa: PLC0415
        from asagreed_web.monitoring.checking import notice_unseen  # noqa: PLC0415
        from asagreed_web.monitoring.condensing import condense_looks  # noqa: PLC0415
        from asagreed_web.monitoring.prober import probe  # noqa: PLC0415
        from asagreed_web.monitoring.reported import notice_silence, take_in_things  # noqa: PLC0415

        things_seen.connect(take_in_things, dispatch_uid="derive outages")
        worker_duties.register("notice silent monitors", notice_silence, every=30)
        worker_duties.register("notice checks that nobody makes", notice_unseen, every=30)
        worker_duties.register("put looks together", condense_looks, every=6 * 3600)
        # Every round: it begins what is due, and waits for no network.
        worker_duties.register("look at systems", probe, every=0)
