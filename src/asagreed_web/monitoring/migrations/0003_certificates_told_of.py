"""Of which certificates a check has told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column of checks."""

    dependencies = [("monitoring", "0002_what_checks_said")]

    operations = [migrations.AddField("check", "warned_of", models.JSONField(default=list))]
