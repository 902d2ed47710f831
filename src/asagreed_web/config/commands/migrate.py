"""`asagreed migrate`: brings the database to what this version needs."""

from __future__ import annotations

from asagreed_web.kit.command_line import begin


def migrate() -> None:
    """Bring the database to what this version needs, with its walls and guards."""
    begin()
    from asagreed_web.config.database import bring_up_to_date

    applied = bring_up_to_date()
    for name in applied:
        print(f"applied {name}")
    print("The database is up to date.")
