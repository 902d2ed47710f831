"""The commands of an installation, which join the command line of the library by the entry point `asagreed.commands`.

Nothing of Django is imported here: `asagreed show` must not wait for it.
"""

from __future__ import annotations

import typer

from asagreed.cli.verify import verify_app
from asagreed_web.config.commands.backing_up import backup, restore
from asagreed_web.config.commands.doctor import doctor
from asagreed_web.config.commands.invite_owner import invite_owner
from asagreed_web.config.commands.migrate import migrate
from asagreed_web.config.commands.protecting import export_customer, forget
from asagreed_web.config.commands.rebuild import rebuild
from asagreed_web.config.commands.serve import serve
from asagreed_web.config.commands.verify import log
from asagreed_web.config.listener_command import listen
from asagreed_web.config.worker import worker
from asagreed_web.demo.command import demo

PANEL = "The desk and the portal"


def register(app: typer.Typer) -> None:
    """Add the commands of the installation to a command line."""
    for command in (serve, worker, listen, migrate, doctor, backup, restore, rebuild, demo):
        app.command(rich_help_panel=PANEL)(command)
    app.command("invite-owner", rich_help_panel=PANEL)(invite_owner)
    app.command("export-customer", rich_help_panel=PANEL)(export_customer)
    app.command(rich_help_panel=PANEL)(forget)
    verify_app.command("log")(log)
