from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from asagreed_web.tickets.search_index import BACKWARD, FORWARD


def forward(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in FORWARD[editor.connection.vendor]:
        editor.execute(statement, params=None)


def backward(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in BACKWARD[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial"), ("customers", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
