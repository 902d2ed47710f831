"""`asagreed invite-owner`: lets the first owner of an installation in."""

from __future__ import annotations

from typing import Annotated

import typer

from asagreed_web.kit.command_line import begin


def invite_owner(
    email: Annotated[str, typer.Argument(help="The mail address of the owner.")],
    name: Annotated[str, typer.Option(help="What the owner is called.")] = "",
) -> None:
    """Print the link by which the first owner of this installation comes in, once, within three days."""
    begin()
    from datetime import UTC, datetime

    from asagreed_web.kit import clock
    from asagreed_web.people import operations

    invited = operations.invite_owner(name=name or email.split("@", maxsplit=1)[0], email=email, at=clock.now())
    until = datetime.fromtimestamp(invited.expires_at, UTC)
    print(f"{invited.link}\nOpen it until {until:%Y-%m-%d %H:%M} UTC; it works once.")
