"""`asagreed listen`: takes mail from the mail server of this machine over LMTP, instead of fetching it."""

from __future__ import annotations

from typing import Annotated

import typer

from asagreed_web.kit.command_line import asked_to_end, begin


def listen(
    address: Annotated[str, typer.Option(help="Where to listen; LMTP knows no password: keep it to this machine.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0: as ASAGREED_LMTP_PORT says.")] = 0,
) -> None:
    """Take mail over LMTP until SIGTERM or Ctrl-C; a worker makes tickets of it."""
    begin()
    from django.conf import settings  # noqa: PLC0415

    from asagreed_web.config.database import check_ready  # noqa: PLC0415
    from asagreed_web.intake.mail.listener import listening  # noqa: PLC0415

    check_ready()
    stop = asked_to_end()
    listener = listening(host=address, port=port or settings.LMTP_PORT)
    listener.start()
    typer.echo(f"Taking mail over LMTP at {address}:{listener.port}.")
    stop.wait()
    listener.stop()
