"""The room that all others stand on."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class KitConfig(AppConfig):
    """What all rooms share."""

    name = "asagreed_web.kit"
    label = "kit"

    def ready(self) -> None:
        """Stand the wall between customers: on each connection, and in the database after each `migrate`."""
        from asagreed_web.kit import row_security, wall  # noqa: PLC0415 – models exist only now

        connection_created.connect(wall.tell_new_connection, dispatch_uid="wall tells new connection")
        pre_migrate.connect(wall.see_all_to_migrate, sender=self, dispatch_uid="wall opens to migrate")
        post_migrate.connect(row_security.set_policies, sender=self, dispatch_uid="row security sets policies")
