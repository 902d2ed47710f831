"""When a check looked last, what it said, and since when it warns."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns of checks."""

    dependencies = [("monitoring", "0001_initial")]

    operations = [
        migrations.AddField("check", "seen_at", models.BigIntegerField(null=True)),
        migrations.AddField("check", "says", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("check", "is_unsettled", models.BooleanField(default=False)),
        migrations.AddField("check", "warned_at", models.BigIntegerField(null=True)),
    ]
