"""Whether a person said what is on record."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column of each table."""

    dependencies = [("uptime", "0001_initial")]

    operations = [
        migrations.AddField(model, "is_by_hand", models.BooleanField(default=False))
        for model in ("excuserecord", "outagerecord", "unwatchedrecord", "windowrecord")
    ]
