"""Rulings, what a quote fixes, and when an emergency may change."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("billing", "0001_initial"),
        ("customers", "0001_initial"),
        ("tickets", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EmergencyWatch",
            fields=[
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="emergency_watch",
                        serialize=False,
                        to="tickets.ticket",
                    ),
                ),
                ("next_at", models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name="quote",
            name="at_most_seconds",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="quote",
            name="per_hour",
            field=models.DecimalField(decimal_places=4, max_digits=20, null=True),
        ),
        migrations.AddField(
            model_name="quote",
            name="shown_hash",
            field=models.CharField(default="", max_length=64),
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "says",
                    models.CharField(
                        choices=[
                            ("emergency", "Emergency"),
                            ("no emergency", "No Emergency"),
                            ("included", "Included"),
                            ("excluded", "Excluded"),
                        ],
                        max_length=16,
                    ),
                ),
                ("customer_name", models.CharField(default="", max_length=120)),
                ("note", models.TextField(default="")),
                ("at", models.BigIntegerField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="customers.customer"
                    ),
                ),
                (
                    "customer_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings_agreed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "provider_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings_made",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="tickets.ticket"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("says__in", ["included", "excluded"]),
                            ("customer_person__isnull", False),
                            models.Q(("customer_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="ruling_of_emergency_by_both",
                    )
                ],
            },
        ),
    ]
