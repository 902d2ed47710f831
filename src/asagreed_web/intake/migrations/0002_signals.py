"""Signals as what is down or up, beside the deliveries in which they came; nothing received any before."""

from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0001_initial"),
        ("intake", "0001_initial"),
        ("tickets", "0001_initial"),
    ]

    operations = [
        migrations.DeleteModel(name="Signal"),
        migrations.CreateModel(
            name="SignalDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("raw", models.BinaryField()),
                ("received_at", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("received", "Received"), ("read", "Read"), ("unreadable", "Unreadable")],
                        default="received",
                        max_length=16,
                    ),
                ),
                ("because", models.CharField(default="", max_length=300)),
                ("customer", models.ForeignKey(on_delete=PROTECT, to="customers.customer")),
                ("key", models.ForeignKey(on_delete=PROTECT, related_name="deliveries", to="intake.monitoringkey")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "received")), fields=["received_at"], name="delivery_to_read"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("external_id", models.CharField(max_length=120)),
                ("thing", models.CharField(max_length=120)),
                ("is_down", models.BooleanField()),
                ("at", models.BigIntegerField()),
                ("body", models.JSONField()),
                ("received_at", models.BigIntegerField()),
                (
                    "became",
                    models.CharField(
                        choices=[("ticket", "Ticket"), ("told", "Told"), ("nothing", "Nothing")],
                        default="nothing",
                        max_length=16,
                    ),
                ),
                ("customer", models.ForeignKey(on_delete=PROTECT, to="customers.customer")),
                ("delivery", models.ForeignKey(on_delete=PROTECT, related_name="signals", to="intake.signaldelivery")),
                ("key", models.ForeignKey(on_delete=PROTECT, related_name="signals", to="intake.monitoringkey")),
                (
                    "ticket",
                    models.ForeignKey(null=True, on_delete=PROTECT, related_name="signals", to="tickets.ticket"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["key", "thing", "at", "id"], name="signal_of_thing")],
                "constraints": [models.UniqueConstraint(fields=("key", "external_id"), name="signal_received_once")],
            },
        ),
    ]
