"""Migrations say what the models say."""

from __future__ import annotations

from django.core.management import call_command


def test_no_change_of_a_model_waits_for_its_migration(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
