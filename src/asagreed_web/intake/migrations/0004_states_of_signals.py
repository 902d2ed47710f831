"""What signals say of a system, and not only that something is down."""

from typing import Any

from django.db import migrations, models


def say_states(apps: Any, schema_editor: Any) -> None:
    """Say of each signal that was kept so far what it was taken for."""
    # Rules of Alertmanager that fired said nothing of whether a system works, as far as was kept.
    signals = apps.get_model("intake", "Signal").objects.exclude(body__has_key="fingerprint")
    signals.filter(is_down=True).update(state="down")
    signals.filter(is_down=False).update(state="up")


class Migration(migrations.Migration):
    """Fill in what was known so far."""

    dependencies = [("intake", "0003_mail")]

    operations = [
        migrations.AddField("monitoringkey", "looks_every", models.PositiveIntegerField(null=True)),
        migrations.AddField("signal", "state", models.CharField(blank=True, default="", max_length=16)),
        migrations.AddField("signal", "names", models.JSONField(default=list)),
        migrations.AddField("signal", "is_confirmed", models.BooleanField(default=True)),
        migrations.AddField("signal", "in_maintenance", models.BooleanField(default=False)),
        migrations.AddField("signal", "episode", models.CharField(blank=True, default="", max_length=120)),
        migrations.AddField("signal", "began_at", models.BigIntegerField(null=True)),
        migrations.RunPython(say_states, migrations.RunPython.noop),
    ]
